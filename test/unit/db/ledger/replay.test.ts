import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeNewMessages } from '../../../../db/campaigns/new-messages.ts';
import { Ledger, type LedgerEntry } from '../../../../db/ledger/ledger.ts';
import { readMeta } from '../../../../db/meta.ts';
import { TeamAsks } from '../../../../db/team/asks.ts';
import { pastSends } from '../../../../db/team/past.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { attemptOf, chatOf, claimOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs, testAccount, testKey } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const date = '2026-03-09';
let stores: TemporaryStores;
let ledger: Ledger;
let ids: number[];
let uid: string;

beforeEach(() => {
  stores = temporaryStores();
  ledger = Ledger.create(`${stores.folder}/fences.ledger`, 'database', testKey, startMs);
  const started = startCampaign(stores, [one, two]);
  ids = started.messageIds;
  uid = stores.campaigns.get(started.campaignId)?.uid ?? '';
});
afterEach(() => ledger.close());

const claim = (phone: string) => {
  const messageId = ids[phone === one ? 0 : 1] ?? 0;
  return stores.claims.claim(claimOf(stores, { messageId, phone, token: tokenOf(phone), scopes: scopesOf(uid) }));
};
const line = (more: Partial<LedgerEntry> = {}) => ({
  number: 1,
  token: tokenOf(one),
  campaign: uid,
  row: 2,
  account: testAccount,
  random: '3EB0',
  atMs: startMs,
  scopes: [campaignScope(uid), textScope('hello')],
  aliases: [stores.fences.hash(`phone:${one}`)],
  ...more,
});
const report = (phones: readonly string[], scopes = [textScope('hello')]) => {
  let count = [...ledger.lines()].length;
  const newToken = () => {
    count += 1;
    return tokenOf(`external-${count}`);
  };
  return stores.replay.recordExternalSends(phones, { scopes, account: testAccount, newToken, nowMs: startMs }, ledger);
};
const attempts = () =>
  stores.db.sqlite.prepare(`SELECT outcome, closed_at_ms AS closed, reconcile_at_ms AS reconcile FROM attempt`).all();
const status = (id: number | undefined) =>
  stores.db.sqlite
    .prepare(`SELECT concat_ws(':', status, reason) FROM message WHERE id = ?`)
    .pluck()
    .get(id ?? 0);
const raised = () => [...stores.alarms.open(), ...stores.notices.open()].map(({ kind }) => kind);

