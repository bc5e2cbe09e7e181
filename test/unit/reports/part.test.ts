import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ListChange } from '../../../domain/list-choices.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { reportTotals } from '../../../electron/reports/report.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { importText } from '../formats/fixtures.ts';

const mapping = { phone: 1, second: null, name: 0, country: null, fields: [{ index: 2, key: 'town' }] };
const file = `Name,Mobile,Town
Ada,07700 900101,Leith
Ben,07700 900102,York
Cem,07700 900103,leith
Dan,07700 900104,
Eve,nobody,Leith
`;

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

async function sentTo(...changes: ListChange[]): Promise<number> {
  const { stores, clock } = rig;
  const progress = { nowMs: () => clock.nowMs(), onProgress: () => undefined };
  let { listId } = granted(await importText({ ...stores, folder: rig.folder }, file, { mapping }));
  for (const change of changes)
    listId = granted(await changeList(stores.db, { kind: 'change', listId, change, database: '' }, progress)).listId;
  const id = stores.campaigns.create('Spring', quickSchedule, clock.nowMs());
  stores.campaigns.update(id, { text: 'Hello {{name}}', listId });
  granted(await campaignActionsOf(rig).start(id));
  await clock.pass(600_000);
  return id;
}

it('adds up for a part of a list, with the rows outside it and those left out by decision', async () => {
  const id = await sentTo(
    { kind: 'decide', decisions: [{ cause: 'not_a_number', as: 'leave_out' }] },
    { kind: 'segment', segment: [{ index: 2, values: ['Leith'] }] },
  );
  const { imported, sent, skipped } = reportTotals(rig.stores.db, id);
  expect({ imported, sent, skipped }).toEqual({ imported: 5, sent: 2, skipped: 3 });
});
