/** One thing each that the protocol must not do or must not lack. The model shows what each would lead to. */
export const weakenings = [
  'retry_on_timeout',
  'requeue_on_restart',
  'absent_means_not_sent',
  'no_fence',
  'no_late_alias_check',
  'no_live_attempt_index',
  'send_before_write',
  'late_gate_call_accepted',
  'settle_releases_fence',
  'operator_may_force',
  'no_ledger_on_restore',
  'bypass_is_not_believed',
  'bypass_is_believed_while_open_only',
  'alarm_does_not_stop',
  'acknowledged_late_waits_on',
  'absent_once_counts',
  'old_witness_counts',
  'repeat_ignores_what_came_later',
  'repeat_counts_open_as_before',
] as const;
export type Weakening = (typeof weakenings)[number];
