import { limits } from '../../../domain/limits.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import type { AccountCommand } from './accounts-plan.ts';
import type { AppProcess } from './app-process.ts';
import { other, ownAccounts } from './people.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

type World = { readonly whatsapp: SimulatedWhatsApp; readonly clock: FakeClock };

const phoneAt = (place: number, { accounts }: SimulatedWhatsApp) => ownAccounts[place % accounts]?.phone ?? '';

/** Carries out a command about a computer's accounts, whether or not the app runs to see it. */
export async function asAccounts(
  app: AppProcess | null,
  { whatsapp, clock }: World,
  command: Exclude<AccountCommand, { do: 'start_from' | 'pass' }>,
): Promise<void> {
  const id = 'which' in command ? (command.which % whatsapp.accounts) + 1 : 1;
  switch (command.do) {
    case 'link_account':
      return link(app, whatsapp, id, command.to);
    case 'restrict':
      whatsapp.pageOf(id).isRestricted = command.isOn;
      return;
    case 'log_out':
      whatsapp.pageOf(id).linked = null;
      return app?.atWork(id)?.dispatcher.pause('logged_out');
    case 'resume_account':
      return app?.accounts.resume(id);
    case 'let_go':
      return app ? letGo(app, clock, id) : undefined;
    case 'bring_back':
      return bringBack(app, whatsapp, phoneAt(command.which, whatsapp));
    case 'move_people':
      return app ? movePeople(app, whatsapp, command) : undefined;
    default:
      return whatsapp.speakAcross(command.do, command.which, (command.through % whatsapp.accounts) + 1);
  }
}

function link(
  app: AppProcess | null,
  whatsapp: SimulatedWhatsApp,
  id: number,
  to: 'own' | 'none' | 'other' | 'next',
): void {
  const page = whatsapp.pageOf(id);
  const next = ownAccounts[id % whatsapp.accounts] ?? null;
  page.linked = { own: ownAccounts[id - 1] ?? null, none: null, other, next }[to];
  if (page.linked === null) page.isRestricted = false;
  app?.accept(id);
  app?.atWork(id)?.reconciliation.readAll();
  app?.accounts.nudge();
}

async function letGo(app: AppProcess, clock: FakeClock, id: number): Promise<void> {
  const one = app.accounts.find(id);
  if (!one) return;
  const removed = app.accounts.remove(one);
  removed.catch(() => undefined);
  await clock.pass(limits.quitDrainMs + limits.pageHangMs + 1);
  if (app.isAlive) await removed;
}

/** Links the number in a new account, if it has none. */
function bringBack(app: AppProcess | null, whatsapp: SimulatedWhatsApp, phone: string): void {
  const account = ownAccounts.find((one) => one.phone === phone);
  if (!app || !account || app.accounts.of(phone)) return;
  const one = app.accounts.add();
  if (!one) return;
  whatsapp.pageOf(one.id).linked = account;
  app.accept(one.id);
  app.atWork(one.id)?.reconciliation.readAll();
  app.accounts.nudge();
}

type Waiting = { readonly id: number; readonly campaign: string; readonly row: number; readonly occasion: string };

/** Moves an account's people in a campaign, of whom only those go who wait and to whom nothing may have been sent. */
function movePeople(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { which, from, to }: Extract<AccountCommand, { do: 'move_people' }>,
): void {
  const { db } = app.stores;
  const campaigns = db.values<number>(`SELECT id FROM campaign WHERE state <> 'draft' ORDER BY id`);
  const asked = campaigns[which % Math.max(1, campaigns.length)];
  if (asked === undefined) return;
  const people = db.all<Waiting>(
    `SELECT m.id, c.uid AS campaign, r.row_number AS row, m.occasion FROM message m JOIN campaign c ON c.id = m.campaign_id
     JOIN recipient r ON r.id = m.recipient_id WHERE c.id = ? AND m.account = ? ORDER BY m.id`,
    ...[asked, phoneAt(from, whatsapp)],
  );
  const unread = which % 2 === 0 ? ownAccounts.map(({ phone }) => phone) : [];
  for (const one of people) {
    if (!app.moveTo(one.id, phoneAt(to, whatsapp), unread)) continue;
    const hasLeft = whatsapp.takenOf(one).some(({ isThroughGate, isForgotten }) => isThroughGate && !isForgotten);
    if (hasLeft) whatsapp.harms.push(`a message was moved that may have left`);
  }
  app.accounts.nudge();
}
