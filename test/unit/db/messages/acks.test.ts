import { beforeEach, describe, expect, it } from 'vitest';
import { textScope } from '../../../../domain/messages/scope.ts';
import { attemptOf, chatOf, claimOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { failPending } from '../../../support/fail-pending.ts';
import { startCampaign, startMs, testAccount } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const one = '+447700900101';
const chatId = chatOf(one);
const lid = '12345678901234@lid';
const own = '447700900118@c.us';
let stores: TemporaryStores;
let first: number;
let uid: string;
let tokens: number;

beforeEach(() => {
  stores = temporaryStores();
  const started = startCampaign(stores, [one, '+447700900102']);
  first = started.messageIds[0] ?? 0;
  uid = stores.campaigns.get(started.campaignId)?.uid ?? '';
  tokens = 0;
});

/** Claims the message again and returns the token of its attempt. */
function claim(ids: readonly string[] = [chatId]): string {
  tokens += 1;
  const token = tokenOf(`token-${tokens}`);
  const claim = claimOf(stores, { messageId: first, phone: one, token, scopes: scopesOf(uid), ids });
  expect(stores.claims.claim(claim)).toBe('claimed');
  return token;
}
const pass = (token: string, remote = chatId, waRandom = '3EB0') =>
  stores.attempts.pass(
    token,
    { waKey: JSON.stringify({ remote, random: waRandom }), waRandom, ids: [] },
    { number: 1, checksum: 'x', endByte: 0 },
    startMs,
  );
const ack = (value: number, random = '3EB0', remote = chatId) =>
  stores.acks.recordAck({ random, remote, ack: value }, startMs);
const attempts = () =>
  stores.db.sqlite
    .prepare(`SELECT outcome, ack, rejected_at_ms AS rejected, contradicted_at_ms AS contradicted FROM attempt`)
    .all();
const message = () => stores.queries.message(first);
const acknowledgements = () =>
  message()
    ?.history.filter(({ what }) => what === 'acknowledged')
    .map(({ detail }) => detail);
/** A message whose first attempt was refused at the gate under `3EB0refused`, and whose second one left. */
function sentAfterRefusal(): void {
  const refused = claim();
  stores.attempts.noteRefusal(refused, '3EB0refused');
  stores.messages.giveUp(first, refused, 'not_handed_over', startMs);
  stores.messages.requeue([first], 'operator', startMs);
  pass(claim());
}

describe('an acknowledgement', () => {
  it('that is repeated contradicts nothing', () => {
    pass(claim());
    ack(2);
    ack(2);
    expect(attempts()).toEqual([{ outcome: 'sent', ack: 2, rejected: null, contradicted: null }]);
    expect(message()?.contradiction).toBeNull();
  });

  it('has one line in the history for each time it rose', () => {
    pass(claim());
    for (const value of [1, 2, 2, 1, 3]) ack(value);
    expect(acknowledgements()).toEqual(['ack', '2', '3']);
  });

  it('of a refused message closes its attempt where that is still open, and is an alarm', () => {
    stores.attempts.noteRefusal(claim(), '3EB0refused');
    expect(ack(1, '3EB0refused')).toEqual({
      kind: 'recorded',
      messageId: first,
      isAnswer: false,
      changed: true,
      contradiction: true,
    });
    expect(attempts()).toMatchObject([{ outcome: 'not_sent', contradicted: startMs }]);
    expect(message()).toMatchObject({ status: 'sent', contradiction: 'sending' });
  });

  it.each([
    ['a lower', 3, ['ack', '3']],
    ['an equal', 1, ['ack']],
  ])('of a refused copy with %s number takes nothing back from the message', (_, known, lines) => {
    sentAfterRefusal();
    ack(1);
    ack(known);
    expect(ack(1, '3EB0refused')).toMatchObject({ changed: true, contradiction: true });
    expect(message()).toMatchObject({ status: 'sent', ack: known });
    expect(acknowledgements()).toEqual(lines);
  });

  it('of a refused copy that comes first of all and higher is what is known from then on', () => {
    sentAfterRefusal();
    ack(1);
    ack(3, '3EB0refused');
    expect(message()).toMatchObject({ ack: 3 });
  });

  it('of what the gate refused, before one that the attempt left by is acknowledged, is an alarm, and the attempt is sent', () => {
    const token = claim();
    stores.attempts.noteRefusal(token, '3EB0refused');
    pass(token);
    expect(ack(1, '3EB0refused')).toMatchObject({ changed: true, contradiction: true });
    expect(attempts()).toEqual([{ outcome: 'sent', ack: 1, rejected: null, contradicted: startMs }]);
    expect(message()).toMatchObject({ status: 'sent' });
    expect(ack(3)).toMatchObject({ changed: true, contradiction: false });
  });

  it('of what the gate refused first and let through then is an alarm, once, also where it is no higher', () => {
    const token = claim();
    stores.attempts.noteRefusal(token, '3EB0refused');
    pass(token);
    ack(2);
    expect(ack(1, '3EB0refused')).toMatchObject({ changed: true, contradiction: true });
    expect(ack(1, '3EB0refused')).toMatchObject({ changed: false, contradiction: false });
    expect(message()).toMatchObject({ status: 'sent', ack: 2, contradiction: 'sent' });
  });

  it.each(['no_confirmation', 'interrupted', 'rejected'] as const)(
    'of a message that was in doubt, as %s, contradicts nothing',
    (reason) => {
      pass(claim());
      stores.messages.failNotConfirmed(first, reason, startMs, startMs);
      expect(ack(1)).toMatchObject({ changed: true, contradiction: false });
      expect(message()).toMatchObject({ status: 'sent', contradiction: null });
    },
  );

  it('of a message that was called a duplicate is a contradiction', () => {
    failPending(stores.db, first, 'duplicate', startMs);
    stores.replay.replayFromLedger(
      {
        number: 1,
        token: tokenOf('lost'),
        campaign: uid,
        row: 2,
        account: testAccount,
        scopes: [textScope('hello')],
        aliases: [stores.fences.hash(`phone:${one}`)],
        random: '3EB0',
        atMs: startMs,
      },
      startMs,
    );
    expect(ack(1)).toMatchObject({ contradiction: true });
    expect(message()).toMatchObject({ status: 'sent', contradiction: 'failed:duplicate' });
  });
});

describe('whose acknowledgement it is', () => {
  it('is told by the chat that the key names, also where it is none of the ids that were resolved', () => {
    pass(claim(), lid);
    expect(ack(1, '3EB0', lid)).toMatchObject({ kind: 'recorded', changed: true });
  });

  it('is told by any single id under which the person is fenced', () => {
    pass(claim([chatId, lid]));
    expect(ack(1, '3EB0', lid)).toMatchObject({ kind: 'recorded', changed: true });
  });

  it('is not told by the random part alone: another chat does not count, nor a LID that is known to be somebody else’s', () => {
    pass(claim());
    stores.messages.failNotConfirmed(first, 'no_confirmation', startMs, startMs);
    const other = { messageId: first + 1, phone: '+447700900102', token: tokenOf('other'), scopes: scopesOf(uid) };
    expect(stores.claims.claim(claimOf(stores, { ...other, ids: [lid] }))).toBe('claimed');
    for (const remote of ['447700900999@c.us', lid]) expect(ack(1, '3EB0', remote)).toEqual({ kind: 'not_ours' });
    expect(ack(1, '3EB0', '555@lid')).toMatchObject({ kind: 'recorded', changed: true });
  });

  it('is not told by the random part alone of a test to oneself either, which has no fence', () => {
    const test = attemptOf({ token: tokenOf('test'), chatId: own });
    stores.attempts.open('test', null, test);
    pass(test.token, own);
    expect(ack(1, '3EB0', '447700900999@c.us')).toEqual({ kind: 'not_ours' });
    expect(ack(1, '3EB0', own)).toEqual({
      kind: 'recorded',
      messageId: null,
      isAnswer: false,
      changed: false,
      contradiction: false,
    });
  });
});

describe('a rejection', () => {
  it('is written down at its first moment', () => {
    pass(claim());
    stores.acks.recordRejection({ random: '3EB0', remote: chatId }, startMs + 1);
    stores.acks.recordRejection({ random: '3EB0', remote: chatId }, startMs + 2);
    expect(attempts()).toMatchObject([{ rejected: startMs + 1, outcome: 'unknown' }]);
  });

  it('that comes after the waiting time makes the message rejected', () => {
    pass(claim());
    stores.messages.failNotConfirmed(first, 'no_confirmation', startMs, startMs);
    stores.acks.recordRejection({ random: '3EB0', remote: chatId }, startMs);
    expect(message()?.reason).toBe('rejected');
  });
});

it('reading WhatsApp’s record of what belongs to no message leaves no line in any history', () => {
  const test = attemptOf({ token: tokenOf('test'), chatId: own });
  const attemptId = stores.attempts.open('test', null, test);
  pass(test.token, own);
  stores.attempts.noteReconciled(attemptId, null, startMs + 10, startMs);
  expect(stores.db.sqlite.prepare(`SELECT reconciled_count, reconcile_at_ms FROM attempt`).raw().get()).toEqual([
    1,
    startMs + 10,
  ]);
  expect(stores.db.sqlite.prepare(`SELECT count(*) FROM history WHERE what = 'reconciled'`).pluck().get()).toBe(0);
});
