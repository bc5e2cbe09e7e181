import { copyFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { textScope } from '../../../domain/messages/scope.ts';
import { CampaignBatches } from '../../../electron/campaigns/batches.ts';
import { FinishLater, type FinishParts, finishBegun } from '../../../electron/campaigns/finish-begun.ts';
import {
  type CampaignActions,
  campaignActions,
  campaignActionsOf,
  campaignPartsOf,
} from '../../support/campaign-actions.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig, silentLog } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';
import { statementsOf } from '../../support/watched-statements.ts';

let rig: Rig;
let campaign: CampaignActions;
let id: number;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
  const { campaigns } = rig.stores;
  id = campaigns.create('Volunteer Day', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text: 'See you on Saturday', listId: addList(rig.stores, ['+447700900101']) });
});
afterEach(() => rig.close());

const refused = { ok: false, failure: { code: 'changed_meanwhile' } };

describe('a draft that is changed while its start checks it', () => {
  it('is not started with a text that nobody checked', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, text: 'Dear {{nobody}}' }));
    expect(await start).toMatchObject(refused);
    expect(granted(campaign.get(id)).state).toBe('draft');
  });

  it('is not started with a list that nobody checked', async () => {
    const start = campaign.start(id);
    granted(campaign.setList(id, addList(rig.stores, ['+447700900102'])));
    expect(await start).toMatchObject(refused);
  });

  it('is not started as a repeat that nobody checked', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, repeat: true }));
    expect(await start).toMatchObject(refused);
  });

  it('is started with another name: nobody is judged by it', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, name: 'Volunteer Saturday' }));
    expect(granted(await start)).toMatchObject({ state: 'running', name: 'Volunteer Saturday' });
  });

  it('can be started when it has been looked at again', async () => {
    const start = campaign.start(id);
    granted(await campaign.update({ id, text: 'See you on Sunday' }));
    await start;
    expect(granted(await campaign.start(id)).state).toBe('running');
  });
});

it('leaves out whoever got the text under the other spelling of their number', async () => {
  rig.start(['+5511987654321'], 'See you on Saturday');
  await rig.clock.pass(2 * limits.contactMemoryMs);
  granted(campaign.setList(id, addList(rig.stores, ['+551187654321', '+5511987654322'])));
  expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, alreadyHasText: 1 });
});

describe('a repeat that was declared for a draft', () => {
  const [one, two] = ['+447700900101', '+447700900102'];
  const file = { hash: 'a'.repeat(64), fileName: 'a.png', mimeType: 'image/png', kind: 'image', bytes: 5 } as const;
  beforeEach(async () => {
    // Both people have both texts from earlier campaigns.
    for (const text of ['See you on Saturday', 'See you on Sunday']) {
      rig.start([one, two], text);
      await rig.clock.pass(2 * limits.contactMemoryMs);
    }
    expect(rig.messenger.delivered).toHaveLength(4);
    granted(await campaign.update({ id, repeat: true }));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, alreadyHasText: 0 });
  });

  it('is not one of other words: whoever got those before is asked about anew', async () => {
    granted(await campaign.update({ id, text: 'See you on Sunday' }));
    expect(granted(campaign.get(id)).repeat).toBe(0);
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 0, alreadyHasText: 1 });
  });

  it('is not one for other people', async () => {
    granted(campaign.setList(id, addList(rig.stores, [two])));
    expect(granted(await campaign.check(id))).toMatchObject({ willSend: 0, alreadyHasText: 1 });
  });

  it('is not one with another attachment', async () => {
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    granted(campaign.setAttachment(id, file));
    granted(campaign.setAttachment(id, null));
    expect(granted(campaign.get(id)).repeat).toBe(0);
  });

  it('stays while only spaces, the name or the pace change, and when it is declared with the words', async () => {
    granted(await campaign.update({ id, text: 'See you  on Saturday' }));
    granted(await campaign.update({ id, name: 'Again' }));
    expect(granted(campaign.get(id)).repeat).toBe(1);
    granted(await campaign.update({ id, text: 'See you on Sunday', repeat: true }));
    expect(granted(campaign.get(id)).repeat).toBe(1);
    granted(await campaign.update({ id, repeat: false }));
    expect(granted(campaign.get(id)).repeat).toBe(0);
  });
});

