import { beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../../../../db/ledger/ledger.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { attemptOf, chatOf, claimOf, hashOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { failPending } from '../../../support/fail-pending.ts';
import { startCampaign, startMs, testAccount, testKey } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const one = '+447700900101';
const chatId = chatOf(one);
const token = tokenOf('token');
const minuteMs = 60_000;
let stores: TemporaryStores;
let campaignId: number;
let first: number;
let uid: string;

beforeEach(() => {
  stores = temporaryStores();
  const started = startCampaign(stores, [one, '+447700900102']);
  campaignId = started.campaignId;
  first = started.messageIds[0] ?? 0;
  uid = stores.campaigns.get(campaignId)?.uid ?? '';
});

const claim = (account = testAccount) =>
  stores.claims.claim(claimOf(stores, { messageId: first, phone: one, token, account, scopes: scopesOf(uid) }));
const pass = () => {
  const id = { waKey: JSON.stringify({ remote: chatId, random: '3EB0' }), waRandom: '3EB0', ids: [] };
  return stores.attempts.pass(token, id, { number: 1, checksum: 'x', endByte: 0 }, startMs);
};
const doubtful = () => {
  claim();
  pass();
  stores.messages.failNotConfirmed(first, 'no_confirmation', startMs, startMs);
};
const ack = (value: number, random = '3EB0') => stores.acks.recordAck({ random, remote: chatId, ack: value }, startMs);
const reject = (random = '3EB0') => stores.acks.recordRejection({ random, remote: chatId }, startMs);
const status = () => {
  const row = stores.db.sqlite.prepare(`SELECT status, reason FROM message WHERE id = ?`).get(first);
  const { status, reason } = row as { status: string; reason: string | null };
  return reason === null ? status : `${status}:${reason}`;
};
const line = (more: Partial<Parameters<Ledger['append']>[0]> = {}) => ({
  number: 1,
  token,
  campaign: uid,
  row: 2,
  account: testAccount,
  scopes: [campaignScope(uid), textScope('hello')],
  aliases: [hashOf('alias')],
  random: '3EB0',
  atMs: startMs,
  ...more,
});
const attempts = () =>
  stores.db.sqlite.prepare(`SELECT token, kind, reconcile_at_ms AS at FROM attempt ORDER BY id`).all();

describe('a number is given up', () => {
  /** The result of each look, this many minutes after the start. */
  const silent = (minutes: readonly number[]) =>
    minutes.map((minute) => {
      const nowMs = startMs + minute * minuteMs;
      return stores.messages.noteSilent(first, { untilMs: nowMs + minuteMs, nowMs });
    });
  const absent = (minutes: readonly number[]) =>
    minutes.map((minute) =>
      stores.messages.noteAbsent(first, { againMs: 10 * minuteMs, nowMs: startMs + minute * minuteMs }),
    );

  it.each<[name: string, minutes: number[], last: string]>([
    ['with three rounds over half an hour', [0, 15, 30], 'failed'],
    ['not with three in less', [0, 1, 29], 'set_aside'],
    ['not with two, however far apart', [0, 600], 'set_aside'],
    ['as soon where the clock was put back after the first', [60, 0, 30], 'failed'],
  ])('for silence %s', (_, minutes, last) => {
    expect(silent(minutes)).toEqual([...minutes.slice(1).map(() => 'set_aside'), last]);
  });

  it.each<[name: string, minutes: number[], last: string]>([
    ['the second time', [0, 10], 'failed'],
    ['not before that', [0, 9], 'set_aside'],
    ['as soon where the clock was put back after the first', [60, 0, 10], 'failed'],
  ])('as not on WhatsApp %s', (_, minutes, last) => {
    expect(absent(minutes)).toEqual([...minutes.slice(1).map(() => 'set_aside'), last]);
  });
});

describe('a claim is refused', () => {
  it('while the campaign is paused', () => {
    stores.campaigns.move(campaignId, 'running', 'paused', startMs, 'operator');
    expect(claim()).toBe('not_running');
    expect(status()).toBe('pending');
  });

  it('for another account than the one the campaign was started from', () => {
    expect(claim('+447700900777')).toBe('other_account');
    expect(status()).toBe('pending');
  });

  it('of a person on the do-not-contact list', () => {
    stores.doNotContact.add(one, '', startMs);
    expect(claim()).toBe('do_not_contact');
    expect(status()).toBe('failed:do_not_contact');
    expect(attempts()).toEqual([]);
  });
});

describe('an attempt', () => {
  it('that was closed lets nothing pass', () => {
    claim();
    stores.messages.giveUp(first, token, 'not_handed_over', startMs);
    expect(pass()).toBe(false);
    expect(status()).toBe('failed:not_handed_over');
  });

  it('that passed cannot be given up: the message stays on its way', () => {
    claim();
    pass();
    expect(stores.messages.giveUp(first, token, 'not_handed_over', startMs)).toBe('passed');
    expect(status()).toBe('sending');
  });

  it('that was acknowledged is not called unconfirmed any more', () => {
    claim();
    pass();
    ack(1);
    expect(stores.messages.failNotConfirmed(first, 'no_confirmation', startMs, startMs)).toBe(false);
    expect(status()).toBe('sent');
    expect(attempts()).toMatchObject([{ at: null }]);
  });
});

describe('a round without an answer', () => {
  it('is not counted for a message that the operator cancelled meanwhile', () => {
    stores.messages.cancel([first], 'operator', startMs);
    expect([
      stores.messages.noteSilent(first, { untilMs: startMs + 1_000, nowMs: startMs }),
      stores.messages.noteAbsent(first, { againMs: 1_000, nowMs: startMs }),
      stores.messages.setAsideUntil(first, startMs + 1_000),
    ]).toEqual(Array(3).fill('not_pending'));
    expect(status()).toBe('cancelled');
    expect(stores.queries.message(first)?.setAside).toBeNull();
    expect(stores.queries.message(first)?.history.at(-1)).toMatchObject({ what: 'cancelled' });
  });
});

describe('settling by hand', () => {
  it('makes a doubtful message that was seen sent, on the operator’s word', () => {
    doubtful();
    expect(stores.messages.settle(first, 'seen', 'Ann', startMs)).toBe(true);
    expect(status()).toBe('sent');
    expect(stores.queries.message(first)).toMatchObject({ evidence: 'operator' });
  });

  it('leaves one that was not seen in doubt, with a line of who looked', () => {
    doubtful();
    expect(stores.queries.counts()).toMatchObject({ notConfirmed: 1, toCheck: 1 });
    expect(stores.messages.settle(first, 'not_there', 'Ann', startMs)).toBe(true);
    expect(stores.queries.counts()).toMatchObject({ notConfirmed: 1, toCheck: 0 });
    expect(status()).toBe('failed:no_confirmation');
    expect(stores.queries.message(first)?.history.at(-1)).toMatchObject({ what: 'settled', who: 'Ann' });
  });

  it('shows a clock on the phone in its history, stays open, and may be answered later', () => {
    doubtful();
    expect(stores.messages.noteClock(first, 'Ann', startMs)).toBe(true);
    const message = stores.queries.message(first);
    expect(message).toMatchObject({ status: 'failed', settlement: null });
    expect(message?.history.at(-1)).toMatchObject({ what: 'saw_clock', who: 'Ann' });
    expect(stores.messages.settle(first, 'seen', 'Ann', startMs)).toBe(true);
    expect(stores.messages.noteClock(first, 'Ann', startMs)).toBe(false);
  });

  it('changes nothing where there is no doubt', () => {
    expect(stores.messages.settle(first, 'seen', 'Ann', startMs)).toBe(false);
    expect(stores.messages.settle(first, 'not_there', 'Ann', startMs)).toBe(false);
    expect(status()).toBe('pending');
    expect(stores.queries.message(first)?.history.some(({ what }) => what === 'settled')).toBe(false);
  });

  it('is outranked by the acknowledgement that comes after it', () => {
    doubtful();
    stores.messages.settle(first, 'seen', 'Ann', startMs);
    expect(ack(2)).toMatchObject({ changed: true, contradiction: false });
    expect(stores.queries.message(first)).toMatchObject({ status: 'sent', evidence: 'ack', ack: 2 });
  });
});

describe('WhatsApp’s word', () => {
  it('of an unknown message is not ours', () => {
    expect(ack(1, 'unknown')).toEqual({ kind: 'not_ours' });
    expect(reject('unknown')).toBeUndefined();
  });

  it('said twice changes nothing the second time', () => {
    claim();
    pass();
    expect(ack(1)).toMatchObject({ changed: true });
    expect(ack(1)).toEqual({
      kind: 'recorded',
      messageId: first,
      changed: false,
      contradiction: false,
      isAnswer: false,
    });
  });

  it('of a rejection is no news for a message that the gate had refused', () => {
    claim();
    stores.attempts.noteRefusal(token, '3EB0');
    expect(reject()).toBeUndefined();
    expect(ack(0)).toMatchObject({ kind: 'recorded', changed: false });
    expect(status()).toBe('sending');
  });

  it('of a rejection does not take back what was acknowledged', () => {
    claim();
    pass();
    ack(1);
    expect(reject()).toEqual({ messageId: first, isAnswer: false });
    expect(status()).toBe('sent');
  });
});

it('a write inside a larger transaction is undone with it', () => {
  const work = stores.db.sqlite.transaction(() => {
    expect(stores.messages.cancel([first], 'operator', startMs)).toBe(1);
    throw new Error('the larger one failed');
  });
  expect(() => work()).toThrow('the larger one failed');
  expect(status()).toBe('pending');
});

describe('recovery', () => {
  const openTest = () => stores.attempts.open('test', null, attemptOf({ token, chatId: chatOf(testAccount) }));

  it('closes a test to oneself that was cut off, which is no message', () => {
    openTest();
    expect(stores.replay.recoverSending(startMs)).toEqual([]);
    expect(stores.attempts.viewForGate(token)).toMatchObject({ isOpen: false });
  });

  it('believes the ledger that a test to oneself passed', () => {
    openTest();
    expect(stores.attempts.passFromLedger(line({ campaign: '' }), startMs)).toBe(true);
    expect(stores.attempts.hasPassed('3EB0', testAccount)).toBe(true);
  });

  it('makes a message doubtful that the database shows as not sent and the ledger as passed', () => {
    failPending(stores.db, first, 'not_on_whatsapp', startMs);
    expect(stores.replay.replayFromLedger(line(), startMs)).toBe(first);
    expect(status()).toBe('failed:interrupted');
  });

  it('gives the attempt that stands for the line of a closed one a token of its own', () => {
    claim();
    stores.messages.giveUp(first, token, 'not_handed_over', startMs);
    expect(stores.replay.replayFromLedger(line(), startMs)).toBe(first);
    expect(attempts()).toMatchObject([{ token }, { token: `${token}-3EB0` }]);
    expect(status()).toBe('failed:interrupted');
  });

  it('leaves what was found to be a duplicate as it is, and fences all the same', () => {
    failPending(stores.db, first, 'duplicate', startMs);
    expect(stores.replay.replayFromLedger(line(), startMs)).toBe(first);
    expect(status()).toBe('failed:duplicate');
    expect(stores.db.sqlite.prepare(`SELECT count(*) FROM fence WHERE alias = 'alias'`).pluck().get()).toBe(2);
  });

  it('never asks WhatsApp for a line of no campaign', () => {
    expect(stores.replay.replayFromLedger(line({ campaign: '' }), startMs)).toBeUndefined();
    expect(attempts()).toEqual([{ token, kind: 'ledger', at: null }]);
  });

  it('takes people from another computer’s report in once', () => {
    const ledger = Ledger.create(`${stores.folder}/fences.ledger`, 'database', testKey, startMs);
    const handed = { scopes: [textScope('x')], account: testAccount, newToken: () => token, nowMs: startMs };
    expect(stores.replay.recordExternalSends([one], handed, ledger)).toBe(1);
    expect(stores.replay.recordExternalSends([one], handed, ledger)).toBe(0);
    expect([...ledger.lines()]).toHaveLength(1);
    ledger.close();
  });
});
