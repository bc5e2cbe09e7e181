import type { TeamErasure } from '../../db/team/erasures.ts';
import type { CommandOutput, CommandResult } from '../../domain/contract.ts';
import { isErased } from '../../domain/people/erased.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import { afterChange } from './many.ts';
import type { MessageParts } from './parts.ts';

type ErasingHereParts = Pick<
  MessageParts,
  'threads' | 'attachmentsFolder' | 'uploads' | 'campaigns' | 'clock' | 'changes' | 'nudge'
>;
export type ErasingParts = ErasingHereParts & Pick<MessageParts, 'onErased' | 'erasureForTeam'>;

/** Erases a message's person from the whole app. Refused while a message to them is on its way or a list is read. */
export async function erasePersonOf(
  parts: ErasingParts & Pick<MessageParts, 'queries'>,
  id: number,
): Answer<CommandOutput<'message:erasePerson'>> {
  const found = parts.queries.message(id);
  if (!found) return refuse('not_found');
  return isErased(found.phone) ? refuse('people_erased') : erasePhone(parts, found.phone);
}

/** Erases the person of a number, on all computers of a team. */
export async function erasePhone(parts: ErasingParts, phone: string): Promise<Erased> {
  const erased = await eraseHere(parts, phone, parts.erasureForTeam(phone));
  if (erased.ok) parts.onErased();
  return erased;
}

type Erased = CommandResult<{ readonly isLogClean: boolean }>;

/** Erases the person of a number from this computer. What the team has to be told is stored with it. */
export async function eraseHere(
  parts: ErasingHereParts,
  phone: string,
  forTeam: TeamErasure | null = null,
): Promise<Erased> {
  const { threads, attachmentsFolder, uploads, changes } = parts;
  const erased = await threads.start({ kind: 'erasePerson', attachmentsFolder, phone, forTeam }).reply;
  if (!erased.ok) return erased;
  // The files of lists are kept while their drafts are worked on.
  uploads.dropAll();
  afterChange(parts, erased.value.cancelled);
  changes.manyMessages();
  return succeed({ isLogClean: erased.value.isLogClean });
}
