import { z } from 'zod';

/**
 * What must not have happened, or what only the operator can judge. Alarms are a set: each survives restarts, stops all
 * sending, outranks every pause, and is acknowledged by itself.
 *
 * `bypass`: a message left around the send gate. `contradiction`: WhatsApp has a message that was believed not to have
 * left. `second_copy`: somebody has a message twice. The others say that the data is not what this computer last wrote;
 * `ledger_unknown`: it may be a copy that is used beside the original. `unreplayed`: what may have left could not be taken
 * in at a start, since its rows contradict each other.
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

/** What an alarm says beside its kind. */
export type AlarmDetails = {
  readonly messageId?: number | null | undefined;
  readonly detail?: string;
  /** How many messages are concerned, where that is known. */
  readonly count?: number;
};

/** An alarm that nobody has acknowledged, with the person whom it is about. */
export const Alarm = z.object({
  id: z.int().positive(),
  kind: AlarmKind,
  raisedAtMs: z.int(),
  /** Null where no single message is concerned, or none can be named. */
  messageId: z.int().positive().nullable(),
  campaignId: z.int().positive().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  detail: z.string(),
  /** How many messages are concerned, where that is known. */
  count: z.int().nullable(),
});
export type Alarm = z.infer<typeof Alarm>;
