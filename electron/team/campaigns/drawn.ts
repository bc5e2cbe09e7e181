import { z } from 'zod';
import type { ListField } from '../../../db/schema.ts';
import { Attachment, Schedule } from '../../../domain/campaign.ts';
import { fromJson } from '../../../domain/result.ts';
import type { TeamReportRow } from '../../reports/team-report-file.ts';
import type { TeamKeys } from '../keys.ts';

/** A drawn campaign as it is sealed in the team's database: everything that a member needs to send their part of it. */
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

/** A person of the campaign, as the row of the list was read. */
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

/** Seals a campaign for its uid, so that nobody with the database can put content of another campaign in its place. */
export const sealDrawn = (keys: TeamKeys, uid: string, drawn: Drawn): Buffer =>
  keys.seal('campaign', JSON.stringify(drawn), uid);

/** Null where it is no seal of this team and campaign, or comes from an app with another format. */
export function openDrawn(keys: TeamKeys, uid: string, sealed: Buffer): Drawn | null {
  return Drawn.safeParse(fromJson(keys.open('campaign', sealed, uid) ?? '')).data ?? null;
}

/** The place of a person in a campaign: the sealed row opens for this place only. */
type OfCampaign = { readonly campaign: string; readonly place: number };
const boundTo = ({ campaign, place }: OfCampaign): string => `${campaign} ${place}`;

export const sealPerson = (keys: TeamKeys, campaign: string, person: DrawnPerson): Buffer =>
  keys.seal('person', JSON.stringify(DrawnPerson.parse(person)), boundTo({ campaign, place: person.rowNumber }));

export function openPerson(keys: TeamKeys, whose: OfCampaign, sealed: Buffer): DrawnPerson | null {
  return DrawnPerson.safeParse(fromJson(keys.open('person', sealed, boundTo(whose)) ?? '')).data ?? null;
}

/** Whether a row is sealed by this team in another app version's format: that app can send to the person. */
export const isOfAnotherApp = (keys: TeamKeys, whose: OfCampaign, sealed: Buffer): boolean =>
  keys.open('person', sealed, boundTo(whose)) !== null && openPerson(keys, whose, sealed) === null;

export const sealKnown = (keys: TeamKeys, whose: OfCampaign, known: TeamReportRow['known']): Buffer =>
  keys.seal('outcome', JSON.stringify(known), boundTo(whose));

export const openKnown = (keys: TeamKeys, whose: OfCampaign, sealed: Buffer): TeamReportRow['known'] =>
  (fromJson(keys.open('outcome', sealed, boundTo(whose)) ?? '') ?? null) as TeamReportRow['known'];

export const sealWords = (keys: TeamKeys, whose: OfCampaign, words: string): Buffer =>
  keys.seal('words', words, boundTo(whose));

export const openWords = (keys: TeamKeys, whose: OfCampaign, sealed: Buffer): string | null =>
  keys.open('words', sealed, boundTo(whose));
