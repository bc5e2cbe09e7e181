import { expect, test } from 'vitest';
import { contentType } from '../../../electron/files/content-type.ts';

test.each([
  ['a picture that is called a document', '\xff\xd8\xff\xe0', 'application/pdf', 'image/jpeg'],
  ['a picture of another kind', '\x89PNG\r\n\x1a\n', 'image/jpeg', 'image/png'],
  ['a video', '\0\0\0\x18ftypmp42', 'video/mp4', 'video/mp4'],
  ['a video of old phones', '\0\0\0\x18ftyp3gp4', 'video/mp4', 'video/3gpp'],
  ['a program that is called a picture', 'MZ\x90\0', 'image/png', 'application/octet-stream'],
  ['a page that is called a picture', '<svg onload="x">', 'image/svg+xml', 'application/octet-stream'],
  ['a text that is called a PDF', 'Hello', 'application/pdf', 'application/octet-stream'],
  ['a PDF', '%PDF-1.7', '', 'application/pdf'],
  ['a text', 'Hello', 'text/plain', 'text/plain'],
  ['a type that is none', 'Hello', 'text/plain\r\nx: y', 'application/octet-stream'],
  ['nothing', '', '', 'application/octet-stream'],
])('%s is what its bytes say', (_, start, claimed, type) => {
  expect(contentType(Buffer.from(start, 'latin1'), claimed)).toBe(type);
});
