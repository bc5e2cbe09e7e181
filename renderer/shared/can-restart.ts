import { limits } from '../../domain/limits.ts';
import type { DispatcherState } from '../../domain/state/state.ts';

/** Whether the app can be restarted without delaying a message: nothing is sent now or soon. */
export function canRestart(dispatcher: DispatcherState, nowMs: number): boolean {
  if (dispatcher.kind === 'sending' || dispatcher.kind === 'stopping') return false;
  if (dispatcher.kind !== 'waiting') return true;
  return dispatcher.untilMs !== null && dispatcher.untilMs - nowMs > limits.updateQuietMs;
}
