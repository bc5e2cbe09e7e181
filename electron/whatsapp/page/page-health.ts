import type { Limits } from '../../../domain/limits.ts';
import { restrictionDetail } from '../../../domain/state/restriction.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';
import type { Clock } from '../../ports.ts';
import { TimedOut } from '../../timeout.ts';
import type { ConnectionEvent } from '../link/connection-event.ts';
import { problemOfState } from '../link/link-problem.ts';
import { reportSynced, viewPage } from './calls-in-page.ts';
import { isWalled, renewCodes } from './link-in-page.ts';
import type { PageDocument } from './page-document.ts';
import { answers, type PageStanding, type PageView } from './page-words.ts';
import type { TimedPage } from './timed-page.ts';

type PageHealthParts = {
  readonly document: () => PageDocument;
  readonly page: TimedPage;
  readonly hasUnacknowledged: () => boolean;
  readonly isSending: () => boolean;
  readonly emit: (event: ConnectionEvent) => void;
  /** Ends the connection, because of an error or a known problem. */
  readonly lose: (error: unknown, problem?: LinkProblem) => void;
  readonly clock: Clock;
  readonly limits: Limits;
};

/** The socket's state, unless the stream below it has noticed a loss earlier. */
export function stateOf({ socketState, streamState }: PageStanding): string {
  const isLost = socketState === 'CONNECTED' && streamState !== '' && streamState !== 'CONNECTED';
  return isLost ? `stream ${streamState}` : socketState;
}

/** The state of the page, from the library's events and from polls: connected, caught up, on its way there, or lost. */
export class PageHealth {
  readonly #parts: PageHealthParts;
  #isStopped = false;
  #silentPolls = 0;
  #progressAtMs: number;
  #cancelPoll: () => void = () => undefined;

  constructor(parts: PageHealthParts) {
    this.#parts = parts;
    this.#progressAtMs = parts.clock.monotonicMs();
  }

  start(): void {
    this.#pollLater();
  }

  /** Stops polling for good. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelPoll();
  }

  /** The page has made progress: its time for becoming ready starts anew. */
  noteProgress(): void {
    this.#progressAtMs = this.#parts.clock.monotonicMs();
  }

  /** The page is linked and loads its data. `percent` is null where the page does not say how much it has. */
  followSync(percent: number | null): void {
    const document = this.#parts.document();
    if (document.account) return;
    document.isOffering = false;
    this.noteProgress();
    this.#parts.emit({ kind: 'syncing', percent: percent !== null && Number.isFinite(percent) ? percent : null });
  }

  /** After a connect the page has to catch up. We know so before anybody hears of it, or claims would be refused. */
  followSocket(state: string, isCaughtUp = this.#parts.document().isCaughtUp === null ? null : false): void {
    const document = this.#parts.document();
    if (this.#loseAtEnd(state)) return;
    document.socketState = state;
    const isConnected = state === 'CONNECTED';
    document.offlineSinceMs = isConnected ? null : (document.offlineSinceMs ?? this.#parts.clock.monotonicMs());
    if (!document.account) return;
    if (isConnected) this.#followCatchUp(isCaughtUp);
    const { account, asksCheck } = document;
    this.#parts.emit(isConnected ? { kind: 'ready', account, asksCheck } : { kind: 'offline' });
    this.#pollLater();
  }

  /** Whether the state is final, which ends the connection. */
  #loseAtEnd(state: string): boolean {
    const problem = problemOfState(state);
    if (problem !== null) this.#parts.lose(state, problem);
    return problem !== null;
  }

  #followCatchUp(isCaughtUp: boolean | null): void {
    const document = this.#parts.document();
    const since = document.catchingUpSinceMs ?? this.#parts.clock.monotonicMs();
    document.catchingUpSinceMs = isCaughtUp === false ? since : null;
    if (document.isCaughtUp === isCaughtUp) return;
    document.isCaughtUp = isCaughtUp;
    if (document.connectedAccount) this.#parts.emit({ kind: 'caught_up' });
  }

