import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMeta } from '../../../db/meta.ts';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { recover } from '../../../electron/dispatch/recovery.ts';
import { hashOf } from '../../support/attempts.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { durableWrites } from '../../support/durable-writes.ts';
import { everyMs } from '../../support/schedules.ts';
import { statementsOf } from '../../support/watched-statements.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const again = () => recover({ ...rig.stores, ledger: rig.ledger }, rig.clock.nowMs());

it('tells which messages were being sent when the app ended', async () => {
  rig.messenger.scripts.set(one, { after: 'lost' });
  const { messageIds } = rig.start([one, two]);
  await rig.clock.pass(1_000);
  rig.crash();
  expect(rig.recovery.messageIds).toEqual([messageIds[0]]);
});

it('remembers the last line of the ledger, so that the next start compares only what came after it', async () => {
  rig.start([one, two]);
  await rig.clock.pass(60_000);
  rig.stores.db.sqlite.prepare(`UPDATE meta SET value = '1' WHERE key = 'ledger_number'`).run();
  expect(again()).toEqual({ hold: null, messageIds: [] });
  expect(readMeta(rig.stores.db, 'ledger_number')).toBe('2');
  expect(readMeta(rig.stores.db, 'ledger_checksum')).toBe(rig.ledger.position.checksum);
});

it('tells the window of an alarm that is found when the operator lets sending go on', async () => {
  rig.dispatcher.pause('operator');
  const { campaignId } = rig.start([one]);
  await rig.clock.pass(1_000);
  rig.ledger.append({
    token: 'lost'.padEnd(40, '-'),
    campaign: rig.stores.campaigns.get(campaignId)?.uid ?? '',
    row: 2,
    account: account.phone,
    aliases: [hashOf('alias')],
    scopes: [textScope('hello')],
    random: '3EB0lost',
    atMs: rig.clock.nowMs(),
  });
  rig.dispatcher.resume();
  await rig.clock.pass(1_000);
  expect(rig.dispatcher.state).toMatchObject({ kind: 'alarm' });
  expect(rig.told.alarms).toEqual([1]);
});

it('believes the lines that the database remembers without asking for them', async () => {
  rig.start([one, two]);
  await rig.clock.pass(60_000);
  const asked: string[] = [];
  const knows = rig.stores.attempts.hasPassed.bind(rig.stores.attempts);
  rig.stores.attempts.hasPassed = (random, phone) => {
    asked.push(random);
    return knows(random, phone);
  };
  again();
  expect(asked).toEqual([]);
});

it('replays nothing from a line whose message the database knows to have passed', async () => {
  rig.start([one]);
  await rig.clock.pass(1_000);
  rig.stores.db.sqlite.prepare(`UPDATE meta SET value = '0' WHERE key = 'ledger_number'`).run();
  expect(again().hold).toBeNull();
  expect(rig.stores.db.sqlite.prepare(`SELECT count(*) FROM attempt`).pluck().get()).toBe(1);
});

it('gives a ledger that was begun anew each opened gate once, and appends nothing to one that has them', async () => {
  rig.start([one, two]);
  await rig.clock.pass(60_000);
  rig.crash(() => rmSync(`${rig.folder}/ledger/fences.ledger`));
  expect([...rig.ledger.lines()].map(({ random }) => random)).toEqual(
    rig.messenger.delivered.map(({ random }) => random),
  );
  let appended = 0;
  const appendAll = rig.ledger.appendAll.bind(rig.ledger);
  rig.ledger.appendAll = (lines) => {
    appended += 1;
    return appendAll(lines);
  };
  again();
  rig.stores.db.sqlite.prepare(`UPDATE meta SET value = '0' WHERE key = 'ledger_number'`).run();
  again();
  expect(appended).toBe(0);
  expect([...rig.ledger.lines()]).toHaveLength(2);
});

it('gives a ledger that was begun anew nothing of a message that the gate refused', async () => {
  rig.messenger.scripts.set(one, { before: 'hang' });
  const { messageIds } = rig.start([one]);
  await rig.clock.pass(1_000);
  rig.stores.attempts.noteRefusal(rig.stores.db.value<string>('SELECT token FROM attempt') ?? '', '3EB0refused');
  await rig.clock.pass(5 * minuteMs);
  rig.crash(() => rmSync(`${rig.folder}/ledger/fences.ledger`));
  expect([...rig.ledger.lines()]).toEqual([]);
  expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
});

it('reads the opened gates of the whole past only for a ledger that was begun anew', async () => {
  rig.start([one]);
  await rig.clock.pass(1_000);
  const { db } = rig.stores;
  const ofThePast = async () => {
    const seen = await statementsOf(db, () => void again());
    return seen.filter((sql) => sql.includes('coalesce(a.wa_random, a.refused_random) AS random')).length;
  };
  expect(await ofThePast()).toBe(0);
  db.run(`UPDATE meta SET value = '0' WHERE key = 'ledger_number'`);
  expect(await ofThePast()).toBeGreaterThan(0);
});

