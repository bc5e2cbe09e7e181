import { afterEach, describe, expect, it, vi } from 'vitest';
import { erasePeople } from '../../../db/people/erase.ts';
import { Reports } from '../../../db/report/reports.ts';
import { VerificationStore } from '../../../db/report/verification.ts';
import { textScope } from '../../../domain/messages/scope.ts';
import { summariesOf } from '../../../electron/campaigns/read.ts';
import { recover } from '../../../electron/dispatch/recovery.ts';
import { atOnce } from '../../support/at-once.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { makeReady } from '../../support/make-ready.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, startMs, testAccount } from '../../support/temporary-database.ts';
import { statementsOf } from '../../support/watched-statements.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { millionStatistics } from './million-statistics.ts';

/** Tables that stay short, however long the lists are. */
const shortTables = [
  ...'campaign c elsewhere campaign_counts t meta pause alarm notice stop handed_over h tag asked waiting w'.split(' '),
  // The hashes of one person's number, or of one batch.
  ...['json_each', 'piece', '3-ROW', 'CONSTANT'],
];
/** Indexes of rare rows, or in the order in which a page is read. */
const shortIndexes = ['message_contradiction', 'message_single_flight', 'attempt_unpassed', 'message_verified'];
const two = ['+447700900101', '+447700900102'];
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** With everything that a pace may ask for. */
const carefulSchedule = { ...quickSchedule, dailyCap: 100, warmUp: true };

let rig: Rig;
afterEach(() => rig.close());

/** The plans on every computer, where ANALYZE never ran, or those for a million messages. */
type Known = 'nothing' | 'a million messages';

/**
 * The steps in which SQLite reads a whole table or a whole campaign, or sorts, in every statement that runs meanwhile.
 */
