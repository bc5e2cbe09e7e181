import { beforeEach, expect, it } from 'vitest';
import { countReplies } from '../../../../db/people/conversations.ts';
import { erasePerson } from '../../../../db/people/erase-person.ts';
import type { ReplyFilter, ReplyPlace } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { atOnce } from '../../../support/at-once.ts';
import { chatOf, claimOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs, testAccount } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const [farida, sam, maria] = ['+447700900101', '+447700900102', '+447700900103'] as const;
const everybody: ReplyFilter = { campaignId: null, account: null, search: '', group: 'all', order: 'longest' };

let stores: TemporaryStores;
let messageIds: readonly number[];
beforeEach(() => {
  stores = temporaryStores();
  ({ messageIds } = startCampaign(stores, [farida, sam, maria]));
  for (const [place, phone] of [farida, sam, maria].entries()) handOver(messageIds[place] ?? 0, phone, place + 1);
});

function claim(messageId: number, phone: string, number: number): string {
  const token = tokenOf(`token-${number}`);
  const scopes = { campaign: campaignScope(`${number}`), text: textScope(`${number}`) };
  const request = claimOf(stores, {
    messageId,
    phone,
    token,
    scopes,
    chatId: chatOf(phone),
    ids: [chatOf(phone)],
    nowMs: startMs,
  });
  expect(stores.claims.claim(request)).toBe('claimed');
  return token;
}
function handOver(messageId: number, phone: string, number: number): void {
  const token = claim(messageId, phone, number);
  const key = { waKey: `{"random":"R${number}"}`, waRandom: `R${number}`, ids: [chatOf(phone)] };
  stores.attempts.pass(token, key, { number, checksum: 'c', endByte: 0 }, startMs);
  stores.messages.failNotConfirmed(messageId, 'no_confirmation', startMs, startMs);
}
let keys = 0;
const reply = (phone: string, text: string, afterMs: number, stopWord: string | null = null) => {
  const said = { ids: [chatOf(phone)], text, waKey: `reply-${++keys}`, atMs: startMs + afterMs };
  if (stopWord !== null) stores.stops.add({ ...said, stopWord });
  return stores.replies.add(said);
};
const waiting = () =>
  atOnce(stores.conversations.list({ ...everybody, group: 'waiting' })).map(({ phone, waitsSinceMs }) => [
    phone,
    (waitsSinceMs ?? 0) - startMs,
  ]);
const wrote = (phone: string, random: string, afterMs: number) =>
  stores.conversations.answered([chatOf(phone)], random, startMs + afterMs);

it('who wrote back waits, the longest wait on top, until somebody writes there', () => {
  reply(sam, 'Where?', 20);
  reply(farida, 'When?', 10);
  reply(farida, 'Hello?', 30);
  expect(waiting()).toEqual([
    [farida, 10],
    [sam, 20],
  ]);
  expect(wrote(farida, 'by-hand', 40)).toEqual([messageIds[0]]);
  expect(stores.conversations.waiting()).toBe(1);
  expect(
    atOnce(stores.conversations.list(everybody)).map(({ phone, text, settled }) => [phone, text, settled]),
  ).toEqual([
    [sam, 'Where?', null],
    [farida, 'Hello?', 'answered'],
  ]);
  reply(farida, 'And one more thing', 50);
  expect(waiting()).toContainEqual([farida, 50]);
});

it('what SendOnce sends is no answer, neither while it is at the gate nor after it', () => {
  reply(farida, 'When?', 10);
  expect(wrote(farida, 'R1', 20)).toEqual([]);
  const second = startCampaign(stores, [farida], 'Second');
  const { startedAtMs } = stores.campaigns.get(second.campaignId) ?? {};
  expect(startedAtMs).toBe(startMs);
  claim(second.messageIds[0] ?? 0, farida, 9);
  expect(wrote(farida, 'not known yet', 30)).toEqual([]);
  expect(waiting()).toEqual([[farida, 10]]);
});

