import { afterEach, describe, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { startMs } from '../../support/temporary-database.ts';
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
