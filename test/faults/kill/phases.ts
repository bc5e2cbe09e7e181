/**
 * The steps at which the app is killed. The practice page brings the app to each, and the database or the journal shows
 * that it is there.
 */
import { statSync } from 'node:fs';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import type { PracticeSettings } from '../../../practice/protocol.ts';
import { until } from '../../support/until.ts';
import { type Desk, type MessageState, type Pair, stateOf } from './operator.ts';

/** The possible final states of the message, as `status` or `status: reason`. */
type Shutdown = 'sent' | 'failed: not_handed_over' | 'failed: interrupted';

export type Phase = {
  readonly name: string;
  /** Whether this is one of the ten steps of a send; the others are special circumstances, or no send at all. */
  readonly isStep: boolean;
  /**
   * Only in `npm run faults`: the app finds the same afterwards as in another phase, or the phase takes long to reach.
   */
  readonly isLong?: true;
  /**
   * Brings the app to the step. Resolves with the pair whose message is judged, or null when no message left a draft.
   */
  readonly reach: (desk: Desk) => Promise<Pair | null>;
  readonly ends: readonly Shutdown[];
};

const slowAckMs = 1_500;
/** Long enough for a kill on a busy machine to fall into the gap; most of it passes while the app starts again. */
const longGapMs = 6_000;
const settleMs = 150;
/** Shorter than the time until the acknowledgement is sent. */
const beforeAckMs = 200;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The page's times for all phases: each step lasts long enough to be hit. */
export const pageSettings: Partial<PracticeSettings> = {
  lookUpMs: 400,
  hangMs: 60_000,
  offlineMs: 60_000,
  freezeMs: 8_000,
  slowAckMs,
};

type Plan = { scenario: number | null; gapMs?: number; withAttachment?: boolean };

/** Starts a campaign for two people and waits for the step during the first message. */
function duringSend(plan: Plan, step: (desk: Desk, pair: Pair) => Promise<unknown>): Phase['reach'] {
  return async (desk) => {
    const { pair, ready } = desk.nextPair(plan.scenario);
    await ready;
    const id = await desk.draft(pair, plan);
    const reached = step(desk, pair);
    await Promise.all([desk.app.call('campaign:start', { id }), reached]);
    return pair;
  };
}

const isClaimed = (state: MessageState) => state.status === 'sending' && state.waRandom === null;
const hasPassed = (state: MessageState) => state.waRandom !== null;

const beforeTheGate = async (desk: Desk, pair: Pair) => {
  await desk.untilVictim(pair, isClaimed);
  await pause(settleMs);
};
const once = (kind: 'message' | 'handed_over' | 'ack', delayMs = 0) => {
  return async (desk: Desk, pair: Pair) => {
    await desk.untilJournal(kind, pair.victim);
    await pause(delayMs);
  };
};

