import { z } from 'zod';
import type { ListField } from '../../../db/schema.ts';
import { Attachment, Schedule } from '../../../domain/campaign.ts';
import { fromJson } from '../../../domain/result.ts';
import type { TeamReportRow } from '../../reports/team-report-file.ts';
import type { TeamKeys } from '../keys.ts';

/** What a coordinator drew, as it lies sealed in the team's database: all that a member needs to send their part of it. */
const Drawn = z.object({
  name: z.string(),
  text: z.string(),
  schedule: Schedule,
  leaveBlanksOut: z.boolean(),
  keepsPlace: z.boolean(),
  attachment: Attachment.nullable(),
  list: z.object({
    fileName: z.string(),
    country: z.string(),
    fields: z.array(z.custom<ListField>()),
    headers: z.array(z.string()),
  }),
});
export type Drawn = z.infer<typeof Drawn>;

/** Somebody of it, as the row of the list was read. */
const DrawnPerson = z.object({
  rowNumber: z.int(),
  name: z.string(),
  phone: z.string(),
  extra: z.string(),
  cells: z.array(z.string()),
  country: z.string(),
  zones: z.string(),
  decision: z.string(),
  occasion: z.string(),
});
export type DrawnPerson = z.infer<typeof DrawnPerson>;

export const sealDrawn = (keys: TeamKeys, drawn: Drawn): Buffer => keys.seal('campaign', JSON.stringify(drawn));

/** Null where it is no seal of this team, or of an app that writes it otherwise. */
export function openDrawn(keys: TeamKeys, sealed: Buffer): Drawn | null {
  return Drawn.safeParse(fromJson(keys.open('campaign', sealed) ?? '')).data ?? null;
}

export const sealPerson = (keys: TeamKeys, person: DrawnPerson): Buffer =>
  keys.seal('person', JSON.stringify(DrawnPerson.parse(person)));

export function openPerson(keys: TeamKeys, sealed: Buffer): DrawnPerson | null {
  return DrawnPerson.safeParse(fromJson(keys.open('person', sealed) ?? '')).data ?? null;
}

/** Sealed by this team, and written otherwise than this app does: one of another version can send to them. */
export const isOfAnotherApp = (keys: TeamKeys, sealed: Buffer): boolean =>
  keys.open('person', sealed) !== null && openPerson(keys, sealed) === null;

export const sealKnown = (keys: TeamKeys, known: TeamReportRow['known']): Buffer =>
  keys.seal('outcome', JSON.stringify(known));

export const openKnown = (keys: TeamKeys, sealed: Buffer): TeamReportRow['known'] =>
  fromJson(keys.open('outcome', sealed) ?? '') as TeamReportRow['known'];
