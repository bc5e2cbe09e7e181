import { z } from 'zod';

/**
 * Something that must not have happened, or that only the operator can judge. Alarms are a set: each one survives
 * restarts, stops all sending, outranks every pause, and is acknowledged by itself. `bypass`: a message left around the
 * send gate. `contradiction`: WhatsApp has a message that was believed not to have left. `second_copy`: somebody has a
 * message twice. The others say that the data is not what this computer last wrote. `ledger_unknown`: the data may be a
 * copy in use beside the original. `unreplayed`: a start could not take in messages that may have left, because their
 * rows contradict each other.
 */
export const alarmKinds = [
  'bypass',
  'contradiction',
  'second_copy',
  'restored',
  'ledger_ahead',
  'ledger_lost',
  'ledger_damaged',
  'other_machine',
  'ledger_unknown',
  'unreplayed',
] as const;
export const AlarmKind = z.enum(alarmKinds);
export type AlarmKind = z.infer<typeof AlarmKind>;

/** What an alarm says besides its kind. */
export type AlarmDetails = {
  readonly messageId?: number | null | undefined;
  readonly detail?: string;
  /** How many messages it concerns, where that is known. */
  readonly count?: number;
};

export const Alarm = z.object({
  id: z.int().positive(),
  kind: AlarmKind,
  raisedAtMs: z.int(),
  /** Null where it does not concern a single message, or none can be named. */
  messageId: z.int().positive().nullable(),
  campaignId: z.int().positive().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  detail: z.string(),
  /** How many messages it concerns, where that is known. */
  count: z.int().nullable(),
});
export type Alarm = z.infer<typeof Alarm>;
