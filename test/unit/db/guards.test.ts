import { beforeEach, describe, expect, it } from 'vitest';
import { campaignStates, campaignTransitions } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { statuses, transitions } from '../../../domain/messages/message.ts';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { attemptOf, claimOf, hashOf, scopesOf, tokenOf } from '../../support/attempts.ts';
import { failPending } from '../../support/fail-pending.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, startCampaign, startMs, testAccount } from '../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';

let stores: TemporaryStores;
let first: number;
let second: number;
let campaignId: number;
let campaignUid: string;

beforeEach(() => {
  stores = temporaryStores();
  const started = startCampaign(stores, ['+447700900101', '+447700900102']);
  campaignId = started.campaignId;
  [first, second] = started.messageIds as [number, number];
  campaignUid = stores.campaigns.get(campaignId)?.uid ?? '';
});

const claim = (messageId: number, name: string, phone = '+447700900101') =>
  stores.claims.claim(claimOf(stores, { messageId, phone, token: tokenOf(name), scopes: scopesOf(campaignUid) }));
const pass = (name: string, random = `3EB0${name}`) =>
  stores.attempts.pass(
    tokenOf(name),
    { waKey: JSON.stringify({ remote: '447700900101@c.us', random }), waRandom: random, ids: [] },
    { number: 1, checksum: 'x', endByte: 0 },
    startMs,
  );
const sql = (text: string, ...values: unknown[]) => stores.db.sqlite.prepare(text).run(...values);

/** The fences of the text that a claim takes. */
const isOfText = `scope_id = (SELECT id FROM scope WHERE name = 'text:hello')`;

/** Lets several attempts be before their gates, as was possible before SQLite refused that. */
const withOneBeforeEachGate = () => stores.db.exec(`DROP INDEX attempt_before_gate`);

const historyRows = `SELECT message_id, number, at_ms, change, became, detail, made_by FROM history`;
const insertForAnother = `INSERT INTO message (campaign_id, recipient_id, name_key, phone_key, account, status, change, changed_at_ms, changed_by)
  SELECT c.id, r.id, r.folded, r.phone, c.account, 'pending', 3, 1, 'x' FROM campaign c JOIN recipient r ON r.list_id <> c.list_id`;

