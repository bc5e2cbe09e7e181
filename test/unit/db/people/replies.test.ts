import { beforeEach, describe, expect, it } from 'vitest';
import { brokenInvariant } from '../../../../db/folder/invariants.ts';
import { limits } from '../../../../domain/limits.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { idAliases } from '../../../../domain/people/alias.ts';
import { chatOf, claimOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const [farida, sam, maria] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const faridaLid = '998877665544@lid';

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

let sends = 0;
/** Hands a message over, under the ids by which WhatsApp knows the person. */
function handOver(messageId: number, phone: string, scope: string, nowMs: number, ids = [chatOf(phone)]): void {
  const token = tokenOf(`token-${++sends}`);
  const scopes = { campaign: campaignScope(scope), text: textScope(scope) };
  const claim = claimOf(stores, { messageId, phone, token, scopes, chatId: ids[0] ?? '', ids, nowMs });
  expect(stores.claims.claim(claim)).toBe('claimed');
  const key = { waKey: `{"random":"R${sends}"}`, waRandom: `R${sends}`, ids };
  expect(stores.attempts.pass(token, key, { number: sends, checksum: 'c', endByte: 0 }, nowMs)).toBe(true);
  stores.messages.failNotConfirmed(messageId, 'no_confirmation', nowMs, nowMs);
}
const reply = (ids: readonly string[], text: string, stopWord: string | null = null, waKey: string | null = null) => {
  const said = { ids, text, waKey, atMs: startMs + 1_000 };
  if (stopWord !== null) stores.stops.add({ ...said, stopWord });
  return stores.replies.add(said);
};

describe('a reply', () => {
  it('belongs to the last message that its person was handed, under any id that was ever learned', () => {
    const first = startCampaign(stores, [farida, sam], 'One');
    const second = startCampaign(stores, [farida, sam], 'Two');
    const [oneToFarida = 0, oneToSam = 0] = first.messageIds;
    const [twoToFarida = 0] = second.messageIds;
    handOver(oneToFarida, farida, 'one', startMs, [faridaLid, chatOf(farida)]);
    handOver(oneToSam, sam, 'one', startMs + 10);
    expect(reply([faridaLid], 'Thanks')).toBe(oneToFarida);
    handOver(twoToFarida, farida, 'two', startMs + 20);
    expect(reply([chatOf(farida)], 'Again?')).toBe(twoToFarida);
    expect(reply([faridaLid, chatOf(farida)], 'Hello?')).toBe(twoToFarida);
    expect(stores.replies.of(twoToFarida).map(({ text }) => text)).toEqual(['Again?', 'Hello?']);
    const [row] = stores.queries.rows([twoToFarida]);
    expect(row?.replyCount).toBe(2);
    expect(stores.queries.rows([oneToSam])[0]?.replyCount).toBe(0);
  });

  it('whose event comes twice is kept once, also when its sender goes by another id the second time', () => {
    const { messageIds } = startCampaign(stores, [farida]);
    const [toFarida = 0] = messageIds;
    handOver(toFarida, farida, 'one', startMs, [faridaLid, chatOf(farida)]);
    expect(reply([chatOf(farida)], 'stop', 'stop', '3EB0AA')).toBe(toFarida);
    expect(reply([faridaLid], 'stop', 'stop', '3EB0AA')).toBeNull();
    expect(reply([faridaLid], 'stop', 'stop', '3EB0AB')).toBe(toFarida);
    reply([faridaLid], 'Hello');
    reply([faridaLid], 'Hello');
    expect(stores.replies.of(toFarida).map(({ text }) => text)).toEqual(['stop', 'stop', 'Hello', 'Hello']);
  });

  it('of whoever writes without end is kept where it is one of the newest, and all are counted', () => {
    const { messageIds } = startCampaign(stores, [farida]);
    const [toFarida = 0] = messageIds;
    handOver(toFarida, farida, 'one', startMs);
    for (let count = 1; count <= limits.repliesKept + 3; count += 1) reply([chatOf(farida)], `${count}`);
    const kept = stores.replies.of(toFarida).map(({ text }) => Number(text));
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([limits.repliesKept, 4, limits.repliesKept + 3]);
    expect(stores.queries.rows([toFarida])[0]?.replyCount).toBe(limits.repliesKept + 3);
    expect(brokenInvariant(stores.db)).toBeNull();
  });

  it('of somebody to whom nothing was handed is not kept at all', () => {
    const { messageIds } = startCampaign(stores, [farida, sam]);
    handOver(messageIds[0] ?? 0, farida, 'one', startMs);
    expect(reply([chatOf(sam)], 'Who is this?')).toBeNull();
    expect(reply(['447700900999@c.us'], 'Lunch?')).toBeNull();
    expect(stores.db.sqlite.prepare('SELECT count(*) FROM reply').pluck().get()).toBe(0);
  });
});

describe('a stop word', () => {
  it('proposes its person once, with the newest words, and puts nobody on the list by itself', () => {
    const { messageIds } = startCampaign(stores, [farida, maria]);
    handOver(messageIds[0] ?? 0, farida, 'one', startMs);
    handOver(messageIds[1] ?? 0, maria, 'one', startMs);
    reply([chatOf(farida)], 'stop', 'stop');
    reply([chatOf(maria)], 'baja', 'baja');
    reply([chatOf(farida)], 'I said STOP', 'stop');
    reply([chatOf(farida)], 'thanks');
    expect(stores.stops.proposals()).toEqual([
      expect.objectContaining({ phone: farida, name: 'Person 1', text: 'I said STOP', stopWord: 'stop' }),
      expect.objectContaining({ phone: maria, text: 'baja' }),
    ]);
    expect(stores.doNotContact.isBlocked(farida)).toBe(false);
  });

  it('of whoever writes without end is kept where it is one of the newest, under every id that was learned', () => {
    const rows = () => stores.db.value<number>('SELECT count(*) FROM stop');
    reply([chatOf(farida), faridaLid], 'stop', 'stop');
    for (let count = 1; count <= limits.stopsKept; count += 1) reply([chatOf(farida)], `stop ${count}`, 'stop');
    for (let count = 0; count <= limits.stopsKept; count += 1) reply(['1@lid'], 'stop', 'stop');
    reply([chatOf(sam)], 'stop', 'stop');
    expect(rows()).toBe(2 * limits.stopsKept + 1);
    expect(stores.stops.openPeople()).toBe(stores.stops.proposals().length);
    expect(stores.stops.proposals().map(({ text }) => text)).toContain(`stop ${limits.stopsKept}`);
    expect(stores.stops.standing([...idAliases(faridaLid)].map((alias) => stores.fences.hash(alias)))).toBe('open');
  });

  it('is answered for the person, and asked again only when they write again', () => {
    const { messageIds } = startCampaign(stores, [farida]);
    handOver(messageIds[0] ?? 0, farida, 'one', startMs);
    reply([chatOf(farida)], 'stop', 'stop');
    reply([chatOf(farida)], 'stop!', 'stop');
    const [proposal] = stores.stops.proposals();
    stores.stops.answer(proposal?.id ?? 0, 'dismissed', startMs);
    expect(stores.stops.proposals()).toEqual([]);
    expect(stores.stops.person(proposal?.id ?? 0)).toBeUndefined();
    reply([chatOf(farida)], 'STOP', 'stop');
    expect(stores.stops.proposals()).toHaveLength(1);
  });
});

it('numbers of a file are added once, and notes that are there stay', () => {
  stores.doNotContact.add(farida, 'Asked by mail', startMs);
  const numbers = [farida, sam, sam].map((phone) => ({ phone, note: 'from the file' }));
  expect(stores.doNotContact.addAll(numbers, startMs)).toBe(1);
  expect(stores.doNotContact.list().map(({ phone, note }) => [phone, note])).toEqual([
    [farida, 'Asked by mail'],
    [sam, 'from the file'],
  ]);
});
