import { afterEach, beforeEach, expect, it } from 'vitest';
import { fail } from '../../../domain/result.ts';
import { AccountAtWork, type AccountParts } from '../../../electron/app/account-at-work.ts';
import { silentChanges } from '../../support/changes.ts';
import { makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** A place of this computer, on which there is no browser. */
function atWork(): AccountAtWork {
  const { stores, ledger, clock, together, settings, folder } = rig;
  const browsers = { open: async () => fail({ problem: 'no_browser', detail: '' }) };
  const nothing = () => undefined;
  const parts = {
    ...{ ...stores, stores, ledger, clock, together, browsers, log: silentLog, changes: silentChanges },
    ...{ settings: () => settings, loginFolder: `${folder}/whatsapp`, practice: null, onChange: nothing },
    ...{ isCheckingData: () => false, random: () => 0, onReady: nothing, onAlarms: nothing },
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
