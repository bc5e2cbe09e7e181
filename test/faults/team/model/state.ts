/**
 * A state of the model is bytes: one person; members A, who may draw two tokens, and B, who may draw one; C, a second
 * running copy of A, or a third member. "Connected" means that an answer of the team's database is younger than ten
 * seconds.
 *
 * What happens between a computer's own database, ledger and gate has a model of its own: claim and gate are atomic here.
 * Several aliases of a person, declared repeats and joining with a past are left out too.
 */

/** An attempt on a member's disk. */
export const intended = 1;
export const granted = 2;
export const open = 3;
export const passed = 4;
export const closed = 5;
/** A reservation in the team's database. */
export const reserved = 1;
export const sent = 2;
export const notSent = 3;

/**
 * The team's database: a row for each token; whether it is held; who has reported, in bits; whether somebody stopped
 * the person (2: longer ago than ten seconds); which database it is. Then a backup of these, and whether there is one.
 */
export const rowsOfTokens = [0, 1, 2, 3] as const;
export const held = 4;
export const told = 5;
export const stopped = 6;
export const identity = 7;
export const backup = 8;
export const hasBackup = 15;
export const sharedBytes = 7;
/**
 * The world: faults that may still happen, in bits; tokens that were ever drawn; copies that left; who sent them;
 * whether one left after a stop; an image of A's disk, and whether there is one.
 */
export const faultsLeft = 16;
export const drawn = 17;
export const copies = 18;
export const senders = 19;
export const late = 20;
export const image = 21;
export const hasImage = 27;
export const diskBytes = 6;
/**
 * A process. On its disk: four attempts, rows that it saw (bits), the database that it knows. In memory: whether it is
 * up, the token at work and one more, whether it is connected, the tokens of this run (bits), a stop that it heard of.
 */
const firstProcess = 28;
const processBytes = 12;
export const seen = 4;
export const known = 5;
export const up = 6;
export const atWork = 7;
export const connected = 8;
export const ofThisRun = 9;
export const heard = 10;

export const processes = [0, 1, 2] as const;
export type Process = (typeof processes)[number];
/** The tokens that a process may draw. */
export const tokensOf = [[0, 1], [2], [3]] as const;

/** The offset of a process in the bytes. */
export const placeOf = (process: number): number => firstProcess + process * processBytes;
export const stateBytes = placeOf(processes.length);

export type State = Uint8Array;
export type Step = readonly [label: string, next: State];

/** A byte that is always there. */
export const at = (state: State, place: number): number => state[place] ?? 0;
export function set(state: State, place: number, value: number): void {
  state[place] = value;
}

export const raise = (state: State, place: number): void => set(state, place, at(state, place) + 1);
export const setBits = (state: State, place: number, bits: number): void => set(state, place, at(state, place) | bits);
export const clearBits = (state: State, place: number, bits: number): void =>
  set(state, place, at(state, place) & ~bits);

export const isLive = (state: State, token: number): boolean =>
  at(state, token) === reserved || at(state, token) === sent;
/** The rows that exist, in bits. */
export const rowsIn = (state: State): number =>
  rowsOfTokens.reduce<number>((bits, token) => bits | (at(state, token) > 0 ? 1 << token : 0), 0);
