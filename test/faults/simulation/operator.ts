import type { SecondStep } from '../../../domain/people/second-step.ts';
import { answer, entryAt, writeBack } from './answers.ts';
import type { AppProcess } from './app-process.ts';
import { moveDates, publish, shownText, startTimed } from './own-times.ts';
import { book, files, own, ownAccounts, texts } from './people.ts';
import type { Command } from './plan.ts';
import { takeIn } from './report.ts';
import { noteLookedAt, startSeries } from './series.ts';
import { decideStops, hearStop, idsOf } from './stops.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

/** Carries out what the operator does at the screens, by the same functions as the screens. */
export async function asOperator(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  nowMs: number,
  command: Command,
): Promise<void> {
  switch (command.do) {
    case 'start_campaign':
      return startCampaign(app, whatsapp, command, nowMs);
    case 'start_timed':
      return startAnyway(app, whatsapp, await startTimed(app, whatsapp, command, nowMs));
    case 'start_series':
      return startAnyway(app, whatsapp, await startSeries(app, whatsapp, command, nowMs));
    case 'move_dates':
      return moveDates(app, whatsapp, command, nowMs);
    case 'start_from':
      return startFrom(app, whatsapp, command, nowMs);
    case 'import_report':
      return importReport(app, whatsapp, command, nowMs);
    case 'pause':
      return app.accounts.pause('operator');
    case 'resume':
      takeNote(app, whatsapp, nowMs);
      return app.accounts.resume();
    case 'test_to_self':
      // The result of the test does not matter here, only that it goes through the one gate.
      void app.accounts.sendTest('A test', null, app.accounts.ready()[0]?.phone ?? '').catch(() => undefined);
      return;
    case 'block':
    case 'unblock': {
      const entry = entryAt(command.which);
      if (!entry) return;
      if (command.do === 'block') app.stores.doNotContact.add(entry.phone, '', nowMs);
      else {
        app.stores.doNotContact.remove(entry.phone);
        for (const id of idsOf(entry)) whatsapp.stopped.delete(id);
      }
      return;
    }
    case 'stop': {
      const entry = entryAt(command.which);
      if (entry) hearStop(app, whatsapp, idsOf(entry).slice(command.under === 'lid' ? -1 : 0));
      return;
    }
    case 'reply': {
      const entry = entryAt(command.which);
      if (entry) writeBack(app, whatsapp, entry);
      return;
    }
    case 'answer':
      return answer(app, whatsapp, command);
    case 'decide_stops':
      decideStops(app, whatsapp, { answer: command.answer, nowMs });
      return app.accounts.nudge();
    case 'correct':
      return correct(app, command);
    case 'cancel':
    case 'queue_again':
    case 'settle':
      return onMessage(app, whatsapp, command, nowMs);
    default:
      await onCampaign(app, whatsapp, command, nowMs);
  }
}

/** A person who resumes sending has read what the window says. */
function takeNote({ stores: { alarms } }: AppProcess, whatsapp: SimulatedWhatsApp, nowMs: number): void {
  if (alarms.isAnyOpen()) whatsapp.isUnasked = false;
  for (const { id } of alarms.open()) alarms.acknowledge(id, 'Olga', nowMs);
}

/** Corrects the list, so that it differs for a waiting person from what the check of the campaign saw. */
function correct({ stores }: AppProcess, { which, name }: Extract<Command, { do: 'correct' }>): void {
  const ids = stores.db.values<number>(`SELECT recipient_id FROM message WHERE status = 'pending' ORDER BY id`);
  const id = ids[which % Math.max(1, ids.length)];
  if (id !== undefined)
    stores.db.run(`UPDATE recipient SET cells = json_set(cells, '$[1]', ?) WHERE id = ?`, `Corrected ${name}`, id);
}

/** A run begins a minute before these hours open in Brazil; in London they have been open for long. */
const window = { fromMinute: 7 * 60 + 1, toMinute: 18 * 60, days: [1, 2, 3, 4, 5, 6, 7], perPerson: true };

/** A second message on the next day. It asks first, so the text that is shown then is the one that counts. */
const secondStep: SecondStep = {
  afterDays: 1,
  atMinute: 0,
  group: 'no_reply',
  word: '',
  byItself: false,
  text: 'One more try, {{first}}',
};

type Draft = Extract<Command, { do: 'start_campaign' | 'import_report' }>;

async function startCampaign(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  command: Draft,
  nowMs: number,
): Promise<void> {
  const id = await makeDraft(app, command, nowMs);
  await startAnyway(app, whatsapp, id);
}

