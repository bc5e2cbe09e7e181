import { beforeEach, describe, expect, it } from 'vitest';
import { type ClaimRequest, Claims } from '../../../../db/messages/claims.ts';
import { noteHistory } from '../../../../db/messages/message-status.ts';
import { readMeta } from '../../../../db/meta.ts';
import { chatOf, claimOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs, testAccount } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const one = '+447700900101';
const two = '+447700900102';
const three = '+447700900103';
const lid = '12345678901234@lid';
let stores: TemporaryStores;
let ids: number[];
let uid: string;
let campaignId: number;

beforeEach(() => {
  stores = temporaryStores();
  const started = startCampaign(stores, [one, two, three]);
  ids = started.messageIds;
  campaignId = started.campaignId;
  uid = stores.campaigns.get(campaignId)?.uid ?? '';
});

const tokenAt = (index: number) => tokenOf(`token-${index}`);
const requestOf = (index: number, resolved: readonly string[], more: Partial<ClaimRequest> = {}) =>
  claimOf(stores, {
    messageId: ids[index] ?? 999,
    token: tokenAt(index),
    phone: [one, two, three][index] ?? one,
    chatId: resolved[0] ?? '',
    ids: resolved,
    scopes: scopesOf(uid),
    ...more,
  });
const claim = (index: number, resolved: readonly string[], claims = stores.claims) =>
  claims.claim(requestOf(index, resolved));
const pass = (index: number, learned: readonly string[] = []) =>
  stores.attempts.pass(
    tokenAt(index),
    { waKey: JSON.stringify({ remote: chatOf(one), random: `3EB0${index}` }), waRandom: `3EB0${index}`, ids: learned },
    { number: 7, checksum: 'seven', endByte: 0 },
    startMs,
  );
const history = (index: number) => stores.queries.message(ids[index] ?? 0)?.history.map(({ what }) => what) ?? [];
const fencesOf = (id: string) =>
  stores.db.sqlite
    .prepare(`SELECT s.name FROM fence f JOIN scope s ON s.id = f.scope_id WHERE f.alias = ? ORDER BY s.name`)
    .pluck()
    .all(stores.fences.hash(`id:${id}`));
const reconcileAt = () => stores.db.sqlite.prepare(`SELECT reconcile_at_ms FROM attempt`).pluck().get();

describe('a claim', () => {
  it('of a message that is not there is refused like one that is not pending', () => {
    expect(claim(3, [])).toBe('not_pending');
  });

  it('is in time at the latest moment of its message, and misses it a millisecond later', () => {
    const latest = `UPDATE message SET due_at_ms = 1, latest_at_ms = @ms WHERE id = @id`;
    stores.db.run(latest, { id: ids[0] ?? 0, ms: startMs });
    stores.db.run(latest, { id: ids[1] ?? 0, ms: startMs - 1 });
    expect([claim(0, [chatOf(one)]), claim(1, [chatOf(two)])]).toEqual(['claimed', 'missed']);
  });

  it('is refused where one of the chats was not read that its message was moved from', () => {
    for (const account of ['+447700900219', '+447700900220'])
      stores.db.run(`UPDATE message SET account = ? WHERE id = ?`, account, ids[0] ?? 0);
    const asked = (...chatsRead: string[]) =>
      stores.claims.claim(requestOf(0, [chatOf(one)], { account: '+447700900220', chatsRead }));
    expect([asked(), asked('+447700900219'), asked(testAccount)]).toEqual(Array(3).fill('moved_meanwhile'));
    expect(asked('+447700900219', testAccount)).toBe('claimed');
  });

  it('is refused where the operator has meanwhile said that the text is to go again', () => {
    expect(stores.claims.claim(requestOf(0, [chatOf(one)], { isInChat: true }))).toBe('in_chat');
    stores.campaigns.questions.sendAgain(campaignId, 'in_chat', startMs);
    expect(claim(0, [chatOf(one)])).toBe('not_pending');
  });

  it('asks about a stop before it asks about the text', () => {
    stores.stops.add({ ids: [lid], text: 'STOP', stopWord: 'stop', waKey: 'stop', atMs: startMs });
    const request = requestOf(0, [chatOf(one), lid], { isInChat: true });
    expect(stores.claims.claim(request)).toBe('asked_to_stop');
  });

  it('is refused for a person whom WhatsApp knows under a number on the do-not-contact list', () => {
    stores.doNotContact.add('+447700900999', '', startMs);
    expect(claim(0, [chatOf('+447700900999')])).toBe('do_not_contact');
  });

  it('is refused for a number on the do-not-contact list, whatever other number WhatsApp knows the person under', () => {
    stores.doNotContact.add(one, '', startMs);
    expect(claim(0, [chatOf('+447700900999')])).toBe('do_not_contact');
  });

  it('asks the do-not-contact list for numbers alone, never for an id', () => {
    const asked: string[] = [];
    const isBlocked = (phone: string) => {
      asked.push(phone);
      return false;
    };
    const claims = new Claims(stores.db, { ...stores, isBlocked });
    expect(claim(0, [chatOf(two), lid], claims)).toBe('claimed');
    expect(new Set(asked)).toEqual(new Set([one, two]));
  });

  it('is a duplicate when a single one of the person’s aliases is fenced', () => {
    claim(0, [chatOf(one), lid]);
    pass(0);
    stores.messages.failNotConfirmed(ids[0] ?? 0, 'no_confirmation', startMs, startMs);
    expect(claim(1, [chatOf(two), lid])).toBe('duplicate');
  });
});

