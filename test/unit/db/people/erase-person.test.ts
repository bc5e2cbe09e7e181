import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { brokenInvariant } from '../../../../db/folder/invariants.ts';
import { writeMeta } from '../../../../db/meta.ts';
import { dropAttachmentsOfErased, erasePerson } from '../../../../db/people/erase-person.ts';
import { untoldErasures } from '../../../../db/team/erasures.ts';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { erasedPrefix, isErased } from '../../../../domain/people/erased.ts';
import { digitVariants } from '../../../../domain/phone/digit-variants.ts';
import { atOnce } from '../../../support/at-once.ts';
import { chatOf, claimOf, scopesOf, tokenOf } from '../../../support/attempts.ts';
import { live, livedPhones } from '../../../support/lived-database.ts';
import { makeReady } from '../../../support/make-ready.ts';
import { addList, startCampaign, startMs } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

let stores: TemporaryStores;
let lived: ReturnType<typeof live>;
beforeEach(() => {
  stores = temporaryStores();
  lived = live(stores);
});

const [first, second, , last] = livedPhones;
const erase = (phone: string) => atOnce(erasePerson(stores.db, phone, startMs + 1_000));
const file = () => readFileSync(stores.db.file).toString('latin1');
const log = () => (existsSync(`${stores.db.file}-wal`) ? readFileSync(`${stores.db.file}-wal`).toString('latin1') : '');
const phoneOf = (id: number) => stores.queries.rows([id])[0]?.phone ?? '';

