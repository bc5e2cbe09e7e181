import type { StopProposal } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { type AliasHash, idAliases, phoneAlias, phonesOf } from '../../domain/people/alias.ts';
import { erasedPrefix } from '../../domain/people/erased.ts';
import type { StopAnswer } from '../../domain/people/stop-words.ts';
import { digitVariants, variantKey } from '../../domain/phone/digit-variants.ts';
import type { Db } from '../database.ts';
import { noteHistory, notSetAsideSql, tryMove } from '../messages/message-status.ts';
import { blockedSql } from './do-not-contact.ts';
import type { NewReply } from './replies.ts';

/** Whether the recipient `r`, under any digit variant, wrote a stop word that nobody has decided on. */
const askedToStopSql = `EXISTS (SELECT 1 FROM stop WHERE stop.variant_key = variant_key(r.phone) AND answer IS NULL)`;
/** As `askedToStopSql`, for whole lists: asking first whether there is any open stop usually skips the second part. */
export const stopOpenSql = `(EXISTS (SELECT 1 FROM stop WHERE answer IS NULL) AND ${askedToStopSql})`;
/** Whether nothing may go to the recipient `r` now: they asked to stop and nobody has decided, or are on the list. */
export const stoppedOrBlockedSql = `(${stopOpenSql} OR ${blockedSql})`;

/** The person of a stop. For an erased person nobody knows whether two stops are of one person. */
const personSql = `coalesce(variant_key, lid, 'stop ' || id)`;

type NewStop = NewReply & { readonly stopWord: string };
type Reopened = {
  readonly answer: StopAnswer;
  readonly phone: string | null;
  /** The messages that were not sent because of that answer. */
  readonly notSent: readonly number[];
};
/** A person by the variant key of their number, or else by the LID under which they wrote. */
type Person = { readonly variantKey: string | null; readonly lid: string | null };

/** The people who wrote a stop word, by number and hashed ids. No campaign sends to them until the operator decides. */
export class Stops {
  readonly #db: Db;
  readonly #hash: (alias: string) => AliasHash;

  constructor(db: Db, hash: (alias: string) => AliasHash) {
    this.#db = db;
    this.#hash = hash;
  }

