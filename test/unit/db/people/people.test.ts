import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { brokenInvariant } from '../../../../db/folder/invariants.ts';
import { otherNumbers } from '../../../../db/people/audiences.ts';
import { erasePeople } from '../../../../db/people/erase.ts';
import { erasePerson } from '../../../../db/people/erase-person.ts';
import { conditionsSql } from '../../../../db/people/person-filter-sql.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { type Condition, everybody, type PersonFilter } from '../../../../domain/people/person-filter.ts';
import { atOnce } from '../../../support/at-once.ts';
import { chatOf, claimOf, tokenOf } from '../../../support/attempts.ts';
import { live, livedPhones } from '../../../support/lived-database.ts';
import { knowPeople, makeReady } from '../../../support/make-ready.ts';
import { quickSchedule } from '../../../support/schedules.ts';
import { addList, startCampaign, startMs, testAccount } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';
import { statementsOf } from '../../../support/watched-statements.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const [first, second, third, last] = livedPhones;

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

function know(): void {
  knowPeople(stores.knownPeople);
}

/** The numbers of the people who fit, as their newest list has them. */
function whoFits(given: Partial<PersonFilter> | readonly Condition[], nowMs = startMs + dayMs): string[] {
  const filter = { ...everybody, ...('length' in given ? { conditions: [...given] } : given) };
  const ids = [...stores.people.ids(filter, nowMs)].flat();
  return stores.people
    .rows(ids)
    .map(({ phone }) => phone)
    .sort();
}

function countOf(conditions: readonly Condition[], most: number): number | null {
  return stores.people.count({ ...everybody, conditions: [...conditions] }, startMs + dayMs, most);
}

function idOf(phone: string): number {
  return [...stores.people.ids(everybody, startMs)].flat().find((id) => stores.people.phones(id).includes(phone)) ?? 0;
}

function keepList(phones: readonly string[]): number {
  const listId = addList(stores, phones);
  const list = stores.lists.get(listId);
  const save = list && stores.savedLists.save(list, `List ${listId}`, startMs);
  for (let step = save?.next(); step; step = save?.next()) if (step.done) return step.value;
  return 0;
}

/** Hands a message over under these ids of its person. */
function handOver(messageId: number, phone: string, ids: readonly string[], account = testAccount): void {
  // That they heard from another campaign today is already known.
  stores.db.run(`UPDATE campaign SET contacts_answer = 'send', contacts_answered_at_ms = ?`, startMs + 1_000);
  const scopes = { campaign: campaignScope(`${messageId}`), text: textScope(`text of ${messageId}`) };
  const token = tokenOf(`token-${messageId}`);
  expect(stores.claims.claim(claimOf(stores, { messageId, phone, token, ids, scopes, account }))).toBe('claimed');
  const random = `M${messageId}`;
  const waKey = JSON.stringify({ serialized: `true_${ids[0]}_${random}`, remote: ids[0] });
  const ledger = { number: messageId, checksum: 'c', endByte: 0 };
  stores.attempts.pass(token, { waKey, waRandom: random, ids }, ledger, startMs + messageId);
  stores.acks.recordAck({ random, remote: ids[0] ?? '', ack: 1 }, startMs + messageId);
}

