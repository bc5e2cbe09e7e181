import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { writeXlsx } from '../../../electron/formats/write-xlsx.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { applyList, type ListAgainParts, readListAgain } from '../../../electron/lists/read-again.ts';
import { inspectTable } from '../../../electron/lists/read-table.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import type { Job } from '../../../electron/worker/jobs.ts';
import { type CampaignActions, campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { comparedWith } from '../../support/own-times.ts';
import { everyMs, twoDaysBefore } from '../../support/schedules.ts';
import { statementsOf } from '../../support/watched-statements.ts';
import { jobThreadsOn } from '../../support/worker-file.ts';
import { importText } from '../formats/fixtures.ts';

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

const progress = { nowMs: () => rig.clock.nowMs(), onProgress: () => undefined };
const own: OwnTimes = { ...twoDaysBefore, clock: 'campaign' };

async function started(text: string, changes: readonly ListChange[]): Promise<number> {
  const fields = [{ index: 2, key: 'date' }];
  const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields };
  let { listId } = granted(await importText({ ...rig.stores, folder: rig.folder }, text, { mapping }));
  for (const change of changes)
    listId = granted(await changeList(rig.stores.db, { kind: 'change', listId, change }, progress)).listId;
  const { id } = granted(campaign.create('Visits'));
  granted(await campaign.update({ id, text: 'See you on {{date}}', schedule: { ...everyMs(8_000), own } }));
  granted(campaign.setList(id, listId));
  granted(await campaign.start(id));
  return id;
}

/** Reads a file again as the list of a campaign, in this process and not in one of its own. */
async function readAgain(campaignId: number, text: string) {
  const path = join(rig.folder, 'again.csv');
  writeFileSync(path, text);
  return readFileAgain(campaignId, path);
}

async function readFileAgain(campaignId: number, path: string) {
  const { db } = rig.stores;
  const listJobs = {
    inspect: (_id: string, { language, country }: Job<'inspect'>) =>
      inspectTable(path, { header: null, language, country }),
    run: (_id: string, job: Job<'import'>) => importList(db, job, progress),
  };
  const parts = {
    ...campaignPartsOf(rig),
    ...rig.stores,
    listJobs,
    threads: jobThreadsOn(db.file, rig.clock),
    uploads: { get: () => ({ path, fileName: basename(path) }), drop: () => undefined },
    // A worker removes what it leaves behind.
    savedLists: { hideUnused: () => false },
  };
  return readListAgain(parts as unknown as ListAgainParts, { campaignId, uploadId: 'again' });
}

const head = 'Name,Mobile,Date,Town\n';
const ann = 'Ann,+447700900101,19.03.2026 09:30,Leeds\n';
const ben = 'Ben,+447700900102,19.03.2026 10:30,Leeds\n';
const zoe = 'Zoë,+447700900103,19.03.2026 11:30,York\n';

it('finds nobody new in the part of a list that was not chosen', async () => {
  const segment = [{ index: 3, values: ['Leeds'] }];
  const id = await started(`${head}${ann}${ben}${zoe}`, [{ kind: 'segment', segment }]);
  const later = 'Dan,+447700900104,20.03.2026 09:30,Leeds\n';
  const again = granted(await readAgain(id, `${head}${ann}${ben}${zoe}${later}`));
  expect(again).toMatchObject({ same: 2, gone: { count: 0 } });
  expect(again.added.lines.map(({ name }) => name)).toEqual(['Dan']);
});

it('reads numbers of a country that was named for them as before, and lets nobody in for another row', async () => {
  const eva = 'Eva,+447700900105,19.03.2026 12:30,do not contact\n';
  const uma = 'Uma,+447700900106,19.03.2026 12:30,do not contact\n';
  const kofi = 'Kofi,024 123 4567,19.03.2026 11:30,Accra\n';
  const id = await started(`${head}${ann}${ben}${kofi}${eva}`, [
    { kind: 'despiteNo', rowNumber: 5 },
    { kind: 'try', country: 'GH' },
    { kind: 'decide', decisions: [{ cause: 'other_country', as: 'in:GH' }] },
  ]);
  const again = granted(await readAgain(id, `${head}${ann}${ben}${kofi}${uma}`));
  expect(again).toMatchObject({ same: 3, gone: { count: 1 }, added: { count: 0 } });
  // Nor does a copy of the campaign go to whoever is gone.
  const copy = granted(campaign.duplicate({ id, name: 'Copy', withList: true }));
  granted(await campaign.update({ id: copy.id, text: 'Other words', schedule: everyMs(8_000) }));
  expect(granted(await campaign.check(copy.id))).toMatchObject({ willSend: 3, leftGroup: 1 });
  granted(await campaign.start(copy.id));
  expect(granted(campaign.get(copy.id)).counts).toMatchObject({ pending: 3 });
});

