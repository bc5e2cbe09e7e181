import type { SavedTexts } from '../../db/campaigns/saved-texts.ts';
import type { CommandInput, CommandResult, SavedText } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { QuickCommandOf } from '../commands.ts';

/** Saves a text for further campaigns. It replaces a saved text only by `replaces`. Returns all saved texts. */
export function saveText(
  texts: SavedTexts,
  { name, text, replaces }: CommandInput<'campaign:saveText'>,
  nowMs: number,
): CommandResult<SavedText[]> {
  const taken = texts.named(name);
  if (taken && !replaces) return refuse('name_taken');
  if (taken) texts.replace(taken.id, text, nowMs);
  else texts.add(name.trim(), text, nowMs);
  return succeed(texts.all());
}

/** Refused where another text has the name. Returns all saved texts. */
export const renameText: QuickCommandOf<'campaign:renameText', SavedTexts> = (texts, { id, name }) => {
  const taken = texts.named(name);
  if (taken && taken.id !== id) return refuse('name_taken');
  texts.rename(id, name.trim());
  return succeed(texts.all());
};
