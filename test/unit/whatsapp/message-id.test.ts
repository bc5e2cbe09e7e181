import { expect, test } from 'vitest';
import { ackNewsOf, randomOf, senderOf, textOfId } from '../../../electron/whatsapp/message-id.ts';

const news = { random: '3EB0AA', fromMe: true, remote: '447700900301@c.us', ack: 2 };

test.for([
  ['with its text form', { id: { id: '3EB0AA', fromMe: true, remote: news.remote, _serialized: 'x' } }],
  ['without its text form', { id: { id: '3EB0AA', fromMe: true, remote: news.remote } }],
  ['with the chat as an id', { id: { id: '3EB0AA', fromMe: true, remote: { _serialized: news.remote } } }],
  ['with the chat as an id of a newer build', { id: { id: '3EB0AA', fromMe: true, remote: { $1: news.remote } } }],
  ['with the chat in parts', { id: { id: '3EB0AA', fromMe: true, remote: { user: '447700900301', server: 'c.us' } } }],
  ['with the chat only as its recipient', { id: { id: '3EB0AA', fromMe: true }, to: news.remote }],
  [
    'whose chat the library could not read in a newer build',
    { id: { id: '3EB0AA', fromMe: true }, _data: { to: { $1: news.remote } } },
  ],
] as const)('an acknowledgement is read from a key %s', ([, message]) => {
  expect(ackNewsOf(message, 2)).toEqual(news);
});

test('a message of the recipient is told from ours, whatever else is the same', () => {
  const message = { id: { id: '3EB0AA', fromMe: false, remote: news.remote }, to: '447700900118@c.us' };
  expect(ackNewsOf(message, 2)).toEqual({ ...news, fromMe: false });
});

test('what is no message or no acknowledgement is none', () => {
  expect(ackNewsOf({}, 1)).toBeNull();
  expect(ackNewsOf({ id: { id: '', fromMe: true } }, 1)).toBeNull();
  expect(ackNewsOf({ id: { id: '3EB0AA', fromMe: true } }, undefined)).toBeNull();
  expect(textOfId(null)).toBe('');
});

test('a message to us is known again by the random part of its id', () => {
  expect(randomOf({ id: '3EB0AA', fromMe: false, remote: news.remote })).toBe('3EB0AA');
  expect(randomOf({ id: '3EB0AA', fromMe: false, remote: '998877@lid' })).toBe('3EB0AA');
  expect(randomOf({ id: '' })).toBeNull();
  expect(randomOf(undefined)).toBeNull();
});

test('who wrote is also known in a newer build, where the library cannot read it', () => {
  expect(senderOf({ from: news.remote })).toBe(news.remote);
  expect(senderOf({ _data: { from: { $1: news.remote } } })).toBe(news.remote);
  expect(senderOf({})).toBe('');
});
