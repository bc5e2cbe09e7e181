import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { erasedPrefix } from '../../domain/people/erased.ts';
import type { Db, ReadDb } from '../database.ts';
import { deleteMeta, readMeta, readMetaJson, writeMeta } from '../meta.ts';
import { forgetNumbers } from './repeats.ts';

/** A fence as the team's database has it: the key of scope and alias, and the number of the text's repeat. */
export type TeamFence = { readonly key: string; readonly repeat: number };

/** The outcomes of a reservation. The outcome only rises. */
export const teamOutcomes = { reserved: 1, closed: 2, unconfirmed: 3, sent: 4 } as const;
type TeamOutcome = (typeof teamOutcomes)[keyof typeof teamOutcomes];

export type TeamAsk = {
  readonly id: number;
  readonly token: string;
  readonly campaign: string | null;
  readonly place: number | null;
  readonly fences: readonly TeamFence[];
  readonly atMs: number;
  readonly outcome: TeamOutcome;
  /** Null once its person is erased. */
  readonly phone: string | null;
};

type NewAsk = {
  readonly messageId: number;
  readonly campaign: string | null;
  readonly fences: readonly TeamFence[];
  readonly nowMs: number;
};
type Row = Omit<TeamAsk, 'fences' | 'campaign'> & {
  readonly fences: string;
  readonly campaign: string;
  readonly told: number;
};

/** The outcome of an ask comes from its message's attempts: if any may have left, every ask for it counts as such. */
const asksSql = `SELECT * FROM (SELECT t.id, t.token, t.campaign, t.fences, t.asked_at_ms AS atMs, t.run, t.told, t.message_id AS messageId,
    (SELECT r.row_number FROM recipient r WHERE r.id = m.recipient_id AND t.campaign <> '') AS place,
    (SELECT r.phone FROM recipient r WHERE r.id = m.recipient_id AND r.phone NOT LIKE '${erasedPrefix}%') AS phone,
    CASE WHEN m.status = 'sent' THEN ${teamOutcomes.sent}
      WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = m.id
        AND (a.wa_random IS NOT NULL OR a.contradicted_at_ms IS NOT NULL)) THEN ${teamOutcomes.unconfirmed}
      WHEN m.status IN ('failed', 'cancelled') THEN ${teamOutcomes.closed} ELSE ${teamOutcomes.reserved} END AS outcome
  FROM team_ask t JOIN message m ON m.id = t.message_id
  WHERE t.team = @team AND (t.told < ${teamOutcomes.sent} OR +@isAll = 1))`;

/** What the team's database answered to an ask: refused, nothing yet, or the highest outcome that it confirmed. */
const refused = -1;
const unheard = 0;

/** The team's database may have reserved the person: it said so, or its answer was lost. */
const mayBeReservedSql = `told BETWEEN ${unheard} AND ${teamOutcomes.reserved}`;

const Seen = z.record(z.string(), z.string());
const Remembered = z.object({ asked: z.int(), atMs: z.int() });
export type Remembered = z.infer<typeof Remembered>;
const RememberedAll = z.record(z.string(), Remembered);

/**
 * What this computer ever asked its team for: on the disk before the team is asked, to be told again after a restore.
 */
export class TeamAsks {
  /** The database of the asks, and of what the team is to be told of stops, erasures and outcomes. */
  readonly db: Db;
  readonly #team: string;
  /** This start of the membership: what an earlier run asked for is not asked for again under the same token. */
  readonly #run = randomUUID();

  constructor(db: Db, team: string) {
    this.db = db;
    this.#team = team;
  }

  /** Notes a new connection: from now on a claim needs a grant over this connection. Returns its name. */
  connected(): string {
    const name = randomUUID();
    writeMeta(this.db, 'team_connection', name);
    return name;
  }

