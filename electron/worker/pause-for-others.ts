import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../domain/limits.ts';

/** The pause between two short transactions of long work, in which sending can begin one of its own. */
export function pauseForOthers(): Promise<void> {
  return wait(limits.importPauseMs);
}

/** Does work that stops at times, as after each transaction, with a pause at each stop. Returns its result. */
export async function withPauses<Value>(work: Iterator<void, Value>, pause = pauseForOthers): Promise<Value> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pause();
  }
}
