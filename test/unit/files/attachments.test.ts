import { hash } from 'node:crypto';
import fs, { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Attachments } from '../../../electron/files/attachments.ts';
import { granted } from '../../support/granted.ts';
import { smallJpeg } from '../../support/pictures.ts';
import { exif, exifSegment, place as gps, jpegWith } from '../../support/placed-pictures.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => {
  vi.restoreAllMocks();
  place.remove();
});

it('a file in the place of an attachment is measured before it is read: it may be larger than the memory', async () => {
  const path = join(place.folder, 'upload');
  writeFileSync(path, 'a document');
  const attachments = new Attachments(place.folder);
  const file = granted(await attachments.take({ path, fileName: 'a.txt' } as never, 'text/plain'));
  expect((await attachments.read(file, { keepsPlace: false })).bytes).toBe(10);
  const read = vi.spyOn(fs.promises, 'readFile');
  // The content is not written: a disk that supports holes makes such a file at once.
  truncateSync(join(place.folder, file.hash), 2 ** 40);
  await expect(attachments.read(file, { keepsPlace: false })).rejects.toThrow('the size it was attached with');
  expect(read).not.toHaveBeenCalled();
});

it('a picture is kept as it was chosen, and goes out without its place unless that is wanted', async () => {
  const path = join(place.folder, 'upload');
  const chosen = jpegWith([exifSegment(exif([gps]))]);
  writeFileSync(path, chosen);
  const attachments = new Attachments(place.folder);
  const file = granted(await attachments.take({ path, fileName: 'a.jpg' } as never, 'image/jpeg'));
  expect(file).toMatchObject({ hash: hash('sha256', chosen), bytes: chosen.length });
  const sent = await attachments.read(file, { keepsPlace: false });
  expect(sent).toMatchObject({ sentHash: hash('sha256', smallJpeg), bytes: smallJpeg.length });
  expect(Buffer.from(sent.base64, 'base64')).toEqual(smallJpeg);
  const kept = await attachments.read(file, { keepsPlace: true });
  expect(kept.sentHash).toBeUndefined();
  expect(Buffer.from(kept.base64, 'base64')).toEqual(chosen);
  expect(await attachments.isWhole(file.hash)).toBe(true);
});