describe('erasing one person', () => {
  it('leaves nothing of them in the database, its free pages and its log, and everything of the others', () => {
    stores.replies.add({
      ids: [chatOf(first)],
      text: 'It is me, Quillanthe',
      waKey: null,
      atMs: startMs,
    });
    // A team that does not answer has not heard of it yet.
    writeMeta(stores.db, 'team_connection', 'one');
    stores.stops.add({
      ids: [chatOf(first)],
      text: 'Quillanthe says stop',
      stopWord: 'stop',
      waKey: 's',
      atMs: startMs,
    });
    stores.stops.answer(stores.stops.proposals()[0]?.id ?? 0, 'dismissed', startMs);
    const draft = addList(stores, [first, '+447700900150']);
    makeReady(stores.searchIndex);
    stores.db.pragma('wal_checkpoint(PASSIVE)');
    expect(file() + log()).toContain('Quillanthe');
    const countsBefore = stores.queries.counts();
    expect(erase(first)).toEqual({ cancelled: [], isLogClean: true });
    // No part of their name is left, and the search index stays ready.
    const pieces = stores.db.values<string>(`SELECT gram FROM search_gram WHERE list_id = ?`, draft);
    expect(pieces).toContain('');
    expect(pieces).not.toContain('qui');
    expect([stores.searchIndex.toMake(), brokenInvariant(stores.db)]).toEqual([[], null]);
    const traces = [
      '447700900101',
      '7700900101',
      '07700 900101',
      '+44 7700 900101',
      'Quillanthe',
      'quillanthe',
      'First1',
    ];
    for (const trace of traces) expect(file() + log(), trace).not.toContain(trace);
    expect(file()).toContain('447700900102');
    expect(isErased(phoneOf(lived.sent))).toBe(true);
    expect(stores.queries.rows([lived.sent])[0]).toMatchObject({ status: 'sent', name: '' });
    expect(stores.queries.counts()).toEqual(countsBefore);
    expect(stores.queries.message(lived.sent)?.history.length).toBeGreaterThan(0);
    // They are removed from a list that nothing was sent to yet.
    expect(stores.lists.get(draft)).toMatchObject({ recipients: 1, rows: 1 });
    expect(brokenInvariant(stores.db)).toBeNull();
    expect(stores.db.all('PRAGMA foreign_key_check')).toEqual([]);
  });

  it('takes them out of the countries that a draft’s list counts, as out of its sums', () => {
    const draft = addList(stores, [first, '+447700900150', '+442079460000']);
    const countries = [{ country: 'GB', count: 3, landlines: 1 }];
    const countriesNow = () => stores.lists.get(draft)?.facts.countries;
    stores.db.run(`UPDATE recipient SET country = 'GB' WHERE list_id = ?`, draft);
    stores.db.run(
      `UPDATE list SET facts = json_set(facts, '$.countries', json(?)) WHERE id = ?`,
      ...[JSON.stringify(countries), draft],
    );
    erase(first);
    expect(countriesNow()).toEqual([{ country: 'GB', count: 2, landlines: 1 }]);
    erase('+442079460000');
    expect(countriesNow()).toEqual([{ country: 'GB', count: 1, landlines: 0 }]);
    erase('+447700900150');
    expect(countriesNow()).toEqual([]);
    expect(brokenInvariant(stores.db)).toBeNull();
  });

  it('looks through what was left out before it holds the database, and cleans the search after it, piece by piece', () => {
    makeReady(stores.searchIndex);
    const { db } = stores;
    const { all, immediate } = db;
    let transactions = 0;
    const held: string[] = [];
    const watchedAll = (sql: string, ...bound: never[]) => {
      if (db.sqlite.inTransaction) held.push(sql);
      return all.call(db, sql, ...bound);
    };
    const counted = (work: () => unknown) => {
      transactions += 1;
      return immediate.call(db, work);
    };
    Object.assign(db, { all: watchedAll, immediate: counted });
    expect(erase(first)).not.toBeNull();
    expect(held.filter((sql) => sql.includes('FROM left_out'))).toEqual([]);
    expect(held.filter((sql) => sql.includes('FROM recipient') || sql.includes('recipient r')).length).toBe(1);
    expect(transactions).toBeGreaterThan(2);
  });

  it('that the app’s end cuts off leaves no piece of their name: the next start makes the index anew', () => {
    const [list = 0] = stores.db.values<number>(`SELECT list_id FROM recipient WHERE phone = ?`, first);
    makeReady(stores.searchIndex);
    erasePerson(stores.db, first, startMs).next();
    expect([stores.searchIndex.missing(), stores.searchIndex.toMake()]).toEqual([[], [list]]);
    makeReady(stores.searchIndex);
    expect(stores.searchIndex.toMake()).toEqual([]);
    expect(stores.db.values(`SELECT gram FROM search_gram WHERE list_id = ?`, list)).not.toContain('fir');
  });

  it('is told to a team also where the app ends right after it, and not where it is refused', () => {
    const forTeam = { keys: ['5b1c1b5e-6a0f-4d0e-8f6e-1f8d6f1e2a3b'], sealed: 'c2VhbGVk' };
    const unread = stores.lists.begin({ fileName: 'b.csv', country: 'GB', fields: [], headers: [] }, startMs);
    expect(atOnce(erasePerson(stores.db, first, startMs + 1_000, forTeam))).toBeNull();
    expect(untoldErasures(stores.db)).toEqual([]);
    stores.db.run(`DELETE FROM list WHERE id = ?`, unread);
    erasePerson(stores.db, first, startMs + 1_000, forTeam).next();
    expect(untoldErasures(stores.db)).toEqual([forTeam]);
  });

  it('keeps the fence: on another list the same text is still refused to them', () => {
    const scopes = { campaign: campaignScope(`${lived.campaignId}`), text: textScope('one') };
    const claimAgain = (text: string) => {
      const { messageIds } = startCampaign(stores, [first], text);
      const [messageId = 0] = messageIds;
      return stores.claims.claim(claimOf(stores, { messageId, phone: first, token: tokenOf(`again-${text}`), scopes }));
    };
    erase(first);
    expect(claimAgain('The same')).toBe('duplicate');
  });

  it('keeps the fence under each way to write the number, and leaves everybody else’s as it is', () => {
    const [withNine, without, neighbour] = ['+5511987654321', '+551187654321', '+5511987654322'] as const;
    // WhatsApp is asked about each variant of the number, and the fences cover the ids of all.
    const idsOf = (phone: string) => digitVariants(phone).map(chatOf);
    const { messageIds } = startCampaign(stores, [withNine, neighbour], 'Once');
    for (const [place, phone] of [withNine, neighbour].entries()) {
      const messageId = messageIds[place] ?? 0;
      const token = tokenOf(`once-${place}`);
      const scopes = { campaign: campaignScope('a'), text: textScope('once') };
      const ids = idsOf(phone);
      expect(stores.claims.claim(claimOf(stores, { messageId, phone, token, ids, scopes }))).toBe('claimed');
      const waKey = JSON.stringify({ serialized: `true_${ids[0]}_B${place}`, remote: ids[0] });
      const handed = { waKey, waRandom: `B${place}`, ids };
      stores.attempts.pass(token, handed, { number: place + 10, checksum: 'c', endByte: 0 }, startMs);
      stores.messages.failNotConfirmed(messageId, 'no_confirmation', startMs, startMs + 10);
    }
    const fences = () => stores.db.all('SELECT * FROM fence');
    const before = fences();
    expect(before.length).toBeGreaterThan(0);
    expect(erase(without)).not.toBeNull();
    expect(fences()).toEqual(before);
    expect(isErased(phoneOf(messageIds[0] ?? 0))).toBe(true);
    expect(phoneOf(messageIds[1] ?? 0)).toBe(neighbour);
    for (const phone of [withNine, without, neighbour]) {
      const again = startCampaign(stores, [phone], `Once to ${phone}`);
      const claim = claimOf(stores, {
        messageId: again.messageIds[0] ?? 0,
        phone,
        token: tokenOf(`again-${phone}`),
        ids: idsOf(phone),
        scopes: { campaign: campaignScope(phone), text: textScope('once') },
      });
      expect(stores.claims.claim(claim), phone).toBe('duplicate');
    }
  });

  it('cancels what was still to go, and waits while a message is on its way', () => {
    const { messageIds, campaignId } = startCampaign(stores, [last], 'On its way');
    const [messageId = 0] = messageIds;
    const uid = stores.campaigns.get(campaignId)?.uid ?? '';
    const token = tokenOf('on-its-way');
    expect(stores.claims.claim(claimOf(stores, { messageId, phone: last, token, scopes: scopesOf(uid) }))).toBe(
      'claimed',
    );
    expect(erase(last)).toBeNull();
    expect(phoneOf(messageId)).toBe(last);
    stores.messages.giveUp(messageId, token, 'not_handed_over', startMs);
    expect(erase(last)).toMatchObject({ cancelled: [lived.pending] });
    expect(stores.queries.rows([lived.pending])[0]?.status).toBe('cancelled');
    // No person is known behind the number any more, so the message cannot be queued again.
    expect(stores.messages.requeue([messageId], 'operator', startMs)).toBe(0);
  });

  it('finds them in rows that were left out and in what was said of a list', () => {
    const listId = addList(stores, ['+447700900160']);
    stores.db.run(
      `UPDATE list SET possible_duplicates = ? WHERE id = ?`,
      JSON.stringify([{ rowNumbers: [2, 3], phones: [second, '+447700900160'] }]),
      listId,
    );
    stores.db.run(
      `INSERT INTO left_out (list_id, row_number, reason, problem, cell, name, cells)
       VALUES (?, 9, 'same_number', '', '07700 900102', 'Quillanthe', '["Quillanthe"]')`,
      listId,
    );
    erase(second);
    expect(stores.db.value(`SELECT cell || name || cells FROM left_out WHERE list_id = ?`, listId)).toBe('[]');
    expect(stores.db.value(`SELECT possible_duplicates FROM list WHERE id = ?`, listId)).toBe('[]');
  });

  it('finds them in left-out rows wherever their number or name stands, and keeps the rows of others', () => {
    const listId = addList(stores, [second, '+447700900160']);
    stores.db.run(
      `UPDATE recipient SET name = 'Zéphyrine Q', folded_apart = 'zephyrine q' WHERE list_id = ? AND phone = ?`,
      ...[listId, second],
    );
    const leaveOut = (row: number, cell: string, name: string, more: { cells?: string[]; readings?: unknown[] } = {}) =>
      stores.db.run(
        `INSERT INTO left_out (list_id, row_number, reason, problem, cell, name, cells, readings)
         VALUES (?, ?, 'cannot_be_used', '', ?, ?, ?, ?)`,
        ...[listId, row, cell, name, JSON.stringify(more.cells ?? [name, cell]), JSON.stringify(more.readings ?? [])],
      );
    leaveOut(10, '07700 900102 / 020 7946 0018', 'Two numbers');
    leaveOut(11, '', 'Further column', { cells: ['Further column', '', 'mobile: +44 (0)7700-900102'] });
    leaveOut(12, '7700900102.0', 'A decimal', { readings: [{ as: 'gb', phone: second }] });
    leaveOut(13, '٠٧٧٠٠ ٩٠٠١٠٢ ext', 'Other digits');
    leaveOut(14, 'no number', 'ZEPHYRINE  Q');
    leaveOut(15, '07700 900160 / 020 7946 0018', 'Somebody else');
    leaveOut(16, '07700 900161', 'Zéphyrine Q');
    erase(second);
    const known = stores.db.values<number>(
      `SELECT row_number FROM left_out WHERE list_id = ? AND name || cell || cells || readings <> '[][]' ORDER BY 1`,
      listId,
    );
    expect(known).toEqual([15, 16]);
  });

  it('keeps what was corrected for others, and forgets what was corrected for them', () => {
    const listId = addList(stores, [second, '+447700900160']);
    const [theirs = 0, bobs = 0] = stores.db.values<number>(
      `SELECT row_number FROM recipient WHERE list_id = ? ORDER BY phone = ? DESC`,
      ...[listId, second],
    );
    const edits = [
      { rowNumber: theirs, cell: '07700 900102' },
      { rowNumber: bobs, cell: '07700 900160' },
      { rowNumber: 99, cell: '+44 7700 900102' },
    ];
    stores.db.run(
      `UPDATE list SET choices = json_set(choices, '$.edits', json(?)) WHERE id = ?`,
      ...[JSON.stringify(edits), listId],
    );
    erase(second);
    expect(stores.lists.get(listId)?.choices.edits).toEqual([{ rowNumber: bobs, cell: '07700 900160' }]);
  });

  it('waits while a list is being read, in which they may stand and of which the sums are still counted', () => {
    const head = { fileName: 'new.csv', country: 'GB', fields: [], headers: ['Name', 'Mobile'] };
    const listId = stores.lists.begin(head, startMs);
    expect(erase(first)).toBeNull();
    expect(phoneOf(lived.sent)).toBe(first);
    stores.db.run(`DELETE FROM list WHERE id = ?`, listId);
    expect(erase(first)).not.toBeNull();
  });

  it('forgets what a list was narrowed to where only their cells said so, and never widens it to everybody', () => {
    const listId = addList(stores, [first, '+447700900160']);
    const segment = [
      { index: 0, values: ['Quillanthe'] },
      { index: 1, values: ['Leith', 'Quillanthe’s house'] },
    ];
    stores.db.run(`UPDATE list SET choices = json_set(choices, '$.segment', json(?))`, JSON.stringify(segment));
    const fill = (phone: string, cells: readonly string[]) =>
      stores.db.run(
        `UPDATE recipient SET cells = ? WHERE list_id = ? AND phone = ?`,
        ...[JSON.stringify(cells), listId, phone],
      );
    fill(first, ['Quillanthe', 'quillanthe’s house']);
    fill('+447700900160', ['Somebody', ' LEITH']);
    erase(first);
    expect(file() + log()).not.toContain('Quillanthe');
    expect(stores.lists.get(listId)?.choices.segment).toEqual([
      { index: 0, values: [erasedPrefix] },
      { index: 1, values: ['Leith'] },
    ]);
  });

  it('deletes the attachments that nobody else got', () => {
    const folder = join(stores.folder, 'attachments');
    mkdirSync(folder);
    const attach = (hash: string, phones: readonly string[], text: string) => {
      writeFileSync(join(folder, hash), 'x');
      stores.db.run(
        `INSERT INTO attachment (hash, file_name, mime_type, kind, bytes, created_at_ms) VALUES (?, 'a.png', 'image/png', 'image', 1, 1)`,
        hash,
      );
      const { campaignId, messageIds } = startCampaign(stores, phones, text);
      stores.db.run(`UPDATE campaign SET attachment_hash = ? WHERE id = ?`, hash, campaignId);
      stores.messages.cancel(messageIds, 'operator', startMs);
    };
    const [own, shared] = ['a'.repeat(64), 'b'.repeat(64)];
    attach(own, ['+447700900170'], 'Own');
    attach(shared, ['+447700900170', '+447700900171'], 'Shared');
    stores.campaigns.finishDone(startMs);
    erase('+447700900170');
    expect(dropAttachmentsOfErased(stores.db, folder)).toBe(1);
    expect([existsSync(join(folder, own)), existsSync(join(folder, shared))]).toEqual([false, true]);
  });
});