it('finishes a campaign whose last message was being sent', async () => {
  rig.messenger.scripts.set(one, { before: 'hang' });
  const { campaignId } = rig.start([one]);
  await rig.clock.pass(1_000);
  rig.crash();
  expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
});

it('takes in a long ledger in one transaction, finding each line’s message without reading its campaign', async () => {
  rig.dispatcher.pause('operator');
  const phones = Array.from({ length: 200 }, (_, index) => `+4477009${String(10_000 + index)}`);
  const { campaignId, messageIds } = rig.start(phones);
  const campaign = rig.stores.campaigns.get(campaignId)?.uid ?? '';
  rig.ledger.appendAll(
    phones.map((_, index) => ({
      token: `of-another-backup-${index}`.padEnd(40, '-'),
      campaign,
      row: index + 2,
      account: account.phone,
      scopes: [campaignScope(campaign), textScope('hello')],
      aliases: [hashOf(`alias-${index}`)],
      random: `3EB0${index}`,
      atMs: rig.clock.nowMs(),
    })),
  );
  const { db } = rig.stores;
  db.pragma('wal_autocheckpoint = 0');
  db.pragma('wal_checkpoint(TRUNCATE)');
  const statements = await statementsOf(db, () => expect(again().hold).toMatchObject({ count: 200 }));
  expect(durableWrites(rig.folder).commits).toBe(1);
  expect(new Set(messageIds.map(rig.status))).toEqual(new Set(['failed:interrupted']));
  const look = statements.find((sql) => sql.includes('CROSS JOIN recipient')) ?? '';
  const plan = db
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${look.replaceAll('?', 'NULL')}`)
    .map(({ detail }) => detail);
  expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  expect(plan).toContainEqual(expect.stringContaining('message_recipient (campaign_id=? AND recipient_id=?)'));
});

describe('an interruption', () => {
  it('leaves a claimed message whose gate never opened as certainly not sent', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
  });

  it('leaves a message whose gate opened as not confirmed, and sends nothing again', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    rig.dispatcher.nudge();
    await rig.clock.pass(10 * minuteMs);
    expect(rig.deliveries(one)).toBe(1);
  });

  it('speaks of the attempt that is open, not of an earlier one of the same message that did not leave', async () => {
    rig.messenger.scripts.set(one, { before: 'throw' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
    rig.messenger.scripts.set(one, { after: 'lost' });
    expect(rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs())).toBe(1);
    rig.dispatcher.resume();
    await rig.clock.pass(minuteMs / 2);
    rig.crash();
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted']);
    expect([rig.stores.alarms.open(), rig.stores.notices.open()]).toEqual([[], []]);
  });

  it('believes the ledger when the crash came between its line and the commit', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.ledger.append({
      token,
      campaign: '',
      row: 2,
      account: account.phone,
      scopes: [],
      aliases: [],
      random: '3EB0crash',
      atMs: rig.clock.nowMs(),
    });
    rig.crash();
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    expect(rig.recovery.hold).toBeNull();
  });

  it('tells its line of the ledger from one that only the ledger knows, and holds for that one alone', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { campaignId, messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const token = rig.stores.db.value<string>('SELECT token FROM attempt') ?? '';
    const campaign = rig.stores.campaigns.get(campaignId)?.uid ?? '';
    const line = { campaign, account: account.phone, aliases: [hashOf('alias')], atMs: rig.clock.nowMs() };
    const scopes = [campaignScope(campaign), textScope('hello')];
    rig.ledger.append({ ...line, scopes, token, row: 2, random: '3EB0crash' });
    rig.ledger.append({ ...line, scopes, token: 'of-another-backup'.padEnd(40, '-'), row: 3, random: '3EB0other' });
    rig.crash();
    expect(rig.recovery.hold).toMatchObject({ reason: 'ledger_ahead', count: 1 });
    expect(rig.recovery.messageIds).toEqual(messageIds);
    expect(messageIds.map(rig.status)).toEqual(['failed:interrupted', 'failed:interrupted']);
    expect(rig.stores.db.count(`SELECT count(*) FROM attempt`)).toBe(2);
  });

  it('keeps a pause across a restart', async () => {
    rig.start([one, two], 'Hello', everyMs(2 * minuteMs));
    await rig.clock.pass(minuteMs);
    rig.dispatcher.pause('disk_full');
    rig.crash();
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'disk_full' });
    expect(rig.messenger.delivered).toHaveLength(1);
  });

  it('takes no further message when the app quits, and lets the one in flight end', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    const stopped = rig.dispatcher.stop();
    await rig.clock.pass(61_000);
    await stopped;
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'pending']);
  });
});
