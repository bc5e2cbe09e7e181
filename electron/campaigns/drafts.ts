import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { Attachment, Schedule } from '../../domain/campaign.ts';
import type { CampaignDetail, CommandInput, CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { headerKey } from '../../domain/lists/segment.ts';
import { refuse } from '../../domain/result.ts';
import type { OwnTimes } from '../../domain/schedule/own-times-rule.ts';
import { weeklyFromNow } from '../../domain/schedule/series.ts';
import { asksForMoreCells } from '../../domain/template/template.ts';
import type { Answer } from '../commands.ts';
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
export function duplicateCampaign(
  parts: CampaignParts,
  input: CommandInput<'campaign:duplicate'>,
): CommandResult<CampaignDetail> {
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
}

/** A schedule for a further campaign: a start or a date that is over is none, and dates are read by its own list. */
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

/** Changes a campaign. Drafts change freely; of a started campaign only what has not been sent. */
export async function updateCampaign(
  parts: CampaignParts,
  input: CommandInput<'campaign:update'>,
): Answer<CampaignDetail> {
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
}

function updateDraft(
  { campaigns, secondSteps, clock }: CampaignParts,
  row: CampaignRow,
  { id, repeat, contactsAnswer, step, mayMiss: _, ...given }: CommandInput<'campaign:update'>,
): void {
  if (step !== undefined) secondSteps.set(id, step);
  const change = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<CampaignRow>;
  // Leaving out was chosen for those who were shown: a text that asks for more is asked about again.
  const asksForMore = given.leaveBlanksOut === undefined && asksForMoreCells(row.text, given.text ?? row.text);
  campaigns.update(id, {
    ...change,
    ...(asksForMore ? { leaveBlanksOut: false } : {}),
    ...(contactsAnswer === undefined
      ? {}
      : { contactsAnswer, contactsAnsweredAtMs: contactsAnswer === null ? null : clock.nowMs() }),
    // So was a repeat: it was declared for these words and for those who had got them.
    repeat: repeat === undefined ? withText(row, given.text ?? row.text).repeat : Number(repeat),
  });
}

/**
 * Gives a draft another list. What was chosen for the people of the old one is chosen anew; `isSameList`: others of the
 * same rows get it now, so whoever has a blank is left out of them as before.
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
 * What a column of the old list said of accounts and computers is said by none of the new one, and the word on people of
 * whom no hours are known was about those of the old one.
 */
function withoutAnswers({ from, byComputer: _, window, ...schedule }: Schedule): Schedule {
  return {
    ...schedule,
    window: window && { ...window, withoutHours: undefined },
    ...(from === undefined ? {} : { from: { accounts: from.accounts, column: null } }),
  };
}

type Headers = { readonly before: readonly string[] | undefined; readonly now: readonly string[] };

/** Behind all that a list may have. */
const noColumn = limits.importColumns;

/** Of a list that is still to come nobody has a date until a column of it is chosen: the same place holds anything. */
function withoutDateColumn({ own, ...schedule }: Schedule): Schedule {
  if (own === undefined) return schedule;
  const { key: _, ...rule } = own;
  return { ...schedule, own: { ...rule, column: noColumn, decisions: [] } };
}

/**
 * Dates are those of the same name, wherever it stands now. Where it stands nowhere, nobody has one until it is said anew;
 * and what was decided was about the rows of the old list.
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

/** Gives a draft another file, or none. For the old one a repeat was declared, and its place kept. */
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
