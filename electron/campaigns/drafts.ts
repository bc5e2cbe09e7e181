import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { Attachment, Schedule } from '../../domain/campaign.ts';
import type { CampaignDetail, CommandInput, CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { headerKey } from '../../domain/lists/segment.ts';
import { refuse } from '../../domain/result.ts';
import type { OwnTimes } from '../../domain/schedule/own-times-rule.ts';
import { weeklyFromNow } from '../../domain/schedule/series.ts';
import { asksForMoreCells } from '../../domain/template/template.ts';
import type { CommandOf, QuickCommandOf } from '../commands.ts';
import type { CampaignParts } from './parts.ts';
import { readDetail } from './read.ts';
import { changeStarted, withText } from './started-changes.ts';

/** Makes a draft that begins at once, around the clock, at the gap of the settings. */
export function createDraft(parts: CampaignParts, name: string): CommandResult<CampaignDetail> {
  const { campaigns, clock, settings, timeZone, changes } = parts;
  const { gapMinMs, gapMaxMs } = settings();
  const schedule: Schedule = {
    startAtMs: null,
    timeZone: timeZone(),
    window: null,
    gapMinMs,
    gapMaxMs,
    dailyCap: null,
    pilotCount: null,
  };
  const id = campaigns.create(name, schedule, clock.nowMs());
  changes.campaign(id);
  return readDetail(parts, id);
}

/** Makes a draft with a campaign's text, attachment and schedule, and its list if asked for. It declares no repeat. */
export const duplicateCampaign: QuickCommandOf<'campaign:duplicate', CampaignParts> = (parts, input) => {
  const { campaigns, secondSteps, lists, clock, changes } = parts;
  const row = campaigns.get(input.id);
  if (!row) return refuse('not_found');
  const list = input.withList && row.listId !== null ? lists.get(row.listId) : undefined;
  if (list && list.erasedAtMs !== null) return refuse('people_erased');
  const nowMs = clock.nowMs();
  const asNow = scheduleFromNow(row.schedule, nowMs);
  const schedule = list === undefined ? withoutDateColumn(withoutAnswers(asNow)) : asNow;
  const { text, attachmentHash, attachmentName, keepsPlace } = row;
  const copied = { text, attachmentHash, attachmentName, keepsPlace, listId: list?.id ?? null };
  const id = campaigns.create(input.name, schedule, nowMs, copied);
  const step = secondSteps.get(input.id);
  if (step) secondSteps.set(id, step);
  changes.campaign(id);
  return readDetail(parts, id);
};

/** The schedule for a copy of a campaign, without a start or a past date; dates are read by its own list. */
export function scheduleFromNow({ own, weekly, ...schedule }: Schedule, nowMs: number): Schedule {
  const { startAtMs } = schedule;
  const times = {
    ...(own === undefined ? {} : { own: withoutOrder(own) }),
    ...(weekly === undefined ? {} : { weekly: weeklyFromNow({ ...schedule, weekly }, nowMs) }),
  };
  return { ...schedule, ...times, startAtMs: startAtMs !== null && startAtMs > nowMs ? startAtMs : null };
}

function withoutOrder({ orderAtStart: _, ...own }: OwnTimes): OwnTimes {
  return own;
}

/** Changes a campaign. A draft changes freely; in a started campaign only what has not been sent changes. */
export const updateCampaign: CommandOf<'campaign:update', CampaignParts> = async (parts, input) => {
  const { campaigns, changes, nudge } = parts;
  const row = campaigns.get(input.id);
  if (!row) return refuse('not_found');
  if (row.state === 'draft') updateDraft(parts, row, input);
  else {
    const refusal = await changeStarted(parts, row, input);
    if (refusal) return refuse(refusal);
    if (input.text !== undefined) changes.manyMessages();
  }
  changes.campaign(row.id);
  nudge();
  return readDetail(parts, row.id);
};

function updateDraft(
  { campaigns, secondSteps, clock }: CampaignParts,
  row: CampaignRow,
  { id, repeat, contactsAnswer, step, mayMiss: _, ...given }: CommandInput<'campaign:update'>,
): void {
  if (step !== undefined) secondSteps.set(id, step);
  const change = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<CampaignRow>;
  // Leaving people out was chosen for those who were shown: a text that needs more cells is asked about again.
  const asksForMore = given.leaveBlanksOut === undefined && asksForMoreCells(row.text, given.text ?? row.text);
  campaigns.update(id, {
    ...change,
    ...(asksForMore ? { leaveBlanksOut: false } : {}),
    ...(contactsAnswer === undefined
      ? {}
      : { contactsAnswer, contactsAnsweredAtMs: contactsAnswer === null ? null : clock.nowMs() }),
    // A repeat, too, was declared for these words and for the people who had got them.
    repeat: repeat === undefined ? withText(row, given.text ?? row.text).repeat : Number(repeat),
  });
}

/**
 * Gives a draft another list. Choices about the people of the old list are made anew. `isSameList`: only other people
 * of the same rows get it now, so those who have a blank stay left out.
 */
export function setList(
  parts: CampaignParts,
  id: number,
  listId: number,
  isSameList = false,
): CommandResult<CampaignDetail> {
  const { campaigns, lists, changes } = parts;
  const row = campaigns.get(id);
  if (!row) return refuse('not_found');
  if (row.state !== 'draft') return refuse('not_allowed_now');
  const headers = { before: lists.get(row.listId ?? 0)?.headers, now: lists.get(listId)?.headers ?? [] };
  campaigns.update(id, {
    listId,
    leaveBlanksOut: isSameList && row.leaveBlanksOut,
    repeat: 0,
    schedule: isSameList ? row.schedule : withOwnColumns(withoutAnswers(row.schedule), headers),
    contactsAnswer: null,
    contactsAnsweredAtMs: null,
  });
  changes.campaign(id);
  return readDetail(parts, id);
}

/**
 * Removes what a column of the old list said about accounts and computers, which the new list does not say, and the
 * decision about people without known hours, who were people of the old list.
 */
function withoutAnswers({ from, byComputer: _, window, ...schedule }: Schedule): Schedule {
  return {
    ...schedule,
    window: window && { ...window, withoutHours: undefined },
    ...(from === undefined ? {} : { from: { accounts: from.accounts, column: null } }),
  };
}

type Headers = { readonly before: readonly string[] | undefined; readonly now: readonly string[] };

/** A column number higher than any list has. */
const noColumn = limits.importColumns;

/** Nobody has a date until a column is chosen: in the new list, the same place may hold anything. */
function withoutDateColumn({ own, ...schedule }: Schedule): Schedule {
  if (own === undefined) return schedule;
  const { key: _, ...rule } = own;
  return { ...schedule, own: { ...rule, column: noColumn, decisions: [] } };
}

/**
 * Finds the date columns again by their names. If a name is gone, nobody has a date until a column is chosen; decisions
 * about the rows of the old list are dropped.
 */
function withOwnColumns(schedule: Schedule, { before, now }: Headers): Schedule {
  if (schedule.own === undefined || before === undefined) return schedule;
  const { key, ...rule } = schedule.own;
  const placeOf = (index: number) => {
    const isNamed = (header = '') => headerKey(header) === headerKey(before[index] ?? '');
    return isNamed(now[index]) ? index : now.findIndex(isNamed);
  };
  const [column, keyColumn] = [placeOf(rule.column), key === undefined ? -1 : placeOf(key)];
  const times = { ...rule, column: column === -1 ? noColumn : column, decisions: [] };
  return { ...schedule, own: { ...times, ...(keyColumn === -1 ? {} : { key: keyColumn }) } };
}

/** Gives a draft another file, or none. The declared repeat and the kept place belonged to the old file. */
export function setAttachment(
  parts: CampaignParts,
  id: number,
  file: Pick<Attachment, 'hash' | 'fileName'> | null,
): CommandResult<CampaignDetail> {
  const { campaigns } = parts;
  const row = campaigns.get(id);
  if (!row) return refuse('not_found');
  if (row.state !== 'draft') return refuse('not_allowed_now');
  const [attachmentHash, attachmentName] = [file?.hash ?? null, file?.fileName ?? null];
  const isSame = attachmentHash === row.attachmentHash;
  campaigns.update(id, {
    attachmentHash,
    attachmentName,
    repeat: isSame ? row.repeat : 0,
    keepsPlace: isSame && row.keepsPlace,
  });
  return readDetail(parts, id);
}
