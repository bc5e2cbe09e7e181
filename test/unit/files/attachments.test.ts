import fs, { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Attachments } from '../../../electron/files/attachments.ts';
import { granted } from '../../support/granted.ts';
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
  expect((await attachments.read(file)).bytes).toBe(10);
  const read = vi.spyOn(fs.promises, 'readFile');
  // No such file is written: a disk that knows holes makes it at once.
  truncateSync(join(place.folder, file.hash), 2 ** 40);
  await expect(attachments.read(file)).rejects.toThrow('the size it was attached with');
  expect(read).not.toHaveBeenCalled();
});
