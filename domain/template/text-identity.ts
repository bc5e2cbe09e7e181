import { placeholderIdentity } from './placeholder-names.ts';
import { parseTemplate, withoutInvisible } from './template.ts';

/** The version of the normal form, in the fences' scope. A later form gets its own fences beside those of this one. */
export const normalFormVersion = 1;

/** Replaces a placeholder while the words around it are folded. No text that is read in contains this character. */
const placeholderMark = '\ue000';

const quotes = /["'`´‘’‚‛“”„‟‹›«»「」]/gu;
const dashes = /[‐‑‒–—―−﹘﹣－]/gu;
/** `*bold*`, `_italic_`, `~struck~` and code, as WhatsApp reads them: around words, never inside one. */
const pairedMarks = /(^|[^\p{L}\p{N}*_~`])(\*|_|~|`{1,3})(?=\S)(.{0,1000}?\S)\2(?=$|[^\p{L}\p{N}*_~`])/gsu;
/** The beginning of a quote or of an item in a list. */
const lineMarks = /^[ \t]*(?:>|[-*•])[ \t]+/gmu;
const repeatedPunctuation = /([\p{P}\p{S}])\1+/gu;
/** They choose between the coloured and the plain form of a sign. */
const variationSelectors = /[\ufe0e\ufe0f]/g;

/**
 * The text before placeholders are filled, in the form that a fence compares: two texts that a reader would call the
 * same have the same form. These do not matter: letter case, spacing, line ends, invisible characters, the shape of
 * quotes and dashes, repeated punctuation, WhatsApp's own marks, the spelling of placeholder names, the language of
 * built-in placeholders, and fall-backs.
 */
export function normalForm(text: string): string {
  const keys: string[] = [];
  const { parts } = parseTemplate(withoutInvisible(text.replaceAll(placeholderMark, '').normalize('NFC')));
  const words = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    keys.push(placeholderIdentity(part.key));
    return placeholderMark;
  });
  let index = 0;
  return foldText(words.join('')).replaceAll(placeholderMark, () => `{{${keys[index++]}}}`);
}

/** Whether a reader would call two sent texts the same. */
export function isSameText(one: string, other: string): boolean {
  return foldText(one) === foldText(other);
}

/** Folds differences that people do not see as another text. It is idempotent. */
function foldText(text: string): string {
  for (let folded = text; ; ) {
    const next = foldOnce(folded);
    if (next === folded) return folded;
    folded = next;
  }
}

function foldOnce(text: string): string {
  return withoutInvisible(text.normalize('NFKC'))
    .replace(lineMarks, '')
    .replace(pairedMarks, '$1$3')
    .replace(variationSelectors, '')
    .replace(quotes, "'")
    .replace(dashes, '-')
    .replace(repeatedPunctuation, '$1')
    .replace(/[\s\u0085]+/g, ' ')
    .toLowerCase()
    .trim();
}