describe('recovery', () => {
  it('asks WhatsApp at once for what passed, and never for what did not', () => {
    claim(one);
    stores.replay.recoverSending(startMs + 5);
    expect(attempts()).toEqual([{ outcome: 'not_sent', closed: startMs + 5, reconcile: null }]);
    claim(two);
    stores.attempts.passFromLedger(line({ token: tokenOf(two) }), startMs);
    stores.replay.recoverSending(startMs + 7);
    expect(attempts().at(-1)).toEqual({ outcome: 'unknown', closed: null, reconcile: startMs + 7 });
  });

  it('says "not sent" of a message on its way whose attempts are all closed', () => {
    claim(one);
    stores.attempts.close(tokenOf(one), startMs);
    expect(stores.replay.recoverSending(startMs)).toEqual([ids[0]]);
    expect(status(ids[0])).toBe('failed:not_handed_over');
    expect(raised()).toEqual([]);
  });

  it('closes an attempt that was opened and never claimed, and leaves its message pending', () => {
    stores.attempts.open('campaign', ids[0] ?? 0, attemptOf({ token: tokenOf(one), chatId: chatOf(one) }));
    expect(stores.replay.recoverSending(startMs)).toEqual([ids[0]]);
    expect(attempts()).toMatchObject([{ outcome: 'not_sent', closed: startMs }]);
    expect(status(ids[0])).toBe('pending');
  });

  it('writes into the history that the ledger knew the message had passed', () => {
    claim(one);
    expect(stores.attempts.passFromLedger(line(), startMs)).toBe(true);
    const lines = stores.queries.message(ids[0] ?? 0)?.history ?? [];
    expect(lines.at(-1)).toMatchObject({ what: 'passed', detail: 'ledger' });
  });

  it.each([
    ['has the text from elsewhere since', {}],
    ['is named by nothing in its line', { scopes: [], aliases: [] }],
  ])('makes a message doubtful whose person %s', (_, more) => {
    report([one], [textScope('hello'), campaignScope(uid)]);
    expect(stores.replay.replayFromLedger(line(more), startMs)).toBe(ids[0]);
    expect(status(ids[0])).toBe('failed:interrupted');
    // The earlier holder keeps the fences: nobody else can claim the person.
    expect(report([one], [textScope('hello'), campaignScope(uid)])).toBe(0);
  });

  it('makes a message doubtful that a team granted in what was not kept', () => {
    stores.db.run(`INSERT INTO meta (key, value) VALUES ('team_connection', 'now')`);
    expect(stores.replay.replayFromLedger(line(), startMs)).toBe(ids[0]);
    expect(status(ids[0])).toBe('failed:interrupted');
    expect(raised()).toEqual([]);
  });

  it('has a team told of whom the data did not know any more to have been written to', () => {
    const team = 'a5a11a36-45be-4ac8-ae8a-1a4b6c1e2f30';
    const asks = new TeamAsks(stores.db, team);
    asks.pastIsAdded();
    stores.replay.replayFromLedger(line(), startMs);
    expect(asks.hasPast).toBe(false);
    expect(pastSends(stores.db, team, { after: 0, most: 2 })).toMatchObject([
      { messageId: ids[0], aliases: [`phone:${one}`] },
    ]);
    // An answer is of no campaign, and nobody else would write it.
    stores.replay.replayFromLedger(
      line({ token: tokenOf('answer'), random: '3EB2', campaign: '', scopes: [] }),
      startMs,
    );
    expect(asks.hasForgotten).toBe(false);
    stores.replay.replayFromLedger(line({ token: tokenOf(two), random: '3EB1', campaign: 'made since' }), startMs);
    expect(asks.hasForgotten).toBe(true);
  });

  it('has a team told in a hold of whom it refused as far as the data knows, where they were written to since', () => {
    const asks = new TeamAsks(stores.db, 'a5a11a36-45be-4ac8-ae8a-1a4b6c1e2f30');
    const tokens = ids.map((messageId) => asks.intend({ messageId, campaign: null, fences: [], nowMs: startMs }));
    for (const token of tokens) asks.refuse(token);
    stores.replay.replayFromLedger(line(), startMs);
    expect(asks.after(0, 9).map(({ token }) => token)).toEqual(tokens.slice(0, 1));
  });

  it('makes a message doubtful that waited for a person’s decision', () => {
    stores.listChanges.hold(ids[0] ?? 0, startMs);
    expect(stores.replay.replayFromLedger(line(), startMs)).toBe(ids[0]);
    expect(status(ids[0])).toBe('failed:interrupted');
  });

  it('makes a message doubtful for the date of its line, also where others hold all fences of that date', () => {
    const scopes = [campaignScope(uid, date), { ...textScope('hello'), occasion: date }];
    report([one], scopes);
    expect(stores.replay.replayFromLedger(line({ scopes }), startMs)).toBe(ids[0]);
    expect(status(ids[0])).toBe('failed:interrupted');
  });

  it('finds the message for the date of a line among those of its person', () => {
    const [person = { id: 0, campaignId: 0 }] = stores.db.all<{ id: number; campaignId: number }>(
      'SELECT recipient_id AS id, campaign_id AS campaignId FROM message ORDER BY id',
    );
    const campaign = stores.campaigns.get(person.campaignId);
    const later = { ...person, account: testAccount, country: '', zones: '', cells: '[]', occasion: date };
    if (campaign) makeNewMessages(stores.db, stores.texts, campaign, [later], { nowMs: startMs });
    expect(
      stores.replay.replayFromLedger(line({ scopes: [campaignScope(uid, '2026-03-02')] }), startMs),
    ).toBeUndefined();
    expect(
      stores.replay.replayFromLedger(
        line({ scopes: [campaignScope(uid, date)], token: tokenOf('b'), random: '3EB0b' }),
        startMs,
      ),
    ).toBe(3);
    expect([1, 2, 3].map(status)).toEqual(['pending', 'pending', 'failed:interrupted']);
  });

  it.each([1, 4])('finds no message for a row that its list has not: %i', (row) => {
    expect(stores.replay.replayFromLedger(line({ row }), startMs)).toBeUndefined();
    expect(ids.map(status)).toEqual(['pending', 'pending']);
  });

  it('takes a second line of a message that may have left for a line without a message', () => {
    stores.replay.replayFromLedger(line(), startMs);
    expect(stores.replay.replayFromLedger(line({ token: tokenOf('b'), random: '3EB0b' }), startMs)).toBeUndefined();
    expect(raised()).toEqual([]);
  });

  it('leaves a message as it is that is in doubt already', () => {
    claim(one);
    stores.messages.giveUp(ids[0] ?? 0, tokenOf(one), 'not_handed_over', startMs);
    stores.attempts.seeLeaving(tokenOf(one), '3EB0seen', startMs);
    stores.messages.doubtUnsent(ids[0] ?? 0, startMs);
    stores.replay.replayFromLedger(line({ token: tokenOf('b'), random: '3EB0b' }), startMs);
    expect(status(ids[0])).toBe('failed:no_confirmation');
    expect(raised()).toEqual([]);
  });

  it.each([
    ['every fence of its line where all are free', 0, ['campaign:', 'text:hello']],
    ['one of its own in the place of one that is another’s', 1, ['campaign:', 'text:ledger-']],
    ['two of its own where others hold them all', 2, ['campaign:ledger-', 'text:ledger-']],
  ])('has, for what it replays, %s', (_, heldElsewhere, names) => {
    if (heldElsewhere > 0) report([one], [textScope('hello'), campaignScope(uid)].slice(0, heldElsewhere));
    stores.replay.replayFromLedger(line(), startMs);
    const id = stores.db.sqlite.prepare(`SELECT id FROM attempt WHERE wa_random = '3EB0'`).pluck().get() as number;
    const held = stores.fences.ofAttempt(id).scopes.map(({ name }) => name);
    const whole = (name: string) => (name.endsWith('-') ? `${name}${tokenOf(one)}` : name.replace(/:$/, `:${uid}`));
    expect(held.toSorted()).toEqual(names.map(whole));
  });

  it('makes the key of a message as one of ours that names no chat', () => {
    stores.replay.replayFromLedger(line(), startMs);
    const key = stores.db.sqlite.prepare(`SELECT wa_key FROM attempt`).pluck().get() as string;
    expect(JSON.parse(key)).toEqual({ serialized: '', remote: '' });
  });
});