  /**
   * The token to ask for a message under: this run's, now with all of these fences, or a fresh one, also where the team
   * was told that nothing left under it. It is on the disk when this returns.
   */
  intend({ messageId, campaign, fences, nowMs }: NewAsk): string {
    return this.db.immediate(() => {
      const known = this.db.get<{ id: number; token: string; fences: string }>(
        `SELECT id, token, fences FROM team_ask WHERE message_id = ? AND run = ? AND told < ${teamOutcomes.closed} ORDER BY id DESC LIMIT 1`,
        ...[messageId, this.#run],
      );
      if (known === undefined) return this.#add(this.#run, { messageId, campaign, fences, nowMs });
      const all = [...(JSON.parse(known.fences) as TeamFence[]), ...fences];
      const merged = [...new Map(all.map((fence) => [`${fence.key}#${fence.repeat}`, fence])).values()];
      const sql = `UPDATE team_ask SET fences = ?, told = max(told, ${unheard}), granted_over = NULL WHERE id = ?`;
      this.db.run(sql, JSON.stringify(merged), known.id);
      return known.token;
    });
  }

  /** Whether the team was told that nothing left of a message that was asked for in this run. */
  wasClosed(messageId: number): boolean {
    const sql = `SELECT 1 FROM team_ask WHERE message_id = ? AND run = ? AND told = ${teamOutcomes.closed}`;
    return this.db.has(sql, messageId, this.#run);
  }

  /** Adds what was sent before this computer joined, all or nothing. The team is told of it like everything else. */
  addPast(past: readonly NewAsk[]): void {
    this.db.immediate(() => {
      for (const one of past) this.#add('', one);
    });
  }

  /** Whether everything that was sent before this computer joined is among the asks. */
  get hasPast(): boolean {
    return readMeta(this.db, 'team_past') === this.#team;
  }

  pastIsAdded(): void {
    writeMeta(this.db, 'team_past', this.#team);
  }

  /** Whether this computer wrote to people whom its data forgot, so that it cannot tell the team of all. */
  get hasForgotten(): boolean {
    return readMeta(this.db, 'forgotten_sends') !== undefined;
  }

  count(): number {
    return this.db.count(`SELECT count(*) FROM team_ask WHERE team = ? AND told <> ${refused}`, this.#team);
  }

  #add(run: string, { messageId, campaign, fences, nowMs }: NewAsk): string {
    const token = randomUUID();
    this.db.run(
      `INSERT INTO team_ask (token, team, run, message_id, campaign, fences, asked_at_ms, told) VALUES (?, ?, ?, ?, ?, ?, ?, ${unheard})`,
      ...[token, this.#team, run, messageId, campaign ?? '', JSON.stringify(fences), nowMs],
    );
    return token;
  }

  /** Notes a grant over a connection: the message may be claimed while that connection stands. */
  grant(token: string, connection: string): void {
    const sql = `UPDATE team_ask SET granted_over = ?, told = max(told, ${teamOutcomes.reserved}) WHERE token = ?`;
    this.db.run(sql, connection, token);
  }

  /** Notes that the team's database took nothing under this token. */
  refuse(token: string): void {
    this.db.run(`UPDATE team_ask SET told = ${refused} WHERE token = ? AND told = ${unheard}`, token);
  }

  /** Notes that the team's database has confirmed these outcomes. */
  confirm(all: readonly Pick<TeamAsk, 'token' | 'outcome'>[]): void {
    this.db.immediate(() => {
      for (const { token, outcome } of all)
        this.db.run(`UPDATE team_ask SET told = max(told, ?) WHERE token = ?`, outcome, token);
    });
  }

  /** The outcomes since the last confirmation, oldest first: messages that left, and reservations never to be used. */
  untold(most: number): TeamAsk[] {
    const { closed } = teamOutcomes;
    const isNews = `(outcome > ${closed} AND outcome > told) OR (outcome = ${closed} AND ${mayBeReservedSql})`;
    return this.db
      .all<Row>(`${asksSql} WHERE ${isNews} ORDER BY id LIMIT @most`, { team: this.#team, most, isAll: 0 })
      .map(closedOf);
  }

  /** The reservations in the team's campaigns that were not handed over: their computer is leaving and never will. */
  unsent(): TeamAsk[] {
    const { closed, reserved } = teamOutcomes;
    const sql = `${asksSql} WHERE campaign <> '' AND outcome = ${reserved} AND ${mayBeReservedSql}`;
    const all = this.db.all<Row>(sql, { team: this.#team, isAll: 0 });
    return all.map((row) => closedOf({ ...row, outcome: closed }));
  }

  /**
   * Everything that the team's database may ever have granted, a page at a time. What left although it was refused was
   * granted later, in an earlier state of the data that was put back since.
   */
  after(id: number, most: number): TeamAsk[] {
    const sql = `${asksSql} WHERE id > @id AND (told <> ${refused} OR outcome > ${teamOutcomes.closed}) ORDER BY id LIMIT @most`;
    return this.db.all<Row>(sql, { team: this.#team, id, most, isAll: 1 }).map(askOf);
  }

  /** The newest row of the team's database that was seen of each member. */
  seen(): Map<string, string> {
    return new Map(Object.entries(readMetaJson(this.db, 'team_seen', Seen) ?? {}));
  }

  /** How many people each member had asked for when it was last heard of, and when that was. */
  remembered(): Map<string, Remembered> {
    return new Map(Object.entries(readMetaJson(this.db, 'team_remembered', RememberedAll) ?? {}));
  }

  remember(all: ReadonlyMap<string, Remembered>): void {
    writeMeta(this.db, 'team_remembered', JSON.stringify(Object.fromEntries(all)));
  }

  keepSeen(seen: ReadonlyMap<string, string>): void {
    writeMeta(this.db, 'team_seen', JSON.stringify(Object.fromEntries(seen)));
  }
}

/** Whether this computer has a team as far as its database knows: then a claim needs a grant of the team. */
export const needsTeam = (db: ReadDb): boolean => readMeta(db, 'team_connection') !== undefined;

const ofMembership = ['team_connection', 'team_past', 'team_seen', 'team_remembered', 'team_erasures'] as const;

/** Ends the membership: a claim needs no grant any more. The asks stay, and the next team is told everything anew. */
export function leaveTeam(db: Db, nowMs: number): void {
  db.immediate(() => {
    // People who were taken and not reserved go back to the other members.
    db.run(`UPDATE campaign SET team = 'over' WHERE team = 'open' AND state <> 'draft'`);
    db.run(
      `UPDATE campaign SET state = 'cancelled', pause_reason = NULL, came_back = NULL, finished_at_ms = ?
       WHERE team = 'over' AND state IN ('running', 'paused')`,
      nowMs,
    );
    for (const table of ['team_untold', 'team_untold_stop']) db.run(`DELETE FROM ${table}`);
    forgetNumbers(db);
    for (const key of ofMembership) deleteMeta(db, key);
  });
}

/** What was asked for without an answer, and did not leave, is ended where the team has it, and not added to the team. */
function closedOf(row: Row): TeamAsk {
  const isLost = row.told === unheard && row.outcome === teamOutcomes.closed;
  return isLost ? { ...askOf(row), fences: [] } : askOf(row);
}

function askOf({ fences, campaign, ...ask }: Row): TeamAsk {
  return { ...ask, campaign: campaign === '' ? null : campaign, fences: JSON.parse(fences) as TeamFence[] };
}
