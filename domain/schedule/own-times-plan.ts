import { z } from 'zod';
import { dateOrders } from '../lists/date-reading.ts';
import { AtMs } from '../view-parts.ts';
import { TimeAnswer, TimeCause, TimeDecision } from './own-times-rule.ts';

/** The parts of a cell that was read, since it is shown in the operator's own form. */
const Reading = z.object({
  year: z.int().nullable(),
  month: z.int(),
  day: z.int(),
  minute: z.int().nullable(),
});

/** When each row of a draft's list is sent, as *When* shows it: what is certain, and what waits for a decision. */
export const OwnTimesPlan = z.object({
  rows: z.int(),
  moments: z.int(),
  open: z.int(),
  leftOut: z.int(),
  /** The order in which short dates of the column are read, and how many cells fit only one of the orders. */
  order: z.enum(dateOrders),
  dmy: z.int(),
  mdy: z.int(),
  /** The rows by cause, with the decision about them; null where there is none. */
  groups: z.array(
    z.object({
      cause: TimeCause,
      as: TimeAnswer.nullable(),
      /** The one time at which all of them are sent, if that was decided. */
      at: TimeDecision.shape.at.unwrap().nullable(),
      count: z.int(),
      /** Whether any of them can be read as a date. */
      canRead: z.boolean(),
      rows: z.array(z.object({ rowNumber: z.int(), name: z.string(), cell: z.string(), reading: Reading.nullable() })),
    }),
  ),
  /** A few people, some of them with other clocks. */
  samples: z.array(z.object({ name: z.string(), cell: z.string(), dueAtMs: AtMs, zone: z.string() })),
  /** How many are sent on each day of the campaign's calendar, with the moments of the first and the last. */
  days: z.array(z.object({ count: z.int(), firstMs: AtMs, lastMs: AtMs })),
});
export type OwnTimesPlan = z.infer<typeof OwnTimesPlan>;

/** A day on which messages wait for their own time: how many, and the first moment. */
export const PendingDay = z.object({ fromMs: AtMs, untilMs: AtMs, count: z.int(), firstMs: AtMs });
export type PendingDay = z.infer<typeof PendingDay>;
