import type { SavedTexts } from '../../db/campaigns/saved-texts.ts';
import type { SavedText } from '../../domain/contract.ts';
import { personalText, textSource } from '../../domain/template/personal-text.ts';
import { nameKey } from '../../domain/template/placeholder-names.ts';

/** The answers that are kept, as one person would get them. A placeholder stays where their name does not fill it. */
export function savedFor(saved: SavedTexts, name: string): SavedText[] {
  const list = { fields: [{ key: nameKey, index: 0 }] };
  return saved.all().map(({ text, ...kept }) => {
    return { ...kept, text: personalText(textSource({ text, attachmentHash: null }, list), [name]).shown };
  });
}