export const phases: readonly Phase[] = [
  {
    name: 'while the number is looked up',
    isStep: true,
    isLong: true,
    reach: duringSend({ scenario: null }, async (desk, pair) => {
      await untilSending(desk, pair);
      await pause(settleMs);
    }),
    // On a busy machine the look has ended and the message is claimed before the kill; then the message certainly did
    // not leave.
    ends: ['sent', 'failed: not_handed_over'],
  },
  {
    name: 'while the chat opens',
    isStep: true,
    isLong: true,
    reach: duringSend({ scenario: 11 }, beforeTheGate),
    ends: ['failed: not_handed_over'],
  },
  {
    name: 'while the message gets its id',
    isStep: true,
    isLong: true,
    reach: duringSend({ scenario: 12 }, beforeTheGate),
    ends: ['failed: not_handed_over'],
  },
  {
    name: 'while the attachment is uploaded',
    isStep: true,
    reach: duringSend({ scenario: 27, withAttachment: true }, beforeTheGate),
    ends: ['failed: not_handed_over'],
  },
  {
    name: 'as the gate opens',
    isStep: true,
    reach: duringSend({ scenario: null }, (desk) => untilLedgerGrows(desk)),
    ends: ['sent', 'failed: interrupted'],
  },
  {
    name: 'after the gate, when the page is gone before the hand-over',
    isStep: true,
    reach: duringSend({ scenario: 21 }, (desk, pair) => desk.untilVictim(pair, hasPassed)),
    ends: ['failed: interrupted'],
  },
  {
    name: "while the message waits in the page's own outbox",
    isStep: true,
    isLong: true,
    reach: duringSend({ scenario: 13 }, once('handed_over', settleMs)),
    ends: ['sent'],
  },
  {
    name: 'after it was taken without a tick',
    isStep: true,
    reach: duringSend({ scenario: 3 }, once('message')),
    ends: ['failed: interrupted'],
  },
  {
    name: 'just before a slow tick',
    isStep: true,
    isLong: true,
    reach: duringSend({ scenario: 1 }, once('message', slowAckMs - beforeAckMs)),
    ends: ['sent'],
  },
  {
    name: 'right after the tick',
    isStep: true,
    isLong: true,
    reach: duringSend({ scenario: null }, once('ack')),
    ends: ['sent'],
  },
  {
    name: 'while the connection is lost',
    isStep: false,
    isLong: true,
    reach: duringSend({ scenario: 18 }, once('message', settleMs)),
    ends: ['sent'],
  },
  {
    name: 'while the page is frozen',
    isStep: false,
    isLong: true,
    reach: duringSend({ scenario: 23 }, once('message', settleMs)),
    ends: ['sent'],
  },
  {
    name: 'in the gap before the next message',
    isStep: false,
    isLong: true,
    reach: duringSend({ scenario: null, gapMs: longGapMs }, async (desk, pair) => {
      await desk.untilVictim(pair, (state) => state.status === 'sent');
      await until(async () => (await desk.app.overview()).dispatcher.kind === 'waiting');
    }),
    ends: ['sent'],
  },
  {
    name: 'while the app starts again after another kill',
    isStep: false,
    isLong: true,
    reach: async (desk) => {
      const pair = await duringSend({ scenario: 3 }, once('message'))(desk);
      await desk.app.kill();
      await desk.app.start(pageSettings);
      return pair;
    },
    ends: ['failed: interrupted'],
  },
  {
    name: 'during the import of a long list',
    isStep: false,
    reach: async (desk) => {
      const { pair } = desk.nextPair(null);
      const { id } = await desk.app.call('campaign:create', { name: pair.text });
      const before = await lastList(desk);
      desk.importList(id, longList()).catch(() => undefined); // The kill of the app cuts the call off.
      // Where a busy machine sees the import only when it is complete, the kill comes after it.
      await desk.watch((db) => countOf(db, 'recipient', `list_id > ${before}`) > 0);
      return null;
    },
    ends: [],
  },
  {
    name: 'during the start of a long campaign',
    isStep: false,
    reach: async (desk) => {
      const { pair } = desk.nextPair(null);
      const { id } = await desk.app.call('campaign:create', { name: pair.text });
      await desk.importList(id, longList());
      await desk.app.call('campaign:update', { id, text: pair.text });
      const log = `${foldersUnder(desk.app.userData, true).database}-wal`;
      const writtenAtMs = statSync(log).mtimeMs;
      desk.app.call('campaign:start', { id }).catch(() => undefined); // The kill of the app cuts the call off.
      // A small write shows first; the one transaction that makes all the messages follows at once and takes about 40
      // ms.
      await until(() => statSync(log).mtimeMs > writtenAtMs, 1);
      return null;
    },
    ends: [],
  },
];

/**
 * On a busy machine, asking the window can take longer than the whole send. Then the database shows that the step has
 * passed.
 */
async function untilSending(desk: Desk, pair: Pair): Promise<void> {
  const db = desk.app.openDatabase();
  try {
    await until(
      async () =>
        (await desk.app.overview()).dispatcher.kind === 'sending' ||
        !['pending', undefined].includes(stateOf(db, pair)?.status),
    );
  } finally {
    db.close();
  }
}

/** The id of the newest list, published or not; 0 where there is none. */
async function lastList(desk: Desk): Promise<number> {
  let last = 0;
  await desk.watch((db) => {
    last = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM list').pluck().get() ?? 0;
    return true;
  });
  return last;
}

async function untilLedgerGrows(desk: Desk): Promise<void> {
  const { ledger } = foldersUnder(desk.app.userData, true);
  const bytesBefore = statSync(ledger).size;
  await until(() => statSync(ledger).size > bytesBefore, 0);
}

export const longListRows = 20_000;

function longList(): string {
  const rows = Array.from({ length: longListRows }, (_, row) => `Person ${row},+4479${String(10_000_000 + row)}`);
  return `Name,Phone\n${rows.join('\n')}\n`;
}

function countOf(db: import('better-sqlite3').Database, table: string, where: string): number {
  return (db.prepare(`SELECT count(*) AS count FROM ${table} WHERE ${where}`).get() as { count: number }).count;
}
