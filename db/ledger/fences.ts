import { campaignScope, formatScope, type Scope, textScope } from '../../domain/messages/scope.ts';
import { type AliasHash, idAliases } from '../../domain/people/alias.ts';
import type { Db, ReadDb } from '../database.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

/** The scopes and hashed aliases under which an attempt holds its fences. */
export type HeldFences = { readonly scopes: Scope[]; readonly aliases: AliasHash[] };

/** Whether the attempt `a` that holds a fence blocks others. */
export const blocksSql = `NOT (a.outcome = 'not_sent' AND a.contradicted_at_ms IS NULL)`;

/** The id of the scope with a name and a version, both given as SQL; null where no fence ever had that scope. */
export const scopeIdSql = (name: string, version: string) =>
  `(SELECT id FROM scope WHERE name = ${name} AND version = ${version})`;

/** The id of the scope of the text in `textValues`. Without a text it finds none, since every scope has a name. */
export const textScopeIdSql = scopeIdSql('+@textName', '+@textVersion');

/** Whether a fence belongs to the text in `textValues`. */
export const isOfTextSql = (fence: string) =>
  `(${fence}.scope_id = ${textScopeIdSql} AND ${fence}.occasion = +@textOccasion)`;

/** The SQL parameters for statements that ask for the fences of a text. */
export function textValues(scope: Scope | null) {
  const { name = '', version = 0, repeat = 0, occasion = '' } = scope ?? {};
  return { textName: name, textVersion: version, textRepeat: repeat, textOccasion: occasion };
}

/** Whether the fence `f` of `a` comes from another computer's report: it has no date and counts for every date. */
export const isReportedSql = `(f.occasion = '' AND a.kind = 'ledger' AND (SELECT version FROM scope WHERE id = f.scope_id) = 0)`;

/** The fences of one alias in one scope, of any repeat. */
const scopeSql = `f.alias = +? AND f.scope_id = ${scopeIdSql('+?', '+?')}`;
const placeSql = `${scopeSql} AND f.occasion = +?`;
const place = ({ name, version, occasion }: Scope, alias: AliasHash) => [alias, name, version, occasion];

/**
 * A fence of a later repeat blocks an earlier one: else a message of the first campaign, queued again, would follow the
 * repeat. A repeat was declared against what had been sent, so a later attempt's fence blocks it too.
 */
export const standsBeforeSql = (repeat: string, after: string) => `(f.repeat >= ${repeat} OR f.attempt_id > ${after})`;

/** The last attempt before the declaration of the repeat to which an attempt belongs; 0 where there was none. */
const repeatAfterSql = `SELECT coalesce(m.repeat_after, c.repeat_after) FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN campaign c ON c.id = m.campaign_id WHERE a.id = +?`;

const blockedSql = `SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id
  WHERE ${scopeSql} AND (f.occasion = +? OR ${isReportedSql}) AND ${standsBeforeSql('+?', '+?')} AND ${blocksSql}`;
const blockedForSql = `${blockedSql} AND f.attempt_id <> +?`;

const standingSql = `${blockedSql} AND NOT (f.repeat > +? AND a.passed_at_ms IS NULL AND a.closed_at_ms IS NULL
  AND (SELECT kind FROM attempt WHERE id = ?) = 'ledger')`;

/** "This person was sent this, by this attempt." Blocks unless its attempt is proven unsent and uncontradicted. */
export class Fences {
  readonly #db: Db;
  /** The keyed hash under which an alias is stored in a fence, and all hashes under which it may be stored. */
  readonly hash: (alias: string) => AliasHash;
  readonly hashes: (alias: string) => readonly AliasHash[];

  constructor(db: Db, ledger: Pick<Ledger, 'hash' | 'hashes'>) {
    this.#db = db;
    this.hash = (alias) => ledger.hash(alias);
    this.hashes = (alias) => ledger.hashes(alias);
  }

