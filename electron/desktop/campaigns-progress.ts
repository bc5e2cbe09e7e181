import type { CampaignSummary } from '../../domain/contract.ts';
import type { Language } from '../../domain/settings.ts';
import { type AccountView, isInDoubt } from '../../domain/state/account.ts';
import type { DispatcherState } from '../../domain/state/state.ts';
import type { Text } from '../../domain/text/index.ts';
import { locales } from '../../domain/text/languages.ts';

type Progress = { readonly done: number; readonly total: number };

/** The progress of all campaigns under way taken together; null when there is none. */
export function progressOf(campaigns: Iterable<CampaignSummary>): Progress | null {
  let done = 0;
  let total = 0;
  for (const { state, counts } of campaigns) {
    if (state !== 'running' && state !== 'paused') continue;
    done += counts.sent + counts.notSent + counts.notConfirmed;
    total += counts.sent + counts.notSent + counts.notConfirmed + counts.pending + counts.sending;
  }
  return total === 0 ? null : { done, total };
}

/** Whether messages go out now or will do so by themselves: then quitting has a consequence. */
export function isUnderWay(accounts: readonly Pick<AccountView, 'dispatcher'>[]): boolean {
  return accounts.some(({ dispatcher }) => goesOn(dispatcher));
}

/** Whether sending goes on by itself; a lost connection comes back by itself. */
function goesOn({ kind }: DispatcherState): boolean {
  return kind === 'sending' || kind === 'waiting' || kind === 'not_linked';
}

/** What the menus offer for the sending: to stop it, to let it go on, or neither. */
export type Sending = 'pausable' | 'paused' | 'neither';

export function sendingOf(dispatcher: DispatcherState): Sending {
  if (dispatcher.kind === 'paused') return 'paused';
  return goesOn(dispatcher) ? 'pausable' : 'neither';
}

/** How many things wait for the operator: the number on the app's icon. */
export function waitingForOperator(dispatcher: DispatcherState, campaigns: Iterable<CampaignSummary>): number {
  const asking = [...campaigns].filter(({ state, pauseReason }) => state === 'paused' && pauseReason !== 'operator');
  const isPaused = dispatcher.kind === 'paused' && dispatcher.reason !== 'operator';
  const isStopped = isPaused || dispatcher.kind === 'alarm';
  return asking.length + (isStopped ? 1 : 0);
}

/** The current activity in one line for the tray. `isLinked`: whether an unconnected account is linked all the same. */
export function stateLine(
  text: Text,
  dispatcher: DispatcherState,
  progress: Progress | null,
  language: Language,
  isLinked = false,
) {
  switch (dispatcher.kind) {
    case 'idle':
      // The messages that are left wait in paused campaigns.
      return text(progress !== null && progress.done < progress.total ? 'shell.nothingGoesOut' : 'tray.idle');
    case 'not_linked':
      return text(isLinked ? 'shell.connectionLost' : 'tray.notLinked');
    case 'stopping':
      return text('tray.stopping');
    case 'alarm':
      return text('shell.stoppedByAlarm');
    case 'paused':
      return text('tray.paused', {
        why: text(`pausedShort.${dispatcher.reason}`),
      });
    case 'waiting':
      if (isInDoubt(dispatcher)) return text('shell.waitsUnconfirmed');
      if (dispatcher.why !== 'gap' && dispatcher.untilMs !== null)
        return text('tray.waitsUntil', { time: moment(dispatcher.untilMs, language) });
      return text('tray.sending', { ...(progress ?? { done: 0, total: 0 }) });
    case 'sending':
      return text('tray.sending', { ...(progress ?? { done: 0, total: 0 }) });
  }
}

function moment(atMs: number, language: Language): string {
  const options = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(atMs);
}
