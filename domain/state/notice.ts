import { z } from 'zod';
import { Alarm } from './alarm.ts';

/**
 * What was set aside so that everything else goes on: it concerns one message, one campaign or one stored value, and
 * nothing of it may have left (else it is an alarm). It stops nothing, is said once, and is not raised again.
 *
 * `campaign_not_begun`: a start or a cancellation that was cut off could not be finished. `date_unseen`: those who waited
 * for somebody's look for a date missed it; the detail is the date. `line_not_replayed`: a line of the ledger that the
 * database could not take in. `setting_unreadable`: a stored setting that is its default again.
 */
export const noticeKinds = ['campaign_not_begun', 'date_unseen', 'line_not_replayed', 'setting_unreadable'] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** What a notice concerns. The detail must name nobody: it outlives those who are erased. */
export type NoticeDetails = {
  readonly messageId?: number;
  readonly campaignId?: number;
  readonly detail?: string;
};

/** A notice that nobody has dismissed, with the person or the campaign that it is about. */
export const Notice = Alarm.omit({ count: true }).extend({ kind: NoticeKind, campaignName: z.string().nullable() });
export type Notice = z.infer<typeof Notice>;
