import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LastLines } from '../../../db/ledger/last-lines.ts';
import { writeMeta } from '../../../db/meta.ts';
import { backUp } from '../../../db/open.ts';
import { limits } from '../../../domain/limits.ts';
import { assert } from '../../../domain/result.ts';
import { templateScope } from '../../../electron/dispatch/text-scope.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

const [one, two, three, four] = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;
const lid = '12345678901234@lid';
const minuteMs = 60_000;
let place: ReturnType<typeof temporaryFolder>;
let rig: Rig;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => {
  rig.close();
  place.remove();
});

const of = (name: string) => `${place.folder}/${name}`;
let count = 0;
/** The app on one computer's folders; WhatsApp is linked only where something should be sent. */
function use(computer: string): Rig {
  count += 1_000;
  mkdirSync(of(computer), { recursive: true });
  const lastLines = new LastLines(of(`${computer}/last-lines.json`));
  rig = makeRig({ folder: of(computer), lastLines, countFrom: count });
  rig.messenger.account_ = null;
  return rig;
}
async function sendAll(): Promise<string[]> {
  rig.messenger.account_ = account;
  rig.dispatcher.nudge();
  await rig.clock.pass(5 * minuteMs);
  rig.messenger.account_ = null;
  return rig.messenger.delivered.map(({ phone }) => phone);
}
/** Sends a text to people from a computer. */
async function sendFrom(computer: string, phones: readonly string[], text: string): Promise<void> {
  use(computer);
  rig.start(phones, text);
  expect(await sendAll()).toEqual(phones);
  rig.close();
}
/** Moves the data from one computer to another, whose own ledger stays where it is. */
function move(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(of(`${to}/sendonce.db${end}`), { force: true });
  cpSync(of(`${from}/sendonce.db`), of(`${to}/sendonce.db`));
}
/** The database of `there` is moved here, beside a ledger that knows who got "Hello" from here. */
async function bringOver(waiting: readonly string[], had: readonly string[]): Promise<number[]> {
  await sendFrom('there', [three], 'Before');
  use('there');
  const { messageIds } = rig.start(waiting, 'Hello');
  rig.close();
  await sendFrom('here', had, 'Hello');
  move('there', 'here');
  use('here');
  return messageIds;
}

describe('data that comes to a computer whose ledger knows people under another key', () => {
  it('sends nobody what they got from that computer, also after a restart', async () => {
    const messageIds = await bringOver([one, two], [one]);
    expect(await sendAll()).toEqual([]);
    expect(rig.acknowledge()).toEqual(['ledger_damaged', 'ledger_ahead']);
    rig.close();
    use('here');
    expect(await sendAll()).toEqual([two]);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate', 'sent']);
  });

  it('finds them at Check, and in the other form of their number', async () => {
    await bringOver([], ['+551187654321']);
    rig.acknowledge();
    const { campaignId } = rig.start(['+5511987654321', two], 'Hello');
    const { campaigns } = rig.stores;
    const row = campaigns.get(campaignId);
    assert(row, 'it was started just now');
    const skipped = campaigns.people.skipped(row, templateScope(row), { after: 0, until: 9 });
    expect([...skipped]).toMatchObject([[2, { reason: 'already_has_text' }]]);
  });

  it('refuses at the gate whoever is known there by an id that shows only now', async () => {
    use('here');
    rig.messenger.scripts.set(one, { ask: { ids: ['447700900101@c.us', lid] } });
    rig.start([one], 'Hello');
    expect(await sendAll()).toEqual([one]);
    rig.close();
    const messageIds = await bringOver([two], []);
    rig.messenger.scripts.set(two, { ask: { ids: ['447700900102@c.us', lid] } });
    rig.acknowledge();
    expect(await sendAll()).toEqual([]);
    expect(messageIds.map(rig.status)).toEqual(['failed:duplicate']);
  });

  it('keeps that from it when it is moved on, and where the data that was there is put back', async () => {
    await bringOver([one, two], [one]);
    rig.acknowledge();
    rig.close();
    await sendFrom('further', [three], 'Hello');
    move('here', 'further');
    use('further');
    rig.acknowledge();
    rig.start([one, two, three], 'Hello');
    expect(await sendAll()).toEqual([two]);
    rig.close();
    // A computer of which only the database is moved on: the ledger there knows its people.
    await sendFrom('last', [four], 'Before');
    move('last', 'further');
    use('further');
    rig.acknowledge();
    rig.start([one, two, three, four], 'Hello');
    expect(await sendAll()).toEqual([four]);
  });

  it('remembers it where the ledger is lost or damaged afterwards, and where a backup from before is restored', async () => {
    await bringOver([one], [one, two]);
    rig.acknowledge();
    const backup = backUp(rig.stores.db.sqlite, of('backups'), 'after', rig.clock.nowMs());
    for (const harm of [
      () => rmSync(of('here/ledger/fences.ledger')),
      () => appendFileSync(of('here/ledger/fences.ledger'), 'no line\nof ours\n'),
      () => cpSync(backup, of('here/sendonce.db')),
    ]) {
      rig.close();
      for (const end of ['-wal', '-shm']) rmSync(of(`here/sendonce.db${end}`), { force: true });
      harm();
      use('here');
      rig.acknowledge();
      rig.start([one, two], 'Hello');
      expect(await sendAll()).toEqual([]);
    }
  });

  it('is refused by the database itself, past all who ask', async () => {
    await bringOver([one], [one]);
    rig.acknowledge();
    rig.stores.fences.isBlocked = () => false;
    await sendAll();
    expect(rig.deliveries(one)).toBe(0);
  });

  it('is not opened where the ledgers of more computers came together than are asked', async () => {
    use('here');
    const keys = Array.from({ length: limits.ledgerOtherKeys }, (_, index) => index.toString(16).padStart(64, '0'));
    writeMeta(rig.stores.db, 'ledger_other_keys', JSON.stringify(keys));
    rig.close();
    await sendFrom('there', [one], 'Hello');
    cpSync(of('there/ledger'), of('here/ledger'), { recursive: true });
    expect(() => use('here')).toThrow('too many');
    expect(readdirSync(of('here/ledger'))).toEqual(['fences.ledger']);
    use('there');
  });
});