describe('people', () => {
  it('are whoever stands on a list that is kept or sent to, each once whatever the variant of their number', () => {
    addList(stores, ['+447700900190']);
    keepList([first, '+5511987654321']);
    startCampaign(stores, [first, '+551187654321']);
    know();
    expect(whoFits({})).toEqual([first, '+551187654321'].sort());
    expect(stores.people.total()).toBe(2);
    expect(stores.people.phones(idOf('+551187654321'))).toEqual(['+551187654321', '+5511987654321']);
  });

  it('are one where WhatsApp knows two numbers by the same id, with the tags of both, also by way of a third', () => {
    const phones = [first, second, third];
    const messageIds = phones.flatMap((phone) => startCampaign(stores, [phone]).messageIds);
    know();
    for (const [place, phone] of phones.entries()) stores.tags.give(stores.tags.named(`tag ${place}`), [idOf(phone)]);
    const ids = [['10@lid'], ['10@lid', '20@lid'], ['20@lid']];
    for (const [place, messageId] of messageIds.entries()) {
      const phone = phones[place] ?? '';
      handOver(messageId, phone, [chatOf(phone), ...(ids[place] ?? [])]);
    }
    know();
    expect(stores.people.total()).toBe(1);
    expect(stores.people.phones(idOf(first)).sort()).toEqual(phones);
    expect(stores.people.rows([idOf(first)])[0]?.tags).toEqual(['tag 0', 'tag 1', 'tag 2']);
    // A later list has both numbers as one person's.
    keepList([third]);
    know();
    expect(stores.people.total()).toBe(1);
  });

  it('are one by a person’s word, and two again with what each got and said, but for numbers that WhatsApp knows as one', () => {
    const { campaignId } = live(stores);
    know();
    stores.replies.add({ ids: [chatOf(first)], text: 'Gladly', waKey: null, atMs: startMs + 50 });
    stores.tags.give(stores.tags.named('driver'), [idOf(first)]);
    const kept = stores.knownPeople.join([idOf(third), idOf(first)]);
    expect(stores.people.detail(kept)).toMatchObject({
      tags: ['driver'],
      repliedAtMs: startMs + 50,
      heardAtMs: startMs,
      phones: [
        { phone: third, isPartable: true },
        { phone: first, isPartable: true },
      ],
    });
    expect(whoFits([{ kind: 'got', is: true, campaignIds: [campaignId] }])).toEqual([third]);
    expect(stores.knownPeople.part(kept, third)).toBe(true);
    expect(stores.knownPeople.part(kept, first)).toBe(false);
    expect(stores.people.detail(idOf(first))).toMatchObject({
      tags: ['driver'],
      heardAtMs: startMs,
      repliedAtMs: startMs + 50,
    });
    expect(stores.people.detail(idOf(third))).toMatchObject({ tags: ['driver'], heardAtMs: null, repliedAtMs: null });
    const [saoPaulo, short] = ['+5511987654321', '+551187654321'];
    keepList([short]);
    know();
    stores.knownPeople.join([idOf(short), idOf(first)]);
    for (const written of [saoPaulo, short]) expect(otherNumbers(stores.db, written)).toEqual([first]);
    expect(stores.knownPeople.part(idOf(short), first)).toBe(true);
    // A later list has each by its own number, and the rows agree with the people.
    keepList([first, third]);
    know();
    expect(stores.people.total()).toBe(livedPhones.length + 1);
    expect(brokenInvariant(stores.db)).toBeNull();
  });

  it('cannot be parted from the only number that a list has of them, and none stays behind without a list', () => {
    keepList([first]);
    const listId = keepList([third]);
    know();
    const kept = stores.knownPeople.join([idOf(first), idOf(third)]);
    stores.savedLists.unname(listId);
    stores.savedLists.hideUnused(listId);
    atOnce(stores.savedLists.dropHidden(listId));
    expect(stores.people.detail(kept)?.phones).toEqual([{ phone: first, isPartable: false }]);
    expect(stores.knownPeople.part(kept, first)).toBe(false);
    expect([stores.people.total(), whoFits({})]).toEqual([1, [first]]);
  });

  it('cannot be parted where a message went to two numbers under one id', () => {
    const messageIds = [first, second].flatMap((phone) => startCampaign(stores, [phone]).messageIds);
    for (const [place, phone] of [first, second].entries())
      handOver(messageIds[place] ?? 0, phone, [chatOf(phone), '10@lid']);
    know();
    expect(stores.people.detail(idOf(first))?.phones).toEqual([
      { phone: second, isPartable: false },
      { phone: first, isPartable: false },
    ]);
    expect(stores.knownPeople.part(idOf(first), second)).toBe(false);
  });

  it('show when they wrote, however much later that was heard of, and stand in that order', () => {
    live(stores);
    const hourMs = 60 * 60_000;
    const heardOf = (phone: string, text: string, writtenAtMs: number) =>
      stores.replies.add({ ids: [chatOf(phone)], text, waKey: null, atMs: startMs + 60 * hourMs, writtenAtMs });
    heardOf(first, 'On Sunday', startMs + 20 * hourMs);
    know();
    heardOf(second, 'On Saturday', startMs + 2 * hourMs);
    const shown = () => stores.people.rows([idOf(first), idOf(second)]).map(({ repliedAtMs }) => repliedAtMs);
    expect(shown()).toEqual([startMs + 20 * hourMs, startMs + 2 * hourMs]);
    const sorted = atOnce(stores.people.sorted(everybody, { by: 'replied', descending: true }, startMs));
    expect(sorted.slice(0, 2)).toEqual([idOf(first), idOf(second)]);
    const kept = stores.knownPeople.join([idOf(third), idOf(first)]);
    expect(stores.people.detail(kept)?.repliedAtMs).toBe(startMs + 20 * hourMs);
    stores.knownPeople.part(kept, third);
    expect(shown()).toEqual([startMs + 20 * hourMs, startMs + 2 * hourMs]);
  });

  it('know what went to and fro, also of what was sent before they were taken', () => {
    const lived = live(stores);
    stores.replies.add({ ids: [chatOf(first)], text: 'Gladly, José', waKey: null, atMs: startMs + 50 });
    know();
    stores.replies.add({ ids: [chatOf(second)], text: 'Who is this?', waKey: null, atMs: startMs + 60 });
    const detail = stores.people.detail(idOf(first));
    expect(detail).toMatchObject({ heardAtMs: startMs, repliedAtMs: startMs + 50, phone: first, name: 'Person 1' });
    expect(detail?.sent).toMatchObject([
      { messageId: lived.sent, status: 'sent', replies: [{ text: 'Gladly, José' }] },
    ]);
    expect(detail?.columns).toContainEqual({ header: 'First', value: 'First1' });
    expect(stores.people.rows([idOf(second)])).toMatchObject([{ heardAtMs: startMs, repliedAtMs: startMs + 60 }]);
    // A message that certainly did not leave does not count as one that they heard.
    expect(stores.people.rows([idOf(third)])).toMatchObject([{ heardAtMs: null, repliedAtMs: null }]);
  });

  it('are found by name and number, in whichever list', () => {
    keepList([first, second]);
    startCampaign(stores, [third, last]);
    know();
    makeReady(stores.searchIndex);
    expect(whoFits({ search: 'person 2' })).toEqual([second, last]);
    expect(whoFits({ search: '900103' })).toEqual([third]);
    expect(whoFits({ search: 'nobody' })).toEqual([]);
  });

  it('are sorted by what their row says, whoever came last first among the same, and whoever has nothing before the others', () => {
    live(stores);
    keepList(['+447700900150']);
    know();
    stores.replies.add({ ids: [chatOf(first)], text: 'Gladly', waKey: null, atMs: startMs + 50 });
    const sorted = (by: 'name' | 'phone' | 'heard' | 'replied', descending = false) =>
      stores.people
        .rows(atOnce(stores.people.sorted(everybody, { by, descending }, startMs)))
        .map(
          ({ name, phone, heardAtMs, repliedAtMs }) =>
            ({ name, phone, heard: heardAtMs ?? 0, replied: repliedAtMs ?? 0 })[by],
        );
    for (const by of ['name', 'phone', 'heard', 'replied'] as const) {
      const ordered = [...sorted(by)].sort((one, other) => (one < other ? -1 : Number(one > other)));
      expect(sorted(by)).toEqual(ordered);
      expect(sorted(by, true)).toEqual(ordered.toReversed());
    }
    const [newest = 0, ...others] = [...stores.people.ids(everybody, startMs)].flat();
    expect(atOnce(stores.people.sorted(everybody, { by: 'replied', descending: true }, startMs))).toEqual([
      idOf(first),
      ...[newest, ...others].filter((id) => id !== idOf(first)),
    ]);
  });

  it('leave nothing of themselves when they are erased, one by one or with an old list', () => {
    const { campaignId } = live(stores);
    know();
    stores.tags.give(stores.tags.named('Quillanthes'), [idOf(last)]);
    stores.tags.give(stores.tags.named('everyone'), [idOf(first), idOf(last)]);
    atOnce(erasePerson(stores.db, last, startMs));
    expect(stores.tags.all()).toMatchObject([{ name: 'everyone', people: 1 }]);
    expect(whoFits({})).toEqual([first, second, third]);
    for (const trace of ['Quillanthes', '447700900104'])
      expect(readFileSync(stores.db.file).toString('latin1')).not.toContain(trace);
    stores.campaigns.move(campaignId, 'running', 'finished', startMs);
    Array.from(erasePeople(stores.db, startMs + 1, startMs + 2));
    expect(stores.people.total()).toBe(0);
    expect(stores.db.value(`SELECT count(*) FROM person_number`)).toBe(0);
    expect(stores.tags.all()).toEqual([]);
    // They are not taken again either.
    know();
    expect(stores.people.total()).toBe(0);
  });

  it('lose the number that is erased, and are somebody still by another one', () => {
    const messageIds = [first, second].flatMap((phone) => startCampaign(stores, [phone]).messageIds);
    for (const [place, phone] of [first, second].entries())
      handOver(messageIds[place] ?? 0, phone, [chatOf(phone), '10@lid']);
    know();
    expect(stores.people.total()).toBe(1);
    atOnce(erasePerson(stores.db, first, startMs));
    expect(stores.db.values(`SELECT variant_key FROM person_number`)).toEqual([second]);
    expect(whoFits({})).toEqual([second]);
  });
});

