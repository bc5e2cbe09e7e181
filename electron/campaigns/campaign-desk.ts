import type { CampaignRow } from '../../db/campaign-rows.ts';
import type { Campaigns } from '../../db/campaigns.ts';
import type { Lists } from '../../db/lists.ts';
import type { PersonSearch } from '../../db/person-search.ts';
import type { Queries } from '../../db/queries.ts';
import type { Queue } from '../../db/queue.ts';
import type { Schedule } from '../../domain/campaign.ts';
import type {
  CampaignCheck,
  CampaignDetail,
  CampaignSummary,
  CommandInput,
  CommandOutput,
  CommandResult,
  FailureCode,
} from '../../domain/contract.ts';
import { expectedFinish } from '../../domain/forecast.ts';
import { startOfDay } from '../../domain/pacing.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Account } from '../../domain/state.ts';
import { asksForMoreCells, isBlankFor, parseTemplate, renderTemplate } from '../../domain/template.ts';
import { campaignScope, templateScope } from '../dispatch/text-scope.ts';
import type { Clock } from '../ports.ts';
import { checkCampaign, isAsChecked, longestText, valuesOf } from './check.ts';
import { duplicateCampaign } from './duplicate.ts';
import { findPerson, previewOf, textFor } from './preview.ts';
import { changeStarted, withText } from './started-changes.ts';
import { summarise } from './summary.ts';

export type CampaignDeskParts = {
  readonly campaigns: Campaigns;
  readonly lists: Lists;
  readonly personSearch: PersonSearch;
  readonly queries: Queries;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly account: () => Account | null;
  readonly timeZone: () => string;
  readonly onCampaign: (id: number) => void;
  readonly onManyMessages: () => void;
  readonly nudge: () => void;
  readonly recordExternalSends: (phones: readonly string[], scopes: string[], account: string) => void;
  readonly sendTest: (
    text: string,
    attachmentHash: string | null,
  ) => Promise<'sent' | 'not_confirmed' | 'not_sent' | 'busy'>;
};

/** What the operator does with campaigns: drafts, checks, start, pause, resume, cancel. */
export class CampaignDesk {
  readonly #parts: CampaignDeskParts;

  constructor(parts: CampaignDeskParts) {
    this.#parts = parts;
  }

  summaries(): CampaignSummary[] {
    return this.#parts.campaigns.all().map((row) => summarise(this.#parts, row));
  }