  /**
   * Returns the waiting messages that it set aside; null for a stop that is stored already. A person on the list is not
   * asked about: taking that answer back would take them off the list.
   */
  add({ ids, text, stopWord, waKey, atMs }: NewStop): number[] | null {
    return this.#db.immediate(() => {
      const aliases = ids.flatMap(idAliases);
      const phone = phonesOf(aliases)[0] ?? this.#phoneUnder(aliases);
      const [key, lid] = phone === null ? [null, ids[0] ?? null] : [variantKey(phone), null];
      const isListed = this.#db.has(`SELECT 1 FROM do_not_contact WHERE variant_key = ?`, key);
      const kept = this.#db.get<{ id: number }>(
        `INSERT INTO stop (at_ms, phone, variant_key, lid, text, stop_word, wa_key, answer, answered_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (wa_key) WHERE wa_key IS NOT NULL DO NOTHING RETURNING id`,
        ...[atMs, phone, key, lid, text, stopWord, waKey],
        ...(isListed ? ['added', atMs] : [null, null]),
      );
      if (!kept) return null;
      const spellings = phone === null ? [] : digitVariants(phone).map(phoneAlias);
      const hashes = [...new Set([...aliases, ...spellings])].map(this.#hash);
      for (const hash of hashes) this.#db.run(`INSERT INTO stop_alias (alias, stop_id) VALUES (?, ?)`, hash, kept.id);
      this.#dropOldest(kept.id, hashes);
      return phone === null || isListed ? [] : this.setAside(phone, atMs);
    });
  }

  /** How many people wrote a stop word that nobody has decided on. */
  openPeople(): number {
    return this.#db.count(`SELECT count(DISTINCT ${personSql}) FROM stop WHERE answer IS NULL`);
  }

  /** The newest undecided stop of each person, newest first, with the name and number that a list knows them by. */
  proposals(): StopProposal[] {
    return this.#db
      .all<Omit<StopProposal, 'name'>>(
        // For a group with `max`, SQLite takes the other columns from the row with the maximum.
        `SELECT max(id) AS id, phone, text, stop_word AS stopWord, at_ms AS atMs FROM stop
         WHERE answer IS NULL GROUP BY ${personSql} ORDER BY 1 DESC`,
      )
      .map((row) => ({ ...row, name: '', ...(row.phone !== null && this.#asListed(row.phone)) }));
  }

  /** People confirmed as stopped under an id alone, as no number of theirs could go on the list. Newest first. */
  withoutNumber(): StopProposal[] {
    return this.#db.all(
      `SELECT id, '' AS name, phone, text, stop_word AS stopWord, at_ms AS atMs FROM stop
       WHERE answer = 'added' AND lid IS NOT NULL ORDER BY id DESC LIMIT ?`,
      limits.blockedPageRows,
    );
  }

  /** The person of an undecided stop; undefined where there is none. */
  person(id: number): { readonly phone: string | null; readonly text: string } | undefined {
    return this.#db.get(`SELECT phone, text FROM stop WHERE id = ? AND answer IS NULL`, id);
  }

  /** Stores the operator's decision about a person: it answers all open stops of theirs. */
  answer(id: number, answer: StopAnswer, nowMs: number): void {
    const person = this.#personOf(id);
    if (person === undefined) return;
    this.#db.run(
      `UPDATE stop SET answer = @answer, answered_at_ms = @nowMs
       WHERE answer IS NULL AND (id = @id OR variant_key = @variantKey OR lid = @lid)`,
      { answer, nowMs, id, ...person },
    );
  }

  /** Takes back the answer about a person: the stops it closed are open again. Returns the former answer, or null. */
  reopen(id: number): Reopened | null {
    return this.#db.immediate(() => {
      const answered = this.#db.get<Person & { phone: string | null; answer: StopAnswer; atMs: number }>(
        `SELECT phone, variant_key AS variantKey, lid, answer, answered_at_ms AS atMs FROM stop WHERE id = ? AND answer IS NOT NULL`,
        id,
      );
      if (answered === undefined) return null;
      const { answer, phone, atMs, variantKey, lid } = answered;
      this.#db.run(
        `UPDATE stop SET answer = NULL, answered_at_ms = NULL
         WHERE id = @id OR ((variant_key = @variantKey OR lid = @lid) AND answered_at_ms = @atMs)`,
        { id, variantKey, lid, atMs },
      );
      return { answer, phone, notSent: phone === null ? [] : this.#notSentSince(phone, atMs) };
    });
  }

  /** Messages to a person that were not sent since a moment because the person is on the list. */
  #notSentSince(phone: string, sinceMs: number): number[] {
    return this.#db.values(
      `SELECT m.id FROM list l CROSS JOIN recipient r CROSS JOIN message m
       WHERE r.list_id = l.id AND r.phone IN (SELECT value FROM json_each(?)) AND m.recipient_id = r.id
         AND m.status = 'failed' AND m.reason = 'do_not_contact' AND m.changed_at_ms >= ?`,
      ...[JSON.stringify(digitVariants(phone)), sinceMs],
    );
  }

  /** Lets a person be written to again. If they were erased since, their hash alone takes them off the list. */
  letBackIn(phone: string): void {
    this.#db.run(
      `UPDATE stop SET answer = 'dismissed' WHERE answer = 'added' AND phone IS NULL
         AND id IN (SELECT stop_id FROM stop_alias WHERE alias = ?)`,
      this.#hash(phoneAlias(phone)),
    );
  }

  /**
   * Updates what is set aside for stops after decisions: people on the list get nothing, and those without an open stop
   * wait no longer. Returns the campaigns concerned.
   */
  settle(nowMs: number): number[] {
    return this.#db.immediate(() => {
      this.#db.run(
        `UPDATE stop SET answer = 'added', answered_at_ms = ?
         WHERE answer IS NULL AND variant_key IN (SELECT variant_key FROM do_not_contact)`,
        nowMs,
      );
      const setAside = (which: string, column = 'm.id') =>
        this.#db.values<number>(
          `SELECT DISTINCT ${column} FROM message m JOIN recipient r ON r.id = m.recipient_id
           WHERE m.set_aside IS NOT NULL AND m.set_aside = 'asked_to_stop' AND ${which}`,
        );
      const campaigns = setAside('true', 'm.campaign_id');
      const change = { change: 'failed', who: 'operator', nowMs, reason: 'do_not_contact' } as const;
      for (const id of setAside(blockedSql)) tryMove(this.#db, id, ['pending', 'failed'], change);
      for (const id of setAside(`NOT ${stopOpenSql}`))
        this.#db.run(`UPDATE message SET ${notSetAsideSql} WHERE id = ?`, id);
      return campaigns;
    });
  }

  /** What blocks a claim for a person: an open stop, or a stop that put them, or their LID, on the list. */
  standing(aliases: readonly AliasHash[]): 'open' | 'blocked' | null {
    const found = aliases.flatMap((alias) =>
      this.#db.values<0 | 1>(
        `SELECT s.answer IS NULL FROM stop_alias a JOIN stop s ON s.id = a.stop_id
         WHERE a.alias = +? AND (s.answer IS NULL OR (s.answer = 'added' AND (s.phone IS NULL OR
           EXISTS (SELECT 1 FROM do_not_contact d WHERE d.variant_key = s.variant_key))))`,
        alias,
      ),
    );
    if (found.length === 0) return null;
    return found.includes(1) ? 'open' : 'blocked';
  }

  /** Of a person who writes without end the newest stops are kept, and every id that was learned. */
  #dropOldest(newest: number, hashes: readonly AliasHash[]): void {
    const old = this.#db.values<number>(
      `SELECT DISTINCT s.id FROM json_each(@hashes) CROSS JOIN stop_alias a CROSS JOIN stop s
       WHERE a.alias = value AND s.id = a.stop_id AND s.answer IS (SELECT answer FROM stop WHERE id = @newest)
         AND s.variant_key IS (SELECT variant_key FROM stop WHERE id = @newest) ORDER BY s.id DESC LIMIT -1 OFFSET @kept`,
      { hashes: JSON.stringify(hashes), newest, kept: limits.stopsKept },
    );
    for (const id of old) {
      this.#db.run(`UPDATE OR IGNORE stop_alias SET stop_id = ? WHERE stop_id = ?`, newest, id);
      this.#db.run(`DELETE FROM stop_alias WHERE stop_id = ?`, id);
      this.#db.run(`DELETE FROM stop WHERE id = ?`, id);
    }
  }

  #personOf(id: number): Person | undefined {
    return this.#db.get(`SELECT variant_key AS variantKey, lid FROM stop WHERE id = ? AND answer IS NULL`, id);
  }

  /** The number of a person who writes under a LID only, if a campaign wrote to them: fences hold every learned id. */
  #phoneUnder(aliases: readonly string[]): string | null {
    for (const alias of aliases) {
      const phone = this.#db.value<string>(
        `SELECT r.phone FROM fence f JOIN attempt a ON a.id = f.attempt_id JOIN message m ON m.id = a.message_id
           JOIN recipient r ON r.id = m.recipient_id
         WHERE f.alias = ? AND a.wa_random IS NOT NULL AND r.phone NOT LIKE '${erasedPrefix}%' LIMIT 1`,
        this.#hash(alias),
      );
      if (phone !== undefined) return phone;
    }
    return null;
  }

  /**
   * Sets a person's waiting messages aside, and returns them. Not those about which the operator is already asked
   * because of a list: the answer about the stop would release these.
   */
  setAside(phone: string, nowMs: number): number[] {
    const ids = this.#db.values<number>(
      `UPDATE message SET set_aside = 'asked_to_stop', set_aside_until_ms = NULL
       WHERE status = 'pending' AND coalesce(set_aside, '') NOT IN ('second_step', 'list_changed') AND id IN (
         SELECT m.id FROM list l CROSS JOIN recipient r CROSS JOIN message m
         WHERE r.list_id = l.id AND r.phone IN (SELECT value FROM json_each(?)) AND m.recipient_id = r.id)
       RETURNING id`,
      JSON.stringify(digitVariants(phone)),
    );
    for (const id of ids) noteHistory(this.#db, id, { what: 'set_aside', detail: 'asked_to_stop', who: 'app', nowMs });
    return ids;
  }

  /** The person's name and number on their newest list; WhatsApp may know the number without its ninth digit. */
  #asListed(phone: string): { readonly name: string; readonly phone: string } | undefined {
    return this.#db.get(asListedSql, { phones: JSON.stringify(digitVariants(phone)) });
  }
}

const newestListed = (isNamed: string) => `SELECT * FROM (SELECT r.name, r.phone FROM list l CROSS JOIN recipient r
  WHERE r.list_id = l.id AND r.phone IN (SELECT value FROM json_each(@phones)) ${isNamed} ORDER BY l.id DESC LIMIT 1)`;
/** Each part ends at the first list that has the person. Sorting by whether a list has a name would read all lists. */
const asListedSql = `${newestListed(`AND r.name <> ''`)} UNION ALL ${newestListed('')} LIMIT 1`;
