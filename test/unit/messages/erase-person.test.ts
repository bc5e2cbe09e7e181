import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Uploads } from '../../../electron/files/uploads.ts';
import { erasePersonOf } from '../../../electron/messages/erase-person.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';

const ana = '+447700900101';
const lines: string[] = [];
let rig: Rig;
beforeEach(() => {
  lines.length = 0;
  const note = (what: string, details?: unknown) => void lines.push(`${what} ${JSON.stringify(details ?? '')}`);
  rig = makeRig({ log: { info: note, warn: note, error: note } });
});
afterEach(() => rig.close());

function erase(id: number, uploads = new Uploads(`${rig.folder}/uploads`)) {
  const { queries, campaigns, db } = rig.stores;
  const parts = {
    queries,
    campaigns,
    uploads,
    clock: rig.clock,
    changes: silentChanges,
    nudge: () => undefined,
    erasureForTeam: () => null,
    onErased: () => undefined,
    threads: jobThreadsOn(db.file, rig.clock),
    attachmentsFolder: rig.folder,
  };
  return erasePersonOf(parts, id);
}

it('nobody is erased while a message is on its way to them, and it is said why', async () => {
  rig.messenger.scripts.set(ana, { after: 'lost' });
  const { messageIds } = rig.start([ana]);
  await rig.clock.pass(1_000);
  const id = messageIds[0] ?? 0;
  expect(await erase(id)).toMatchObject({ ok: false, failure: { code: 'erasing_waits' } });
  await rig.clock.pass(60_000);
  granted(await erase(id));
});

it('erasing somebody leaves neither name nor number in a file of the data folder, an upload or the log', async () => {
  const uploads = new Uploads(`${rig.folder}/uploads`);
  const list = Buffer.from(`Name,Mobile\nPerson 1,07700 900101\n`);
  const { uploadId } = granted(uploads.begin('people.csv', list.byteLength));
  granted(uploads.addChunk(uploadId, list));
  uploads.keepFor(1, uploadId);
  const { messageIds } = rig.start([ana, '+447700900102']);
  await rig.clock.pass(60_000);
  granted(await erase(messageIds[0] ?? 0, uploads));
  const files = readdirSync(rig.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  const held = [...files.map((file) => readFileSync(`${file.parentPath}/${file.name}`).toString('latin1')), ...lines];
  for (const trace of ['447700900101', '7700 900101', 'Person 1'])
    expect(
      held.filter((text) => text.includes(trace)),
      trace,
    ).toEqual([]);
});
