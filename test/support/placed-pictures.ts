/** Pictures that contain the place where they were taken, built piece by piece. */
import { crc32 } from 'node:zlib';
import { smallJpeg, smallPng } from './pictures.ts';

export type Order = 'II' | 'MM';
type Entry = readonly [tag: number, type: number, value: number];

/** The EXIF data of a camera: the given entries, followed by the data that they point to. */
export function exif(entries: readonly Entry[], order: Order = 'MM', behind = 'GPS 51.5 -0.1'): Buffer {
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  const short = (value: number, at: number) =>
    order === 'II' ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    order === 'II' ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at);
  head.write(order, 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(entries.length, 8);
  for (const [place, [tag, type, value]] of entries.entries()) {
    const at = 10 + place * 12;
    short(tag, at);
    short(type, at + 2);
    long(1, at + 4);
    if (type === 3) short(value, at + 8);
    else long(value, at + 8);
  }
  return Buffer.concat([head, Buffer.from(behind, 'latin1')]);
}

export const place: Entry = [0x8825, 4, 60];
export const turned = (orientation: number): Entry => [0x0112, 3, orientation];

export function jpegSegment(marker: number, content: Uint8Array | string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

export const exifSegment = (content: Uint8Array) =>
  jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), content]));

/** A JPEG with these segments at its beginning, and other bytes after its end. */
export function jpegWith(segments: readonly Buffer[], behind: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([smallJpeg.subarray(0, 2), ...segments, smallJpeg.subarray(2), behind]);
}

export function pngWith(name: string, content: Uint8Array): Buffer {
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(name, 4, 'latin1');
  chunk.set(content, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), content.length + 8);
  const start = 8 + 25;
  return Buffer.concat([smallPng.subarray(0, start), chunk, smallPng.subarray(start)]);
}

export function webpChunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export function webpOf(chunks: readonly Buffer[]): Buffer {
  const all = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...chunks]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
}