it('is counted as it is listed, whatever becomes of who wrote', () => {
  const isCounted = (count: number) => {
    expect(waiting()).toHaveLength(count);
    expect(stores.conversations.waiting()).toBe(count);
  };
  // A person who is on the list already never waits.
  stores.doNotContact.add(maria, '', startMs);
  for (const [place, phone] of [farida, sam, maria].entries()) reply(phone, 'Where?', place);
  isCounted(2);
  stores.doNotContact.remove(maria);
  isCounted(3);
  reply(sam, 'STOP', 10, 'stop');
  isCounted(2);
  // One is on the list and one asks to stop: deciding about that one leaves the other.
  stores.doNotContact.add(sam, '', startMs);
  stores.stops.answer(stores.stops.proposals()[0]?.id ?? 0, 'dismissed', startMs + 20);
  isCounted(2);
  stores.doNotContact.remove(sam);
  isCounted(3);
  expect(wrote(farida, 'by-hand', 40)).toEqual([messageIds[0]]);
  isCounted(2);
  stores.campaigns.cancel(stores.campaigns.all()[0]?.id ?? 0, startMs + 50);
  expect(atOnce(erasePerson(stores.db, maria, startMs + 60))).not.toBeNull();
  isCounted(1);
  expect(atOnce(stores.conversations.list(everybody)).map(({ phone }) => phone)).toEqual([sam, farida]);
});

it('the operator says that no answer is needed, and takes that back', () => {
  reply(farida, 'Thanks', 10);
  const [id = 0] = messageIds;
  const lastAtMs = atOnce(stores.conversations.list(everybody))[0]?.lastAtMs ?? 0;
  const setDone = (isDone: boolean) => stores.conversations.setDone({ id, isDone, lastAtMs }, startMs + 20);
  expect(setDone(true)).toBe(true);
  expect(setDone(true)).toBe(false);
  expect(waiting()).toEqual([]);
  expect(setDone(false)).toBe(true);
  expect(waiting()).toEqual([[farida, 10]]);
  reply(farida, 'And when?', 15);
  expect(setDone(true)).toBe(false);
  expect(waiting()).toEqual([[farida, 10]]);
});

it('all who wait and match need no answer at once, but whoever writes after the press; all are taken back at once', () => {
  reply(sam, 'Thanks!', 10);
  reply(farida, 'Thanks', 15);
  reply(maria, 'When?', 20);
  const { conversations } = stores;
  expect(atOnce(conversations.setAllDone({ ...everybody, search: 'thanks' }, startMs + 12))).toBe(1);
  expect(waiting()).toEqual([
    [farida, 15],
    [maria, 20],
  ]);
  expect(atOnce(conversations.setAllDone(everybody, startMs + 30))).toBe(2);
  expect([waiting(), conversations.waiting()]).toEqual([[], 0]);
  reply(maria, 'Hello?', 40);
  atOnce(conversations.undoAllDone(startMs + 30));
  expect(waiting()).toEqual([
    [farida, 15],
    [maria, 40],
  ]);
});

it('whoever is taken back waits as before, since the first of their replies and until the day that was said', () => {
  for (const [text, atMs] of [
    ['Hello?', 10],
    ['Are you there?', 15],
  ] as const)
    reply(farida, text, atMs);
  const [id = 0] = messageIds;
  const { conversations } = stores;
  const setDone = (isDone: boolean) => conversations.setDone({ id, isDone, lastAtMs: startMs + 15 }, startMs + 20);
  expect([setDone(true), setDone(false)]).toEqual([true, true]);
  expect(waiting()).toEqual([[farida, 10]]);
  const tomorrowMs = startMs + 24 * 3_600_000;
  conversations.setLater(id, tomorrowMs);
  expect([setDone(true), conversations.nextReminderMs(), setDone(false)]).toEqual([true, null, true]);
  expect([waiting(), conversations.nextReminderMs()]).toEqual([[], tomorrowMs]);
});

