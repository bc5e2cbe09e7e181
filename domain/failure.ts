import { z } from 'zod';

/** Every expected failure that a command can answer with. The words for them are in `domain/text`. */
export const FailureCode = z.enum([
  'untrusted_sender',
  'not_pressed',
  'invalid_request',
  'internal',
  'not_found',
  'not_allowed_now',
  'changed_meanwhile',
  'not_linked',
  'other_account',
  'not_a_number',
  'not_a_report',
  'not_this_list',
  'name_taken',
  'too_many_values',
  'no_recipients',
  'people_erased',
  'hours_undecided',
  'accounts_undecided',
  'nobody_left',
  'empty_text',
  'blank_placeholders',
  'unknown_placeholders',
  'unbalanced_braces',
  'text_too_long',
  'caption_too_long',
  'second_message',
  'no_dates',
  'file_too_large',
  'too_many_rows',
  'too_many_columns',
  'not_a_table',
  'password_protected',
  'old_xls',
  'empty_file',
  'corrupt_file',
  'unreadable_file',
  'cancelled',
  'took_too_long',
  'attachment_too_large',
  'attachment_missing',
  'cannot_write_file',
  'disk_full',
  'backup_damaged',
  'backup_newer',
  'backup_changed',
  'backup_foreign',
  'not_a_browser',
]);
export type FailureCode = z.infer<typeof FailureCode>;
export type Failure = { readonly code: FailureCode; readonly detail: string };

/** A command that is refused, and why. `detail` helps whoever looks into it; it is no text for the operator. */
export function refuse<Code extends FailureCode>(
  code: Code,
  detail = '',
): { readonly ok: false; readonly failure: { readonly code: Code; readonly detail: string } } {
  return { ok: false, failure: { code, detail } };
}
