import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { erasePeople } from '../../../../db/people/erase.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { parsePhone } from '../../../../domain/phone/phone.ts';
import { atOnce } from '../../../support/at-once.ts';
import { chatOf, claimOf, tokenOf } from '../../../support/attempts.ts';
import { cancelAtOnce, startAtOnce, startCampaign, startMs, testAccount } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const [farida, sam] = ['+447700900101', '+447700900102'] as const;
const dayMs = 86_400_000;
const laterMs = startMs + 40 * dayMs;
const scopes = { campaign: campaignScope('one'), text: textScope('one') };

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

let tokens = 0;
function claim(messageId: number, phone: string, campaign = scopes.campaign) {
  const token = tokenOf(`token-${++tokens}`);
  const body = `Hello ${phone}`;
  const claimed = stores.claims.claim(
    claimOf(stores, { messageId, phone, token, body, scopes: { ...scopes, campaign } }),
  );
  return { claimed, token, ids: [chatOf(phone)] };
}

/**
 * A campaign for two people: one message handed over and in doubt, one closed before the gate; and what the people
 * wrote back.
 */
function runCampaign() {
  const { campaignId, messageIds } = startCampaign(stores, [farida, sam]);
  const [first = 0, second = 0] = messageIds;
  const { token, ids } = claim(first, farida);
  const waKey = JSON.stringify({ remote: ids[0], random: 'R1' });
  stores.attempts.pass(token, { waKey, waRandom: 'R1', ids }, { number: 1, checksum: 'c', endByte: 0 }, startMs);
  stores.messages.failNotConfirmed(first, 'no_confirmation', startMs, startMs + 10);
  const unsent = claim(second, sam);
  stores.messages.giveUp(second, unsent.token, 'not_handed_over', startMs);
  stores.campaigns.finishDone(startMs);
  return { campaignId, first, second, ids };
}
const erase = (endedBeforeMs = laterMs - 30 * dayMs) => atOnce(erasePeople(stores.db, endedBeforeMs, laterMs));
const reply = (ids: readonly string[], stopWord: string | null) => {
  const said = { ids, text: 'My name is Farida', waKey: null, atMs: startMs };
  if (stopWord !== null) stores.stops.add({ ...said, stopWord });
  return stores.replies.add(said);
};
/** Every text in the database, from all tables. */
function everything(): string {
  const tables = stores.db.sqlite
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
    .pluck()
    .all() as string[];
  return tables.map((table) => JSON.stringify(stores.db.sqlite.prepare(`SELECT * FROM ${table}`).all())).join('\n');
}