it('ends a campaign of which everybody is gone by the time its messages are made', async () => {
  const { campaigns, doNotContact } = rig.stores;
  campaigns.begin({ campaignId: id, account: account.phone, repeat: 0, nowMs: rig.clock.nowMs() });
  doNotContact.add('+447700900101', '', rig.clock.nowMs());
  granted(await campaign.start(id));
  expect(granted(campaign.get(id)).state).toBe('finished');
});

describe('a campaign with a long list', () => {
  const many = limits.startedBatchRows * 2 + 50;
  const phones = Array.from({ length: many }, (_, index) => `+4477009${String(10_000 + index)}`);
  const inBatch = () => {
    const changes: number[] = [];
    const { db } = rig.stores;
    const run = db.run.bind(db);
    db.run = (sql, ...bound) => {
      const done = run(sql, ...bound);
      if (sql.includes(' message ')) changes.push(done.changes);
      return done;
    };
    return changes;
  };
  const statuses = (campaignId: number) =>
    rig.stores.db.values<string>(`SELECT status FROM message WHERE campaign_id = ?`, campaignId);
  /** Only what was there before the work is certainly on the disk. */
  const cutPowerAfter = (work: () => void) => {
    const files = ['', '-wal'].map((end) => `${rig.folder}/sendonce.db${end}`);
    for (const file of files) copyFileSync(file, `${file}.kept`);
    work();
    rig.crash(() => {
      for (const file of files) copyFileSync(`${file}.kept`, file);
    });
    rig.dispatcher.pause('operator');
  };
  beforeEach(() => rig.stores.campaigns.update(id, { listId: addList(rig.stores, phones) }));

  it('is started and cancelled some messages at a time, and everything else has its turn in between', async () => {
    rig.dispatcher.pause('operator');
    const changes = inBatch();
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);
    expect(granted(await campaign.start(id))).toMatchObject({ state: 'running', counts: { pending: many } });
    expect(granted(await campaign.cancel(id))).toMatchObject({ state: 'cancelled', counts: { cancelled: many } });
    clearInterval(turn);
    expect(Math.max(...changes)).toBe(limits.campaignBatchRows);
    expect(turns).toBeGreaterThan(0);
  });

  it('that missed its time is not sent at a word, which says of nobody that their own time was over', async () => {
    rig.dispatcher.pause('operator');
    granted(await campaign.start(id));
    rig.stores.campaigns.move(id, 'running', 'paused', rig.clock.nowMs(), 'overdue');
    const other = rig.start(['+447700910001'], 'Something else');
    rig.stores.messages.cancel(other.messageIds, 'operator', rig.clock.nowMs());
    const told = new Set<number>();
    const parts = { ...campaignPartsOf(rig), changes: { ...silentChanges, campaign: (one: number) => told.add(one) } };
    const changes = inBatch();
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);
    const answered = granted(await campaignActions(parts, rig.stores).answerOverdue({ id, answer: 'skip' }));
    clearInterval(turn);
    // Also the campaign that has ended with this one.
    expect([...told]).toEqual([id, other.campaignId]);
    expect(answered).toMatchObject({ state: 'finished', counts: { notSent: many } });
    expect(rig.stores.db.values(`SELECT DISTINCT reason FROM message WHERE status = 'failed'`)).toEqual(['skipped']);
    expect(Math.max(...changes)).toBe(limits.campaignBatchRows);
    expect(turns).toBeGreaterThan(0);
  });

  it('is cancelled while what missed its time is passed over: the rest says so, and cannot be let go on', async () => {
    rig.dispatcher.pause('operator');
    granted(await campaign.start(id));
    rig.stores.campaigns.move(id, 'running', 'paused', rig.clock.nowMs(), 'overdue');
    const skipping = campaign.answerOverdue({ id, answer: 'skip' });
    expect(campaign.resume(id).ok).toBe(false);
    granted(await campaign.cancel(id));
    granted(await skipping);
    const { counts } = granted(campaign.get(id));
    expect(counts).toMatchObject({
      pending: 0,
      notSent: limits.campaignBatchRows,
      cancelled: many - limits.campaignBatchRows,
    });
  });

  it('waits for the disk once when it is to run, not for each stretch of its messages', async () => {
    rig.dispatcher.pause('operator');
    const { db } = rig.stores;
    const isDurable = () => db.sqlite.pragma('synchronous', { simple: true }) === 2;
    const before: string[] = [];
    const immediate = db.immediate.bind(db);
    db.immediate = (work) => {
      before.push(`${rig.stores.campaigns.get(id)?.state} ${isDurable()}`);
      return immediate(work);
    };
    granted(await campaign.start(id));
    expect(before).toEqual(['draft true', ...Array(3).fill('starting false'), 'starting true']);
    before.length = 0;
    granted(await campaign.cancel(id));
    expect(before).toEqual(Array(Math.ceil(many / limits.campaignBatchRows)).fill('cancelled false'));
    expect(isDurable()).toBe(true);
  });

  it('of which a power cut took the last stretches goes on where the disk has it, at its start and when it is cancelled', async () => {
    const nowMs = rig.clock.nowMs();
    const { campaigns } = rig.stores;
    campaigns.begin({ campaignId: id, account: account.phone, repeat: 0, nowMs });
    cutPowerAfter(() => campaigns.people.makeMessages({ campaignId: id, textScope: textScope('x'), nowMs }, 0));
    expect([rig.stores.campaigns.get(id)?.state, statuses(id)]).toEqual(['starting', []]);
    await finishBegun({ ...campaignPartsOf(rig), notices: rig.stores.notices, log: silentLog });
    expect([rig.stores.campaigns.get(id)?.state, statuses(id)]).toEqual(['running', Array(many).fill('pending')]);
    rig.stores.campaigns.cancel(id, nowMs);
    cutPowerAfter(() => rig.stores.campaigns.cancelMessages(id, 'operator', nowMs));
    expect([rig.stores.campaigns.get(id)?.state, statuses(id)]).toEqual(['cancelled', Array(many).fill('pending')]);
    await finishBegun({ ...campaignPartsOf(rig), notices: rig.stores.notices, log: silentLog });
    expect(statuses(id)).toEqual(Array(many).fill('cancelled'));
  });

  it('is frozen while it is started, and the next start of the app makes what is missing', async () => {
    const { campaigns } = rig.stores;
    campaigns.begin({ campaignId: id, account: account.phone, repeat: 0, nowMs: rig.clock.nowMs() });
    campaigns.people.makeMessages({ campaignId: id, textScope: textScope('x'), nowMs: rig.clock.nowMs() }, 0);
    rig.crash();
    const parts = { ...campaignPartsOf(rig), notices: rig.stores.notices, log: silentLog };
    const other = addList(rig.stores, ['+447700900199']);
    const now = campaignActions(parts, rig.stores);
    expect(granted(now.get(id))).toMatchObject({
      state: 'starting',
      counts: { pending: limits.startedBatchRows },
    });
    expect(now.setList(id, other)).toMatchObject({ ok: false });
    expect(await now.update({ id, text: 'Another text' })).toMatchObject({ ok: false });
    expect(await now.cancel(id)).toMatchObject({ ok: false });
    expect(() => rig.stores.campaigns.update(id, { text: 'Another text' })).toThrow('being started');
    rig.dispatcher.nudge();
    await rig.clock.pass(60_000);
    expect(rig.messenger.delivered).toEqual([]);
    rig.dispatcher.pause('operator');
    await finishBegun(parts);
    expect(granted(now.get(id))).toMatchObject({
      state: 'running',
      text: 'See you on Saturday',
      counts: { pending: many },
    });
    expect(statuses(id)).toHaveLength(many);
  });

  /** What the operator does; the app itself tries each minute to finish what a full disk interrupted. */
  function actionsThatFinishLater() {
    const { stores } = rig;
    const parts: FinishParts = {
      ...campaignPartsOf(rig),
      notices: stores.notices,
      log: silentLog,
      batches: new CampaignBatches(
        () => undefined,
        () => later.arm(),
      ),
    };
    const later = new FinishLater(() => parts, stores.db);
    return campaignActions(parts, stores);
  }

  it('of which a batch fails goes on by itself once it can, without a start of the app', async () => {
    rig.dispatcher.pause('operator');
    const { stores } = rig;
    const now = actionsThatFinishLater();
    const { people } = stores.campaigns;
    const makeMessages = people.makeMessages.bind(people);
    let isFull = true;
    people.makeMessages = (wanted, after) => {
      if (isFull && after > 0) throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
      return makeMessages(wanted, after);
    };
    await expect(now.start(id)).rejects.toThrow('no space');
    await rig.clock.pass(limits.clockCheckMs);
    expect(granted(now.get(id)).state).toBe('starting');
    isFull = false;
    await rig.clock.pass(limits.clockCheckMs);
    await until(() => granted(now.get(id)).state === 'running');
    expect(statuses(id)).toEqual(Array(many).fill('pending'));
  });

  it('is tried once a minute, however many campaigns the full disk cut off', async () => {
    const { stores } = rig;
    const other = stores.campaigns.create('Another Day', quickSchedule, rig.clock.nowMs());
    stores.campaigns.update(other, { text: 'See you on Sunday', listId: addList(stores, ['+447700900102']) });
    const now = actionsThatFinishLater();
    let tries = 0;
    stores.campaigns.people.makeMessages = () => {
      tries += 1;
      throw Object.assign(new Error('no space'), { code: 'SQLITE_FULL' });
    };
    for (const one of [id, other]) await expect(now.start(one)).rejects.toThrow('no space');
    const minutes = 5;
    for (let minute = 0; minute < minutes; minute += 1) {
      await rig.clock.pass(limits.clockCheckMs);
      await until(() => tries >= 2 * (minute + 2));
    }
    expect(tries).toBe(2 + 2 * minutes);
  });

  it('that is cancelled sends nothing from that moment, and the next start of the app cancels the messages', async () => {
    rig.dispatcher.pause('operator');
    granted(await campaign.start(id));
    expect(rig.stores.campaigns.cancel(id, rig.clock.nowMs())).toBe(true);
    rig.stores.campaigns.cancelMessages(id, 'operator', rig.clock.nowMs());
    rig.crash();
    rig.dispatcher.resume();
    await rig.clock.pass(60_000);
    expect(rig.messenger.delivered).toEqual([]);
    await finishBegun({ ...campaignPartsOf(rig), notices: rig.stores.notices, log: silentLog });
    expect(new Set(statuses(id))).toEqual(new Set(['cancelled']));
  });

  it('that cannot be finished keeps no other from it: a notice says so once, and the next start tries again', async () => {
    rig.dispatcher.pause('operator');
    const { campaigns, notices } = rig.stores;
    const begin = (campaignId: number) =>
      campaigns.begin({ campaignId, account: account.phone, repeat: 0, nowMs: rig.clock.nowMs() });
    const sound = campaigns.create('Sound', quickSchedule, rig.clock.nowMs());
    campaigns.update(sound, { text: 'Another text', listId: addList(rig.stores, ['+447700900199']) });
    begin(id);
    begin(sound);
    const told: number[] = [];
    const parts = { ...campaignPartsOf(rig), notices, log: silentLog };
    const changes = { ...parts.changes, notices: () => told.push(notices.open().length) };
    const { people } = campaigns;
    const makeMessages = people.makeMessages.bind(people);
    people.makeMessages = (request, after) => {
      if (request.campaignId === id) throw new Error('no room for it');
      return makeMessages(request, after);
    };
    for (const _ of [1, 2]) await finishBegun({ ...parts, changes });
    expect(campaigns.get(sound)?.state).toBe('running');
    expect([notices.open(), told]).toMatchObject([[{ kind: 'campaign_not_begun', campaignId: id }], [1]]);
    // As on a full disk, or after the app's end has closed the database.
    const full = Object.assign(Object.create(notices), {
      raise: () => {
        throw new Error('no room for it');
      },
    });
    await finishBegun({ ...parts, notices: full });
    people.makeMessages = makeMessages;
    await finishBegun({ ...parts, changes });
    expect(campaigns.get(id)?.state).toBe('running');
  });

  it('ends between two batches when the app does, and touches its data no more', async () => {
    rig.dispatcher.pause('operator');
    const parts = campaignPartsOf(rig);
    const starting = campaignActions(parts, rig.stores).start(id);
    // The check of the list comes first, and pauses once.
    while (rig.stores.campaigns.get(id)?.state === 'draft') await setImmediate();
    await parts.batches.stop();
    const statements = await statementsOf(rig.stores.db, async () => {
      expect(await starting).toMatchObject({ ok: false });
    });
    expect(statements).toEqual([]);
    expect(rig.stores.campaigns.get(id)?.state).toBe('starting');
  });
});
