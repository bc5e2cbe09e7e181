import type { ClaimRequest } from '../../../db/messages/claims.ts';
import type { Together } from '../../../electron/dispatch/together.ts';
import type { AppProcess } from './app-process.ts';
import type { Plan } from './plan.ts';
import type { Outcome } from './whatsapp.ts';

/** A fault that the code could have. Runs that pass without it must fail with it. */
export type Weakness = {
  readonly name: string;
  /** The run of the first seed that caught it when this was written, counted from 0. */
  readonly caughtByRun: number;
  /** What the runs report, where that is not that a message was delivered. */
  readonly says?: RegExp;
  /** Changes a process before it recovers. */
  readonly atStart?: (app: AppProcess, together: Together) => void;
  /** A plan that shows it, where random runs do so too seldom. It is tried first. */
  readonly plan?: Plan;
  /** Nothing outside the database remembers: a restore brings back an older ledger as well. */
  readonly restoresLedger?: boolean;
  /** This computer keeps no last lines of its ledgers. */
  readonly believesOldFolders?: boolean;
  /** WhatsApp gets the message before its record is written. */
  readonly takesBeforeTheAnswer?: boolean;
};

/** What happens to a message without faults. */
export const allWell: Outcome = {
  lookUp: 'answers',
  copy: 'absent',
  stands: 'stands',
  before: 'reaches_gate',
  file: 'reads',
  notYet: 0,
  meanwhile: 'nothing',
  asks: 'rightly',
  place: 'delivered',
  ack: 'at_once',
  end: 'returns',
  bypassesGate: false,
};

/** Removes SQLite's own guards, so that only the code above them protects. Triggers that only count stay. */
export function dropGuards({ stores }: AppProcess): void {
  const { sqlite } = stores.db;
  const guards = sqlite.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '% BEFORE %'`);
  for (const name of guards.pluck().all()) sqlite.exec(`DROP TRIGGER ${name}`);
  sqlite.exec('DROP INDEX IF EXISTS attempt_live');
  sqlite.pragma('ignore_check_constraints = ON');
}

/** Changes what each claim reads. */
export function beforeEachClaim({ stores: { claims } }: AppProcess, change: (request: ClaimRequest) => void): void {
  const claim = claims.claim.bind(claims);
  claims.claim = (request) => {
    change(request);
    return claim(request);
  };
}