it('whoever asked to stop waits for that decision and for no answer', () => {
  reply(maria, 'STOP', 10, 'stop');
  reply(farida, 'When?', 20);
  expect(waiting()).toEqual([[farida, 20]]);
  expect(countReplies(stores.db, { campaignId: stores.campaigns.all()[0]?.id ?? 0, part: null })).toEqual({
    reached: 0,
    people: 2,
    waiting: 1,
    stopped: 1,
  });
  const [proposal] = stores.stops.proposals();
  stores.stops.answer(proposal?.id ?? 0, 'dismissed', startMs + 30);
  expect(waiting()).toEqual([
    [maria, 10],
    [farida, 20],
  ]);
  const [id = 0] = messageIds;
  stores.conversations.setLater(id, startMs + 50);
  stores.doNotContact.add(farida, '', startMs + 40);
  expect(waiting()).toEqual([[maria, 10]]);
  expect(stores.conversations.get(id)).toMatchObject({ isStopped: true, remindAtMs: null });
});

it('is found by the account that wrote to them', () => {
  reply(farida, 'Yes', 1);
  const of = (account: string) => atOnce(stores.conversations.list({ ...everybody, account }));
  expect(of(testAccount)).toMatchObject([{ phone: farida, account: testAccount }]);
  expect(of('+447700900199')).toEqual([]);
});

it('is found by name, number or words, and by campaign', () => {
  reply(farida, 'Où est-ce ?', 10);
  reply(sam, 'Where?', 20);
  const found = (search: string) =>
    atOnce(stores.conversations.list({ ...everybody, search })).map(({ phone }) => phone);
  expect(found('ou est')).toEqual([farida]);
  for (const number of ['900102', '+44 7700 900102', '07700 900-102', '+44 (0)7700 900102', '٩٠٠١٠٢'])
    expect(found(number)).toEqual([sam]);
  expect(atOnce(stores.conversations.list({ ...everybody, campaignId: 99 }))).toEqual([]);
});

/** The list as it is read in the window: each page begins behind the last row that the one before shows. */
function pagesOf(filter: ReplyFilter): string[] {
  const phones: string[] = [];
  for (let after: ReplyPlace | null = null; ; ) {
    const rows: (ReplyPlace & { phone: string })[] = atOnce(stores.conversations.list(filter, after));
    const shown = rows.slice(0, limits.repliesShown);
    phones.push(...shown.map(({ phone }) => phone));
    after = shown.at(-1) ?? null;
    if (rows.length === shown.length) return phones;
  }
}

it('of thousands who wrote back few are looked at in one go, and each is found once, in the order of the list', () => {
  const phones = Array.from({ length: 2 * limits.repliesReadAtOnce + 10 }, (_, place) => `+4477${10_000_000 + place}`);
  const { messageIds: many } = startCampaign(stores, phones);
  for (const [place, phone] of phones.entries()) {
    handOver(many[place] ?? 0, phone, 100 + place);
    reply(phone, 'Yes', 100 + place);
  }
  const search = phones.at(-3)?.slice(-5) ?? '';
  const looking = stores.conversations.list({ ...everybody, search });
  let stops = 0;
  let step = looking.next();
  for (; !step.done; step = looking.next()) stops += 1;
  // Three stretches of those who wait, and one of each other group.
  expect(stops).toBe(5);
  expect(step.value.map(({ phone }) => phone)).toEqual(phones.slice(-3, -2));
  const all = atOnce(stores.conversations.list(everybody)).map(({ phone }) => phone);
  expect(all).toEqual(phones.slice(0, limits.repliesShown + 1));
  expect(pagesOf(everybody)).toEqual(phones);
  expect(pagesOf({ ...everybody, order: 'shortest' })).toEqual(phones.toReversed());
  expect(stores.conversations.get(step.value[0]?.messageId ?? 0)).toEqual(step.value[0]);
  expect(atOnce(stores.conversations.setAllDone(everybody, startMs + phones.length + 100))).toBe(phones.length);
  expect(stores.conversations.waiting()).toBe(0);
});
