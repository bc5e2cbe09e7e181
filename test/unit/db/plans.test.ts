import { afterEach, describe, expect, it } from 'vitest';
import { VerificationStore } from '../../../db/verification.ts';
import { recover } from '../../../electron/dispatch/recovery.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, startMs, testAccount } from '../../support/temporary-database.ts';
import { statementsOf } from '../../support/watched-statements.ts';
import { wholeTab } from '../../support/whole-tab.ts';

/** Tables that stay short however long the lists are. */
const shortTables = ['campaign', 'c', 'campaign_counts', 't', 'meta', 'pause', 'alarm', '3-ROW'];
const two = ['+447700900101', '+447700900102'];
const minuteMs = 60_000;

let rig: Rig;
afterEach(() => rig.close());

/** The steps in which SQLite reads a whole table or sorts, of every statement that runs meanwhile. */
async function longSteps(use: () => Promise<void>): Promise<string[]> {
  const { db } = rig.stores;
  const seen = new Set(await statementsOf(db, use));
  expect(seen.size).toBeGreaterThan(0);
  return [...seen]
    .filter((sql) => /^\s*(SELECT|UPDATE|INSERT|DELETE|WITH)/i.test(sql))
    .flatMap((sql) => longOf(stepsOf(sql)).map((step) => `${step}: ${sql}`));

  function stepsOf(sql: string): string[] {
    // The plan does not depend on the values: nothing was analysed, and none is bound here.
    const bare = sql.replace(/[?]|[@:$][a-z]\w*/gi, 'NULL');
    return db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${bare}`).map(({ detail }) => detail);
  }
}

/** A sort is short where what is sorted is. */
function longOf(steps: readonly string[]): string[] {
  return steps.filter((step) => {
    const table =
      step.match(/^SCAN (\S+)/)?.[1] ?? (step.includes('TEMP B-TREE') ? steps[0]?.split(' ')[1] : undefined);
    return table !== undefined && !shortTables.includes(table);
  });
}

describe('what SQLite does', () => {
  it('for one message reads no table whole and sorts nothing, so that the length of a list does not matter', async () => {
    rig = makeRig();
    rig.start(two);
    expect(
      await longSteps(async () => {
        await rig.clock.pass(minuteMs);
        expect(rig.deliveries(two[0] ?? '')).toBe(1);
      }),
    ).toEqual([]);
  });

  it('for each batch of a start and a cancellation reads no table whole and sorts nothing', async () => {
    rig = makeRig();
    rig.dispatcher.pause('operator');
    const { campaigns } = rig.stores;
    const id = campaigns.create('Test', quickSchedule, startMs);
    campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, two), leaveBlanksOut: true });
    const steps = await longSteps(async () => {
      const request = { campaignId: id, textScope: 'text:1:x', isBlank: () => false, nowMs: startMs };
      campaigns.begin({ ...request, account: testAccount, repeat: 0 });
      campaigns.makeMessages(request, 0);
      campaigns.cancel(id, startMs);
      campaigns.cancelMessages(id, 'operator', startMs);
      expect(campaigns.unfinished()).toEqual([]);
    });
    // Of the do-not-contact list is asked whether it has any number at all, which its first one says.
    expect(steps.filter((step) => !step.startsWith('SCAN do_not_contact'))).toEqual([]);
  });

  it('for each chat of a verification, each look at a record and a recovery reads no table whole', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    await rig.clock.pass(minuteMs);
    const store = new VerificationStore(rig.stores.db);
    expect(
      await longSteps(async () => {
        for (let next = store.next(campaignId, 0); next; next = store.next(campaignId, next.recipientId)) {
          store.isOfAnother('3EB0', next.messageId);
          store.record(next.messageId, 1, startMs);
        }
        rig.stores.attempts.noteReconciled(1, 1, null, startMs);
        recover({ ...rig.stores, ledger: rig.ledger }, startMs);
      }),
    ).toEqual([]);
  });

  it('for a page of a list reads no table whole and sorts nothing', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    await rig.clock.pass(minuteMs);
    expect(
      await longSteps(async () => {
        for (const tab of ['pending', 'sent', 'failed'] as const)
          for (const after of [null, { at: startMs, id: 1 }])
            for (const campaign of [campaignId, null])
              for (const descending of [true, false])
                rig.stores.pages.page(wholeTab(tab, campaign), { by: 'time', descending }, after);
      }),
    ).toEqual([]);
  });
});