  #pollLater(): void {
    const { document, limits, clock } = this.#parts;
    this.#cancelPoll();
    if (this.#isStopped) return;
    const { connectedAccount, isCaughtUp } = document();
    const isQuiet = connectedAccount !== null && isCaughtUp !== false;
    this.#cancelPoll = clock.after(isQuiet ? limits.pageHeartbeatMs : limits.readyWatchdogMs, () => {
      void this.#poll().finally(() => this.#pollLater());
    });
  }

  /** Asks the page for its state: whether it still answers, and what the library did not notice. */
  async #poll(): Promise<void> {
    const { page, lose, limits, clock, isSending } = this.#parts;
    const document = this.#parts.document();
    const view = await page.ask(limits.pageHangMs, answers.view, viewPage).catch((error: unknown) => error);
    if (this.#isStopped || document !== this.#parts.document()) return;
    this.#silentPolls = view instanceof TimedOut ? this.#silentPolls + 1 : 0;
    // After a sleep of the machine, one answer may be late that would have come. A page that recovers may still report
    // the result of the message on its way, whose own limits end this wait. A page that starts has its own time limit,
    // and may be silent for as long: it loads and unpacks, and others use the machine.
    const isStarting = document.account === null && !document.isOffering;
    if (this.#silentPolls >= 2 && !isSending() && !isStarting)
      return lose(new Error('the page does not answer'), 'browser_crashed');
    const isView = !(view instanceof Error);
    const ban = isView ? (view as PageView).ban : null;
    if (ban !== null) return lose(restrictionDetail({ kind: 'banned', untilMs: ban.endsMs }), 'banned');
    if (document.account) {
      if (isView) this.follow(view as PageView);
      if (document === this.#parts.document()) this.#loseWhatLasts();
      return;
    }
    if (isView) this.#followLinking(view as PageView);
    else if (await page.ask(limits.pageHangMs, answers.isSo, isWalled).catch(() => false))
      return lose('WhatsApp does not take this browser', 'browser_refused');
    const isLate = clock.monotonicMs() - this.#progressAtMs > limits.readyTimeoutMs;
    if (isLate && !document.isOffering) lose('ready timeout');
  }

  /** Takes over at once the state in any answer of a linked page: nothing is claimed on an unconnected page. */
  follow(standing: PageStanding): void {
    const state = stateOf(standing);
    const document = this.#parts.document();
    if (this.#isStopped || !document.account) return;
    const isNew = state !== document.socketState || standing.asksCheck !== document.asksCheck;
    document.asksCheck = standing.asksCheck;
    if (isNew) this.followSocket(state, standing.isCaughtUp);
    else if (state === 'CONNECTED') this.#followCatchUp(standing.isCaughtUp);
  }

  #followLinking({ socketState, hasSynced, asksPasskey }: PageView): void {
    const { page, emit } = this.#parts;
    const document = this.#parts.document();
    if (this.#loseAtEnd(socketState)) return;
    // New codes would withdraw the question, which the phone's owner may be about to answer.
    if (asksPasskey && socketState !== 'CONNECTED' && !hasSynced) {
      emit({ kind: 'passkey' });
      return;
    }
    // The library means to do this itself, but looks for the page's window object in the main process.
    if (socketState === 'UNPAIRED_IDLE') {
      emit({ kind: 'used_up' });
      page.tell('renew codes', renewCodes, document.renewals);
      document.renewals += 1;
    }
    if (document.isOffering && socketState === 'CONNECTED') this.followSync(null);
    document.syncedPolls = hasSynced ? document.syncedPolls + 1 : 0;
    // Twice in a row: the library may be about to notice by itself.
    if (document.syncedPolls >= 2 && !document.isTakingOver) page.tell('report synced', reportSynced);
  }

  /** Starts anew if a page does not get its connection back by itself, or does not finish catching up. */
  #loseWhatLasts(): void {
    const { clock, limits, lose, hasUnacknowledged } = this.#parts;
    const { offlineSinceMs, catchingUpSinceMs, leavingSinceMs } = this.#parts.document();
    const lasts = (sinceMs: number | null, ms: number): boolean =>
      sinceMs !== null && clock.monotonicMs() - sinceMs > ms;
    if (lasts(leavingSinceMs, limits.pageHangMs)) lose(new Error('the gate was replaced'), 'browser_crashed');
    else if (lasts(offlineSinceMs, limits.offlineRestartMs) && !hasUnacknowledged())
      lose(new Error('no connection for long'), 'offline');
    else if (offlineSinceMs === null && lasts(catchingUpSinceMs, limits.catchUpMaxMs))
      lose(new Error('catching up does not end'), 'not_ready_in_time');
  }
}
