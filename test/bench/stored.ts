import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Db } from '../../db/database.ts';
import { openLedger, passedAttempts } from '../../db/ledger/open-ledger.ts';
import { changeCodes, statusCodes } from '../../db/messages/history-codes.ts';
import { writeLedgerPosition, writeMeta } from '../../db/meta.ts';
import { openDatabase } from '../../db/open.ts';
import { KnownPeople } from '../../db/people/known-people.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import { foldText } from '../../domain/messages/fold.ts';
import { campaignScope } from '../../domain/messages/scope.ts';
import { assert } from '../../domain/result.ts';
import { messageScope } from '../../electron/dispatch/text-scope.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import { granted } from '../support/granted.ts';
import { knowPeople, makeReady } from '../support/make-ready.ts';
import { quickSchedule } from '../support/schedules.ts';
import { headers, nameOf, phoneOf } from './people.ts';

const migrationsFolder = resolve('db/migrations');
const root = resolve('out/bench/folders');
/** The campaigns of a folder: a few large ones, and many small ones over several years. */
export const campaignCount = 5;
export const manyCampaigns = 400;
/** People per message: everybody is in about three lists, at another place in each. */
const peopleShare = 0.3;
/** Primes, so that each step meets everybody once. */
const stepInList = 7_919;
const stepOfList = 104_729;
/** The moment at which the folders were last used: today's messages were handed over before it. */
export const storedAtMs = Date.UTC(2026, 2, 3, 18, 0, 0);
/** The account of the last two campaigns, and the account of all earlier ones. */
export const presentAccount = '+447700900118';
const formerAccount = '+447700900119';
const text = 'Dear {{name}}, see you in {{ward}} on Friday at six. Bring a friend!';
const monthMs = 30 * 24 * 60 * 60 * 1_000;
const gapMs = 8_000;

/**
 * The folder of an installation with this many messages. Its campaigns have outcomes like real ones; the last is
 * halfway, and the one before ended long ago. The people, from two countries, recur from list to list, and some wrote
 * back. The folder is made once for each schema, and kept under `out/`.
 */
export function storedFolder(messages: number, campaigns = campaignCount): string {
  const size = `${messages}-${campaigns}`;
  const folder = join(root, `${size}-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  dropOthers(size);
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  fill(making, { messages, campaigns });
  renameSync(making, folder);
  return folder;
}

/** The sources of a folder: the schema, the format of the ledger, and the code that fills it. */
function fingerprint(): string {
  const sources = [
    ...readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql')),
    ...['ledger.ts', 'ledger-file.ts'].map((name) => resolve('db/ledger', name)),
    ...['stored.ts', 'people.ts'].map((name) => join(import.meta.dirname, name)),
  ];
  const hash = createHash('sha256');
  for (const file of sources) hash.update(readFileSync(resolve(migrationsFolder, file)));
  return hash.digest('hex').slice(0, 12);
}

function dropOthers(size: string): void {
  if (!existsSync(root)) return;
  for (const name of readdirSync(root))
    if (name.startsWith(`${size}-`)) rmSync(join(root, name), { recursive: true, force: true });
}

type Content = { readonly messages: number; readonly campaigns: number };

function fill(folder: string, content: Content): void {
  const folders = foldersUnder(folder, true);
  const db = granted(openDatabase(folders.database, { migrationsFolder, nowMs: storedAtMs }));
  const { ledger } = openLedger(db, folders.ledger, storedAtMs);
  db.define('person_name', (index) => nameOf(Number(index)));
  db.define('fold_text', foldText);
  db.define('person_phone', (index) => phoneOf(Number(index)));
  db.define('alias_hash', (alias) => ledger.hash(alias));
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -400000');
  withoutRules(db, () => {
    for (const sql of fillSql(content)) db.exec(sql);
  });
  makeReady(new SearchIndex(db));
  knowPeople(new KnownPeople(db));
  const passed = [...passedAttempts(db)];
  writeLedgerPosition(db, ledger.appendAll(passed));
  writeMeta(db, 'clean_stop', '1');
  writeMeta(db, 'last_backup_ms', String(storedAtMs));
  writeMeta(db, 'last_quick_check_ms', String(storedAtMs));
  const broken = db.all('PRAGMA foreign_key_check');
  assert(broken.length === 0, 'what is stored refers to what is there');
  db.pragma('wal_checkpoint(TRUNCATE)');
  ledger.close();
  db.close();
}

/** Indexes and triggers are restored once all rows are in, which takes a tenth of the time. */
function withoutRules(db: Db, work: () => void): void {
  const rules = db.all<{ type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type`,
  );
  for (const { type, name } of rules) db.exec(`DROP ${type} "${name}"`);
  db.exec('BEGIN');
  work();
  for (const { sql } of rules) db.exec(sql);
  db.exec('COMMIT');
}