describe('the opened gate', () => {
  it('fences the ids that were learned at it, in both scopes', () => {
    claim(0, [chatOf(one)]);
    expect(fencesOf(lid)).toEqual([]);
    expect(pass(0, [lid])).toBe(true);
    expect(fencesOf(lid)).toEqual([`campaign:${uid}`, 'text:hello']);
  });

  it('is written down with where the ledger stands and with a line in the history', () => {
    claim(0, [chatOf(one)]);
    pass(0);
    expect(readMeta(stores.db, 'ledger_number')).toBe('7');
    expect(readMeta(stores.db, 'ledger_checksum')).toBe('seven');
    expect(history(0)).toContain('passed');
  });
});

describe('the history', () => {
  it('has a line for what changes no status', () => {
    noteHistory(stores.db, ids[0] ?? 0, { what: 'looked', detail: 'absent', who: 'app', nowMs: startMs });
    expect(stores.queries.message(ids[0] ?? 0)?.history.at(-1)).toMatchObject({ what: 'looked', detail: 'absent' });
  });

  it.each([
    ['rejected', 'rejected'],
    ['no_confirmation', 'not_confirmed'],
  ] as const)('of a message that failed as %s says %s', (reason, what) => {
    claim(0, [chatOf(one)]);
    pass(0);
    stores.messages.failNotConfirmed(ids[0] ?? 0, reason, startMs, startMs);
    expect(history(0).at(-1)).toBe(what);
  });
});

it('when WhatsApp’s record is read next is set with the doubt, and not a second time', () => {
  claim(0, [chatOf(one)]);
  pass(0);
  expect(stores.messages.failNotConfirmed(ids[0] ?? 0, 'no_confirmation', startMs, startMs + 10)).toBe(true);
  expect(stores.messages.failNotConfirmed(ids[0] ?? 0, 'no_confirmation', startMs, startMs + 99)).toBe(false);
  expect(reconcileAt()).toBe(startMs + 10);
});

it('an attempt is closed also for a message that is not there', () => {
  claim(0, [chatOf(one)]);
  expect(stores.messages.giveUp(999, tokenAt(0), 'not_handed_over', startMs)).toBe('not_sent');
});

it('a statement is prepared once, however often it runs', () => {
  const prepare = stores.db.sqlite.prepare.bind(stores.db.sqlite);
  const seen: string[] = [];
  stores.db.sqlite.prepare = ((sql: string) => {
    seen.push(sql);
    return prepare(sql);
  }) as typeof stores.db.sqlite.prepare;
  for (let time = 0; time < 3; time += 1)
    noteHistory(stores.db, ids[0] ?? 0, { what: 'looked', detail: 'absent', who: 'app', nowMs: startMs });
  expect(seen).toHaveLength(1);
});
