import { compareWithList, type ListComparison } from '../../db/campaigns/list-comparison.ts';
import type { Schedule } from '../../domain/campaign.ts';
import { Draws } from '../../electron/campaigns/draws.ts';
import { addNewRows, applyList, keepGone, type ListAgainParts, undoReading } from '../../electron/lists/read-again.ts';
import { changeList } from '../../electron/lists/remake-list.ts';
import { importText } from '../unit/formats/fixtures.ts';
import { type CampaignActions, campaignPartsOf } from './campaign-actions.ts';
import { silentChanges } from './changes.ts';
import { type Rig, silentLog } from './dispatch-rig.ts';
import { granted } from './granted.ts';
import { everyMs } from './schedules.ts';
import { type Stores, startMs } from './temporary-database.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Gives waiting messages times of their own. */
export function giveTimes(
  { db }: Stores,
  times: readonly (readonly [id: number | undefined, occasion: string, dueAtMs: number, latestAtMs: number])[],
): void {
  for (const [id, occasion, dueAtMs, latestAtMs] of times)
    db.sqlite
      .prepare(`UPDATE message SET occasion = ?, due_at_ms = ?, latest_at_ms = ? WHERE id = ?`)
      .run(occasion, dueAtMs, latestAtMs, id);
}

/** Reads rows of name, number and date as a list in which a number may have several dates. */
export async function readDated(rig: Rig, rows: readonly string[], isByDate = true): Promise<number> {
  const fields = ['date', 'visit'].map((key, place) => ({ key, index: 2 + place }));
  const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields };
  const text = `Name,Mobile,Date,Visit\n${rows.join('\n')}\n`;
  const { listId } = granted(await importText({ ...rig.stores, folder: rig.folder }, text, { mapping }));
  const change = { kind: 'occasions', column: 2 } as const;
  const progress = { nowMs: () => startMs, onProgress: () => undefined };
  if (!isByDate) return listId;
  return granted(await changeList(rig.stores.db, { kind: 'change', listId, change }, progress)).listId;
}

/** A draft for such rows, whose text names each person's date. */
export async function draftDated(
  rig: Rig,
  campaign: CampaignActions,
  rows: readonly string[],
  schedule: Partial<Schedule>,
): Promise<number> {
  const listId = await readDated(rig, rows, schedule.own !== undefined);
  const { id } = granted(campaign.create('Dated'));
  granted(campaign.setList(id, listId));
  granted(await campaign.update({ id, text: 'See you on {{date}}', schedule: { ...everyMs(8_000), ...schedule } }));
  return id;
}

/** Lets hours pass: the computer is awake for a while around each full hour, and sleeps in between. */
export async function passHours(
  { clock }: Rig,
  count: number,
  { every = 1, awakeMinutes = 3 }: { readonly every?: number; readonly awakeMinutes?: number } = {},
): Promise<void> {
  for (let hour = 0; hour < count; hour += every) {
    clock.sleepMs((every * 60 - awakeMinutes) * minuteMs);
    await clock.pass(awakeMinutes * minuteMs);
  }
}

/** Lets days pass: the computer is awake in the first and the last hour, and a while around each hour between. */
export async function passDays(rig: Rig, ms: number): Promise<void> {
  const hoursBetween = Math.max(0, Math.floor(ms / hourMs) - 2);
  await rig.clock.pass(Math.min(ms, hourMs));
  await passHours(rig, hoursBetween);
  await rig.clock.pass(Math.max(0, ms - (hoursBetween + 1) * hourMs));
}

/** Draws up what is due on its day, as the app does. */
export function armDraws(
  rig: Rig,
  messengerOf: (phone: string) => Rig['messenger'] | null = () => rig.messenger,
): Draws {
  const draws = new Draws({
    ...rig.stores,
    messengerOf,
    nameOf: (name: string) => `${name}: second`,
    clock: rig.clock,
    clockDoubt: rig.clockDoubt,
    log: silentLog,
    changes: silentChanges,
    nudge: () => rig.dispatcher.nudge(),
  });
  draws.arm();
  return draws;
}

/** Reads rows again as the list of a campaign, and applies what changed. */
export async function readListAgain(rig: Rig, id: number, rows: readonly string[]) {
  const { schedule } = rig.stores.campaigns.get(id) ?? {};
  const listId = await readDated(rig, rows, schedule?.own !== undefined);
  return applyReading(rig, id, listId);
}

/** The differences between a list and that of a campaign. */
export function comparedWith({ stores, clock }: Rig, campaignId: number, listId: number): ListComparison {
  const found = compareWithList(stores.db, { campaignId, listId, nowMs: clock.nowMs() });
  if (found === null) throw new Error(`no campaign ${campaignId}`);
  return found;
}

/** Applies a list that was made already. */
export async function applyReading(rig: Rig, id: number, listId: number) {
  const parts = { ...campaignPartsOf(rig), ...rig.stores, indexPeople: async () => undefined };
  const result = granted(await applyList(parts, id, comparedWith(rig, id, listId)));
  // The other parts of these commands are only needed for files.
  const all = parts as unknown as ListAgainParts;
  return {
    result,
    undo: () => undoReading(all, { campaignId: id }),
    add: (count: number) => addNewRows(all, { campaignId: id, count }),
    keep: () => keepGone(all, { campaignId: id }),
  };
}
