import type { PauseSending } from '../ports.ts';
import { AckReceipt, type AckReceiptParts } from './ack-receipt.ts';
import { Dispatcher, type DispatcherParts } from './dispatcher.ts';
import { FlightSlot } from './in-flight.ts';
import { SendGate, type SendGateParts } from './send-gate.ts';

type DispatchParts = Omit<DispatcherParts & SendGateParts & AckReceiptParts, 'flight' | 'pause'>;

/** Makes what sends: the loop, the answer of the send gate and the receipt of acknowledgements, around one message in flight. */
export function makeDispatch(parts: DispatchParts) {
  const flight = new FlightSlot();
  const pause: PauseSending = (reason, detail, count) => dispatcher.pause(reason, detail, count);
  const dispatcher = new Dispatcher({ ...parts, flight });
  const gate = new SendGate({ ...parts, flight, pause });
  const ackReceipt = new AckReceipt({ ...parts, flight, pause });
  return { dispatcher, gate, ackReceipt };
}
