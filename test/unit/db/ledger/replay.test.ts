import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger, type LedgerEntry } from '../../../../db/ledger/ledger.ts';
import { readMeta } from '../../../../db/meta.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { attemptOf, chatOf, claimOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs, testAccount, testKey } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
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
  return stores.messages.claim(claimOf(stores, { messageId, phone, token: tokenOf(phone), scopes: scopesOf(uid) }));
};
const line = (more: Partial<LedgerEntry> = {}) => ({
  ...{ number: 1, token: tokenOf(one), campaign: uid, row: 2, account: testAccount, random: '3EB0', atMs: startMs },
  ...{ scopes: [campaignScope(uid), textScope('hello')], aliases: [stores.fences.hash(`phone:${one}`)] },
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
    .prepare(`SELECT status FROM message WHERE id = ?`)
    .pluck()
    .get(id ?? 0);

describe('recovery', () => {
  it('asks WhatsApp later for what passed, and never for what did not', () => {
    claim(one);
    stores.replay.recoverSending(startMs + 5);
    expect(attempts()).toEqual([{ outcome: 'not_sent', closed: startMs + 5, reconcile: null }]);
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
    const told = stores.db.sqlite
      .prepare(`SELECT status || ':' || reason FROM message WHERE id = ?`)
      .pluck()
      .get(ids[0]);
    expect(told).toBe('failed:interrupted');
    // Whoever held the fences holds them still: the person is not to be had by anybody.
    expect(report([one], [textScope('hello'), campaignScope(uid)])).toBe(0);
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
    expect(JSON.parse(key)).toEqual({ serialized: '', random: '3EB0', fromMe: true, remote: '' });
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
    expect(status(ids[0])).toBe('failed');
  });
});
