import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LastLines } from '../../../db/ledger/last-lines.ts';
import type { LedgerHeader } from '../../../db/ledger/ledger-file.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
  mkdirSync(of('original'));
});
afterEach(() => place.remove());

const of = (name: string) => `${place.folder}/${name}`;
const lastLines = () => new LastLines(of('computer/last-lines.json'));
let count = 0;
/** The app on one of the folders, until it is closed; WhatsApp is linked only where something should be sent. */
function use(name: string, isLinked = false): Rig {
  count += 1_000;
  const rig = makeRig({ folder: of(name), lastLines: lastLines(), countFrom: count });
  if (!isLinked) rig.messenger.account_ = null;
  return rig;
}
const kinds = (rig: Rig) => rig.stores.alarms.open().map(({ kind }) => kind);
async function sendAll(rig: Rig): Promise<string[]> {
  rig.messenger.account_ = account;
  rig.dispatcher.nudge();
  await rig.clock.pass(5 * minuteMs);
  return rig.messenger.delivered.map(({ phone }) => phone);
}
/** A folder in which one person has a message and two others wait. */
async function begin(): Promise<{ campaignId: number }> {
  const rig = use('original');
  rig.start([one], 'Before');
  await sendAll(rig);
  rig.messenger.account_ = null;
  const { campaignId } = rig.start([two, three], 'Hello');
  rig.close();
  return { campaignId };
}
const copy = (from: string, to: string) => cpSync(of(from), of(to), { recursive: true });
/** Replaces the original by the older copy, twice, before anybody has answered. */
async function isAskedAboutEachTime(): Promise<void> {
  for (const _ of ['once', 'and once more']) {
    rmSync(of('original'), { recursive: true });
    copy('older', 'original');
    const back = use('original');
    expect(kinds(back)).toEqual(['ledger_unknown']);
    expect(await sendAll(back)).toEqual([]);
    back.close();
  }
}

it('what a computer knows of one folder stays when it learns of another', () => {
  const known = lastLines();
  const line = { number: 1, checksum: 'c', endByte: 9 };
  for (const name of ['a', 'b'])
    known.keep({ database: `data ${name}`, ledger: `ledger ${name}` } as LedgerHeader, line);
  expect([known.of('ledger a'), known.lastOf('data a')]).toEqual([line, 'ledger a']);
});

describe('a whole folder that is copied beside the original', () => {
  it('is asked about once the original was used, and sends nothing until a person answers', async () => {
    const { campaignId } = await begin();
    copy('original', 'copy');
    const original = use('original');
    expect(await sendAll(original)).toEqual([two, three]);
    original.close();
    const copied = use('copy');
    expect(kinds(copied)).toEqual(['ledger_unknown']);
    expect(await sendAll(copied)).toEqual([]);
    // Acknowledging is not enough: the waiting messages may have been sent from the original.
    copied.acknowledge();
    expect(await sendAll(copied)).toEqual([]);
    expect(copied.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', cameBack: 'moved' });
    copied.close();
  });

  it('is asked about in turn, each as soon as the other has sent something', async () => {
    const { campaignId } = await begin();
    copy('original', 'copy');
    for (const [name, expected] of [
      ['original', []],
      ['original', []],
      ['copy', ['ledger_unknown']],
      ['copy', []],
      ['original', ['ledger_unknown']],
    ] as const) {
      const rig = use(name);
      expect(kinds(rig)).toEqual(expected);
      rig.acknowledge();
      rig.start([one], `${name} ${count}`);
      if (rig.stores.campaigns.get(campaignId)?.state === 'running') granted(campaignActionsOf(rig).pause(campaignId));
      await sendAll(rig);
      rig.close();
    }
  });

  it('that nobody sent from since may be used in its place', async () => {
    await begin();
    copy('original', 'copy');
    const copied = use('copy');
    expect(kinds(copied)).toEqual([]);
    copied.close();
  });
});

describe('the one folder that is used', () => {
  it('is asked about neither where it is moved or renamed, nor after a crash, nor when it is put back as it was', async () => {
    await begin();
    renameSync(of('original'), of('renamed'));
    const renamed = use('renamed');
    renamed.messenger.scripts.set(two, { after: 'lost' });
    renamed.messenger.account_ = account;
    renamed.dispatcher.nudge();
    await renamed.clock.pass(1_000);
    renamed.crash();
    expect(kinds(renamed)).toEqual([]);
    renamed.close();
    copy('renamed', 'safe');
    rmSync(of('renamed'), { recursive: true });
    renameSync(of('safe'), of('original'));
    const back = use('original');
    expect(kinds(back)).toEqual([]);
    back.close();
  });

  it('that is an older copy put back is asked about, file by file or as a whole', async () => {
    await begin();
    copy('original', 'older');
    const original = use('original');
    await sendAll(original);
    original.close();
    rmSync(of('original'), { recursive: true });
    copy('older', 'original');
    const back = use('original');
    expect(kinds(back)).toEqual(['ledger_unknown']);
    back.close();
  });

  it('that is an older copy put back is asked about also where nothing had left, and it has had another ledger since', async () => {
    const before = use('original');
    before.start([two, three], 'Hello');
    before.close();
    copy('original', 'older');
    // The ledger of another computer replaces it.
    mkdirSync(of('other'));
    use('other').close();
    cpSync(of('other/ledger'), of('original/ledger'), { recursive: true });
    const original = use('original');
    expect(kinds(original)).toEqual(['ledger_damaged']);
    original.acknowledge();
    expect(await sendAll(original)).toEqual([two, three]);
    original.close();
    await isAskedAboutEachTime();
  });

  it('that is put back once more before anybody answered is asked about again', async () => {
    await begin();
    copy('original', 'older');
    const original = use('original');
    await sendAll(original);
    original.close();
    await isAskedAboutEachTime();
  });

  it.each([
    ['lost', () => rmSync(of('computer'), { recursive: true })],
    ['damaged', () => writeFileSync(of('computer/last-lines.json'), 'no JSON')],
  ])('is asked about once where what this computer knows is %s', async (_, lose) => {
    await begin();
    lose();
    const asked = use('original');
    expect(kinds(asked)).toEqual(['ledger_unknown']);
    asked.acknowledge();
    asked.close();
    const again = use('original');
    expect(kinds(again)).toEqual([]);
    again.close();
  });

  it('is asked about once where its ledger was lost before anything left', () => {
    use('original').close();
    rmSync(of('original/ledger'), { recursive: true });
    const asked = use('original');
    expect(kinds(asked)).toEqual(['ledger_lost']);
    asked.acknowledge();
    asked.close();
    const again = use('original');
    expect(kinds(again)).toEqual([]);
    again.close();
  });

  it('sends one message at most, and uses nobody up, where what this computer knows cannot be written', async () => {
    await begin();
    rmSync(of('computer'), { recursive: true });
    // There is a file in place of the folder.
    writeFileSync(of('computer'), '');
    const rig = use('original');
    rig.acknowledge();
    granted(campaignActionsOf(rig).resumeReturned(1));
    expect(await sendAll(rig)).toEqual([]);
    expect(rig.stores.db.all(`SELECT status, reason FROM message WHERE status = 'failed'`)).not.toContainEqual(
      expect.objectContaining({ reason: 'no_confirmation' }),
    );
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'ledger_unwritable' });
    rig.close();
  });
});

it('a first start is asked about nothing', () => {
  const rig = use('original');
  expect(kinds(rig)).toEqual([]);
  rig.close();
});