  summariesOf(ids: readonly number[]): CampaignSummary[] {
    return ids.flatMap((id) => this.#summary(id) ?? []);
  }

  /** A draft that begins at once, around the clock, at the gap of the settings. */
  create(name: string): CommandResult<CampaignDetail> {
    const { campaigns, clock, settings, timeZone } = this.#parts;
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
    this.#parts.onCampaign(id);
    return this.get(id);
  }

  get(id: number): CommandResult<CampaignDetail> {
    const row = this.#parts.campaigns.get(id);
    if (!row) return failure('not_found');
    return succeed({
      ...summarise(this.#parts, row),
      text: row.text,
      repeat: row.repeat,
      leaveBlanksOut: row.leaveBlanksOut,
      list: row.listId === null ? null : (this.#parts.queries.list(row.listId) ?? null),
      attachment: this.#parts.campaigns.attachmentOf(row),
    });
  }

  /** Drafts change freely; of a started campaign only what has not been sent. */
  async update(input: CommandInput<'campaign:update'>): Promise<CommandResult<CampaignDetail>> {
    const { campaigns, onCampaign, onManyMessages, nudge } = this.#parts;
    const row = campaigns.get(input.id);
    if (!row) return failure('not_found');
    const { id, repeat, ...given } = input;
    if (row.state !== 'draft') {
      const refusal = await changeStarted(this.#parts, row, input);
      if (refusal) return failure(refusal);
      if (input.text !== undefined) onManyMessages();
      onCampaign(id);
      nudge();
      return this.get(id);
    }
    const change = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    ) as Partial<CampaignRow>;
    // Leaving out was chosen for those who were shown: a text that asks for more is asked about again.
    const asksForMore = input.leaveBlanksOut === undefined && asksForMoreCells(row.text, input.text ?? row.text);
    campaigns.update(id, {
      ...change,
      ...(asksForMore ? { leaveBlanksOut: false } : {}),
      // So was a repeat: it was declared for these words and for those who had got them.
      repeat: repeat === undefined ? withText(row, input.text ?? row.text).repeat : Number(repeat),
    });
    onCampaign(id);
    nudge();
    return this.get(id);
  }

  /** Gives a draft another list. What was chosen for the people of the old one is chosen anew. */
  setList(id: number, listId: number): CommandResult<CampaignDetail> {
    const row = this.#parts.campaigns.get(id);
    if (!row) return failure('not_found');
    if (row.state !== 'draft') return failure('not_allowed_now');
    this.#parts.campaigns.update(id, { listId, leaveBlanksOut: false, repeat: 0 });
    this.#parts.onCampaign(id);
    return this.get(id);
  }

  /** Gives a draft another file, or none. A repeat was declared for the old one. */
  setAttachment(id: number, attachmentHash: string | null): CommandResult<CampaignDetail> {
    const row = this.#parts.campaigns.get(id);
    if (!row) return failure('not_found');
    if (row.state !== 'draft') return failure('not_allowed_now');
    this.#parts.campaigns.update(id, {
      attachmentHash,
      repeat: attachmentHash === row.attachmentHash ? row.repeat : 0,
    });
    return this.get(id);
  }

  /** A new draft like another campaign. */
  duplicate(input: CommandInput<'campaign:duplicate'>): CommandResult<CampaignDetail> {
    const made = duplicateCampaign(this.#parts, input, this.#parts.clock.nowMs());
    if (!made.ok) return failure(made.failure);
    this.#parts.onCampaign(made.value);
    return this.get(made.value);
  }

  deleteDraft(id: number): CommandResult<undefined> {
    return this.#parts.campaigns.deleteDraft(id) ? succeed(undefined) : failure('not_allowed_now');
  }

  preview(input: CommandInput<'campaign:preview'>): CommandResult<CommandOutput<'campaign:preview'>> {
    const preview = previewOf(this.#parts, input);
    return preview ? succeed(preview) : failure('no_recipients');
  }

  async findPerson(
    input: CommandInput<'campaign:findPerson'>,
  ): Promise<CommandResult<CommandOutput<'campaign:findPerson'>>> {
    return succeed(await findPerson(this.#parts, input));
  }

  /** The text as the person in a row of the campaign's list would get it now. */
  textFor(id: number, rowNumber: number): string {
    return textFor(this.#parts, id, rowNumber);
  }

  /** What stands in the way of a draft, or of another text for what is pending of a started campaign. */
  async check(id: number, text?: string): Promise<CommandResult<CampaignCheck>> {
    const row = this.#parts.campaigns.get(id);
    if (!row) return failure('not_found');
    const checked = await checkCampaign(this.#parts, text === undefined ? this.#withRepeat(row) : withText(row, text));
    const account = this.#parts.account();
    const failures: FailureCode[] = account ? checked.failures : [...checked.failures, 'not_linked'];
    // The check took a while: hours and state count as they are now.
    const now = this.#parts.campaigns.get(id);
    if (!now) return failure('not_found');
    const { clock, queue } = this.#parts;
    const { timeZone, startAtMs } = now.schedule;
    const fromMs = Math.max(clock.nowMs(), startAtMs ?? 0);
    const sendingDays = account && queue.sendingDays(account.phone, timeZone);
    const handedOverToday = now.state === 'draft' ? 0 : queue.handedOverSince(id, startOfDay(clock.nowMs(), timeZone));
    const goneOut = { handedOverToday, sendingDays: sendingDays ?? [] };
    return succeed({
      ...checked,
      failures,
      expectedFinishMs: expectedFinish(now.schedule, fromMs, checked.willSend, goneOut),
      sendingDays,
      handedOverToday,
    });
  }

  /** Starts a draft, if nothing stands in its way, and only as it was when that was looked at. */
  async start(id: number): Promise<CommandResult<CampaignSummary>> {
    const { campaigns, account, clock, nudge, onCampaign, onManyMessages } = this.#parts;
    const before = campaigns.get(id);
    const accountBefore = account();
    const checked = await this.check(id);
    if (!checked.ok) return checked;
    const [refusal] = checked.value.failures;
    if (refusal) return failure(refusal);
    // The check took a while: only what it looked at is started, now without a pause in between.
    const row = campaigns.get(id);
    const from = account();
    if (row?.state !== 'draft') return failure('not_allowed_now');
    if (!from) return failure('not_linked');
    if (!before || !isAsChecked(before, row) || from.phone !== accountBefore?.phone)
      return failure('changed_meanwhile');
    const repeated = this.#withRepeat(row);
    campaigns.update(id, { repeat: repeated.repeat });
    const textScope = templateScope(repeated);
    const isBlank = row.leaveBlanksOut ? this.#blankTest(row) : null;
    campaigns.start({ campaignId: id, account: from.phone, textScope, isBlank, nowMs: clock.nowMs() });
    onCampaign(id);
    onManyMessages();
    nudge();
    return this.#reply(id);
  }

  pause(id: number): CommandResult<CampaignSummary> {
    const { campaigns, clock } = this.#parts;
    return this.#changed(id, campaigns.move(id, 'running', 'paused', clock.nowMs(), 'operator'));
  }

  /** The operator's "go on" approves a pilot, and what is overdue goes out from now on at its pace. */
  resume(id: number): CommandResult<CampaignSummary> {
    const { campaigns, clock, account } = this.#parts;
    const row = campaigns.get(id);
    if (row?.state !== 'paused') return failure('not_allowed_now');
    if (row.pauseReason === 'other_account' && account()?.phone !== row.account) return failure('not_allowed_now');
    if (row.pauseReason === 'pilot') campaigns.approvePilot(id);
    campaigns.releaseOverdue(id, clock.nowMs());
    return this.#changed(id, campaigns.move(id, 'paused', 'running', clock.nowMs()));
  }

  cancel(id: number): CommandResult<CampaignSummary> {
    const cancelled = this.#parts.campaigns.cancel(id, 'operator', this.#parts.clock.nowMs());
    this.#parts.onManyMessages();
    return this.#changed(id, cancelled !== undefined);
  }

  answerOverdue({ id, answer }: CommandInput<'campaign:overdue'>): CommandResult<CampaignSummary> {
    const { campaigns, clock, onManyMessages } = this.#parts;
    if (campaigns.get(id)?.pauseReason !== 'overdue') return failure('not_allowed_now');
    if (answer === 'send') return this.resume(id);
    campaigns.skipOverdue(id, clock.nowMs());
    campaigns.finishDone(clock.nowMs());
    onManyMessages();
    return this.#changed(id, true);
  }

  /** Everybody named counts as having this draft's text: they got it from another computer. */
  countAsHaving(id: number, phones: readonly string[]): CommandResult<{ people: number }> {
    const { campaigns, account, recordExternalSends, onManyMessages } = this.#parts;
    const row = campaigns.get(id);
    const from = account();
    if (row?.state !== 'draft') return failure('not_allowed_now');
    if (!from) return failure('not_linked');
    const scope = templateScope(this.#withRepeat(row));
    if (scope === null) return failure('empty_text');
    recordExternalSends(phones, [scope, campaignScope(row.uid)], from.phone);
    // A message on its way to one of them has been stopped.
    onManyMessages();
    return succeed({ people: phones.length });
  }

  /** Sends the text, as the first person of the list would get it, to the linked account itself. */
  async testToSelf(id: number): Promise<CommandResult<CommandOutput<'campaign:testToSelf'>>> {
    const { campaigns, lists, account, clock, sendTest } = this.#parts;
    const row = campaigns.get(id);
    if (!row) return failure('not_found');
    if (!account()) return failure('not_linked');
    const list = row.listId === null ? undefined : lists.get(row.listId);
    const recipient = list && lists.recipientAt(list.id, 0);
    const values = list && recipient ? valuesOf(list, recipient) : new Map<string, string>();
    const rendered = renderTemplate(parseTemplate(row.text), values, longestText(row));
    if (!rendered.ok) return failure(rendered.failure.code);
    const outcome = await sendTest(rendered.value, row.attachmentHash);
    return outcome === 'busy' ? failure('not_allowed_now') : succeed({ outcome, atMs: clock.nowMs() });
  }

  /** A declared repeat gets its number when it is checked and started: one more than any campaign with its text has. */
  #withRepeat(row: CampaignRow): CampaignRow {
    return row.repeat === 0 || row.state !== 'draft'
      ? row
      : { ...row, repeat: this.#parts.campaigns.nextRepeat(row.text) };
  }

  #blankTest(row: CampaignRow): (cells: readonly string[]) => boolean {
    const list = row.listId === null ? undefined : this.#parts.lists.get(row.listId);
    const template = parseTemplate(row.text);
    return (cells) => {
      const rendered = renderTemplate(template, valuesOf(list ?? { fields: [] }, { cells }), longestText(row));
      return !rendered.ok && isBlankFor(template, rendered.failure);
    };
  }

  #changed(id: number, done: boolean): CommandResult<CampaignSummary> {
    if (!done) return failure('not_allowed_now');
    this.#parts.onCampaign(id);
    this.#parts.nudge();
    return this.#reply(id);
  }

  #reply(id: number): CommandResult<CampaignSummary> {
    const summary = this.#summary(id);
    return summary ? succeed(summary) : failure('not_found');
  }

  #summary(id: number): CampaignSummary | undefined {
    const row = this.#parts.campaigns.get(id);
    return row && summarise(this.#parts, row);
  }
}

function failure(code: FailureCode, detail = ''): CommandResult<never> {
  return fail({ code, detail });
}
