import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/report/verification.ts';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { Reconciliation } from '../../../electron/dispatch/reconciliation.ts';
import { Verification } from '../../../electron/dispatch/verification.ts';
import { hashOf } from '../../support/attempts.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const two = '+447700900102';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** A ledger's line that is unknown to the database, as after a backup was restored. */
const appendUnknown = (campaign: string) =>
  rig.ledger.append({
    token: 'lost'.padEnd(40, '-'),
    campaign,
    row: 2,
    account: account.phone,
    aliases: [hashOf('alias')],
    random: '3EB0lost',
    scopes: [campaignScope(campaign), textScope('hello')],
    atMs: rig.clock.nowMs(),
  });
const makeReconciliation = () =>
  new Reconciliation({
    ...rig.stores,
    messenger: rig.messenger,
    clock: rig.clock,
    log: silentLog,
    onAck: (news) => rig.ackReceipt.receive(news),
    changes: silentChanges,
  });
const readAll = async () => {
  const reconciliation = makeReconciliation();
  reconciliation.readAll();
  await rig.clock.pass(100);
  reconciliation.stop();
};

describe('a message that only the ledger knows', () => {
  it('is looked for in the chat of its person’s number', async () => {
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one]);
    appendUnknown(rig.stores.campaigns.get(campaignId)?.uid ?? '');
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    await readAll();
    expect(rig.messenger.recordsRead).toMatchObject([{ random: '3EB0lost', remote: '447700900101@c.us' }]);
  });

  it('of a campaign that is gone is looked for in no chat', async () => {
    appendUnknown('a campaign that the database never had');
    rig.crash();
    expect(rig.recovery).toMatchObject({ hold: { reason: 'ledger_ahead', count: 1 }, messageIds: [] });
    await readAll();
    expect(rig.messenger.recordsRead).toMatchObject([{ random: '3EB0lost', remote: '' }]);
  });
});

it('a lost ledger is given every opened gate that the database remembers', async () => {
  rig.start([one]);
  await rig.clock.pass(1_000);
  const [before] = [...rig.ledger.lines()];
  rig.crash(() => rmSync(`${rig.folder}/ledger`, { recursive: true }));
  expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_lost' });
  expect([...rig.ledger.lines()]).toHaveLength(1);
  expect([...rig.ledger.lines()]).toEqual([before]);
});

it('reading WhatsApp’s records ends when another account is linked in between', async () => {
  for (const phone of [one, two]) rig.messenger.scripts.set(phone, { after: 'lost' });
  rig.start([one, two]);
  await rig.clock.pass(3 * minuteMs);
  const read = rig.messenger.readRecord.bind(rig.messenger);
  rig.messenger.readRecord = async (key) => {
    rig.messenger.account_ = { id: '447700900777@c.us', phone: '+447700900777', name: '' };
    return read(key);
  };
  await readAll();
  expect(rig.messenger.recordsRead).toHaveLength(1);
});

describe('a verification', () => {
  const makeVerification = () => {
    const shown: boolean[] = [];
    const verification = new Verification({
      store: new VerificationStore(rig.stores.db),
      linked: () => rig.linked(),
      clock: rig.clock,
      log: silentLog,
      gapMs: () => 1_000,
      onProgress: ({ isRunning }) => shown.push(isRunning),
      onSecondCopy: () => undefined,
    });
    return { verification, shown };
  };

  it('counts nothing for a chat that was still being read when it was stopped', async () => {
    const { campaignId } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    const reading = Promise.withResolvers<readonly []>();
    rig.messenger.readChat = () => reading.promise;
    const { verification } = makeVerification();
    verification.start(campaignId);
    expect(verification.start(campaignId)).toMatchObject({ isRunning: true, done: 0 });
    verification.stop();
    reading.resolve([]);
    await rig.clock.pass(10_000);
    expect(verification.view(campaignId)).toMatchObject({ isRunning: false, done: 0 });
  });

  it('that does not run has nothing to stop', () => {
    const { verification, shown } = makeVerification();
    verification.stop();
    expect(shown).toEqual([]);
  });
});

describe('the gate looks once more', () => {
  it.each([
    ['at the status of the message', { status: 'sent' }, 'not_sending'],
    ['at the account of the message', { messageAccount: '+447700900777' }, 'other_account'],
    ['at the number of the person', { phone: null }, 'do_not_contact'],
  ])('%s', async (_, changed, why) => {
    const view = rig.stores.attempts.viewForGate.bind(rig.stores.attempts);
    rig.stores.attempts.viewForGate = (token) => {
      const seen = view(token);
      return seen && { ...seen, ...changed };
    };
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why });
    expect(rig.deliveries(one)).toBe(0);
  });

  it('whether there is such an attempt at all', async () => {
    rig.stores.attempts.viewForGate = () => undefined;
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'unknown_attempt' });
    expect([...rig.ledger.lines()]).toEqual([]);
  });
});