describe('erasing people', () => {
  it('leaves no name, number, cell, text or reply in the database or its file, and keeps what happened', () => {
    const { campaignId, first, second, ids } = runCampaign();
    reply(ids, null);
    expect(everything()).toMatch(/447700900101/);
    const countsBefore = stores.queries.counts();
    const historyBefore = stores.queries.message(first)?.history;
    expect(erase()).toBe(2);
    expect(everything()).not.toMatch(/44770090010[12]|Person 1|First1|Farida/);
    expect(stores.queries.counts()).toEqual(countsBefore);
    const [row] = stores.queries.rows([first]);
    expect(row).toMatchObject({ status: 'failed', reason: 'no_confirmation', name: '', extra: '', replyCount: 1 });
    expect(stores.queries.message(first)?.history).toEqual(historyBefore);
    expect(stores.queries.message(first)?.attempts).toHaveLength(1);
    expect(stores.queries.rows([second])[0]?.phone).not.toBe(row?.phone);
    expect(stores.campaigns.get(campaignId)?.state).toBe('finished');
    stores.db.close();
    expect(readFileSync(`${stores.folder}/sendonce.db`).includes('447700900101')).toBe(false);
  });

  it('gives them numbers that are nobody’s', () => {
    const { first } = runCampaign();
    erase();
    expect(parsePhone(stores.queries.rows([first])[0]?.phone ?? '', 'GB').ok).toBe(false);
  });

  it('does not let a erased person get the same text again', () => {
    runCampaign();
    erase();
    const again = startCampaign(stores, [farida, sam]);
    const [toFarida = 0, toSam = 0] = again.messageIds;
    expect(claim(toFarida, farida, campaignScope('two')).claimed).toBe('duplicate');
    expect(claim(toSam, sam, campaignScope('two')).claimed).toBe('claimed');
  });

  it('still takes WhatsApp’s late word on a message, and never reads its record again', () => {
    const { first, ids } = runCampaign();
    erase();
    expect(stores.queue.doubtful(testAccount, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    const found = { random: 'R1', remote: ids[0] ?? '', ack: 2 };
    expect(stores.acks.recordAck(found, laterMs)).toMatchObject({ kind: 'recorded', messageId: first });
    expect(stores.queries.rows([first])[0]).toMatchObject({ status: 'sent', evidence: 'ack' });
  });

  it('waits for campaigns that are not over, or not for long enough', () => {
    runCampaign();
    startCampaign(stores, ['+447700900103'], 'Another text');
    expect(erase(startMs)).toBe(0);
    expect(erase()).toBe(2);
    expect(everything()).toMatch(/447700900103/);
    expect(erase()).toBe(0);
  });

  it('keeps of whoever said stop what the operator decides by, and only until that is decided', () => {
    const { ids } = runCampaign();
    reply(ids, 'stop');
    expect(erase()).toBe(2);
    const [proposal] = stores.stops.proposals();
    expect(proposal).toMatchObject({ name: '', phone: farida, text: 'My name is Farida' });
    stores.stops.answer(proposal?.id ?? 0, 'dismissed', startMs);
    erase();
    expect(everything()).not.toMatch(/Farida|447700900101/);
  });

  it('keeps nothing that an erased person writes but a stop, under the number they write from', () => {
    const { ids } = runCampaign();
    erase();
    expect(reply(ids, null)).toBeNull();
    expect(reply(ids, 'stop')).toBeNull();
    expect(stores.stops.proposals()).toMatchObject([{ phone: farida, name: '' }]);
    expect(stores.db.count('SELECT count(*) FROM reply')).toBe(0);
  });

  it('keeps the list that a draft still uses', () => {
    const { campaignId } = runCampaign();
    const listId = stores.campaigns.get(campaignId)?.listId ?? 0;
    const draft = stores.campaigns.create('Draft', stores.campaigns.get(campaignId)?.schedule as never, startMs);
    stores.campaigns.update(draft, { text: 'Hello', listId });
    expect(erase()).toBe(0);
  });

  it('is finished by the next run when it was cut short', () => {
    const { campaignId } = runCampaign();
    const listId = stores.campaigns.get(campaignId)?.listId;
    stores.db.sqlite.prepare(`UPDATE list SET erased_at_ms = 1 WHERE id = ?`).run(listId);
    expect(everything()).toMatch(/447700900101/);
    expect(erase()).toBe(2);
    expect(everything()).not.toMatch(/447700900101/);
  });
});

describe('SQLite itself refuses', () => {
  const run = (sql: string) => stores.db.sqlite.prepare(sql).run();

  it('to blank an attempt, or its key, of people who are not erased', () => {
    runCampaign();
    expect(() => run(`UPDATE attempt SET body = '', chat_id = ''`)).toThrow('does not change');
    expect(() => run(`UPDATE attempt SET wa_key = '{}' WHERE wa_key IS NOT NULL`)).toThrow('passes the gate once');
  });

  it('to write anything else into an erased attempt, or to take its random part', () => {
    runCampaign();
    erase();
    for (const change of [
      `body = 'x'`,
      `chat_id = 'x'`,
      `body = '', account = 'x'`,
      `body = '', chat_id = '', token = '${'x'.repeat(40)}'`,
    ])
      expect(() => run(`UPDATE attempt SET ${change}`), change).toThrow('does not change');
    for (const change of [
      `wa_key = '{"a":1}'`,
      `wa_key = '{}', wa_random = 'R9'`,
      `wa_key = NULL, wa_random = NULL, passed_at_ms = NULL`,
    ])
      expect(() => run(`UPDATE attempt SET ${change} WHERE wa_random IS NOT NULL`), change).toThrow(
        'passes the gate once',
      );
  });

  it('to erase people whose campaign is not over, to call them known again, and to start a campaign with them', () => {
    const { campaignId } = startCampaign(stores, [farida]);
    const { listId, schedule } = stores.campaigns.get(campaignId) ?? {};
    expect(() => run(`UPDATE list SET erased_at_ms = 1 WHERE id = ${listId}`)).toThrow('are over');
    cancelAtOnce(stores.campaigns, campaignId, startMs);
    erase();
    expect(() => run(`UPDATE list SET erased_at_ms = NULL WHERE id = ${listId}`)).toThrow('stays erased');
    const draft = stores.campaigns.create('Draft', schedule as never, startMs);
    stores.campaigns.update(draft, { text: 'Hello', listId: listId ?? 0 });
    const start = { campaignId: draft, account: testAccount, textScope: textScope('x'), nowMs: startMs };
    expect(() => startAtOnce(stores.campaigns, start)).toThrow('nobody to send to');
  });
});