/** Starts a campaign from several accounts. A row that names an account that does not exist counts as naming none. */
async function startFrom(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  command: Extract<Command, { do: 'start_from' }>,
  nowMs: number,
): Promise<void> {
  const { from, named } = command;
  const id = await makeDraft(
    app,
    { ...command, file: null },
    nowMs,
    named.map((place) => nameAt(place, whatsapp)),
  );
  if (id === undefined) return;
  const accounts = [...new Set(from.map((place) => ownAccounts[place % whatsapp.accounts]?.phone ?? own.phone))];
  const { schedule } = app.stores.campaigns.get(id) ?? {};
  if (!schedule) return;
  await app.campaign.update({ id, schedule: { ...schedule, from: { accounts, column: 3, unknown: 'as_empty' } } });
  await startAnyway(app, whatsapp, id);
}

function nameAt(place: number | null, { accounts }: SimulatedWhatsApp): string {
  if (place === null) return '';
  return place < ownAccounts.length ? (ownAccounts[place % accounts]?.name ?? '') : 'Nobody';
}

/** This operator also sends to whoever heard a moment ago, so that only their fences protect them. */
async function startAnyway({ campaign, stores }: AppProcess, whatsapp: SimulatedWhatsApp, id?: number): Promise<void> {
  if (id === undefined) return;
  const uid = stores.campaigns.get(id)?.uid ?? '';
  await campaign.update({ id, contactsAnswer: 'send' });
  // A start that is interrupted may already have declared its repeat.
  whatsapp.declared.set(uid, whatsapp.taken.length);
  noteShown(stores, whatsapp, 'true', id);
  await campaign.start(id);
  whatsapp.declared.set(uid, whatsapp.taken.length);
}

/** Imports another computer's report that some people, in either spelling, have the draft's text. */
async function importReport(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  command: Extract<Command, { do: 'import_report' }>,
  nowMs: number,
): Promise<void> {
  const id = await makeDraft(app, command, nowMs);
  if (id !== undefined) takeIn(app, whatsapp, { id, people: command.reported.flatMap((index) => book[index] ?? []) });
}

async function makeDraft(
  { campaign, stores }: AppProcess,
  command: Omit<Draft, 'do'>,
  nowMs: number,
  /** The account that each row names; none where the list has no such column. */
  named: readonly string[] = [],
): Promise<number | undefined> {
  const { name, text, isRepeat, file } = command;
  const rows = command.people.flatMap((index) => book[index] ?? []);
  const recipients = rows.map(({ phone, names }, index) => ({
    rowNumber: index + 2,
    name: names[name],
    phone,
    extra: '',
    cells: [phone, names[name], ...(named.length > 0 ? ['', named[index] ?? ''] : [])],
    country: phone.startsWith('+55') ? 'BR' : 'GB',
  }));
  const columns = named.length > 0 ? ['First', 'Date', 'From'] : ['First'];
  const listId = publish(stores, recipients, nowMs, columns, 1);
  const made = campaign.create('Campaign');
  if (!made.ok) return undefined;
  const { id } = made.value;
  campaign.setList(id, listId);
  const attached = file === null ? undefined : files[file];
  if (attached) {
    stores.campaigns.addAttachment(attached, nowMs);
    campaign.setAttachment(id, attached);
  }
  const { schedule } = made.value;
  // Draws no further random value, so that recorded runs stay the same.
  if (name === 1) await campaign.update({ id, schedule: { ...schedule, window } });
  await campaign.update({ id, text: texts[text % texts.length] ?? texts[0], repeat: isRepeat });
  if (name === 0 && file === null) await campaign.update({ id, step: secondStep });
  return id;
}

function onMessage(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  command: Extract<Command, { do: 'cancel' | 'queue_again' | 'settle' }>,
  nowMs: number,
): void {
  const { stores, accounts } = app;
  const { messages, campaigns, db } = stores;
  const ids = db.values<number>(`SELECT id FROM message ORDER BY id`);
  const id = ids[command.which % Math.max(1, ids.length)];
  if (id === undefined) return;
  if (command.do === 'cancel') messages.cancel([id], 'operator', nowMs);
  // All of them at once, as "queue the failed again" does: the app decides about each by itself.
  if (command.do === 'queue_again') messages.requeue(ids, 'operator', nowMs);
  if (command.do === 'settle') settleNext(app.stores, whatsapp, ids, command, nowMs);
  campaigns.finishDone(nowMs);
  accounts.nudge();
}

/** Settles the first message that can be settled, from the chosen one on. */
function settleNext(
  { messages, db }: AppProcess['stores'],
  whatsapp: SimulatedWhatsApp,
  ids: readonly number[],
  { which, answer }: Extract<Command, { do: 'settle' }>,
  nowMs: number,
): void {
  const from = which % Math.max(1, ids.length);
  const settled = [...ids.slice(from), ...ids.slice(0, from)].find((id) => messages.settle(id, answer, 'Olga', nowMs));
  if (settled === undefined || answer !== 'seen') return;
  const sql = `SELECT c.uid || ' ' || r.row_number FROM message m JOIN campaign c ON c.id = m.campaign_id
    JOIN recipient r ON r.id = m.recipient_id WHERE m.id = ?`;
  whatsapp.seen.add(db.value<string>(sql, settled) ?? '');
}

