/** The real dispatcher on a real database, with the app's own session on the practice page as its channel. */

import { openLedger } from '../../db/ledger/open-ledger.ts';
import { defaultSettings } from '../../domain/settings.ts';
import type { DispatcherState, LinkState } from '../../domain/state/state.ts';
import { systemClock } from '../../electron/clock.ts';
import { ClockDoubt } from '../../electron/dispatch/clock-doubt.ts';
import { makeDispatch } from '../../electron/dispatch/dispatch.ts';
import { Together } from '../../electron/dispatch/together.ts';
import type { GateAnswer } from '../../electron/ports.ts';
import type { WhatsAppSession } from '../../electron/whatsapp/session.ts';
import { silentChanges } from '../support/changes.ts';
import { silentLog } from '../support/dispatch-rig.ts';
import { everyMs } from '../support/schedules.ts';
import { makeStores, openTestDatabase, startCampaign, temporaryFolder } from '../support/temporary-database.ts';
import type { SessionOptions, SessionRig } from './session-rig.ts';

export interface SendingRig {
  readonly session: WhatsAppSession;
  readonly states: readonly DispatcherState[];
  readonly links: readonly LinkState[];
  /** The gate's answers. */
  readonly asks: readonly GateAnswer[];
  /** Starts a campaign for this many people whom nobody has written to, with that gap. */
  start(people: number, gapMs: number): { readonly messageIds: readonly number[]; readonly phones: readonly string[] };
  /** The digits of the first person in the next campaign. */
  nextNumber(): string;
  statuses(messageIds: readonly number[]): string[];
  close(): Promise<void>;
}

let people = 400;

/** Linked, and ready to send. */
export async function openSendingRig(
  pages: SessionRig,
  login: string,
  options: SessionOptions = {},
): Promise<SendingRig> {
  const linked = await pages.link(login, options);
  const { session } = linked;
  const { folder, remove } = temporaryFolder();
  const db = openTestDatabase(`${folder}/sendonce.db`);
  const { ledger } = openLedger(db, `${folder}/ledger/fences.ledger`, Date.now());
  const stores = makeStores(db, ledger);
  const states: DispatcherState[] = [];
  const asks: GateAnswer[] = [];
  let tokens = 0;
  const phone = () => session.account()?.phone ?? '';
  const { dispatcher, judge, ackReceipt, bypass } = makeDispatch({
    ...stores,
    together: new Together({ db, log: silentLog }),
    clockDoubt: new ClockDoubt({ db, clock: systemClock, log: silentLog }),
    readOldChat: async () => null,
    accountId: 1,
    phone,
    isHere: (other: string) => other === phone(),
    ledger,
    isBlocked: () => false,
    messenger: session,
    clock: systemClock,
    log: silentLog,
    settings: () => ({ ...defaultSettings(false), ackWaitMs: 20_000 }),
    newToken: () => {
      tokens += 1;
      return `${login}-token-${tokens}`.padEnd(40, '-');
    },
    random: () => 0,
    isCheckingData: () => false,
    attachment: () => undefined,
    onState: (state) => void states.push(state),
    onAlarms: () => undefined,
    changes: silentChanges,
  });
  linked.judge = (ask) => {
    const answer = judge.answer(ask);
    asks.push(answer);
    return answer;
  };
  linked.tell = {
    ack: (news) => ackReceipt.receive(news),
    leaving: (news) => bypass.receiveLeaving(news),
    link: () => dispatcher.nudge(),
  };
  return {
    session,
    states,
    links: linked.links,
    asks,
    start: (count, gapMs) => {
      const first = people + 1;
      people += count;
      const phones = Array.from({ length: count }, (_, index) => `+447700900${first + index}`);
      const { messageIds } = startCampaign(stores, phones, 'Hello', everyMs(gapMs));
      dispatcher.nudge();
      return { messageIds, phones };
    },
    nextNumber: () => `447700900${people + 1}`,
    statuses: (messageIds) =>
      messageIds.map((id) => db.value<string>('SELECT status FROM message WHERE id = ?', id) ?? ''),
    close: async () => {
      await dispatcher.stop();
      await session.stop();
      ledger.close();
      db.close();
      remove();
    },
  };
}