  ofAttempt(attemptId: number): HeldFences {
    return fencesOf(this.#db, attemptId);
  }

  /** The hashed aliases by which the person of a message is known, as far as an attempt has fenced them. */
  ofMessage(messageId: number): AliasHash[] {
    const sql = `SELECT DISTINCT f.alias FROM attempt a JOIN fence f ON f.attempt_id = a.id WHERE a.message_id = ?`;
    return this.#db.values<AliasHash>(sql, messageId);
  }

  /** Whether another attempt's fence blocks a person under ids that were learned only now. */
  isForAnother(attemptId: number, scopes: readonly Scope[], ids: readonly string[]): boolean {
    const after = this.#repeatAfter(attemptId);
    return ids
      .flatMap(idAliases)
      .flatMap(this.hashes)
      .some((alias) =>
        scopes.some((scope) =>
          this.#db.has(blockedForSql, ...[...place(scope, alias), scope.repeat, after, attemptId]),
        ),
      );
  }

  /**
   * `repeatAfter`: the last attempt before the declaration of the repeat that is to be sent; 0 where there was none.
   */
  isBlocked(scopes: readonly Scope[], hashes: readonly AliasHash[], repeatAfter = 0): boolean {
    return scopes.some((scope) =>
      hashes.some((alias) => this.#db.has(blockedSql, ...[...place(scope, alias), scope.repeat, repeatAfter])),
    );
  }

  /** Whether a hash belongs to a person who shares none of these aliases. */
  isOfStranger(hash: AliasHash, aliases: readonly AliasHash[]): boolean {
    const holders = this.#db.values<number>(`SELECT DISTINCT attempt_id FROM fence WHERE alias = ?`, hash);
    return holders.some((holder) => !this.ofAttempt(holder).aliases.some((alias) => aliases.includes(alias)));
  }

  /** Whether every fence is there already and none can be given up any more, because its attempt passed its gate. */
  areForGood({ scopes, aliases }: Pick<LedgerEntry, 'scopes' | 'aliases'>): boolean {
    return scopes.every((scope) =>
      aliases.every((alias) =>
        this.#db.has(
          `SELECT 1 FROM fence f JOIN attempt a ON a.id = f.attempt_id WHERE ${placeSql} AND f.repeat >= +?
             AND (a.wa_random IS NOT NULL OR a.contradicted_at_ms IS NOT NULL)`,
          ...[...place(scope, alias), scope.repeat],
        ),
      ),
    );
  }

  /** The messages that are on their way to the gate and hold one of these fences. */
  heldByOpen({ scopes, aliases }: Pick<LedgerEntry, 'scopes' | 'aliases'>): { token: string; messageId: number }[] {
    return scopes.flatMap((scope) =>
      aliases.flatMap((alias) =>
        this.#db.all<{ token: string; messageId: number }>(
          `SELECT a.token, a.message_id AS messageId FROM fence f JOIN attempt a ON a.id = f.attempt_id
           WHERE ${placeSql} AND f.repeat <= +? AND a.outcome = 'unknown' AND a.wa_random IS NULL`,
          ...[...place(scope, alias), scope.repeat],
        ),
      ),
    );
  }

  /** Takes a fence, or takes it over from another attempt. Throws if the trigger refuses it: the transaction ends. */
  take(scope: Scope, alias: AliasHash, attemptId: number): void {
    this.#db.run(
      `INSERT INTO fence (alias, scope_id, occasion, repeat, attempt_id) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (alias, scope_id, occasion, repeat) DO UPDATE SET attempt_id = excluded.attempt_id`,
      ...[alias, this.#idOf(scope), scope.occasion, scope.repeat, attemptId],
    );
  }

  /** The id of a scope; the first fence in the scope creates it. */
  #idOf({ name, version }: Scope): number {
    const id = this.#db.value<number>(`SELECT id FROM scope WHERE name = ? AND version = ?`, name, version);
    if (id !== undefined) return id;
    return Number(this.#db.run(`INSERT INTO scope (name, version) VALUES (?, ?)`, name, version).lastInsertRowid);
  }

  /**
   * Takes a ledger line's fences where none stands, since one is enough; and takes over those of a later repeat before
   * its gate, which may yet be given up.
   */
  takeFree({ scopes, aliases }: Pick<LedgerEntry, 'scopes' | 'aliases'>, attemptId: number): void {
    const after = this.#repeatAfter(attemptId);
    for (const scope of scopes) {
      const held = [scope.repeat, after, scope.repeat, attemptId];
      for (const alias of aliases)
        if (!this.#db.has(standingSql, ...place(scope, alias), ...held)) this.take(scope, alias, attemptId);
    }
  }

  /** Another computer's report belongs to no declaration of this computer: only the number of its repeat counts. */
  #repeatAfter(attemptId: number): number {
    return this.#db.value<number>(repeatAfterSql, attemptId) ?? Number.MAX_SAFE_INTEGER;
  }

  /**
   * Every claim must have a fence of its campaign and of its text. Later attempts may hold those of a ledger's line, so
   * it takes some in scopes of its own, which block nobody.
   */
  takeOwnWhereNone(token: string, attemptId: number, occasion: string): void {
    const { scopes } = this.ofAttempt(attemptId);
    const isTaken = (own: Scope) => scopes.some(({ version }) => version === own.version);
    for (const own of [campaignScope(`ledger-${token}`), textScope(`ledger-${token}`)])
      if (!isTaken(own)) this.take({ ...own, occasion }, this.hash(token), attemptId);
  }
}

/** The aliases of an answer's person, by the fences of the messages they wrote back to: an answer holds no fence. */
const answeredSql = `SELECT DISTINCT f.alias FROM answer w JOIN attempt a ON a.message_id = w.message_id
  JOIN fence f ON f.attempt_id = a.id WHERE w.attempt_id = ?`;

/** The scopes and hashed aliases under which an attempt holds its fences. An answer has aliases only. */
export function fencesOf(db: ReadDb, attemptId: number): HeldFences {
  const rows = db.all<Scope & { readonly alias: AliasHash }>(
    `SELECT s.name, s.version, f.repeat, f.occasion, f.alias FROM fence f JOIN scope s ON s.id = f.scope_id WHERE f.attempt_id = +?`,
    attemptId,
  );
  if (rows.length === 0) return { scopes: [], aliases: db.values<AliasHash>(answeredSql, attemptId) };
  const scopes = new Map(rows.map(({ alias: _, ...scope }) => [formatScope(scope), scope]));
  return { scopes: [...scopes.values()], aliases: [...new Set(rows.map((row) => row.alias))] };
}
