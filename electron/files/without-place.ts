import { crc32 } from 'node:zlib';
import { imageDirectory } from './exif.ts';

/**
 * The bytes of a picture without the place where it was taken. The image and its orientation stay byte for byte, and a
 * picture without a place stays as it is. Cameras write the place into EXIF, programs also into XMP, and some phones
 * into a second picture after the first.
 */
export function withoutPlace(picture: Buffer, mimeType: string): Buffer {
  if (mimeType === 'image/jpeg') return without(picture, partsOfJpeg(picture), Buffer.concat);
  if (mimeType === 'image/png') return without(picture, partsOfPng(picture), Buffer.concat);
  if (mimeType === 'image/webp') return without(picture, partsOfWebp(picture), joinWebp);
  return picture;
}

/** `exif` holds the EXIF data from its TIFF header on; `around` wraps other EXIF data like the original. */
type Part = {
  readonly bytes: Buffer;
  readonly kind: 'exif' | 'words' | 'extra' | 'picture';
  readonly exif?: Buffer;
  readonly around?: (exif: Buffer) => Buffer;
};

function without(picture: Buffer, parts: readonly Part[] | null, join: (kept: readonly Buffer[]) => Buffer): Buffer {
  if (parts === null || !parts.some(saysPlace)) return picture;
  const kept = parts.flatMap(({ bytes, kind, exif, around }) => {
    if (kind === 'picture') return [bytes];
    const upright = exif && imageDirectory(exif)?.orientation;
    return upright && around ? [around(upright)] : [];
  });
  return join(kept);
}

/** Words that name a place in XMP, and in EXIF data that is encoded as text. */
const placeWords = /GPS|Raw profile type|photoshop:(City|State|Country)|Iptc4xmpCore:Location/i;
/** IPTC's fields for a town, a part of a town, a province and a country. */
const placeFields = [0x5a, 0x5c, 0x5f, 0x65].map((field) => Buffer.from([0x1c, 2, field]));

/** Whether a part contains a place. A part that cannot be read counts as containing one. */
function saysPlace({ kind, exif, bytes }: Part): boolean {
  if (kind === 'exif') return imageDirectory(exif ?? bytes)?.hasPlace ?? true;
  if (kind !== 'words') return false;
  return placeWords.test(bytes.toString('latin1')) || placeFields.some((field) => bytes.includes(field));
}

const exifStart = Buffer.from('Exif\0\0', 'latin1');
const startOfScan = 0xda;
const endOfImage = 0xd9;

/** The segments of a JPEG; null where it is not built as one. */
function partsOfJpeg(picture: Buffer): Part[] | null {
  const parts: Part[] = [{ bytes: picture.subarray(0, 2), kind: 'picture' }];
  let at = 2;
  while (at + 4 <= picture.length && picture[at] === 0xff) {
    const marker = picture[at + 1] ?? 0;
    const end = at + 2 + picture.readUInt16BE(at + 2);
    if (end < at + 4 || end > picture.length) return null;
    if (marker === startOfScan) {
      const over = endOfJpeg(picture, end);
      parts.push({ bytes: picture.subarray(at, over), kind: 'picture' });
      if (over < picture.length) parts.push({ bytes: picture.subarray(over), kind: 'extra' });
      return parts;
    }
    parts.push(segmentOf(marker, picture.subarray(at, end)));
    at = end;
  }
  return null;
}

function segmentOf(marker: number, bytes: Buffer): Part {
  const content = bytes.subarray(4);
  const isCalled = (name: string) => content.subarray(0, name.length).equals(Buffer.from(name, 'latin1'));
  if (marker === 0xe1 && isCalled('Exif\0')) {
    const exif = content.subarray(exifStart.length);
    return { bytes, kind: 'exif', exif, around: (upright) => segment(marker, Buffer.concat([exifStart, upright])) };
  }
  if (marker === 0xe1 || marker === 0xed) return { bytes, kind: 'words' };
  return { bytes, kind: marker === 0xe2 && isCalled('MPF\0') ? 'extra' : 'picture' };
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The end of the picture. In the scans, a marker counts only where neither a zero nor a restart code follows it. */
function endOfJpeg(picture: Buffer, from: number): number {
  for (let at = picture.indexOf(0xff, from); at >= 0; at = picture.indexOf(0xff, at + 1)) {
    if (picture[at + 1] === endOfImage) return at + 2;
  }
  return picture.length;
}

const pngWords: readonly string[] = ['tEXt', 'iTXt', 'zTXt'];

function partsOfPng(picture: Buffer): Part[] | null {
  const parts: Part[] = [{ bytes: picture.subarray(0, 8), kind: 'picture' }];
  let at = 8;
  while (at + 12 <= picture.length) {
    const end = at + 12 + picture.readUInt32BE(at);
    if (end > picture.length) return null;
    const bytes = picture.subarray(at, end);
    const name = bytes.subarray(4, 8).toString('latin1');
    if (name === 'eXIf') parts.push({ bytes, kind: 'exif', exif: bytes.subarray(8, -4), around: pngChunk });
    else parts.push({ bytes, kind: pngWords.includes(name) ? 'words' : 'picture' });
    at = end;
  }
  return at === picture.length ? parts : null;
}

function pngChunk(exif: Buffer): Buffer {
  const chunk = Buffer.alloc(exif.length + 12);
  chunk.writeUInt32BE(exif.length, 0);
  chunk.write('eXIf', 4, 'latin1');
  exif.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), exif.length + 8);
  return chunk;
}

function partsOfWebp(picture: Buffer): Part[] | null {
  const parts: Part[] = [{ bytes: picture.subarray(0, 12), kind: 'picture' }];
  let at = 12;
  while (at + 8 <= picture.length) {
    const size = picture.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > picture.length) return null;
    const bytes = picture.subarray(at, end);
    const name = bytes.subarray(0, 4).toString('latin1');
    const content = bytes.subarray(8, 8 + size);
    const isNamed = content.subarray(0, exifStart.length).equals(exifStart);
    if (name === 'EXIF')
      parts.push({
        bytes,
        kind: 'exif',
        exif: isNamed ? content.subarray(exifStart.length) : content,
        around: webpChunk,
      });
    else parts.push({ bytes, kind: name === 'XMP ' ? 'words' : 'picture' });
    at = end;
  }
  return at === picture.length ? parts : null;
}

function webpChunk(exif: Buffer): Buffer {
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(exif.length, 4);
  return Buffer.concat([head, exif, Buffer.alloc(exif.length % 2)]);
}

const exifFlag = 0x08;
const xmpFlag = 0x04;

/** Joins the chunks of a WebP: the first one lists the others, and the header has the total length. */
function joinWebp(kept: readonly Buffer[]): Buffer {
  const picture = Buffer.concat(kept);
  picture.writeUInt32LE(picture.length - 8, 4);
  if (picture.subarray(12, 16).toString('latin1') === 'VP8X') {
    const hasExif = kept.some((part) => part.subarray(0, 4).toString('latin1') === 'EXIF');
    picture[20] = ((picture[20] ?? 0) & ~(exifFlag | xmpFlag)) | (hasExif ? exifFlag : 0);
  }
  return picture;
}