it('goes to whoever has the number now, by their name, until the changes are undone', async () => {
  const id = await started(`${head}${ann}${ben}${zoe}`, []);
  const standing = () =>
    rig.stores.db.all(
      `SELECT r.name, r.folded, r.cells, m.name_key, m.occasion, m.text_hash FROM message m JOIN recipient r ON r.id = m.recipient_id ORDER BY m.id`,
    );
  const before = standing();
  const carla = 'Carla,+447700900102,19.03.2026 10:30,Leeds\n';
  const eve = 'Eve,+447700900103,20.03.2026 11:30,York\n';
  const again = granted(await readAgain(id, `${head}${ann.replace('Ann', 'ANN')}${carla}${eve}`));
  expect(again).toMatchObject({ same: 1, gone: { count: 0 }, added: { count: 0 } });
  expect(again.moved.lines).toEqual([
    { name: 'Carla', from: 'Ben, 19.03.2026 10:30', to: '19.03.2026 10:30' },
    { name: 'Eve', from: 'Zoë, 19.03.2026 11:30', to: '20.03.2026 11:30' },
  ]);
  const [, second, third] = standing();
  expect(second).toMatchObject({ name: 'Carla', name_key: 'carla', text_hash: expect.any(String) });
  expect(third).toMatchObject({ name: 'Eve', cells: expect.stringContaining('Eve'), text_hash: expect.any(String) });
  expect(rig.stores.listReadings.undo(id, rig.clock.nowMs())).toBe(true);
  expect(standing()).toEqual(before);
});

it('takes the sheet that still says most of what the list said, of several with its columns', async () => {
  const id = await started(`${head}${ann}${ben}`, []);
  const header = head.trim().split(',');
  const rows = (...lines: string[]) => lines.map((line) => line.trim().split(','));
  const path = join(rig.folder, 'months.xlsx');
  const february = ['Ann,+447700900101,19.02.2026 09:30,Leeds', 'Ben,+447700900102,19.02.2026 10:30,Leeds'];
  const march = [ann, 'Ben,+447700900102,20.03.2026 10:30,Leeds'];
  await writeXlsx(path, [
    { name: 'February', header, rows: rows(...february) },
    { name: 'March', header, rows: rows(...march) },
  ]);
  expect(granted(await readFileAgain(id, path))).toMatchObject({ same: 1, moved: { count: 1 }, missed: { count: 0 } });
  const other = ['Ann,+447700900101,21.03.2026 09:30,Leeds', 'Ben,+447700900102,21.03.2026 10:30,Leeds'];
  await writeXlsx(path, [
    { name: 'February', header, rows: rows(...february) },
    { name: 'March', header, rows: rows(...other) },
  ]);
  expect(await readFileAgain(id, path)).toMatchObject({ ok: false, failure: { code: 'several_sheets' } });
});

it('is compared with the list of the campaign beside the main thread', async () => {
  const id = await started(`${head}${ann}${ben}`, []);
  const statements = await statementsOf(rig.stores.db, async () => {
    expect(granted(await readAgain(id, `${head}${ann}${ben}${zoe}`))).toMatchObject({ same: 2, added: { count: 1 } });
  });
  expect(statements.filter((sql) => sql.includes('AS isHeld') || sql.includes('FROM skip s CROSS JOIN'))).toEqual([]);
});

it('asks no more of the database for however many stand on the list as before', async () => {
  const askedFor = async (count: number) => {
    const of = (index: number) => `P${index},+4479111${20_000 + count * 100 + index},19.03.2026 09:30,Leeds\n`;
    const text = head + Array.from({ length: count }, (_, index) => of(index)).join('');
    const id = await started(text, []);
    const fields = [{ index: 2, key: 'date' }];
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields };
    const { listId } = granted(await importText({ ...rig.stores, folder: rig.folder }, text, { mapping }));
    const parts = { ...campaignPartsOf(rig), ...rig.stores };
    const found = comparedWith(rig, id, listId);
    const statements = await statementsOf(rig.stores.db, async () => {
      expect(granted(await applyList(parts, id, found))).toMatchObject({ same: count });
    });
    return statements.length;
  };
  const few = await askedFor(4);
  expect(await askedFor(40)).toBeLessThan(few + 10);
});
