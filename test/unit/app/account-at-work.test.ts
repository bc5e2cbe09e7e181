import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail } from '../../../domain/result.ts';
import type { LinkState } from '../../../domain/state/state.ts';
import { AccountAtWork, type AccountParts } from '../../../electron/app/account-at-work.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';

/** The options that the session was made with, so that a test can act for the browser. */
const made = vi.hoisted(() => ({ parts: [] as { onLink(state: LinkState): void }[] }));
vi.mock('../../../electron/whatsapp/session.ts', async (load) => {
  const { WhatsAppSession } = await load<typeof import('../../../electron/whatsapp/session.ts')>();
  class Watched extends WhatsAppSession {
    constructor(parts: ConstructorParameters<typeof WhatsAppSession>[0]) {
      super(parts);
      made.parts.push(parts);
    }
  }
  return { WhatsAppSession: Watched };
});

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** An account on this computer without a browser. */
function atWork(): AccountAtWork {
  const { stores, ledger, clock, together, settings, folder } = rig;
  const browsers = { open: async () => fail({ problem: 'no_browser', detail: '' }) };
  const nothing = () => undefined;
  const parts = {
    ...stores,
    stores,
    ledger,
    clock,
    together,
    browsers,
    log: silentLog,
    changes: silentChanges,
    settings: () => settings,
    loginFolder: `${folder}/whatsapp`,
    practice: null,
    onChange: nothing,
    isCheckingData: () => false,
    isInboxWritten: () => true,
    random: () => 0,
    onReady: nothing,
    onAlarms: nothing,
  } as unknown as AccountParts;
  return new AccountAtWork(parts, stores.accounts.here()[0] ?? expect.unreachable());
}

it('stands still for a logout where it had been linked, and not where it never was', async () => {
  const one = atWork();
  one.session.start();
  await one.session.logout();
  expect(one.state.kind).not.toBe('paused');
  rig.stores.accounts.linked(one.id, '+447700900118');
  await one.session.logout();
  expect(one.state).toMatchObject({ kind: 'paused', reason: 'logged_out' });
  await one.session.stop();
});

it('stands still while WhatsApp asks its owner for a check, and opens a window once nothing is on its way', async () => {
  const one = atWork();
  const { phone } = rig.messenger.account_ ?? expect.unreachable();
  made.parts.at(-1)?.onLink({ phase: 'check', account: { id: 'a@c.us', phone, name: '' }, isInWindow: false });
  expect(one.state).toMatchObject({ kind: 'paused', reason: 'security_check' });
  expect(rig.together.pause).toBeNull();
  const steps: string[] = [];
  one.dispatcher.drain = async () => void steps.push('drained');
  one.session.openWindow = () => void steps.push('opened');
  await one.openWindow();
  expect(steps).toEqual(['drained', 'opened']);
});

it('asks the page about the chat that is meant, and of none before it is heard what people wrote meanwhile', async () => {
  const one = atWork();
  const account = rig.messenger.account_ ?? expect.unreachable();
  const asked: (string | undefined)[] = [];
  one.session.account = () => account;
  one.session.standing = async (chatId) => {
    asked.push(chatId);
    return { kind: 'stands' };
  };
  const { id: chatId } = account;
  expect(await one.messenger.standing(chatId)).toEqual({ kind: 'not_yet' });
  made.parts.at(-1)?.onLink({ phase: 'ready', account });
  await rig.clock.pass(1_000);
  expect(await one.messenger.standing(chatId)).toEqual({ kind: 'stands' });
  expect(asked).toEqual([chatId]);
});

it('ends what is on its way, and reads once more what is in doubt, before its login goes', async () => {
  const one = atWork();
  rig.stores.accounts.linked(one.id, '+447700900118');
  const steps: string[] = [];
  const note = (step: string) => async () => void steps.push(`${step}, ${one.state.kind}`);
  one.dispatcher.drain = note('drained');
  one.reconciliation.readLast = note('read');
  one.session.logout = note('unlinked');
  await one.unlink();
  expect(steps).toEqual(['drained, paused', 'read, paused', 'unlinked, paused']);
});
