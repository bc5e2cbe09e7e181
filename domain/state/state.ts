import { z } from 'zod';

/** The linked WhatsApp account: its own id, its phone number in E.164, and the name it shows. */
export const Account = z.object({ id: z.string().min(1), phone: z.string(), name: z.string() });
export type Account = z.infer<typeof Account>;

/** Why linking failed, or a link was lost. */
export const LinkProblem = z.enum([
  'no_browser',
  'browser_download_failed',
  'browser_crashed',
  'page_changed',
  'not_ready_in_time',
  'offline',
  /** The browser does not trust the server's certificate: the clock is wrong, or somebody intercepts the connection. */
  'connection_unsafe',
  /** WhatsApp shows this browser a refusal instead of its page. */
  'browser_refused',
  /** Final ends that another try does not mend, named as WhatsApp names them. */
  'terms_of_service',
  'proxy_blocked',
  'version_too_old',
  'conflict',
  'account_locked',
  /** WhatsApp's server accepts the account again after some time. */
  'banned',
  /** The number is linked to another account of this computer already. */
  'number_taken',
  'internal',
]);
export type LinkProblem = z.infer<typeof LinkProblem>;

/** The state of linking WhatsApp, as the operator sees it. */
export const LinkState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting') }),
  z.object({ phase: z.literal('fetching_browser'), receivedBytes: z.int(), totalBytes: z.int().nullable() }),
  z.object({ phase: z.literal('qr'), qr: z.string() }),
  z.object({ phase: z.literal('code'), code: z.string().nullable(), phone: z.string() }),
  /** WhatsApp gave no code for this number. The QR code is still valid. */
  z.object({ phase: z.literal('code_refused'), phone: z.string() }),
  /** The phone was shown a code, and WhatsApp also wants a passkey, which needs a window of its own. */
  z.object({ phase: z.literal('passkey') }),
  /** WhatsApp's own window is open, and linking happens there. */
  z.object({ phase: z.literal('in_window') }),
  z.object({ phase: z.literal('syncing'), percent: z.number().nullable() }),
  z.object({ phase: z.literal('ready'), account: Account }),
  /** The account is linked, and WhatsApp wants a security check in its own window. `isInWindow`: it is open. */
  z.object({ phase: z.literal('check'), account: Account, isInWindow: z.boolean() }),
  z.object({ phase: z.literal('disconnected'), account: Account.nullable(), retryAtMs: z.int().nullable() }),
  z.object({ phase: z.literal('logged_out') }),
  z.object({ phase: z.literal('failed'), problem: LinkProblem, detail: z.string() }),
]);
export type LinkState = z.infer<typeof LinkState>;

/** Pauses for something wrong that the operator must be told on every screen. */
export const alarmingPauses = [
  'gate_missing',
  'disk_full',
  'database_corrupt',
  'database_read_only',
  'database_moved',
  'database_busy',
  'ledger_unwritable',
  'synced_folder',
  'internal',
] as const;

/** Why the dispatcher stands still until the operator lets it go on. */
export const PauseReason = z.enum([
  'operator',
  'not_handed_over_in_a_row',
  'rejected',
  'logged_out',
  'other_account',
  /** WhatsApp does not let the account write to new people. */
  'restricted',
  /** WhatsApp wants proof first that the operator owns the account. */
  'security_check',
  ...alarmingPauses,
]);
export type PauseReason = z.infer<typeof PauseReason>;

/**
 * Why the dispatcher waits, and continues by itself: the gap between messages, the start time, the hours and days, the
 * daily cap, the warm-up of a new account, a message's own time, WhatsApp not answering, a number that is asked for a
 * second time, WhatsApp catching up after a reconnect, a short restriction, the check of the data after an unclean
 * stop, several messages in a row without an acknowledgement, another program writing to the data, a team whose
 * database does not answer or is held, a clock that was put forward and may be wrong.
 */
export const WaitReason = z.enum([
  'gap',
  'start',
  'window',
  'cap',
  'warm_up',
  'own_time',
  'no_answer',
  'asks_again',
  'catching_up',
  'restriction_ends',
  'checking_data',
  'unconfirmed_in_a_row',
  'database_busy',
  'team',
  'clock',
]);
export type WaitReason = z.infer<typeof WaitReason>;

/** Waits that a report lists like pauses, because they are not part of a campaign's own schedule. */
export const recordedWaits = ['no_answer', 'unconfirmed_in_a_row'] as const satisfies readonly WaitReason[];
export const RecordedWait = z.enum(recordedWaits);

/** What the dispatcher does now, with the reason. The operator always sees it. */
export const DispatcherState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('not_linked') }),
  /** It continues by itself: at `untilMs`, or where that is null, as soon as what it waits for has come. */
  z.object({
    kind: z.literal('waiting'),
    why: WaitReason,
    sinceMs: z.int(),
    untilMs: z.int().nullable(),
    /** Null where the reason is no single campaign's. */
    campaignId: z.int().nullable(),
    /** How many messages it concerns, where that is known. */
    count: z.int().nullable(),
    /** The country of the people whose own hours are waited for. */
    country: z.string().nullable().optional(),
  }),
  z.object({ kind: z.literal('sending'), messageId: z.int(), campaignId: z.int(), sinceMs: z.int() }),
  /** Something happened that must not, or that only the operator can judge. Nothing is sent until acknowledged. */
  z.object({ kind: z.literal('alarm'), count: z.int() }),
  z.object({ kind: z.literal('paused'), reason: PauseReason, detail: z.string(), count: z.int().nullable() }),
  z.object({ kind: z.literal('stopping') }),
]);
export type DispatcherState = z.infer<typeof DispatcherState>;
