import { z } from 'zod';
import { Alarm } from './alarm.ts';

/**
 * Something that was set aside so that everything else continues. It concerns one message, one campaign or one stored
 * value, and nothing of it may have left; otherwise it is an alarm. A notice stops nothing, and is raised once.
 * `backup_missed`: the daily backup failed, and the last one, which is the detail, is days old. `campaign_not_begun`: a
 * start or cancellation that was cut off could not be finished. `date_unseen`: people who waited for somebody to look
 * at them missed a date, which is the detail. `line_not_replayed`: the database could not take in a line of the ledger.
 * `setting_unreadable`: a stored setting was reset to its default.
 */
export const noticeKinds = [
  'backup_missed',
  'campaign_not_begun',
  'date_unseen',
  'line_not_replayed',
  'setting_unreadable',
] as const;
export const NoticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** What a notice concerns. The detail must name nobody, because it outlives people who are erased. */
export type NoticeDetails = {
  readonly messageId?: number;
  readonly campaignId?: number;
  readonly detail?: string;
};

/** An open notice, with the person or campaign it concerns. */
export const Notice = Alarm.omit({ count: true }).extend({ kind: NoticeKind, campaignName: z.string().nullable() });
export type Notice = z.infer<typeof Notice>;
