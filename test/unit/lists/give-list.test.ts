import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Uploads } from '../../../electron/files/uploads.ts';
import { type GiveListParts, importIntoDraft } from '../../../electron/lists/give-list.ts';
import { ListJobs } from '../../../electron/lists/list-jobs.ts';
import { campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { startInProcessOn } from '../../support/start-in-process.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** The parts of a computer on which the reading of a file does not end until the test releases it. */
function slowComputer() {
  const goOn = Promise.withResolvers<void>();
  const threads = jobThreadsOn(rig.stores.db.file);
  const startInProcess = startInProcessOn(rig.stores.db.file);
  const uploads = new Uploads(join(rig.folder, 'uploads'));
  const listJobs = new ListJobs({
    threads,
    lists: rig.stores.lists,
    onProgress: () => undefined,
    onListed: () => undefined,
    startInProcess: (job, deadlineMs, onProgress) => {
      const { reply, cancel } = startInProcess(job, deadlineMs, onProgress);
      return {
        reply: 'fileName' in job && job.fileName === 'slow.csv' ? goOn.promise.then(() => reply) : reply,
        cancel,
      };
    },
  });
  const told: number[] = [];
  const changes = { ...silentChanges, campaign: (id: number) => void told.push(id) };
  const parts: GiveListParts = { ...campaignPartsOf(rig), ...rig.stores, threads, uploads, listJobs, changes };
  const read = (campaignId: number, fileName: string, rows: string) => {
    const bytes = Buffer.from(`Name,Phone\n${rows}\n`);
    const { uploadId } = granted(uploads.begin(fileName, bytes.byteLength));
    granted(uploads.addChunk(uploadId, bytes));
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
    return importIntoDraft(parts, { campaignId, uploadId, sheet: null, headerRow: 1, mapping, country: 'GB' });
  };
  return { read, listJobs, told, goOn: () => goOn.resolve(), kept: () => readdirSync(join(rig.folder, 'uploads')) };
}

it('a draft has the list that was chosen last, also where one before it takes longer to read', async () => {
  const { id } = granted(campaignActionsOf(rig).create('Spring'));
  const { read, listJobs, told, goOn, kept } = slowComputer();
  const before = read(id, 'slow.csv', 'Ann,+447700900101\nBen,+447700900102');
  expect([listJobs.underWay(id), listJobs.underWay(id + 1)]).toEqual([expect.any(String), null]);
  granted(await read(id, 'quick.csv', 'Zoë,+447700900103'));
  told.length = 0;
  goOn();
  expect(await before).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  const chosen = rig.stores.lists.get(rig.stores.campaigns.get(id)?.listId ?? 0);
  expect(chosen?.fileName).toBe('quick.csv');
  expect(listJobs.underWay(id)).toBeNull();
  // An operator who is back at the draft by then is told that it is over.
  expect(told).toEqual([id]);
  // Nothing of the other file is left on the disk. A file that cannot be read stays, since another of its rows may be
  // the header.
  const files = () => kept().filter((name) => !name.endsWith('.rows'));
  expect(files()).toHaveLength(1);
  expect(await read(id, 'broken.csv', '"Ann,+447700900104')).toMatchObject({ failure: { code: 'corrupt_file' } });
  expect(files()).toHaveLength(2);
});