async function longSteps(known: Known, use: () => void | Promise<void>): Promise<string[]> {
  const { db } = rig.stores;
  const seen = new Set(await statementsOf(db, use));
  expect(seen.size).toBeGreaterThan(0);
  if (known === 'a million messages') {
    db.exec('ANALYZE; DELETE FROM sqlite_stat1; DELETE FROM sqlite_stat4');
    for (const row of millionStatistics) db.run('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', ...row);
    db.exec('ANALYZE sqlite_schema');
  }
  return [...seen]
    .filter((sql) => /^\s*(SELECT|UPDATE|INSERT|DELETE|WITH)/i.test(sql))
    .flatMap((sql) => longOf(stepsOf(sql), sql).map((step) => `${step}: ${sql}`));

  function stepsOf(sql: string): string[] {
    // The plan does not depend on the values, so none is bound here.
    const bare = sql.replace(/[?]|[@:$][a-z]\w*/gi, 'NULL');
    return db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${bare}`).map(({ detail }) => detail);
  }
}

/**
 * The query only asks whether the do-not-contact list and the fences have rows, so it ends at the first. Where SQLite
 * makes a join of an EXISTS ("SCAN fence EXISTS"), it would ask so for each row.
 */
const asksForAny = /^SCAN (do_not_contact|fence) USING\b/;

/** SQLite looks for fences of a new scope only where one lost its scope before, in the same transaction. */
const ofNewScope = (step: string, sql: string) => step.startsWith('SCAN fence') && sql.startsWith('INSERT INTO scope');

/** Columns that are the same for a whole campaign, account or tab: a search by these alone reads all of its rows. */
const walk = /^SEARCH (\S+) .*\((?:campaign_id|status|outcome|account|scope_id|list_id|kind)=\?\)/;

/** A sort is short when the sorted rows are few, and a scan when it ends at the first rows. */
function longOf(steps: readonly string[], sql: string): string[] {
  const sorts = steps.filter((step) => step.includes('TEMP B-TREE')).length;
  // A subquery that ends at its first rows leaves few to sort.
  const endsSoon = sorts === 0 ? /\bLIMIT\b|max\(passed_at_ms\)/.test(sql) : sorts === 1 && /\bLIMIT \d+\)/.test(sql);
  return steps.filter((step) => {
    const table =
      step.match(/^SCAN (\S+)/)?.[1] ??
      (endsSoon ? undefined : step.match(walk)?.[1]) ??
      (step.includes('TEMP B-TREE') ? steps[0]?.split(' ')[1] : undefined);
    const isShort = shortIndexes.some((index) => new RegExp(`INDEX ${index}\\b`).test(step));
    return table !== undefined && !isShort && !shortTables.includes(table) && !ofNewScope(step, sql);
  });
}

describe.each(['nothing', 'a million messages'] as const)('what SQLite does, when it knows of %s', (known) => {
  it('for one message reads no table whole and sorts nothing, so that the length of a list does not matter', async () => {
    rig = makeRig();
    rig.start(two, 'Hello', carefulSchedule);
    rig.start(['+447700900103'], 'Good day', { ...carefulSchedule, startAtMs: startMs + dayMs });
    expect(
      await longSteps(known, async () => {
        await rig.clock.pass(minuteMs);
        expect(rig.deliveries(two[0] ?? '')).toBe(1);
      }),
    ).toEqual([]);
  });

  it('for one message prepares no join anew, which it would where one is planned by a value that is bound', async () => {
    rig = makeRig();
    rig.start(two);
    const seen = await statementsOf(rig.stores.db, async () => {
      await rig.clock.pass(minuteMs);
      expect(rig.deliveries(two[0] ?? '')).toBe(1);
    });
    expect(seen.filter((sql) => /\bJOIN\b/.test(sql) && /[^<>]=\s*[?@]/.test(sql))).toEqual([]);
  });

  it('for one message makes no table of its own where it writes: neither for a list of words nor to count some', async () => {
    rig = makeRig();
    rig.start(two);
    const { db } = rig.stores;
    const seen = new Set(
      await statementsOf(db, async () => {
        await rig.clock.pass(minuteMs);
        expect(rig.deliveries(two[0] ?? '')).toBe(1);
      }),
    );
    // Only for a failed message are the person's own lists read.
    for (const order of ['', '_time', '_name', '_phone']) db.exec(`DROP INDEX message_certainty${order}`);
    const writes = [...seen].filter((sql) =>
      /^\s*(INSERT INTO|UPDATE) (message|attempt|fence|history|meta)\b/.test(sql),
    );
    expect(writes.length).toBeGreaterThan(6);
    const makesTable = (sql: string) =>
      db.all<{ opcode: string }>(`EXPLAIN ${sql}`).some(({ opcode }) => opcode === 'OpenEphemeral');
    expect(writes.map((sql) => sql.replace(/[?]|[@:$][a-z]\w*/gi, 'NULL')).filter(makesTable)).toEqual([]);
  });

  it('for one message in each person’s own hours looks up who is next of each place, and nobody whose hours are closed', async () => {
    rig = makeRig();
    const hours = { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 9 * 60, toMinute: 20 * 60, perPerson: true };
    rig.start([...two, '+5592987654321', '+819012345678'], 'Hello', { ...carefulSchedule, window: hours });
    const steps = await longSteps(known, async () => {
      await rig.clock.pass(minuteMs);
      expect(rig.messenger.delivered).toHaveLength(2);
    });
    expect(steps).toEqual([]);
    const { db, queue } = rig.stores;
    const [sql = ''] = await statementsOf(db, () => void queue.nextOfEach(1, startMs));
    const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/@[a-z]\w*/gi, 'NULL')}`);
    // For each place, the first row of an index in the order that is asked for, whatever the numbers of its people.
    expect(plan.map(({ detail }) => detail).filter((step) => /^(SCAN|SEARCH|USE)/.test(step))).toEqual([
      'SEARCH w USING PRIMARY KEY (campaign_id=?)',
      'SEARCH m USING INDEX message_queue (campaign_id=? AND account=? AND country=? AND zones=?)',
      'SEARCH m USING INDEX message_queue (campaign_id=? AND account=? AND country=? AND zones=?)',
      'SEARCH m USING INDEX message_asked_again (campaign_id=? AND account=? AND country=? AND zones=?)',
      'SEARCH m USING INDEX message_asked_again (campaign_id=? AND account=? AND country=? AND zones=?)',
      'SEARCH m USING INDEX message_asked_again (campaign_id=? AND account=? AND country=? AND zones=?)',
    ]);
  });

  it('for each batch of a start and a cancellation reads no table whole and sorts nothing', async () => {
    rig = makeRig();
    rig.dispatcher.pause('operator');
    const { campaigns, db } = rig.stores;
    const id = campaigns.create('Test', quickSchedule, startMs);
    campaigns.update(id, { text: 'Hello', listId: addList(rig.stores, two), leaveBlanksOut: true });
    const steps = await longSteps(known, async () => {
      const request = { campaignId: id, textScope: textScope('x'), leaveOut: () => null, nowMs: startMs };
      campaigns.begin({ ...request, account: testAccount, repeat: 0 });
      campaigns.people.makeMessages(request, 0);
      campaigns.cancel(id, startMs);
      campaigns.cancelMessages(id, 'operator', startMs);
      expect(campaigns.unfinished()).toEqual([]);
    });
    expect(steps.filter((step) => !asksForAny.test(step))).toEqual([]);
    // In the order of names or numbers each of many messages that are changed at once would write pages of its own.
    const many = await statementsOf(db, () => {
      campaigns.cancelMessages(id, 'operator', startMs);
      campaigns.questions.skipOverdue(id, startMs);
    });
    const inQueue = 'INDEX message_campaign_pending (campaign_id=?)';
    const plans = [...new Set(many)].map((sql) =>
      JSON.stringify(db.all(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', 'NULL')}`)),
    );
    expect(plans).toEqual([expect.stringContaining(inQueue), expect.stringContaining(inQueue)]);
  });

  it('for who of a stretch of a list heard lately looks up each number and its variant, and reads no fences whole', async () => {
    rig = makeRig();
    const phones = ['+5511987654321', '+551187654322'];
    const { campaignId } = rig.start(phones);
    await rig.clock.pass(minuteMs);
    const { campaigns } = rig.stores;
    const id = campaigns.create('Test', quickSchedule, startMs);
    const listId = addList(rig.stores, ['+551187654321']);
    campaigns.update(id, { text: 'Good day', listId });
    const draft = { id, listId, state: 'draft' } as const;
    const steps = await longSteps(known, () => {
      expect(
        campaigns.people.skipped(
          draft,
          null,
          { after: 0, until: 500 },
          { afterMs: 0, recentMs: 0, nowMs: startMs, goesAtMs: startMs },
        ).size,
      ).toBe(1);
      expect(campaigns.contactedBy({ listId, rowNumber: 2, atMs: startMs })).toBe('Test campaign');
    });
    const dateOf = vi.fn(() => ({ occasion: '', dueAtMs: null }));
    const later = startMs + dayMs;
    const contacts = { afterMs: later, recentMs: later, nowMs: later, goesAtMs: later };
    expect(campaigns.people.skipped(draft, null, { after: 0, until: 500 }, contacts, dateOf).size).toBe(0);
    expect(dateOf, 'the date of a row is asked for where a fence may concern it').not.toHaveBeenCalled();
    expect(campaigns.get(campaignId)?.counts.sent).toBe(2);
    expect(steps.filter((step) => !asksForAny.test(step))).toEqual([]);
  });

  it('for a verification begun, each of its chats, each look at a record, at ticks and a recovery reads no table whole', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    await rig.clock.pass(minuteMs);
    const store = new VerificationStore(rig.stores.db);
    const from = [...rig.linked().keys()];
    expect(
      await longSteps(known, async () => {
        for (let next = store.next(campaignId, 0, from); next; next = store.next(campaignId, next.recipientId, from)) {
          store.isOfAnother('3EB0', next.messageId);
          store.record(next.messageId, 1, startMs);
        }
        expect(store.sums(campaignId)).toMatchObject({ total: 2, done: 2, once: 2, finishedAtMs: startMs });
        store.lastRead(campaignId);
        store.reset(campaignId);
        rig.stores.attempts.noteReconciled(1, 1, null, startMs);
        rig.stores.queue.unread(testAccount, { sinceMs: 0, beforeMs: startMs, most: 10 });
        recover({ ...rig.stores, ledger: rig.ledger }, startMs);
      }),
    ).toEqual([]);
    const looks = vi.spyOn(rig.stores.db, 'get');
    expect(store.next(campaignId, 0, ['+447700900177'])).toBeUndefined();
    expect(looks, 'nobody is looked at for an account that handed nothing over').not.toHaveBeenCalled();
  });

  it('for a page of a list reads no table whole, and sorts what it read of several campaigns alone', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    rig.start(two, 'Good day');
    await rig.clock.pass(minuteMs);
    expect(
      await longSteps(known, async () => {
        for (const tab of ['pending', 'sent', 'failed'] as const)
          for (const after of [null, { at: startMs, id: 1 }])
            for (const campaign of [campaignId, null])
              for (const by of ['time', 'name', 'phone'] as const)
                for (const descending of [true, false])
                  rig.stores.pages.page(wholeTab(tab, campaign), { by, descending }, after);
      }),
    ).toEqual([]);
  });

  it('for a page of one account reads no row of another’s but in an index', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    await rig.clock.pass(minuteMs);
    const { db, pages } = rig.stores;
    const seen = await statementsOf(db, () => {
      for (const tab of ['pending', 'sent', 'failed'] as const)
        for (const campaign of [campaignId, null])
          for (const by of ['time', 'name', 'phone'] as const)
            pages.page({ ...wholeTab(tab, campaign), account: testAccount }, { by, descending: false }, null);
    });
    const narrowed = [...new Set(seen)].filter((sql) => sql.includes('m.account = ?') && sql.includes('ORDER BY'));
    expect(narrowed.length).toBeGreaterThan(4);
    const sqlOf = (sql: string) => sql.replaceAll('?', '1');
    const plans = narrowed.flatMap((sql) =>
      db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sqlOf(sql)}`).map(({ detail }) => detail),
    );
    // For several campaigns, the rows of the page are first found in an index for each, and then sorted.
    const ofSeveral = /^(SCAN c\b|SEARCH m USING INTEGER PRIMARY KEY|CORRELATED|USE TEMP B-TREE)/;
    const others = plans.filter((step) => !ofSeveral.test(step));
    expect(others.filter((step) => !/USING INDEX message_/.test(step))).toEqual([]);
    // The first question about each entry is answered by the index: where the digits are another's, its row is not
    // read.
    for (const sql of narrowed) {
      const steps = db.all<{ opcode: string; p1: number; p3: number }>(`EXPLAIN ${sqlOf(sql)}`);
      const at = steps.findIndex(({ opcode }) => opcode === 'DeferredSeek');
      const [index, row] = [steps[at]?.p1, steps[at]?.p3];
      const reads = steps.slice(at).filter(({ opcode, p1 }) => opcode === 'Column' && (p1 === index || p1 === row));
      expect(reads[0]?.p1, sql).toBe(index);
      expect(reads.some(({ p1 }) => p1 === row)).toBe(true);
    }
  });

  it('for a search looks up the messages of each person it found, and reads no tab whole', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    await rig.clock.pass(minuteMs);
    makeReady(rig.stores.searchIndex);
    let found = 0;
    const steps = await longSteps(known, () => {
      for (const campaign of [campaignId, null]) {
        const filter = { ...wholeTab('sent', campaign), search: '4477009001' };
        found += rig.stores.pages.page(filter, { by: 'time', descending: true }, null).rows.length;
      }
    });
    expect(found).toBe(2 * two.length);
    // The people who were found are few, as are the letters that were asked for: they are read whole, and sorted.
    expect(steps.filter((step) => !/^(SCAN f\b|USE TEMP B-TREE)/.test(step))).toEqual([]);
  });

  it('for what the window is told of each change reads no table whole', async () => {
    rig = makeRig();
    const { campaignId, messageIds } = rig.start(two, 'Hello', carefulSchedule);
    await rig.clock.pass(minuteMs);
    const { queries } = rig.stores;
    expect(
      await longSteps(known, () => {
        queries.rows(messageIds);
        queries.counts();
        queries.contradictions();
        queries.campaignsOf(messageIds);
        summariesOf({ ...rig.stores, clock: rig.clock }, [campaignId]);
      }),
    ).toEqual([]);
  });

  it('to erase a person reads nobody else, and to report on a day no other day', async () => {
    rig = makeRig();
    const { campaignId } = rig.start(two);
    await rig.clock.pass(minuteMs);
    rig.stores.campaigns.finishDone(startMs);
    expect(rig.stores.campaigns.get(campaignId)?.state).toBe('finished');
    const reports = new Reports(rig.stores.db);
    const steps = await longSteps(known, () => {
      reports.tried({ fromMs: startMs, toMs: startMs + dayMs });
      reports.untriedWithin({ fromMs: startMs, toMs: startMs + dayMs });
      expect(atOnce(erasePeople(rig.stores.db, startMs + dayMs, startMs + 2 * dayMs))).toBe(2);
    });
    // The rows of a list or a day are read whole and sorted; those that wait for an answer are rare, and saved filters
    // are few.
    const ofListOrDay = /TEMP B-TREE|\(list_id=\?\)|SCAN l\b|SCAN list_reading|SCAN kept_filter|reply_open/;
    expect(steps.filter((step) => !ofListOrDay.test(step.split(': ')[0] ?? ''))).toEqual([]);
  });

  it('where it deletes somebody, finds by an index whatever may refer to them', () => {
    rig = makeRig();
    const { db } = rig.stores;
    const keys = db.all<{ child: string; column: string; parent: string }>(
      `SELECT t.name AS child, f."from" AS column, f."table" AS parent FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
       WHERE t.type = 'table'`,
    );
    const firstColumns = (table: string) =>
      db.values<string>(
        `SELECT c.name FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) c WHERE c.seqno = 0 AND i.partial = 0
         UNION SELECT name FROM pragma_table_info(?) WHERE pk = 1`,
        ...[table, table],
      );
    const unfound = keys.filter(({ child, column }) => !firstColumns(child).includes(column));
    // Scopes are never deleted.
    const found = unfound
      .filter(({ child, parent }) => !shortTables.includes(child) && parent !== 'scope')
      .map(({ child, column }) => `${child}.${column}`);
    expect(found).toEqual([]);
  });
});