/**
 * `o` decides the outcome of a message, in thousandths: below 890 acknowledged, then sent by the operator's word, not
 * on WhatsApp, closed before its gate, not confirmed, rejected, cancelled, and acknowledged again.
 */
function fillSql({ messages, campaigns }: Content): string[] {
  const each = Math.floor(messages / campaigns);
  const people = Math.max(each, Math.floor(messages * peopleShare));
  const of = (index: string) => `(${index} * 7919 + 13) % 1000`;
  const schedule = JSON.stringify(quickSchedule);
  const betweenMs = (campaignCount / campaigns) * monthMs;
  const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const campaignSql = Array.from({ length: campaigns }, (_, index) => {
    const n = index + 1;
    const startedMs = storedAtMs - (campaigns - n) * betweenMs - Math.floor((each / (n === campaigns ? 2 : 1)) * gapMs);
    const isOver = n < campaigns - 1;
    const state = isOver ? 'finished' : 'running';
    return `INSERT INTO list (id, uid, file_name, country, fields, headers, created_at_ms, published_at_ms, rows, recipients,
        possible_duplicates, phone_index, name_index)
      VALUES (${n}, 'list-${n}', 'people-${n}.csv', 'GB', '${JSON.stringify([
        { key: 'name', header: 'Name', index: 0, filled: each },
        { key: 'ward', header: 'Ward', index: 2, filled: each },
      ])}', '${JSON.stringify(headers)}', ${startedMs}, ${startedMs}, ${each}, ${each}, '[]', 1, 0);
      INSERT INTO campaign (id, uid, name, state, text, repeat, list_id, account, schedule, created_at_ms, started_at_ms, finished_at_ms)
      VALUES (${n}, '${uid(n)}', 'Campaign ${n}', '${state}', '${text} ${n}', 0, ${n},
        '${isOver ? formerAccount : presentAccount}', '${schedule}', ${startedMs}, ${startedMs}, ${isOver ? storedAtMs : 'NULL'});`;
  });
  const isWaiting = `(c.id = ${campaigns} AND k >= ${Math.floor(each / 2)}) OR (c.id = ${campaigns - 1} AND k >= ${Math.floor(each * 0.99)})`;
  return [
    ...campaignSql,
    `CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
     INSERT INTO n WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ${each * campaigns}) SELECT i FROM s;`,
    `INSERT INTO recipient (id, list_id, row_number, name, folded_apart, phone, country, extra, cells)
     SELECT i + 1, i / ${each} + 1, i % ${each} + 2, name, nullif(fold_text(name), lower(name)), phone, iif(phone LIKE '+55%', 'BR', 'GB'), ward, json_array(name, phone, ward, (i % 300) || ' High Street', CAST(1980 + i % 45 AS TEXT), '')
     FROM (SELECT i, person_name(person) AS name, person_phone(person) AS phone, 'Ward ' || (person % 40) AS ward
       FROM (SELECT i, (i % ${each} * ${stepInList} + i / ${each} * ${stepOfList}) % ${people} AS person FROM n));`,
    `CREATE TEMP TABLE life AS SELECT i + 1 AS id, c.id AS campaign, c.account, c.uid, k, c.started_at_ms + k * ${gapMs} AS at,
       CASE WHEN ${isWaiting} THEN 1000 ELSE ${of('k')} END AS o
     FROM (SELECT i, i / ${each} + 1 AS n, i % ${each} AS k FROM n) JOIN campaign c ON c.id = n;`,
    `INSERT INTO message (id, campaign_id, recipient_id, country, name_key, phone_key, account, status, reason, first_absent_ms, evidence, ack, settlement, contradiction, text_hash, change, changed_at_ms, changed_by)
     SELECT life.id, campaign, life.id, r.country, r.folded, r.phone, life.account,
       CASE WHEN o = 1000 THEN 'pending' WHEN o < 894 OR o >= 990 THEN 'sent' WHEN o < 977 THEN 'failed' ELSE 'cancelled' END,
       CASE WHEN o BETWEEN 894 AND 939 THEN 'not_on_whatsapp' WHEN o BETWEEN 940 AND 954 THEN 'not_handed_over'
         WHEN o BETWEEN 955 AND 974 THEN 'no_confirmation' WHEN o BETWEEN 975 AND 976 THEN 'rejected' END,
       CASE WHEN o BETWEEN 894 AND 939 THEN at - 600000 END,
       CASE WHEN o < 890 OR o BETWEEN 990 AND 999 THEN 'ack' WHEN o < 894 THEN 'operator' END,
       CASE WHEN o < 890 OR o BETWEEN 990 AND 999 THEN min(3, 1 + o % 3) WHEN o < 894 THEN 0 END,
       CASE WHEN o BETWEEN 890 AND 893 THEN 'seen' END,
       CASE WHEN o = 999 AND k % 7 = 0 THEN 'failed:not_handed_over' END,
       CASE WHEN o >= 894 AND (o < 990 OR o = 1000) THEN alias_hash('text:' || replace(replace('${text} ', '{{name}}', r.name), '{{ward}}', r.extra) || campaign) END,
       CASE WHEN o = 1000 THEN ${changeCodes.created} ELSE ${changeCodes.acknowledged} END, CASE WHEN o = 1000 THEN at - k * ${gapMs} ELSE at + 3000 END, NULL
     FROM life JOIN recipient r ON r.id = life.id;`,
    `INSERT INTO attempt (id, token, kind, message_id, account, chat_id, body, outcome, wa_key, wa_random, ack, opened_at_ms,
       passed_at_ms, closed_at_ms, acked_at_ms, rejected_at_ms, reconciled_count)
     SELECT id, printf('%022d', id), 'campaign', id, account, substr(phone, 2) || '@c.us', 'Dear ' || name || ', see you on Friday at six.',
       CASE WHEN passed = 0 THEN 'not_sent' WHEN o < 890 OR o >= 990 THEN 'sent' ELSE 'unknown' END,
       CASE WHEN passed THEN '{}' END,
       CASE WHEN passed THEN random END,
       CASE WHEN o < 890 OR o >= 990 THEN min(3, 1 + o % 3) END, at, CASE WHEN passed THEN at + 900 END, CASE WHEN NOT passed THEN at + 900 END,
       CASE WHEN o < 890 OR o >= 990 THEN at + 3000 END, CASE WHEN o IN (975, 976) THEN at + 3000 END, 0
     FROM (SELECT l.*, r.name, r.phone, o NOT BETWEEN 940 AND 954 AS passed, '3EB0' || printf('%016X', l.id * 2654435761) AS random
       FROM life l JOIN recipient r ON r.id = l.id)
     WHERE o <> 1000 AND o NOT BETWEEN 894 AND 939 AND o NOT BETWEEN 977 AND 989;`,
    `CREATE TEMP TABLE alias AS SELECT a.id AS attempt, m.campaign_id AS campaign, alias_hash('phone:' || r.phone) AS hash
     FROM attempt a JOIN message m ON m.id = a.message_id JOIN recipient r ON r.id = m.recipient_id;
     INSERT INTO alias SELECT attempt, campaign, alias_hash('lid:' || attempt) FROM alias;`,
    ...Array.from({ length: campaigns }, (_, index) => {
      const n = index + 1;
      const scopes = [
        campaignScope(uid(n)),
        messageScope({ text: `${text} ${n}`, attachmentHash: null, repeat: 0 }, ''),
      ];
      return scopes
        .map(
          ({ name, version }) => `INSERT INTO scope (name, version) VALUES ('${name}', ${version});
        INSERT INTO fence (scope_id, alias, attempt_id) SELECT (SELECT max(id) FROM scope), hash, min(attempt) FROM alias WHERE campaign = ${n} GROUP BY hash ORDER BY hash;`,
        )
        .join('\n');
    }),
    `INSERT INTO history (message_id, number, at_ms, change, became, detail, made_by)
     SELECT a.message_id, step + 1, a.opened_at_ms + step * 500, change, became, '', made_by FROM attempt a CROSS JOIN (
       SELECT 0 AS step, ${changeCodes.claimed} AS change, ${statusCodes.sending} AS became, NULL AS made_by
       UNION ALL SELECT 1, ${changeCodes.passed}, NULL, NULL
       UNION ALL SELECT 2, ${changeCodes.acknowledged}, ${statusCodes.sent}, ''
       UNION ALL SELECT 3, ${changeCodes.acknowledged}, NULL, '');`,
    `INSERT INTO reply (message_id, at_ms, written_at_ms, text, wa_key) SELECT id, at + 60000, at + 60000, 'Yes, see you there', 'reply-' || id FROM life WHERE o < 40;`,
    `UPDATE message SET reply_count = 1 WHERE id IN (SELECT message_id FROM reply);`,
    // Two of three conversations wait for an answer, so the total of those that wait is the largest.
    `INSERT INTO conversation (message_id, campaign_id, waits_since_ms, last_at_ms, variant_key, settled_how, settled_at_ms, done_since_ms)
     SELECT m.id, m.campaign_id, CASE WHEN m.id % 3 > 0 THEN y.at_ms END, y.at_ms, variant_key(m.phone_key),
       CASE WHEN m.id % 3 = 0 THEN 'done' END, CASE WHEN m.id % 3 = 0 THEN y.at_ms END, CASE WHEN m.id % 3 = 0 THEN y.at_ms END
     FROM reply y JOIN message m ON m.id = y.message_id;`,
    `UPDATE campaign SET replied = (SELECT count(*) FROM conversation WHERE campaign_id = campaign.id),
       waiting_replies = (SELECT count(*) FROM conversation WHERE campaign_id = campaign.id AND waits_since_ms IS NOT NULL);`,
    `UPDATE message SET copies_seen = 1, verified_at_ms = changed_at_ms
     WHERE id IN (SELECT id FROM life WHERE campaign = 1 AND o < 890 AND k < ${Math.floor(each / 2)});`,
    `INSERT INTO waiting SELECT campaign_id, account, country, zones, count(*) FROM message WHERE status = 'pending' GROUP BY 1, 2, 3, 4;`,
    `INSERT INTO handed_over SELECT m.campaign_id, a.account, a.passed_at_ms / 900000 * 900000, count(*), max(a.passed_at_ms)
     FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.passed_at_ms IS NOT NULL GROUP BY 1, 2, 3;`,
    `INSERT INTO campaign_counts (campaign_id, pending, sent, delivered, read, seen_by_operator, not_sent, not_confirmed, cancelled, to_check, has_text)
     SELECT campaign_id, sum(status = 'pending'), sum(status = 'sent'), sum(status = 'sent' AND coalesce(ack, 0) >= 2),
       sum(status = 'sent' AND coalesce(ack, 0) >= 3), sum(evidence IS 'operator'),
       sum(status = 'failed' AND reason NOT IN ('no_confirmation', 'rejected')),
       sum(status = 'failed' AND reason IN ('no_confirmation', 'rejected')), sum(status = 'cancelled'),
       sum(status = 'failed' AND reason IN ('no_confirmation', 'rejected') AND settlement IS NULL), 0
     FROM message GROUP BY campaign_id;`,
  ];
}
