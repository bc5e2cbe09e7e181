import type { NewRecipient } from '../../../db/campaigns/lists.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import type { AppProcess } from './app-process.ts';
import type { TimedCommand } from './own-times-plan.ts';
import { book, datedTexts, occasionOf } from './people.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

const halfHourMs = 30 * 60_000;

/** An hour before the date in the third column, by the campaign's clock. */
const rule: OwnTimes = {
  column: 2,
  count: 1,
  unit: 'hours',
  side: 'before',
  atMinute: 0,
  clock: 'campaign',
  everyYear: false,
  decisions: [],
};

/** The campaign's name decides which of people's names its list uses, also each time that the list is read again. */
const campaignNames = ['Reminder', 'Reminder by the other names'] as const;

/** Rounded, so that several campaigns have the same date. */
const cellAt = (nowMs: number, halfHours: number) =>
  occasionOf((Math.floor(nowMs / halfHourMs) + halfHours) * halfHourMs).replace('T', ' ');

/** The text that a person of a list is shown, made without the app's help. */
export function shownText(text: string, { name, date }: { readonly name: string; readonly date: string }): string {
  return text.replace(/\{\{first(\s*\|\s*friend)?\}\}/i, name).replace('{{date}}', date);
}

/** Makes a draft whose people have dates, the first person perhaps two. */
export async function startTimed(
  { campaign, stores }: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { people, name, text, dates, second }: Extract<TimedCommand, { do: 'start_timed' }>,
  nowMs: number,
): Promise<number | undefined> {
  const asked = people.map((person, place) => ({ person, ahead: dates[place] ?? 1 }));
  const [first] = asked;
  if (first && second !== null && second !== first.ahead) asked.push({ person: first.person, ahead: second });
  const rows = asked.flatMap(({ person, ahead }, place) => {
    const entry = book[person];
    return entry ? [rowOf(place + 2, entry.phone, entry.names[name], cellAt(nowMs, ahead))] : [];
  });
  const listId = publish(stores, rows, nowMs);
  const made = campaign.create(campaignNames[name]);
  if (!made.ok) return undefined;
  const { id, schedule } = made.value;
  const uid = stores.campaigns.get(id)?.uid ?? '';
  // A crash may come from here on; it leaves a draft that is started later.
  for (const { phone, occasion } of rows) noteDate(whatsapp, `${uid} ${phone}`, occasion);
  campaign.setList(id, listId);
  await campaign.update({ id, schedule: { ...schedule, timeZone: 'UTC', window: null, own: rule } });
  await campaign.update({ id, text: datedTexts[text % datedTexts.length] ?? datedTexts[0] });
  return id;
}

/** The list of a running campaign is read again, with other dates for some people. */
export async function moveDates(
  { applyList, stores }: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { which, dates }: Extract<TimedCommand, { do: 'move_dates' }>,
  nowMs: number,
): Promise<void> {
  const timed = stores.db.all<{ id: number; uid: string; name: string; text: string; listId: number }>(
    `SELECT id, uid, name, text, list_id AS listId FROM campaign
     WHERE state IN ('running', 'paused') AND schedule ->> '$.own.everyYear' = 0 ORDER BY id`,
  );
  const one = timed[which % Math.max(1, timed.length)];
  if (!one) return;
  const before = stores.db.all<{ rowNumber: number; phone: string; cell: string }>(
    `SELECT row_number AS rowNumber, phone, cells ->> '$[2]' AS cell FROM recipient WHERE list_id = ? ORDER BY row_number`,
    one.listId,
  );
  const rows = before.map(({ rowNumber, phone, cell }, place) => {
    const ahead = dates[place % dates.length] ?? null;
    const name = book.find((entry) => entry.phone === phone)?.names[one.name === campaignNames[1] ? 1 : 0] ?? '';
    return rowOf(rowNumber, phone, name, ahead === null ? cell : cellAt(nowMs, ahead));
  });
  // Two rows of one person for one date count as one row.
  const said = new Map(rows.map((row) => [`${row.phone} ${row.occasion}`, row]));
  // An unchanged person keeps the text that was shown: a row is identified by its number and its date only.
  const known = new Set(before.map(({ phone, cell }) => `${phone} ${cell}`));
  for (const [key, { phone, name, occasion: date }] of said) {
    if (known.has(key)) continue;
    noteDate(whatsapp, `${one.uid} ${phone}`, date);
    whatsapp.shown.set(`${one.uid} ${phone} ${date.replace(' ', 'T')}`, shownText(one.text, { name, date }));
  }
  await applyList(one.id, publish(stores, [...said.values()], nowMs));
}

export function noteDate({ dates }: SimulatedWhatsApp, key: string, cell: string): void {
  dates.set(key, new Set(dates.get(key)).add(cell.replace(' ', 'T')));
}

type Row = NewRecipient & { readonly occasion: string };

export function rowOf(rowNumber: number, phone: string, name: string, date: string): Row {
  return { rowNumber, name, phone, extra: '', cells: [phone, name, date], country: 'GB', occasion: date };
}

/** Publishes a list as an import does. The first columns, by default all, are fields of the text. */
export function publish(
  { lists }: AppProcess['stores'],
  rows: readonly NewRecipient[],
  nowMs: number,
  columns: readonly string[] = ['First', 'Date'],
  fieldCount = columns.length,
): number {
  const fields = columns.slice(0, fieldCount).map((header, place) => {
    return { key: header.toLowerCase(), header, index: place + 1, filled: rows.length };
  });
  const head = { fileName: 'people.csv', country: 'GB', headers: ['Mobile', ...columns], fields };
  const listId = lists.begin(head, nowMs);
  lists.addRows(listId, rows, []);
  const none = { sameNumber: 0, doNotContact: 0, cannotBeUsed: 0, assumedCountry: 0, possibleDuplicates: [] };
  lists.publish(listId, { ...none, fields, rows: rows.length, recipients: rows.length }, nowMs);
  return listId;
}
