import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../domain/limits.ts';

/** The pause between two short transactions of long work: whoever sends has time to begin one. */
export function pauseForOthers(): Promise<void> {
  return wait(limits.importPauseMs);
}

/** Does work that stops now and then, as after each of its transactions, with a pause there. Returns what it comes to. */
export async function withPauses<Value>(work: Iterator<void, Value>, pause = pauseForOthers): Promise<Value> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pause();
  }
}
