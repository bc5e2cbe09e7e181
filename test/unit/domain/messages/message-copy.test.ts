import { describe, expect, test } from 'vitest';
import { isCopy, type PossibleCopy, type WantedCopy } from '../../../../domain/messages/message-copy.ts';

const sentAtMs = Date.UTC(2026, 11, 31, 20);
const line: PossibleCopy = { fromMe: true, ack: 1, kind: 'text', text: 'Happy *New Year*, Ana!', atMs: sentAtMs };
const text: WantedCopy = { text: 'Happy New Year, Ana!', attachmentKind: null, sinceMs: null };
const picture: WantedCopy = { ...text, attachmentKind: 'image' };

describe('a message in the chat', () => {
  test('is a copy when it is ours, has the text and a tick', () => {
    expect(isCopy(line, text)).toBe(true);
    expect(isCopy({ ...line, kind: 'image' }, picture)).toBe(true);
  });

  test.each<[string, Partial<PossibleCopy>, WantedCopy]>([
    ['another person wrote it', { fromMe: false }, text],
    ['it waits on this computer', { ack: 0 }, text],
    ['WhatsApp rejected it', { ack: -1 }, text],
    ['it says something else', { text: 'Happy New Year, Ben!' }, text],
    ['it came with a picture', { kind: 'image' }, text],
    ['it is another kind of file', { kind: 'video' }, picture],
    ['it is older than the declared repeat', {}, { ...text, sinceMs: sentAtMs + 1 }],
  ])('is no copy when %s', (_, change, wanted) => {
    expect(isCopy({ ...line, ...change }, wanted)).toBe(false);
  });

  test('is no copy of a picture without a caption, however alike the two are', () => {
    const bare = { ...picture, text: ' ' };
    expect(isCopy({ ...line, kind: 'image', text: '' }, bare)).toBe(false);
  });
});
