import type { TakenEntry } from '../../../practice/protocol.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { truthOf } from '../kill/truth.ts';
import type { Audience, Trouble } from './people.ts';
import type { Struck } from './striker.ts';

export type Night = {
  readonly taken: number;
  /** How many of the messages left each account. */
  readonly takenFrom: readonly number[];
  readonly struck: readonly Struck[];
  /** What became of the people who did not simply get the message, one line each. */
  readonly without: readonly string[];
  /** Everything that breaks a promise; empty after a good night. */
  readonly wrong: readonly string[];
};
type Played = {
  readonly both: readonly Audience[];
  /** The text that was shown for each number before the start. */
  readonly shown: ReadonlyMap<string, string>;
  readonly standing: readonly string[];
  readonly struck: readonly Struck[];
  /** Whether an account was logged out, perhaps with a message on its way. */
  readonly isLoggedOut: boolean;
};
type Row = {
  readonly phone: string;
  readonly status: string;
  readonly reason: string | null;
  /** The id of the account that the message was sent from. */
  readonly place: number;
};

/** Compares what the app says about everybody with what the page took. */
export function judge(app: BuiltApp, { both, shown, standing, struck, isLoggedOut }: Played): Night {
  const db = app.openDatabase();
  const messages = `SELECT r.phone, m.status, m.reason, a.id AS place FROM message m
    JOIN recipient r ON r.id = m.recipient_id JOIN account a ON a.phone = m.account ORDER BY m.id`;
  const rows = db.prepare<unknown[], Row>(messages).all();
  const taken = app.journal.messages();
  const untrue = truthOf(db, asWritten(taken, both));
  const placeOf = new Map(rows.map(({ phone, place }) => [phone, place]));
  db.close();
  const people = both.flatMap((audience) => audience.people);
  const own = new Map<string, Trouble | null>(people.map(({ digits, trouble }) => [`+${digits}`, trouble]));
  const unsent = rows.filter(({ status }) => status !== 'sent');
  const named = unsent.filter(({ phone, reason }) => reason !== null && reason === own.get(phone)?.costs);
  const expected = people.filter(({ trouble }) => trouble !== null && trouble.costs !== 'none');
  const usedUp = unsent.length - named.length;
  const mayUseUp = struck.filter(({ costs }) => costs === 1).length + (isLoggedOut ? 1 : 0);
  const by = ({ phone }: Row) => own.get(phone)?.name ?? 'used up by a fault';
  return {
    taken: taken.length,
    takenFrom: [...new Set(placeOf.values())].sort().map((at) => taken.filter(({ place }) => place === at).length),
    struck,
    without: unsent.map((row) => `${row.status}: ${row.reason} (${by(row)})`),
    wrong: [
      ...standing,
      ...untrue,
      ...taken.filter((one) => one.body !== shown.get(phoneOf(one))).map((one) => `not as shown: ${one.body}`),
      ...taken.filter((one) => one.place !== placeOf.get(phoneOf(one))).map((one) => `from another account: ${one.to}`),
      ...notAimed(struck),
      ...(rows.length === people.length ? [] : [`${rows.length} messages for ${people.length} people`]),
      ...unsent.filter(({ status }) => status !== 'failed').map(({ phone, status }) => `${phone} is ${status}`),
      ...(named.length === expected.length ? [] : [`${named.length} of ${expected.length} have their own reason`]),
      ...(usedUp <= mayUseUp ? [] : [`${usedUp} people are used up, where ${mayUseUp} may be`]),
    ],
  };
}

const phoneOf = ({ to }: TakenEntry): string => `+${to.replace('@c.us', '')}`;

/** The messages taken, each under its campaign's template, since each person's text is their own. */
function asWritten(taken: readonly TakenEntry[], both: readonly Audience[]): TakenEntry[] {
  const texts = new Map<string, string>();
  for (const { text, people } of both) for (const { digits } of people) texts.set(`+${digits}`, text);
  return taken.map((one) => ({ ...one, body: texts.get(phoneOf(one)) ?? one.body }));
}

/** The kinds of faults of which fewer than half came while a message was on its way to the gate. */
function notAimed(struck: readonly Struck[]): string[] {
  const names = new Set(struck.map(({ name }) => name).filter((name) => name !== 'the gate is replaced'));
  return [...names].flatMap((name) => {
    const ofKind = struck.filter((one) => one.name === name);
    const met = ofKind.filter(({ isBeforeGate }) => isBeforeGate).length;
    return met * 2 >= ofKind.length ? [] : [`${met} of ${ofKind.length} came before the gate: ${name}`];
  });
}
