import { z } from 'zod';

/** Every expected failure that a command can answer with. The words for them are in `domain/text`. */
export const FailureCode = z.enum([
  'untrusted_sender',
  'invalid_request',
  'internal',
  'not_found',
  'not_allowed_now',
  'not_linked',
  'not_a_number',
  'not_a_report',
  'no_recipients',
  'empty_text',
  'blank_placeholders',
  'unknown_placeholders',
  'unbalanced_braces',
  'text_too_long',
  'caption_too_long',
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
  'attachment_too_large',
  'cannot_write_file',
  'disk_full',
  'dispatcher_held',
  'backup_damaged',
  'backup_newer',
  'not_a_browser',
]);
export type FailureCode = z.infer<typeof FailureCode>;
export type Failure = { readonly code: FailureCode; readonly detail: string };
