import { Socket } from 'node:net';
import type pg from 'pg';
import { limits } from '../../domain/limits.ts';
import { errorText, fail, type Result, succeed } from '../../domain/result.ts';

/** The address of a team's database. `verified`: its certificate is checked, against its own authority if given. */
export type TeamAddress = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly tls: 'verified' | 'none';
  readonly authority?: string | undefined;
};

export type Login = { readonly user: string; readonly password: string };

/**
 * Why a call gave no result. The first five reasons pass by themselves. `ask_again`: another member won a race a moment
 * earlier; `taken_back`: the person is not this member's any more; `held`: the member to be removed has not told what
 * they sent.
 */
export type ConnectionFailure = {
  readonly reason:
    | 'unreachable'
    | 'no_answer'
    | 'starting'
    | 'full'
    | 'read_only'
    | 'login_refused'
    | 'no_such_database'
    | 'no_postgres'
    | 'not_secure'
    | 'not_allowed'
    | 'not_coordinator'
    | 'held'
    | 'ask_again'
    | 'taken_back'
    | 'failed';
  readonly detail: string;
};

const reasonOfCode: Readonly<Record<string, ConnectionFailure['reason']>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNRESET: 'no_answer',
  ETIMEDOUT: 'no_answer',
  EPIPE: 'no_answer',
  '57P01': 'starting',
  '57P02': 'starting',
  '57P03': 'starting',
  '53300': 'full',
  '53100': 'read_only',
  '25006': 'read_only',
  '28P01': 'login_refused',
  '28000': 'login_refused',
  '3D000': 'no_such_database',
  '42501': 'not_allowed',
  SO001: 'ask_again',
  SO003: 'taken_back',
  SO004: 'not_coordinator',
  SO005: 'held',
};
/** The first bytes of PostgreSQL's first answer, encrypted or not: anything else is another kind of server. */
const firstBytes = 'RENS';
/** Failures after which the connection is still good: they are answers of our own functions. */
const answers: ReadonlySet<string> = new Set(['ask_again', 'taken_back', 'not_coordinator', 'held']);

/**
 * One connection to the team's database. An error or a silence ends it for good: the result of the last question is
 * unknown, and grants over it are not used (with `pg`, the next question would hang behind an answer that never came).
 */
export class TeamConnection {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  #isOpen = true;
  /** Ends with the question that is being answered: `pg` will take one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(client: pg.Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    client.on('error', () => this.close());
    client.on('end', () => this.close());
  }

  /** Connects, within `limits.teamAnswerMs`. Loads the library with the first team. */
  static async open(address: TeamAddress, login: Login): Promise<Result<TeamConnection, ConnectionFailure>> {
    const { default: library } = await import('pg');
    const { host, port, database, tls, authority } = address;
    const socket = new Socket();
    const client = new library.Client({
      host,
      port,
      database,
      ...login,
      stream: () => socket,
      keepAlive: true,
      // The host is named for a bare address too: otherwise its certificate would be compared with "localhost".
      ssl: tls === 'none' ? false : { host, ...(authority === undefined ? {} : { ca: authority }) },
      connectionTimeoutMillis: limits.teamAnswerMs,
      query_timeout: limits.teamAnswerMs,
      // Poolers refuse parameters at the start: further settings are those of the member's role.
      application_name: 'SendOnce',
    });
    const connection = new TeamConnection(client, socket);
    let isPostgres = true;
    socket.once('data', (first: Buffer) => {
      isPostgres = firstBytes.includes(String.fromCharCode(first[0] ?? 0));
    });
    try {
      await client.connect();
      return succeed(connection);
    } catch (error) {
      connection.close();
      return fail(isPostgres ? failureOf(error) : { reason: 'no_postgres', detail: errorText(error) });
    }
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#socket.destroyed;
  }

  /** The rows of one statement, after all earlier questions. */
  ask<Row extends object>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<Result<readonly Row[], ConnectionFailure>> {
    const asked = this.#turn.then(() => this.#ask<Row>(sql, values));
    this.#turn = asked;
    return asked;
  }

  async #ask<Row extends object>(
    sql: string,
    values: readonly unknown[],
  ): Promise<Result<readonly Row[], ConnectionFailure>> {
    if (!this.isOpen) return fail({ reason: 'no_answer', detail: 'the connection is closed' });
    try {
      // Without values, one text may have several statements.
      const { rows } = await this.#client.query<Row>(sql, values.length > 0 ? [...values] : undefined);
      return succeed(rows);
    } catch (error) {
      const failure = failureOf(error);
      if (!answers.has(failure.reason)) this.close();
      return fail(failure);
    }
  }

  /** Ends the connection at once, without telling the server: it may not be listening. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#socket.destroy();
  }
}

function failureOf(error: unknown): ConnectionFailure {
  const detail = errorText(error);
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const known = reasonOfCode[code];
  if (known !== undefined) return { reason: known, detail };
  if (/timeout|terminated|closed/i.test(detail)) return { reason: 'no_answer', detail };
  if (/ssl|certificate|tls|altname/i.test(`${code} ${detail}`)) return { reason: 'not_secure', detail };
  // Five letters and digits are PostgreSQL's own codes.
  return { reason: /^[0-9A-Z]{5}$/.test(code) ? 'failed' : 'no_postgres', detail };
}
