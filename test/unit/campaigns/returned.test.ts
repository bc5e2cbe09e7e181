import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyForRestore, finishRestore, stageRestore } from '../../../db/folder/restore.ts';
import { backUp } from '../../../db/open.ts';
import { finishBegun } from '../../../electron/campaigns/finish-begun.ts';
import { campaignActionsOf, campaignPartsOf } from '../../support/campaign-actions.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const [one, two, three] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
  rig.messenger.account_ = null;
});
afterEach(() => rig.close());

const database = () => `${rig.folder}/sendonce.db`;
const backups = () => `${rig.folder}/backups`;
let count = 0;
const backup = () => {
  count += 1;
  return backUp(rig.stores.db.sqlite, backups(), `b${count}`, rig.clock.nowMs());
};
/** As the app restores a backup: it checks the backup, and the next start puts it in place. */
function restore(from: string): void {
  rig.crash(() => {
    expect(copyForRestore(database(), from)).toMatchObject({ ok: true });
    stageRestore(database());
    finishRestore({ database: database(), ledger: `${rig.folder}/ledger/fences.ledger`, backups: backups() }, 'a.db');
  });
}
async function goOn(): Promise<void> {
  rig.messenger.account_ = account;
  rig.acknowledge();
  await rig.clock.pass(5 * minuteMs);
}
const begun = () => finishBegun({ ...campaignPartsOf(rig), notices: rig.stores.notices, log: silentLog });
/** A draft that was started, but whose first message was not made yet when the app ended. */
function startingCampaign(): number {
  const { campaigns } = rig.stores;
  const id = campaigns.create('Volunteer Day', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text: 'See you on Saturday', listId: addList(rig.stores, [three]) });
  campaigns.begin({ campaignId: id, account: account.phone, repeat: 0, nowMs: rig.clock.nowMs() });
  return id;
}

describe('campaigns that come back with a backup', () => {
  it('send nothing when sending goes on, until each is resumed by itself', async () => {
    const first = rig.start([one], 'One').campaignId;
    const second = rig.start([two], 'Two').campaignId;
    const from = backup();
    rig.stores.campaigns.cancel(second, rig.clock.nowMs());
    restore(from);
    await goOn();
    expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([0, 0]);
    const actions = campaignActionsOf(rig);
    expect(granted(actions.get(second))).toMatchObject({ state: 'paused', cameBack: 'restored' });
    expect(granted(actions.resume(first))).toMatchObject({ state: 'running', cameBack: null });
    await rig.clock.pass(5 * minuteMs);
    expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([1, 0]);
    expect(granted(await actions.cancel(second))).toMatchObject({ state: 'cancelled', cameBack: null });
  });

  it('are paused also where they were being started: they get their people, and send nothing', async () => {
    const id = startingCampaign();
    restore(backup());
    await begun();
    await goOn();
    expect(granted(campaignActionsOf(rig).get(id))).toMatchObject({
      state: 'paused',
      cameBack: 'restored',
      counts: { pending: 1 },
    });
    expect(rig.deliveries(three)).toBe(0);
    granted(campaignActionsOf(rig).resume(id));
    await rig.clock.pass(5 * minuteMs);
    expect(rig.deliveries(three)).toBe(1);
  });

  it('keep why they were paused, and go on all at once only as many as were shown', async () => {
    rig.start([one], 'One');
    const { campaignId } = rig.start([two], 'Two');
    rig.stores.campaigns.move(campaignId, 'running', 'paused', rig.clock.nowMs(), 'pilot');
    restore(backup());
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ pauseReason: 'pilot', cameBack: 'restored' });
    await goOn();
    const actions = campaignActionsOf(rig);
    expect(actions.resumeReturned(1)).toMatchObject({ ok: false, failure: { code: 'changed_meanwhile' } });
    await rig.clock.pass(5 * minuteMs);
    expect(rig.messenger.delivered).toEqual([]);
    expect(granted(actions.resumeReturned(2))).toBe(2);
    await rig.clock.pass(5 * minuteMs);
    expect([rig.deliveries(one), rig.deliveries(two)]).toEqual([1, 1]);
  });

  it('do so again with a backup of data that was restored before and that nobody has checked yet', () => {
    const { campaignId } = rig.start([one], 'One');
    restore(backup());
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'restored' }]);
    restore(backup());
    expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'restored' }]);
    expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', cameBack: 'restored' });
  });

  it('cannot run before somebody let them go on, also past the code above SQLite', () => {
    rig.start([one], 'One');
    restore(backup());
    expect(() => rig.stores.db.run(`UPDATE campaign SET state = 'running', pause_reason = NULL`)).toThrow('came_back');
  });
});

it('campaigns that come from another computer stand still', async () => {
  const { campaignId } = rig.start([one], 'One');
  const { campaignId: over } = rig.start([two], 'Two');
  rig.stores.campaigns.cancel(over, rig.clock.nowMs());
  rig.stores.db.run(`UPDATE meta SET value = 'another machine' WHERE key = 'machine'`);
  rig.crash();
  await goOn();
  expect(rig.deliveries(one)).toBe(0);
  expect(rig.stores.campaigns.get(campaignId)).toMatchObject({ state: 'paused', cameBack: 'moved' });
  expect(rig.stores.campaigns.get(over)).toMatchObject({ state: 'cancelled', cameBack: null });
});
