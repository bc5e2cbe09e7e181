import { expect, it } from 'vitest';
import { keptKey, wholeKey } from '../../../../domain/messages/message-key.ts';

const chatId = '447700900101@c.us';
const lid = '20000000000001@lid';
const random = '3EB0A';

it.each([
  ['the chat that it was handed to', { remote: chatId, serialized: `true_${chatId}_${random}` }, {}],
  ['a LID', { remote: lid, serialized: `true_${lid}_${random}` }, { remote: lid }],
  ['no chat and has no text', { remote: '', serialized: '' }, { remote: '' }],
  ['its chat and is written in another way', { remote: chatId, serialized: random }, { serialized: random }],
])('of a key that names %s nothing is lost, and only what does not follow is kept', (_, names, kept) => {
  const waKey = keptKey({ random, ...names }, chatId);
  expect(JSON.parse(waKey)).toEqual(kept);
  expect(wholeKey({ waKey, random, chatId })).toEqual({ random, ...names });
});

it('of somebody who was erased WhatsApp is asked for no key that it never had', () => {
  expect(wholeKey({ waKey: '{}', random, chatId: '' })).toEqual({ random, remote: '', serialized: '' });
});