describe('filters', () => {
  it('say in words who got what, who did not answer, who heard nothing and who is on no list', () => {
    const { campaignId } = live(stores);
    const listId = keepList([first, '+447700900150']);
    know();
    const volunteer = stores.tags.named('volunteer');
    stores.tags.give(volunteer, [idOf(first), idOf(second)]);
    stores.replies.add({ ids: [chatOf(first)], text: 'Gladly, JOSÉ', waKey: null, atMs: startMs + 50 });
    const got: Condition & { kind: 'got' } = { kind: 'got', is: true, campaignIds: [campaignId] };
    const answered = { kind: 'answered', is: true, word: '' } as const;
    expect(whoFits([{ kind: 'tagged', is: true, tagIds: [volunteer] }])).toEqual([first, second]);
    expect(whoFits([{ kind: 'tagged', is: false, tagIds: [volunteer] }])).toEqual([third, last, '+447700900150']);
    expect(whoFits([got])).toEqual([first]);
    // A person who may have got it is not listed among those who got none.
    expect(whoFits([{ ...got, is: false }])).toEqual([third, last, '+447700900150']);
    expect(whoFits([answered])).toEqual([first]);
    expect(whoFits([got, { ...answered, is: false }])).toEqual([]);
    expect(whoFits([{ ...answered, word: 'jose' }])).toEqual([first]);
    expect(whoFits([{ ...answered, word: 'stop' }])).toEqual([]);
    // A part of a word is another word.
    expect(whoFits([{ ...answered, word: 'glad' }])).toEqual([]);
    expect(whoFits([{ ...answered, word: ', j' }])).toEqual([]);
    expect(whoFits([{ ...answered, word: '!' }])).toEqual([]);
    expect(whoFits([{ kind: 'onList', is: true, listIds: [listId] }])).toEqual([first, '+447700900150']);
    expect(whoFits([{ kind: 'onList', is: false, listIds: [listId] }])).toEqual([second, third, last]);
    expect(whoFits([{ kind: 'quiet', days: 2 }])).toEqual([third, last, '+447700900150']);
    expect(whoFits([{ kind: 'quiet', days: 2 }], startMs + 3 * dayMs)).toHaveLength(5);
  });

  it('ask all of their conditions of whoever is searched for, each person on one page', () => {
    const phones = Array.from({ length: 130 }, (_, index) => `+4477009${String(10_000 + index)}`);
    keepList(phones);
    know();
    makeReady(stores.searchIndex);
    const tagId = stores.tags.named('some');
    stores.tags.give(tagId, phones.slice(0, 3).map(idOf));
    const conditions: Condition[] = [{ kind: 'tagged', is: true, tagIds: [tagId] }];
    expect(whoFits({ conditions, search: 'person' })).toEqual(phones.slice(0, 3));
    // Without the leading zeros it is too short for the index, so each row is compared.
    expect(whoFits({ conditions, search: '002' })).toEqual([phones[2]]);
    const filter = { ...everybody, search: 'person' };
    const first = stores.people.page(filter, null, startMs);
    const second = stores.people.page(filter, first.next, startMs);
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(130);
    expect(first.people.length + second.people.length).toBe(130);
  });

  it('take nobody for one who got a campaign, or answered it, before they did', () => {
    const { campaignId, messageIds } = startCampaign(stores, [first, second, third]);
    const other = startCampaign(stores, [second]);
    know();
    const [one = 0, two = 0, three = 0] = messageIds;
    handOver(one, first, [chatOf(first)]);
    handOver(two, second, [chatOf(second)]);
    handOver(other.messageIds[0] ?? 0, second, [chatOf(second)]);
    stores.replies.add({ ids: [chatOf(second)], text: 'Yes', waKey: null, atMs: startMs + 50 });
    const scopes = { campaign: campaignScope('3'), text: textScope('three') };
    const token = tokenOf('on its way');
    expect(stores.claims.claim(claimOf(stores, { messageId: three, phone: third, token, scopes }))).toBe('claimed');
    const got: Condition & { kind: 'got' } = { kind: 'got', is: true, campaignIds: [campaignId] };
    expect(whoFits([got])).toEqual([first, second]);
    expect(whoFits([{ ...got, is: false }])).toEqual([]);
    expect(whoFits([{ kind: 'account', is: true, accounts: [testAccount] }])).toEqual([first, second]);
    // Their words were written after the other campaign.
    expect(whoFits([got, { kind: 'answered', is: true, word: '' }])).toEqual([]);
    expect(whoFits([got, { kind: 'answered', is: true, word: 'yes' }])).toEqual([]);
  });

  it('know which account wrote to somebody last, and who was never written to', () => {
    const phones = [first, second, third];
    const clinic = '+447700900121';
    const from = (account: string, to: readonly string[]) =>
      startCampaign(stores, to, `From ${account}`, quickSchedule, account).messageIds;
    const [early = 0, only = 0] = from(testAccount, phones);
    const [late = 0] = from(clinic, [first]);
    know();
    handOver(early, first, [chatOf(first)]);
    handOver(only, second, [chatOf(second)]);
    handOver(late, first, [chatOf(first)], clinic);
    const accounts = stores.people.rows(phones.map(idOf)).map(({ account }) => account);
    expect(accounts).toEqual([clinic, testAccount, null]);
    expect(whoFits([{ kind: 'account', is: true, accounts: [clinic] }])).toEqual([first]);
    expect(whoFits([{ kind: 'account', is: true, accounts: [clinic, testAccount] }])).toEqual([first, second]);
    expect(whoFits([{ kind: 'account', is: false, accounts: [clinic] }])).toEqual([second, third]);
  });

  it('find who may be one person twice, by their whole name in whichever order, until a person says so', () => {
    const names = { [first]: 'José da Silva', [second]: 'SILVA, Jose da', [third]: 'Ann', [last]: 'Ann' };
    const phones = Object.keys(names);
    keepList(phones);
    for (const [phone, name] of Object.entries(names))
      stores.db.run(`UPDATE recipient SET name = ? WHERE phone = ?`, name, phone);
    know();
    expect(whoFits([{ kind: 'twice', is: true }])).toEqual([first, second].sort());
    expect(whoFits([{ kind: 'twice', is: false }])).toEqual([third, last].sort());
    stores.knownPeople.join([idOf(first), idOf(second)]);
    expect(whoFits([{ kind: 'twice', is: true }])).toEqual([]);
  });

  it('count nobody for a tag that is gone', () => {
    keepList([first]);
    know();
    const tagId = stores.tags.named('once');
    stores.tags.give(tagId, [idOf(first)]);
    Array.from(stores.tags.change('ONCE', false, [[idOf(first)]]));
    expect(stores.tags.all()).toEqual([]);
    expect(whoFits([{ kind: 'tagged', is: true, tagIds: [tagId] }])).toEqual([]);
  });

  it('fit whoever fits all of their conditions, whichever of these is gone along', () => {
    const { campaignId } = live(stores);
    const listId = keepList([first, third, '+447700900150']);
    know();
    const tagId = stores.tags.named('some');
    stores.tags.give(tagId, [idOf(first), idOf(third)]);
    stores.replies.add({ ids: [chatOf(second)], text: 'Yes', waKey: null, atMs: startMs + 50 });
    stores.replies.add({ ids: [chatOf(first)], text: 'No', waKey: null, atMs: startMs + 50 });
    const is = fc.boolean();
    const condition = fc.oneof(
      fc.record({ kind: fc.constant('tagged' as const), is, tagIds: fc.constant([tagId] as number[]) }),
      fc.record({ kind: fc.constant('got' as const), is, campaignIds: fc.constant([campaignId] as number[]) }),
      fc.record({ kind: fc.constant('onList' as const), is, listIds: fc.constant([listId] as number[]) }),
      fc.record({ kind: fc.constant('quiet' as const), days: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('answered' as const), is, word: fc.constantFrom('', 'yes') }),
    );
    // An answer counts for all the campaigns that are asked about.
    const isAsked = (one: Condition) => one.kind === 'got' && one.is;
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), (conditions) => {
        const got = conditions.filter(isAsked);
        const each = conditions.map((one) => new Set(whoFits(one.kind === 'answered' ? [one, ...got] : [one])));
        const fitting = whoFits(conditions);
        expect(fitting).toEqual(whoFits(got).filter((phone) => each.every((those) => those.has(phone))));
        for (const most of [0.1, 1, 3, Number.POSITIVE_INFINITY])
          expect([null, fitting.length]).toContain(countOf(conditions, most));
        expect(countOf(conditions, Number.POSITIVE_INFINITY)).toBe(fitting.length);
      }),
    );
  });

  it('are counted by whoever they leave out, where these are few', () => {
    const phones = Array.from({ length: 60 }, (_, index) => `+4477009${String(10_000 + index)}`);
    const { campaignId } = startCampaign(stores, phones);
    const listId = keepList(phones.slice(0, 2));
    know();
    const tagId = stores.tags.named('some');
    stores.tags.give(tagId, [idOf(phones[2] ?? '')]);
    const none: Condition[] = [
      { kind: 'tagged', is: false, tagIds: [tagId] },
      { kind: 'onList', is: false, listIds: [listId] },
      { kind: 'answered', is: false, word: '' },
    ];
    expect(countOf(none, 4)).toBe(57);
    // All people are on its list, so each has to be looked up.
    expect(countOf([...none, { kind: 'got', is: false, campaignIds: [campaignId] }], 4)).toBeNull();
  });

  it.each([true, false])('look for the messages of a person and never for those of a campaign: %s', (is) => {
    const answered = { kind: 'answered', is, word: 'yes' } as const;
    const wrote: Condition = { kind: 'account', is, accounts: [testAccount] };
    const asked: Condition[] = [{ kind: 'got', is, campaignIds: [1] }, answered, wrote];
    const { where, values } = conditionsSql(stores.db, asked, startMs);
    const sql = `EXPLAIN QUERY PLAN SELECT p.id FROM person p WHERE ${where.join(' AND ')}`;
    const steps = stores.db.all<{ detail: string }>(sql, values).filter(({ detail }) => / m\b/.test(detail));
    expect(steps.length).toBeGreaterThan(2);
    for (const { detail } of steps) expect(detail).toMatch(/INDEX message_(?:person|recipient) \(recipient_id=\?\)/);
  });

  it('tag the people of a list by what stands in a column', () => {
    const listId = keepList([first, second]);
    know();
    const tagOf = new Map([['first1', stores.tags.named('one')]]);
    Array.from(stores.tags.giveByColumn(listId, 2, tagOf, 1));
    expect(stores.people.rows([idOf(second), idOf(first)])).toMatchObject([{ tags: [] }, { tags: ['one'] }]);
  });

  it('that are kept still mean a tag that nobody had for a while', () => {
    keepList([first, second]);
    know();
    const { tags } = stores;
    atOnce(tags.change('away', true, [[idOf(first)]]));
    const notAway: Condition = { kind: 'tagged', is: false, tagIds: [tags.named('away')] };
    tags.keep('Here', { conditions: [notAway], search: '' });
    expect(whoFits([notAway])).toEqual([second]);
    atOnce(tags.change('away', false, [[idOf(first)]]));
    atOnce(tags.change('away', true, [[idOf(second)]]));
    expect(whoFits(tags.kept()[0]?.filter ?? everybody)).toEqual([first]);
    // A tag that nobody has and no filter names is gone.
    tags.forget(tags.kept()[0]?.id ?? 0);
    atOnce(tags.change('away', false, [[idOf(second)]]));
    expect(tags.all()).toEqual([]);
  });

  it('are kept under a name', () => {
    const filter = { conditions: [{ kind: 'quiet', days: 90 }], search: '' } as const satisfies PersonFilter;
    stores.tags.keep('Quiet', everybody);
    stores.tags.keep('Quiet', filter);
    expect(stores.tags.kept()).toMatchObject([{ name: 'Quiet', filter }]);
    stores.tags.forget(stores.tags.kept()[0]?.id ?? 0);
    expect(stores.tags.kept()).toEqual([]);
  });
});

it('who heard nothing for long are looked up where they are few, and everybody is gone along where they are many', async () => {
  const insert = stores.db.sqlite.prepare(`INSERT INTO person (since_ms, heard_ms) VALUES (?, ?)`);
  const quiet: PersonFilter = { conditions: [{ kind: 'quiet', days: 90 }], search: '' };
  const nowMs = startMs + 100 * dayMs;
  const asked = async () => {
    const seen = await statementsOf(stores.db, () => void stores.people.page(quiet, null, nowMs));
    return seen.filter((sql) => sql.includes('@looked')).map((sql) => sql.includes('INDEXED BY person_heard'));
  };
  stores.db.immediate(() => {
    for (let place = 0; place < 19_999; place += 1) insert.run(startMs, place % 2 === 0 ? null : startMs);
    for (let place = 0; place < 1_000; place += 1) insert.run(startMs, nowMs);
  });
  expect(new Set(await asked())).toEqual(new Set([true]));
  expect([...stores.people.ids(quiet, nowMs)].flat()).toHaveLength(19_999);
  insert.run(startMs, null);
  expect(new Set(await asked())).toEqual(new Set([false]));
  expect([...stores.people.ids(quiet, nowMs)].flat()).toHaveLength(20_000);
});