describe('a report of another computer', () => {
  it('is in the ledger first, and the database knows up to which line', () => {
    report([one, two]);
    expect(readMeta(stores.db, 'ledger_number')).toBe('2');
    expect(readMeta(stores.db, 'ledger_checksum')).toBe(ledger.position.checksum);
  });

  it('that names nobody new leaves the ledger alone', () => {
    report([one]);
    let appended = 0;
    ledger.appendAll = () => {
      appended += 1;
      return ledger.position;
    };
    expect(report([one])).toBe(0);
    expect(appended).toBe(0);
  });

  it('is taken in for a person who is fenced in one of its scopes only', () => {
    expect(report([one], [textScope('hello')])).toBe(1);
    expect(report([one], [textScope('hello'), campaignScope(uid)])).toBe(1);
    expect(report([one], [textScope('hello'), campaignScope(uid)])).toBe(0);
  });

  it('stops a message on its way also where the ledger holds lines of others', () => {
    report([two], [textScope('other')]);
    claim(one);
    expect(report([one])).toBe(1);
    expect(status(ids[0])).toBe('failed:duplicate');
  });

  it('says nothing of a message on its way that the ledger alone knows to have left', () => {
    claim(one);
    ledger.append(line());
    expect(report([one])).toBe(1);
    expect(status(ids[0])).toBe('sending');
    expect(attempts()).toContainEqual({ outcome: 'unknown', closed: null, reconcile: null });
  });

  it('is of messages that WhatsApp is never asked for', () => {
    report([one]);
    expect(attempts()).toEqual([{ outcome: 'unknown', closed: null, reconcile: null }]);
  });
});
