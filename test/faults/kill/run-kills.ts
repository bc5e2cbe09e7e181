/**
 * Kills the whole built app with SIGKILL at known steps, starts it again over the same data, and checks its promises.
 */
import type { PauseReason } from '../../../domain/state/state.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { randomFrom } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { Desk, type Pair, stateOf } from './operator.ts';
import { longListRows, type Phase, pageSettings, phases } from './phases.ts';
import { truthOf } from './truth.ts';

/** Reasons for a pause that a mere crash must not lead to. */
const unexpectedPauses: readonly PauseReason[] = ['database_corrupt', 'database_moved', 'database_busy', 'internal'];
const pollMs = 50;
/** A kill comes up to this much later than its step, so that no two runs are the same. */
const mostJitterMs = 40;
/** With three rounds, thirty kills hit each of the ten steps of a send three times. */
const roundsOfSteps = 3;

/** The results of the kills at one step. */
export type PhaseReport = {
  readonly name: string;
  readonly kills: number;
  readonly wrong: number;
  readonly durationMs: number;
};

export type KillReport = {
  /** The steps at which the app was killed, in the order of a send. */
  readonly phases: readonly PhaseReport[];
  /** The number of messages that WhatsApp took in all kills. */
  readonly messagesTaken: number;
  /** What went wrong, one line each; empty when every promise held. */
  readonly wrong: readonly string[];
};

/** One installation that is killed again and again. */
export class KillRig {
  readonly #app: BuiltApp;
  readonly #desk: Desk;

  private constructor(app: BuiltApp) {
    this.#app = app;
    this.#desk = new Desk(app);
  }

  static async open(): Promise<KillRig> {
    const rig = new KillRig(await BuiltApp.install());
    try {
      await rig.#start();
      return rig;
    } catch (error) {
      await rig.close();
      throw error;
    }
  }

  /** Kills at the phase, starts again and lets the queue continue. Returns everything that then breaks a promise. */
  async kill(phase: Phase, jitterMs = 0): Promise<string[]> {
    const judged = await phase.reach(this.#desk);
    await new Promise((resolve) => setTimeout(resolve, jitterMs));
    await this.#app.kill();
    await this.#start();
    const pauses = await this.#letQueueEnd();
    const ending = judged === null ? [] : await this.#endingOf(judged, phase);
    const db = this.#app.openDatabase();
    // The app removes the rest of an interrupted import in the background.
    const hidden = db.prepare('SELECT 1 FROM list WHERE published_at_ms IS NULL');
    await until(() => hidden.get() === undefined, pollMs);
    const untrue = truthOf(db, this.#app.journal.messages());
    db.close();
    return [...pauses, ...ending, ...untrue].map((line) => `${phase.name}: ${line}`);
  }

  messagesTaken(): number {
    return this.#app.journal.messages().length;
  }

  close(): Promise<void> {
    return this.#app.uninstall();
  }

  async #start(): Promise<void> {
    await this.#app.start(pageSettings);
    await this.#app.untilLinked();
  }

  /** Returns the reasons for pauses that a mere crash must not lead to; an operator answers the others. */
  async #letQueueEnd(): Promise<string[]> {
    const unexpected = new Set<string>();
    await until(async () => {
      const { dispatcher, campaigns, counts } = await this.#app.overview();
      for (const { id, total, state } of campaigns)
        if (total === longListRows && state === 'running') await this.#app.call('campaign:cancel', { id });
      if (dispatcher.kind === 'paused') {
        if (unexpectedPauses.includes(dispatcher.reason)) unexpected.add(`stands still: ${dispatcher.reason}`);
        await this.#app.call('dispatcher:resume', undefined);
      }
      return counts.pending + counts.sending === 0;
    });
    return [...unexpected];
  }

  /** Waits for the final state of the message; a late acknowledgement may still be on its way. */
  async #endingOf(pair: Pair, phase: Phase): Promise<string[]> {
    let last = '';
    const fits = () => (phase.ends as readonly string[]).includes(last);
    const db = this.#app.openDatabase();
    await until(() => {
      const state = stateOf(db, pair);
      last = state?.reason ? `${state.status}: ${state.reason}` : String(state?.status);
      return fits();
    }, pollMs).catch(() => undefined);
    db.close();
    return fits() ? [] : [`${pair.text} ended as ${last}, not as ${phase.ends.join(' or ')}`];
  }
}

/**
 * Kills the app `kills` times at the phases, in an order that the seed decides. The same seed gives the same kills.
 * Calls `tell` with a line after each.
 */
export async function runKills(
  { kills, seed }: { kills: number; seed: number },
  tell: (line: string) => void = () => undefined,
): Promise<KillReport> {
  const random = randomFrom(seed);
  const wrong: string[] = [];
  const reports = new Map<string, PhaseReport>();
  const rig = await KillRig.open();
  try {
    for (const [index, phase] of plan(kills, random).entries()) {
      const { name } = phase;
      const startedMs = performance.now();
      const found = await rig.kill(phase, Math.floor(random() * mostJitterMs));
      const before = reports.get(name) ?? { kills: 0, wrong: 0, durationMs: 0 };
      reports.set(name, {
        name,
        kills: before.kills + 1,
        wrong: before.wrong + found.length,
        durationMs: before.durationMs + performance.now() - startedMs,
      });
      wrong.push(...found);
      for (const line of found) tell(line);
      tell(`${index + 1} of ${kills}: killed ${name}; ${wrong.length} wrong`);
    }
    const inOrder = phases.flatMap(({ name }) => reports.get(name) ?? []);
    return { phases: inOrder, messagesTaken: rig.messagesTaken(), wrong };
  } finally {
    await rig.close();
  }
}

/**
 * First some rounds over the steps of a send, so that even few kills hit each of them, then over all phases; each round
 * is shuffled.
 */
function plan(kills: number, random: () => number): Phase[] {
  const steps = phases.filter((phase) => phase.isStep);
  const planned: Phase[] = [];
  while (planned.length < kills) {
    const round = planned.length < roundsOfSteps * steps.length ? steps : phases;
    const ordered = round.map((phase) => ({ phase, place: random() })).sort((a, b) => a.place - b.place);
    planned.push(...ordered.map(({ phase }) => phase));
  }
  return planned.slice(0, kills);
}
