import { expect, it } from 'vitest';
import { saysPlaceThatStays } from '../../../electron/files/place-that-stays.ts';
import { smallPng } from '../../support/pictures.ts';
import * as made from '../../support/placed-pictures.ts';

const camera = made.exif([made.place]);
const plainCamera = made.exif([made.turned(6)]);
const box = (name: string, content: string | Buffer) => {
  const bytes = Buffer.from(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes.length + 8, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, bytes]);
};
const film = (...boxes: Buffer[]) =>
  Buffer.concat([box('ftyp', 'isom'), box('mdat', Buffer.alloc(3 * 1024 * 1024, 7)), ...boxes]);
const still = (exif: Buffer) =>
  Buffer.concat([box('ftyp', 'heic'), box('mdat', Buffer.concat([Buffer.from('\0\0\0\x06Exif\0\0', 'latin1'), exif]))]);

it.each([
  ['a film of a phone', film(box('moov', box('udta', box('\xa9xyz', '+51.5-0.1/'))))],
  ['one of Apple’s', film(box('moov', box('meta', 'com.apple.quicktime.location.ISO6709')))],
  ['a still picture of a phone', still(camera)],
  ['a TIFF', made.exif([made.turned(1), made.place], 'II')],
])('%s that says where it was taken is known by it', (_what, file) => {
  expect(saysPlaceThatStays(file)).toBe(true);
});

it.each([
  ['a film', film(box('moov', box('udta', 'x')))],
  ['a still picture', still(plainCamera)],
  ['a TIFF', made.exif([made.turned(1)], 'II')],
  ['what is none of them', smallPng],
])('%s that does not is not said to', (_what, file) => {
  expect(saysPlaceThatStays(file)).toBe(false);
});
