import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CampaignRow } from '../../../db/campaigns/campaign-rows.ts';
import type { ListRow } from '../../../db/campaigns/lists.ts';
import type { Failure } from '../../../domain/failure.ts';
import { limits } from '../../../domain/limits.ts';
import { campaignScope } from '../../../domain/messages/scope.ts';
import { type Result, refuse, succeed } from '../../../domain/result.ts';
import { computersNamed } from '../../../domain/schedule/sent-from.ts';
import { isBlankFor, personalText, textSource } from '../../../domain/template/personal-text.ts';
import { ContactSurvey } from '../../campaigns/contact-survey.ts';
import { stretchesOf } from '../../campaigns/list-stretches.ts';
import type { CampaignParts } from '../../campaigns/parts.ts';
import { messageScope } from '../../dispatch/text-scope.ts';
import { addFilePiece, addPeople, direct, draw } from '../calls.ts';
import type { ConnectionFailure } from '../connection.ts';
import { type DrawnPerson, sealDrawn, sealPerson } from './drawn.ts';
import type { TeamLink } from './link.ts';

export type DrawParts = CampaignParts & {
  readonly attachmentsFolder: string;
  /** Called with the number of people that are in the team's database by now. */
  readonly onDrawn: (id: number, people: number) => void;
};

type Whole = { readonly row: CampaignRow; readonly list: ListRow };

/**
 * Puts a checked draft into the team's database, sealed: its text, its file and everybody who is to get it. A drawing
 * that was cut off begins anew; a complete campaign stays, which the result says, and only then do members see it.
 */
export async function drawForTeam(
  parts: DrawParts,
  team: TeamLink,
  whole: Whole,
): Promise<Result<number, ConnectionFailure | Failure>> {
  const { row, list } = whole;
  const { from: _, byComputer, ...schedule } = row.schedule;
  const attachment = parts.campaigns.attachmentOf(row);
  const { fileName, country, fields, headers } = list;
  const { name, text, leaveBlanksOut, keepsPlace, uid } = row;
  const sealed = sealDrawn(team.keys, uid, {
    name,
    text,
    schedule,
    leaveBlanksOut,
    keepsPlace,
    attachment,
    list: { fileName, country, fields, headers },
  });
  const begun = await draw(team.connection, uid, sealed);
  if (!begun.ok) return begun;
  // The answer to an earlier start was lost. What was drawn then is sent, however the draft has changed.
  if (begun.value !== 'drawing') return refuse('drawn_for_team');
  if (attachment !== null) {
    const put = await putFile(team, uid, await readFile(join(parts.attachmentsFolder, attachment.hash)));
    if (!put.ok) return put;
  }
  let people = 0;
  const namedBy = byComputer ? computersNamed(byComputer, team.members()) : null;
  for await (const some of peopleOf(parts, whole)) {
    const theirs = some.flatMap((one) => {
      const named = namedBy?.(one.cells) ?? null;
      // The operator has not decided about people with an unknown computer, or leaves them out.
      if (named !== null && 'unknown' in named && byComputer?.others !== 'share') return [];
      const sender = named !== null && 'computer' in named ? named.computer.id : null;
      return [{ ...sealedFor(team, uid, one, sender), also: alsoOf(parts, team, whole, one) }];
    });
    const put = await addPeople(team.connection, uid, theirs);
    if (!put.ok) return put;
    people += theirs.length;
    parts.onDrawn(row.id, people);
  }
  if (people === 0) return refuse('no_recipients');
  const running = await direct(team.connection, uid, 'running', people);
  if (!running.ok) return running;
  return running.value ? succeed(people) : refuse('changed_meanwhile');
}

async function putFile(team: TeamLink, uid: string, bytes: Buffer): Promise<Result<null, ConnectionFailure>> {
  for (let piece = 0; piece * limits.teamFilePieceBytes < bytes.length; piece += 1) {
    const from = piece * limits.teamFilePieceBytes;
    const sealed = team.keys.sealBytes('file', bytes.subarray(from, from + limits.teamFilePieceBytes));
    const put = await addFilePiece(team.connection, uid, piece, sealed);
    if (!put.ok) return put;
  }
  return succeed(null);
}

/** Everybody who would get a message if the campaign were started here, some at a time. */
async function* peopleOf(parts: DrawParts, { row, list }: Whole): AsyncGenerator<DrawnPerson[]> {
  const contacts = new ContactSurvey(row, parts.settings().quietDays, parts.clock.nowMs());
  const source = textSource(row, list);
  for await (const { people, skipped } of stretchesOf(parts, {
    campaign: row,
    listId: list.id,
    contacts,
    ownTimes: null,
  })) {
    const left = people.filter(({ rowNumber, cells }) => {
      const skip = skipped.get(rowNumber);
      if (skip !== undefined && (skip.reason !== 'contacted' || contacts.note(rowNumber, skip) !== 'sent'))
        return false;
      const { made } = personalText(source, cells);
      return made.ok || !row.leaveBlanksOut || !isBlankFor(source.template, made.failure);
    });
    for (let from = 0; from < left.length; from += limits.teamDrawBatch)
      yield left.slice(from, from + limits.teamDrawBatch);
  }
}

/** The keys of people's other numbers, where the list was drawn from people: only this computer knows these numbers. */
function alsoOf(
  { campaigns }: DrawParts,
  { keys }: TeamLink,
  { row, list }: Whole,
  { phone, cells }: DrawnPerson,
): string[] {
  const others = list.audience === null ? [] : campaigns.people.otherNumbers(phone);
  if (others.length === 0) return [];
  const { made } = personalText(textSource(row, list), cells);
  return keys.under(others, [campaignScope(row.uid), messageScope(row, made.ok ? made.value : '')]);
}

function sealedFor({ keys }: TeamLink, uid: string, person: DrawnPerson, sender: number | null) {
  const contact = keys.contact(person.phone);
  return { place: person.rowNumber, sealed: sealPerson(keys, uid, person), sender, contact };
}