async function onCampaign(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  command: Command,
  nowMs: number,
): Promise<void> {
  const { campaign, stores } = app;
  if (!('which' in command)) return;
  const isDraft = command.do === 'start_draft';
  const started = `SELECT id FROM campaign WHERE state ${isDraft ? '=' : '<>'} 'draft' ORDER BY id`;
  const ids = stores.db.values<number>(started);
  const id = ids[command.which % Math.max(1, ids.length)];
  if (id === undefined) return;
  if (command.do === 'start_draft') await startAnyway(app, whatsapp, id);
  if (command.do === 'pause_campaign') campaign.pause(id);
  if (command.do === 'resume_campaign') for (const each of ids) campaign.resume(each);
  if (command.do === 'answer_campaign') await answerWhatItAsks(app, whatsapp, ids, command.which);
  if (command.do === 'answer_campaign')
    for (const each of ids) stores.moves.release(each, stores.moves.oldAccountsOf(each), 'Olga', nowMs);
  if (command.do === 'cancel_campaign') await campaign.cancel(id);
  if (command.do !== 'edit_text') return;
  const edited = await campaign.update({ id, text: texts[command.text % texts.length] ?? texts[0] });
  if (edited.ok) noteShown(stores, whatsapp, `m.status = 'pending'`, id);
}

/** Answers every campaign that asks: about who is overdue, has the text, or heard. */
async function answerWhatItAsks(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  ids: readonly number[],
  which: number,
): Promise<void> {
  const { campaign, stores } = app;
  for (const id of ids) {
    await campaign.answerOverdue({ id, answer: 'skip' });
    const { inChat, gotMeanwhile, contacted, textChanged, secondStep: held } = stores.queue.setAside(id);
    if (held > 0) {
      noteShown(stores, whatsapp, `m.set_aside = 'second_step'`, id);
      const answer = which % 3 === 0 ? 'leave_out' : 'send';
      if (answer === 'send') noteLookedAt(app, whatsapp, id);
      await campaign.answer({ id, about: 'second_step', answer });
    }
    if (which % 2 === 0) stores.listChanges.releaseAll(id);
    const answersTexts = which % 2 === 0 ? 'send' : 'leave_out';
    // The answer covers all waiting messages, also those whose text was not yet found to have changed.
    if (textChanged > 0 && answersTexts === 'send') noteShown(stores, whatsapp, `m.status = 'pending'`, id);
    if (textChanged > 0) await campaign.answer({ id, about: 'text_changed', answer: answersTexts });
    if (contacted > 0) await campaign.answer({ id, about: 'contacted', answer: 'send' });
    const answer = which % 2 === 0 ? 'send' : 'leave_out';
    for (const [count, about] of [
      [inChat, 'in_chat'],
      [gotMeanwhile, 'got_meanwhile'],
    ] as const) {
      if (count === 0) continue;
      noteDeclared(app, whatsapp, id, about);
      await campaign.answer({ id, about, answer });
    }
  }
}

/** An answer covers the people who were asked about. */
function noteDeclared({ stores }: AppProcess, whatsapp: SimulatedWhatsApp, id: number, about: string): void {
  const rows = stores.db.values<string>(
    `SELECT c.uid || ' ' || r.row_number FROM message m JOIN campaign c ON c.id = m.campaign_id
       JOIN recipient r ON r.id = m.recipient_id WHERE m.campaign_id = ? AND m.set_aside = ?`,
    ...[id, about],
  );
  for (const row of rows) whatsapp.declared.set(row, whatsapp.taken.length);
}

/** Records which text the operator saw for each person, made without the app's help. */
function noteShown({ db }: AppProcess['stores'], whatsapp: SimulatedWhatsApp, which: string, id: number): void {
  const rows = db.all<{ key: string; text: string; name: string; date: string }>(
    `SELECT c.uid || ' ' || r.phone AS key, c.text, r.cells ->> '$[1]' AS name, coalesce(r.cells ->> '$[2]', '') AS date
     FROM campaign c JOIN recipient r ON r.list_id = c.list_id LEFT JOIN message m ON m.campaign_id = c.id AND m.recipient_id = r.id
     WHERE c.id = ? AND ${which}`,
    id,
  );
  for (const { key, text, ...cells } of rows)
    whatsapp.shown.set(`${key} ${cells.date.replace(' ', 'T')}`, shownText(text, cells));
}
