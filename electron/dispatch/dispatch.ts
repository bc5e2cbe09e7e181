import type { PauseSending, RaiseAlarm } from '../ports.ts';
import { sparingLog } from '../sparing-log.ts';
import { AckReceipt, type AckReceiptParts } from './ack-receipt.ts';
import { Bypass, type BypassParts } from './bypass.ts';
import { Dispatcher, type DispatcherParts } from './dispatcher.ts';
import { FlightSlot } from './in-flight.ts';
import { Judge, type JudgeParts } from './judge.ts';

type DispatchParts = Omit<
  DispatcherParts & JudgeParts & AckReceiptParts & BypassParts,
  'flight' | 'pause' | 'raise' | 'nudge' | 'bypass' | 'onAnswer' | 'onRejected'
>;

/** Makes the parts that send from one account: loop, gate's judge, acknowledgements and the watch for bypasses. */
export function makeDispatch(parts: DispatchParts) {
  const flight = new FlightSlot();
  const pause: PauseSending = (reason, detail, count) => dispatcher.pause(reason, detail, count);
  const raise: RaiseAlarm = (kind, details) => {
    if (!parts.alarms.raise(kind, details, parts.clock.nowMs())) return;
    parts.log.error(`alarm ${kind}`, new Error(kind));
    parts.together.stopForAlarm();
    parts.onAlarms();
  };
  const log = sparingLog(parts.log, parts.clock);
  const bypass = new Bypass({ ...parts, log, flight, raise, pause, nudge: () => dispatcher.nudge() });
  const dispatcher: Dispatcher = new Dispatcher({ ...parts, flight, bypass });
  const judge = new Judge({ ...parts, log, flight, pause });
  const ackReceipt = new AckReceipt({
    ...parts,
    log,
    flight,
    pause,
    raise,
    onAnswer: () => dispatcher.acknowledged(),
    onRejected: () => dispatcher.rejected(),
  });
  return { dispatcher, judge, ackReceipt, bypass, raise };
}