/** Removes all other triggers, so that the test sees this one refuse alone. */
function keepOnlyTrigger(name: string): void {
  const others = stores.db.sqlite
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND name <> ?`)
    .pluck()
    .all(name);
  for (const other of others) stores.db.sqlite.exec(`DROP TRIGGER ${other}`);
}

/** Brings the first message into a status by legal steps. */
const bring: Record<(typeof statuses)[number], () => void> = {
  pending: () => undefined,
  sending: () => expect(claim(first, 'a')).toBe('claimed'),
  sent: () => {
    bring.sending();
    expect(pass('a')).toBe(true);
    stores.acks.recordAck({ random: '3EB0a', remote: '447700900101@c.us', ack: 1 }, startMs);
  },
  failed: () => void failPending(stores.db, first, 'not_on_whatsapp', startMs),
  cancelled: () => void stores.messages.cancel([first], 'operator', startMs),
};

describe('SQLite itself refuses', () => {
  for (const from of statuses)
    for (const to of statuses) {
      if (from === to || (transitions[from] as readonly string[]).includes(to)) continue;
      it(`the change from ${from} to ${to}`, () => {
        bring[from]();
        expect(stores.db.sqlite.prepare('SELECT status FROM message WHERE id = ?').pluck().get(first)).toBe(from);
        // Other guards refuse some of these as well; this test checks only this guard's own table.
        keepOnlyTrigger('message_transition_is_legal');
        const fields = {
          reason: to === 'failed' ? 'missed' : null,
          evidence: to === 'sent' ? 'operator' : null,
          settlement: to === 'sent' ? 'seen' : null,
        };
        const change = () =>
          sql(
            `UPDATE message SET status = ?, reason = ?, evidence = ? WHERE id = ?`,
            to,
            fields.reason,
            fields.evidence,
            first,
          );
        expect(change).toThrow(/illegal message transition/);
      });
    }

  it('the same changes as the domain, no more and no less', () => {
    const stored = stores.db.sqlite
      .prepare(`SELECT from_status || '>' || to_status FROM transition ORDER BY 1`)
      .pluck()
      .all();
    const expected = statuses.flatMap((from) => transitions[from].map((to) => `${from}>${to}`)).sort();
    expect(stored).toEqual(expected);
    expect(() => sql(`INSERT INTO transition VALUES ('sending', 'pending')`)).toThrow(/fixed/);
    expect(() => sql(`DELETE FROM transition`)).toThrow(/fixed/);
    expect(() => sql(`UPDATE transition SET to_status = 'pending'`)).toThrow(/fixed/);
  });

  it('the same changes of a campaign as the domain', () => {
    const trigger = stores.db.sqlite
      .prepare(`SELECT sql FROM sqlite_master WHERE name = 'campaign_transition_is_legal'`)
      .pluck()
      .get() as string;
    const allowed = [...trigger.matchAll(/'(\w+>\w+)'/g)].map(([, change]) => change);
    const expected = campaignStates.flatMap((from) => campaignTransitions[from].map((to) => `${from}>${to}`));
    expect(allowed.sort()).toEqual(expected.sort());
  });

  it('a message that is not born pending', () => {
    expect(() =>
      sql(
        `INSERT INTO message (campaign_id, recipient_id, status, change, changed_at_ms, changed_by) SELECT campaign_id, recipient_id, 'sending', 3, 0, 'x' FROM message WHERE id = ?`,
        first,
      ),
    ).toThrow(/born pending|not replaced/);
  });

  it('a claim without an attempt, and a claim without both fences', () => {
    const toSending = () => sql(`UPDATE message SET status = 'sending' WHERE id = ?`, first);
    expect(toSending).toThrow(/open attempt|fences/);
    const attempt = attemptOf({ token: tokenOf('a'), chatId: 'x@c.us' });
    const id = stores.attempts.open('campaign', first, attempt);
    expect(toSending).toThrow(/fences/);
    stores.fences.take(campaignScope('x'), hashOf('alias'), id);
    expect(toSending).toThrow(/fences/);
    stores.fences.take(textScope('x'), hashOf('alias'), id);
    expect(toSending().changes).toBe(1);
  });

  it('a second message being sent', () => {
    bring.sending();
    expect(() => claim(second, 'b', '+447700900102')).toThrow(/UNIQUE/);
    expect(stores.db.sqlite.prepare(`SELECT count(*) FROM message WHERE status = 'sending'`).pluck().get()).toBe(1);
  });

  it('a second live attempt for a message', () => {
    bring.sending();
    const attempt = attemptOf({ token: tokenOf('b'), chatId: 'x@c.us' });
    expect(() => stores.attempts.open('campaign', first, attempt)).toThrow(/UNIQUE/);
    expect(pass('a')).toBe(true);
    expect(() => stores.attempts.open('campaign', first, attempt)).toThrow(/UNIQUE/);
  });

  it('two messages before their gates at a time, of whichever accounts, and two on their way from one', () => {
    bring.sending();
    const other = attemptOf({ token: tokenOf('b'), chatId: 'x@c.us', account: '+447700900777' });
    expect(() => stores.attempts.open('campaign', second, other)).toThrow(/UNIQUE/);
    pass('a');
    expect(() => claim(second, 'b', '+447700900102')).toThrow(/UNIQUE/);
    sql(`UPDATE message SET account = '+447700900777' WHERE id = ?`, second);
    const request = claimOf(stores, {
      messageId: second,
      phone: '+447700900102',
      token: tokenOf('b'),
      scopes: scopesOf(campaignUid),
    });
    const moved = { ...request, account: '+447700900777' };
    expect(stores.claims.claim(moved)).toBe('moved_meanwhile');
    expect(stores.claims.claim({ ...moved, chatsRead: [testAccount] })).toBe('claimed');
  });

  it('a message that moves to another account although it may have left', () => {
    const move = () => sql(`UPDATE message SET account = '+447700900777' WHERE id = ?`, first);
    bring.sent();
    expect(move).toThrow(/stays with its account/);
    expect(sql(`UPDATE message SET account = '+447700900777' WHERE id = ?`, second).changes).toBe(1);
    expect(stores.db.all(`SELECT account, people FROM waiting ORDER BY account`)).toEqual([
      { account: testAccount, people: 0 },
      { account: '+447700900777', people: 1 },
    ]);
  });

  it('a claim of what was moved before its old chat was read', () => {
    sql(`UPDATE message SET account = '+447700900777' WHERE id = ?`, first);
    keepOnlyTrigger('message_claim_needs_old_chat');
    const claims = () => sql(`UPDATE message SET status = 'sending' WHERE id = ?`, first);
    expect(claims).toThrow(/is read before/);
    sql(`UPDATE message SET moved_from = NULL WHERE id = ?`, first);
    expect(claims().changes).toBe(1);
  });

  it('a fence taken over from an attempt that is not proven unsent', () => {
    withOneBeforeEachGate();
    bring.sending();
    const other = stores.attempts.open('campaign', second, attemptOf({ token: tokenOf('b'), chatId: 'x@c.us' }));
    const takeOver = () => sql(`UPDATE fence SET attempt_id = ? WHERE ${isOfText}`, other);
    expect(takeOver).toThrow(/proven unsent/);
    stores.messages.giveUp(first, tokenOf('a'), 'not_handed_over', startMs);
    expect(takeOver().changes).toBe(1);
  });

  it('a fence taken over from a contradicted attempt', () => {
    bring.sending();
    stores.attempts.noteRefusal(tokenOf('a'), '3EB0refused');
    stores.messages.giveUp(first, tokenOf('a'), 'not_handed_over', startMs);
    const seen = stores.acks.recordAck({ random: '3EB0refused', remote: '447700900101@c.us', ack: 1 }, startMs);
    expect(seen).toMatchObject({ kind: 'recorded', messageId: first, contradiction: true });
    const other = stores.attempts.open('campaign', second, attemptOf({ token: tokenOf('b'), chatId: 'x@c.us' }));
    expect(() => sql(`UPDATE fence SET attempt_id = ? WHERE ${isOfText}`, other)).toThrow(/proven unsent/);
  });

  it('a fence that moves, and a fence of an attempt that is proven unsent', () => {
    bring.sending();
    expect(() => sql(`UPDATE fence SET alias = 'other'`)).toThrow(/does not move/);
    expect(() => sql(`UPDATE fence SET scope_id = scope_id + 9 WHERE ${isOfText}`)).toThrow(/does not move/);
    stores.messages.giveUp(first, tokenOf('a'), 'not_handed_over', startMs);
    const id = stores.db.sqlite.prepare('SELECT id FROM attempt').pluck().get();
    expect(() => stores.fences.take(textScope('new'), hashOf('alias'), Number(id))).toThrow(/live attempt/);
  });

  it('"not sent" on an attempt with an id', () => {
    bring.sending();
    pass('a');
    expect(() => sql(`UPDATE attempt SET outcome = 'not_sent', closed_at_ms = 1`)).toThrow(/closed once|CHECK/);
    expect(() => sql(`UPDATE attempt SET outcome = 'not_sent'`)).toThrow(/CHECK/);
    expect(() => sql(`UPDATE attempt SET closed_at_ms = 1`)).toThrow(/before it passed/);
  });

  it('an id on a closed attempt, a second id, and an outcome that changes again', () => {
    bring.sending();
    stores.messages.giveUp(first, tokenOf('a'), 'not_handed_over', startMs);
    expect(() => sql(`UPDATE attempt SET wa_key = '{}', wa_random = 'r', passed_at_ms = 1`)).toThrow(
      /passes the gate once|claimed/,
    );
    expect(() => sql(`UPDATE attempt SET outcome = 'unknown'`)).toThrow(/final/);
    expect(claim(first, 'b')).toBe('not_pending');
    expect(stores.messages.requeue([first], 'operator', startMs)).toBe(1);
    expect(claim(first, 'b')).toBe('claimed');
    expect(pass('b')).toBe(true);
    expect(() => sql(`UPDATE attempt SET wa_random = 'other' WHERE token = ?`, tokenOf('b'))).toThrow(
      /passes the gate once/,
    );
  });

  it('two attempts with one random part', () => {
    bring.sent();
    expect(claim(second, 'b', '+447700900102')).toBe('claimed');
    expect(() => pass('b', '3EB0a')).toThrow(/UNIQUE/);
  });

  it('the deletion of a message, an attempt, a fence or a line of history', () => {
    bring.sent();
    for (const table of ['message', 'attempt', 'fence', 'history']) {
      expect(() => sql(`DELETE FROM ${table}`), table).toThrow(/not deleted/);
    }
    expect(() => sql(`UPDATE history SET change = 5`)).toThrow(/not changed/);
  });

  describe.each([
    ['as the app opens it', []],
    ['without recursive triggers', ['recursive_triggers = OFF']],
    ['without foreign keys', ['foreign_keys = OFF']],
    ['with neither', ['recursive_triggers = OFF', 'foreign_keys = OFF']],
    ['ignoring CHECKs', ['ignore_check_constraints = ON', 'recursive_triggers = OFF']],
  ])('on a connection %s', (_, pragmas) => {
    beforeEach(() => {
      bring.sent();
      addList(stores, ['+447700900109']);
      for (const pragma of pragmas) stores.db.pragma(pragma);
    });

    it.each([
      ['a message that takes another row', `UPDATE message SET rowid = 99 WHERE id = 1`],
      ['an attempt that takes another row', `UPDATE attempt SET rowid = 99`],
      ['a line of history that takes another row', `UPDATE history SET number = number + 100`],
      [
        'a recipient who becomes another person after the send',
        `UPDATE recipient SET phone = '+447700900199' WHERE id = 1`,
      ],
      ['a recipient who becomes another person before it', `UPDATE recipient SET phone = '+447700900199' WHERE id = 2`],
      ['an acknowledgement beyond that of its attempt', `UPDATE message SET ack = 3 WHERE id = 1`],
      ['a message for somebody of another list', insertForAnother],
      ['a place where nobody seems to wait', `UPDATE waiting SET people = 0`],
      ['a place that is forgotten', `DELETE FROM waiting`],
      ['a place where nobody is', `INSERT INTO waiting SELECT campaign_id, account, 'BR', '', 1 FROM waiting`],
      ['an hour in which less was handed over', `UPDATE handed_over SET count = count - 1`],
      ['an hour in which nothing was handed over', `DELETE FROM handed_over`],
      [
        'a reply to what was never sent',
        `INSERT INTO reply (message_id, at_ms, written_at_ms, text) VALUES (2, 1, 1, 'Hello')`,
      ],
      ['a reply that nobody wrote', `UPDATE message SET reply_count = 1 WHERE id = 1`],
      [
        'a conversation that nobody began',
        `INSERT INTO conversation (message_id, campaign_id, waits_since_ms) VALUES (1, 1, 1)`,
      ],
      ['somebody who wrote back and is not there', `UPDATE campaign SET replied = 1`],
      ['a list that is hidden under its campaign', `UPDATE list SET published_at_ms = NULL`],
      ['a refusal of what passed', `UPDATE attempt SET refused_random = 'other' WHERE id = 1`],
      ['a refusal under the random part of another', `UPDATE attempt SET refused_random = '3EB0a' WHERE id = 2`],
      ['first messages that nobody was asked to look at', `UPDATE campaign SET pilot_approved = 1`],
      ['a count that nothing was counted for', `UPDATE campaign_counts SET sent = sent + 1`],
      [
        'a count that is begun anew',
        `INSERT OR REPLACE INTO campaign_counts (campaign_id) SELECT campaign_id FROM campaign_counts`,
      ],
      [
        'a fence that is replaced by one of an attempt that is open',
        `REPLACE INTO fence SELECT scope_id, occasion, repeat, alias, 2 FROM fence WHERE attempt_id = 1`,
      ],
      ['history that is replaced', `REPLACE INTO history ${historyRows}`],
      [
        'a message that is replaced by one that waits',
        `REPLACE INTO message (campaign_id, recipient_id, status, change, changed_at_ms, changed_by) SELECT campaign_id, recipient_id, 'pending', 3, 1, 'x' FROM message WHERE id = 1`,
      ],
      [
        'an attempt that is replaced by one that is open',
        `REPLACE INTO attempt (token, kind, account, chat_id, body, outcome, opened_at_ms) SELECT token, 'test', account, chat_id, body, 'unknown', 1 FROM attempt WHERE id = 1`,
      ],
      [
        'a pass without a claim',
        `UPDATE attempt SET wa_key = '{"serialized":"x"}', wa_random = 'r', passed_at_ms = 1 WHERE id = 2`,
      ],
    ])('%s', (what, statement) => {
      stores.attempts.open('campaign', second, attemptOf({ token: tokenOf('b'), chatId: 'x@c.us' }));
      const before = stores.db.all(`SELECT * FROM campaign_counts`);
      expect(() => sql(statement), what).toThrow();
      expect(stores.db.all(`SELECT * FROM campaign_counts`)).toEqual(before);
    });
  });

  it('counts in steps of one’s own', () => {
    expect(() => sql(`UPDATE campaign_counts SET is_counting = 0`)).toThrow(/FOREIGN KEY/);
    stores.db.sqlite.exec('BEGIN');
    expect(() => sql(`UPDATE campaign_counts SET is_counting = 0`)).toThrow(/FOREIGN KEY/);
    expect(() => sql(`UPDATE campaign_counts SET sent = 1, is_counting = NULL`)).toThrow(/only counted/);
    stores.db.sqlite.exec('ROLLBACK');
    expect(() => sql(`INSERT INTO campaign_counts (campaign_id) VALUES (0)`)).toThrow(/CHECK/);
    expect(() => sql(`DELETE FROM campaign_counts`)).toThrow(/not deleted/);
    expect(stores.db.value(`SELECT is_counting FROM campaign_counts`)).toBeNull();
  });

  it('replies and conversations that become others or go, while the newest are kept', () => {
    bring.sent();
    const write = (count: number) => {
      for (let index = 0; index < count; index += 1)
        stores.replies.add({ ids: ['447700900101@c.us'], text: 'Thanks', waKey: null, atMs: startMs });
    };
    write(1);
    const replyCount = () => stores.db.value<number>(`SELECT reply_count FROM message WHERE id = ?`, first);
    expect(replyCount()).toBe(1);
    expect(() => sql(`DELETE FROM reply`)).toThrow(/newest/);
    for (const change of [`message_id = ${second}`, 'at_ms = 1', `text = 'No'`])
      expect(() => sql(`UPDATE reply SET ${change}`), change).toThrow(/as it came/);
    expect(() => sql(`UPDATE message SET reply_count = 2 WHERE id = ?`, first)).toThrow(/counted/);
    expect(() => sql(`UPDATE conversation SET message_id = ?`, second)).toThrow(/stays/);
    expect(() => sql(`DELETE FROM conversation`)).toThrow(/not deleted/);
    write(limits.repliesKept + 2);
    expect([replyCount(), stores.replies.of(first).length]).toEqual([limits.repliesKept + 3, limits.repliesKept]);
    expect(() => sql(`UPDATE message SET reply_count = reply_count + 1 WHERE id = ?`, first)).toThrow(/counted/);
  });

  it('an acknowledgement without its time, and an alarm or a notice that nobody answered', () => {
    bring.sending();
    pass('a');
    expect(() => sql(`UPDATE attempt SET ack = 1, outcome = 'sent'`)).toThrow(/CHECK/);
    stores.alarms.raise('bypass', { detail: '' }, startMs);
    expect(() => sql(`UPDATE alarm SET acknowledged_at_ms = 1, acknowledged_by = ' '`)).toThrow(/CHECK/);
    sql(`INSERT INTO notice (kind, detail, raised_at_ms) VALUES ('setting_unreadable', '', 1)`);
    expect(() => sql(`UPDATE notice SET dismissed_at_ms = 1, dismissed_by = ''`)).toThrow(/CHECK/);
  });

  it('first messages that are approved before they wait for it, or taken back', () => {
    const approve = () => stores.campaigns.questions.approvePilot(campaignId);
    expect(approve).toThrow(/looked at/);
    stores.campaigns.move(campaignId, 'running', 'paused', startMs, 'pilot');
    approve();
    expect(() => sql(`UPDATE campaign SET pilot_approved = 0`)).toThrow(/looked at/);
  });

  describe('behind a fence, also past the code above it', () => {
    beforeEach(withOneBeforeEachGate);
    const open = (messageId: number, name: string) =>
      stores.attempts.open('campaign', messageId, attemptOf({ token: tokenOf(name), chatId: 'x@c.us' }));
    const take = (repeat: number, attempt: number) => () =>
      stores.fences.take(textScope('x', repeat), hashOf('alias'), attempt);
    const answerFor = (messageId: number) => {
      sql(`UPDATE message SET set_aside = 'in_chat' WHERE id = ?`, messageId);
      stores.campaigns.questions.sendAgain(campaignId, 'in_chat', startMs);
    };

    it('whatever its number, a repeat that nobody declared', () => {
      take(2, open(first, 'a'))();
      const other = open(second, 'b');
      for (const repeat of [0, 1, 2, 3]) expect(take(repeat, other), `${repeat}`).toThrow(/stands before/);
    });

    it('an earlier repeat than the one that went out', () => {
      take(2, open(first, 'a'))();
      sql(`UPDATE attempt SET wa_key = '{"serialized":""}', wa_random = 'left', passed_at_ms = 1`);
      answerFor(second);
      const other = open(second, 'b');
      for (const repeat of [0, 1, 2]) expect(take(repeat, other), `${repeat}`).toThrow(/stands before/);
      expect(take(3, other)).not.toThrow();
    });

    it('a declared repeat, where the text went out by an attempt after the declaration', () => {
      answerFor(second);
      take(0, open(first, 'a'))();
      expect(take(3, open(second, 'b'))).toThrow(/stands before/);
    });

    it('a declared repeat, where what was before its gate at the declaration goes out after it', () => {
      take(0, open(first, 'a'))();
      answerFor(second);
      expect(take(3, open(second, 'b'))).toThrow(/stands before/);
    });
  });

  it('a repeat that is raised or declared anew after the start, or against attempts to come', () => {
    const declare = `UPDATE campaign SET repeat = 1 WHERE id = ?`;
    expect(() => sql(declare, campaignId)).toThrow(/declared at the start/);
    const draft = stores.campaigns.create('Draft', quickSchedule, startMs);
    expect(sql(declare, draft).changes).toBe(1);
    const start = `UPDATE campaign SET state = 'starting', started_at_ms = 1, account = 'x', list_id = 1, repeat_after = ? WHERE id = ?`;
    expect(() => sql(start, 1, draft)).toThrow(/declared at the start/);
    expect(sql(start, 0, draft).changes).toBe(1);
    sql(`UPDATE campaign SET state = 'running' WHERE id = ?`, draft);
    expect(() => sql(`UPDATE campaign SET repeat = 0 WHERE id = ?`, draft)).toThrow(/declared at the start/);
    expect(sql(`UPDATE campaign SET repeat = 0, text = 'Other' WHERE id = ?`, draft).changes).toBe(1);
  });

  it('a repeat for one person who was not asked about, or against attempts to come', () => {
    const declare = (repeat: number, after: number) => () =>
      sql(`UPDATE message SET repeat = ?, repeat_after = ?, repeat_at_ms = 1 WHERE id = ?`, repeat, after, first);
    expect(declare(1, 0)).toThrow(/answer about them/);
    sql(`UPDATE message SET set_aside = 'got_meanwhile' WHERE id = ?`, first);
    expect(declare(1, 1)).toThrow(/answer about them/);
    expect(declare(2, 0)().changes).toBe(1);
    expect(declare(2, 0)().changes).toBe(1);
    expect(declare(1, 0)).toThrow(/answer about them/);
  });

  it('INSERT OR REPLACE as a way around the deletion', () => {
    bring.sent();
    expect(() => sql(`INSERT OR REPLACE INTO fence SELECT * FROM fence`)).toThrow(/not deleted|stands before/);
    // If it were created as pending, it would be free to go again.
    expect(() =>
      sql(
        `INSERT OR REPLACE INTO message (id, campaign_id, recipient_id, status, change, changed_at_ms, changed_by)
         SELECT id, campaign_id, recipient_id, 'pending', change, changed_at_ms, changed_by FROM message WHERE id = ?`,
        first,
      ),
    ).toThrow(/not replaced/);
    expect(() => sql(`INSERT OR REPLACE INTO history ${historyRows}`)).toThrow(/not changed/);
    expect(() => sql(`INSERT OR REPLACE INTO campaign SELECT * FROM campaign`)).toThrow(/only a draft is deleted/);
    expect(() =>
      sql(`INSERT OR REPLACE INTO attempt (id, token, kind, message_id, account, chat_id, body, outcome, opened_at_ms)
      SELECT id, token, kind, message_id, account, chat_id, body, 'unknown', opened_at_ms FROM attempt`),
    ).toThrow(/not replaced/);
  });

  it('an acknowledgement that falls', () => {
    bring.sent();
    stores.acks.recordAck({ random: '3EB0a', remote: '447700900101@c.us', ack: 3 }, startMs);
    expect(() => sql(`UPDATE attempt SET ack = 2`)).toThrow(/never falls/);
    expect(() => sql(`UPDATE message SET ack = 2 WHERE id = ?`, first)).toThrow(/never falls/);
    expect(() => sql(`UPDATE message SET ack = NULL WHERE id = ?`, first)).toThrow(/never falls/);
  });

  it('a sent message without evidence, or with evidence that is not there', () => {
    bring.sending();
    expect(() => sql(`UPDATE message SET status = 'sent' WHERE id = ?`, first)).toThrow(/CHECK/);
    expect(() => sql(`UPDATE message SET status = 'sent', evidence = 'ack', ack = 1 WHERE id = ?`, first)).toThrow(
      /acknowledged attempt/,
    );
    expect(() => sql(`UPDATE message SET status = 'sent', evidence = 'operator' WHERE id = ?`, first)).toThrow(/CHECK/);
    expect(() =>
      sql(`UPDATE message SET status = 'sent', evidence = 'operator', settlement = 'seen' WHERE id = ?`, first),
    ).toThrow(/in doubt/);
  });

  it('"not sent" while an attempt may have left, and "not confirmed" while none can have', () => {
    bring.sending();
    expect(() => sql(`UPDATE message SET status = 'failed', reason = 'no_confirmation' WHERE id = ?`, first)).toThrow(
      /passed the gate/,
    );
    expect(() => sql(`UPDATE message SET status = 'failed', reason = 'not_handed_over' WHERE id = ?`, first)).toThrow(
      /proven unsent/,
    );
    expect(() => sql(`UPDATE message SET status = 'cancelled' WHERE id = ?`, first)).toThrow(/proven unsent/);
    expect(() => sql(`UPDATE message SET status = 'failed', reason = 'no_confirmation' WHERE id = ?`, second)).toThrow(
      /passed the gate/,
    );
  });

  it('queueing a message in doubt or a duplicate again', () => {
    bring.sending();
    pass('a');
    stores.messages.failNotConfirmed(first, 'no_confirmation', startMs, startMs);
    expect(() => sql(`UPDATE message SET status = 'pending', reason = NULL WHERE id = ?`, first)).toThrow(
      /proven unsent|never queued again/,
    );
    failPending(stores.db, second, 'duplicate', startMs);
    expect(() => sql(`UPDATE message SET status = 'pending', reason = NULL WHERE id = ?`, second)).toThrow(
      /never queued again/,
    );
    expect(stores.messages.requeue([first, second], 'operator', startMs)).toBe(0);
  });

  it('a changed reason, identity, text or account', () => {
    bring.failed();
    expect(() => sql(`UPDATE message SET reason = 'missed' WHERE id = ?`, first)).toThrow(/does not change/);
    expect(() => sql(`UPDATE message SET recipient_id = recipient_id + 1 WHERE id = ?`, second)).toThrow(
      /become another/,
    );
    expect(claim(second, 'b', '+447700900102')).toBe('claimed');
    expect(() => sql(`UPDATE attempt SET body = 'Other'`)).toThrow(/does not change/);
    expect(() => sql(`UPDATE attempt SET token = ?`, tokenOf('c'))).toThrow(/does not change/);
    expect(() => sql(`UPDATE campaign SET account = '+44'`)).toThrow(/keeps its list and account/);
  });

  it('wrong types and unknown words', () => {
    expect(() => sql(`UPDATE message SET changed_at_ms = 'soon' WHERE id = ?`, first)).toThrow(
      /TEXT value in INTEGER column/,
    );
    expect(() => sql(`UPDATE message SET status = 'queued' WHERE id = ?`, first)).toThrow();
    expect(() => sql(`UPDATE campaign SET state = 'draft'`)).toThrow(/illegal campaign transition|CHECK/);
    expect(() =>
      sql(
        `INSERT INTO recipient (list_id, row_number, name, phone, extra, cells) VALUES (1, 99, '', '07700', '', '[]')`,
      ),
    ).toThrow(/CHECK/);
  });
});

describe('the counts of a campaign', () => {
  it('follows every change of status, reason and acknowledgement', () => {
    bring.sent();
    stores.acks.recordAck({ random: '3EB0a', remote: '447700900101@c.us', ack: 3 }, startMs);
    failPending(stores.db, second, 'missed', startMs);
    expect(stores.queries.counts()).toEqual({
      pending: 0,
      sending: 0,
      sent: 1,
      delivered: 1,
      read: 1,
      seenByOperator: 0,
      notSent: 1,
      notConfirmed: 0,
      cancelled: 0,
      toCheck: 0,
      hasText: 0,
    });
    stores.messages.requeue([second], 'operator', startMs);
    expect(stores.queries.counts()).toMatchObject({ pending: 1, notSent: 0 });
  });
});
