import { z } from 'zod';
import { dateOrders } from '../lists/date-reading.ts';
import { AtMs } from '../view-parts.ts';
import { TimeAnswer, TimeCause, TimeDecision } from './own-times-rule.ts';

/** A cell that was read: its parts, since it is shown in the operator's own form. */
const Reading = z.object({
  year: z.int().nullable(),
  month: z.int(),
  day: z.int(),
  minute: z.int().nullable(),
});

/** When each row of a draft's list goes, as *When* shows it: what is certain, and what waits for a decision. */
export const OwnTimesPlan = z.object({
  rows: z.int(),
  moments: z.int(),
  open: z.int(),
  leftOut: z.int(),
  /** How the short dates of the column are read, and how many cells fit only the one order and only the other. */
  order: z.enum(dateOrders),
  dmy: z.int(),
  mdy: z.int(),
  /** The rows of each cause that came up, with what was decided about them; null where nothing was. */
  groups: z.array(
    z.object({
      cause: TimeCause,
      as: TimeAnswer.nullable(),
      /** At which time all of them go, where that was decided. */
      at: TimeDecision.shape.at.unwrap().nullable(),
      count: z.int(),
      /** Whether any of them may be read as a date. */
      canRead: z.boolean(),
      rows: z.array(z.object({ rowNumber: z.int(), name: z.string(), cell: z.string(), reading: Reading.nullable() })),
    }),
  ),
  /** A few people, with other clocks among them. */
  samples: z.array(z.object({ name: z.string(), cell: z.string(), dueAtMs: AtMs, zone: z.string() })),
  /** How many go on each day of the campaign's calendar; the moments are those of the first and the last of them. */
  days: z.array(z.object({ count: z.int(), firstMs: AtMs, lastMs: AtMs })),
});
export type OwnTimesPlan = z.infer<typeof OwnTimesPlan>;

/** A day on which messages wait for their own time: how many, and from when on. */
export const PendingDay = z.object({ fromMs: AtMs, untilMs: AtMs, count: z.int(), firstMs: AtMs });
export type PendingDay = z.infer<typeof PendingDay>;
