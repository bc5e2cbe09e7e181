import { foldText } from '../messages/fold.ts';
import { isLong, isMobile } from './phone.ts';
import { somebodyElse } from './somebody-else.ts';

/** A piece of a cell that may be a number, and what the words beside it say about it. */
export type NumberPiece = { readonly text: string; readonly label: NumberLabel; readonly words: string };

/** Reads a piece as a number of the row's country, in E.164; null where it is none as it stands. */
type ReadsAs = (text: string) => string | null;

/** Characters of numbers. Between two runs are words, or characters that separate numbers. */
const runs = /\(?\+?\(?\d(?:[\d\s().\-/]*\d)?/g;
/** A number has no more groups than this, and a run no more numbers. */
const mostTokens = 16;
const mostNumbers = 4;

/**
 * The numbers of a cell in plain characters, each with the words beside it. Words and signs separate them first; a
 * slash separates where both sides are numbers; spaces and dashes separate only where every piece is a number. The area
 * code of the first number also holds for later ones that have none.
 */
export function splitNumbers(plain: string, reads: ReadsAs): readonly NumberPiece[] {
  const numbers = [...plain.matchAll(runs)].filter(([run]) => isLong(run));
  const pieces: NumberPiece[] = [];
  for (const [place, match] of numbers.entries()) {
    const end = match.index + match[0].length;
    const words = wordsOf({
      before: plain.slice(place === 0 ? 0 : endOf(numbers[place - 1]), match.index),
      after: plain.slice(end, numbers[place + 1]?.index ?? plain.length),
      isFirst: place === 0,
      isLast: place === numbers.length - 1,
    });
    const first = pieces[0]?.text ?? null;
    const texts = splitRun(match[0], reads).map((text, index) => (index === 0 ? withArea(text, first, reads) : text));
    // Words after a run belong to its last number, words before it to its first.
    for (const [index, text] of texts.entries()) {
      const beside = [index === 0 ? words.before : '', index === texts.length - 1 ? words.after : ''];
      const said = beside.filter((word) => word !== '').join(' ');
      pieces.push({ text, label: labelOf(said), words: said });
    }
  }
  return pieces;
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

/** A number's words: those after it in brackets or up to a separator. Others belong to the next, if there is one. */
function wordsOf(around: { before: string; after: string; isFirst: boolean; isLast: boolean }) {
  const closing = /^(?:\s*\([^)]*\)?|[^,;/|&،؛:\n]*(?=[,;/|&،؛\n]))/;
  const before = around.isFirst ? around.before : around.before.replace(closing, '');
  const after = around.isLast ? around.after : (closing.exec(around.after)?.[0] ?? '');
  return { before: plainWords(before), after: plainWords(after) };
}

/** The text without characters and words that only separate two numbers. */
function plainWords(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])(?:or|and|ou|e|und|oder|y|o|et|او|أو|و)(?![\p{L}\p{N}])/giu, ' ')
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Splits one run of digits into its numbers. */
function splitRun(run: string, reads: ReadsAs): readonly string[] {
  if (reads(run) !== null) return [run];
  const atSlash = run.split('/').map((piece) => piece.trim());
  if (atSlash.length > 1 && atSlash.every(isLong) && reads(atSlash[0] ?? '') !== null) return withAreas(atSlash, reads);
  for (const separator of [/\s+/, /\s+|[-–]/]) {
    const parted = partition(
      run.split(separator).filter((token) => token !== ''),
      reads,
    );
    if (parted !== null) return parted;
  }
  return atSlash.length > 1 && atSlash.filter(isLong).length > 1 ? withAreas(atSlash.filter(isLong), reads) : [run];
}

function withAreas(texts: readonly string[], reads: ReadsAs): string[] {
  const [first = ''] = texts;
  return texts.map((text, place) => (place === 0 ? text : withArea(text, first, reads)));
}

/** The fewest numbers into which all groups of digits can be joined; null where they cannot. */
function partition(tokens: readonly string[], reads: ReadsAs): string[] | null {
  if (tokens.length < 2 || tokens.length > mostTokens) return null;
  const grow = (from: number, numbers: readonly string[], most: number): string[] | null => {
    if (from === tokens.length) return numbers.length > 1 ? [...numbers] : null;
    if (numbers.length === most) return null;
    for (let to = tokens.length; to > from; to -= 1) {
      const text = tokens.slice(from, to).join(' ');
      if (!isLong(text)) break;
      const whole = numbers.length === 0 ? text : withArea(text, numbers[0] ?? null, reads);
      if (reads(whole) === null) continue;
      const rest = grow(to, [...numbers, whole], most);
      if (rest !== null) return rest;
    }
    return null;
  };
  for (let most = 2; most <= mostNumbers; most += 1) {
    const found = grow(0, [], most);
    if (found !== null) return found;
  }
  return null;
}

/** A number with the area code of the first number in its cell, if it has none of its own. */
function withArea(text: string, first: string | null, reads: ReadsAs): string {
  if (first === null || /^\D*[+0]/.test(text) || reads(text) !== null) return text;
  const e164 = reads(first);
  const digits = text.replace(/\D/g, '');
  const area = e164 === null ? null : areaOf(first, e164);
  return area !== null && reads(`${area}${digits}`) !== null ? `${area} ${digits}` : text;
}

/** Countries whose mobiles have an area code. Elsewhere only landlines do. */
const areasOfMobiles = [/^\+55(\d{2})\d{8,9}$/, /^\+1(\d{3})\d{7}$/] as const;

function areaOf(first: string, e164: string): string | null {
  for (const form of areasOfMobiles) {
    const area = form.exec(e164)?.[1];
    if (area !== undefined) return area;
  }
  if (isMobile(e164)) return null;
  // Otherwise the area code as it is written, in front and separate: "040 66969118".
  return /^\(?(0[1-9]\d{1,4})\)?[\s/.-]/.exec(first)?.[1] ?? null;
}

type NumberLabel = 'other' | 'fax' | 'whatsapp' | 'mobile' | 'plain';

/** Words beside numbers in the form of `foldText`, in the app's languages and other common ones. */
const labels: readonly (readonly [NumberLabel, RegExp])[] = [
  ['fax', whole('fax|telefax|فاكس')],
  ['other', whole(somebodyElse)],
  ['whatsapp', whole('whats ?app|whats|wpp|zap|wa|واتساب|واتس')],
  [
    'mobile',
    whole('mob|mobile?|mobil|handy|cell?|cellular|celular|movil|telemovel|cellulare|portable|جوال|موبايل|محمول'),
  ],
];

function whole(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'u');
}

/** What the words beside a number say about it. Words for somebody else count before any others. */
function labelOf(words: string): NumberLabel {
  if (!/\p{L}/u.test(words)) return 'plain';
  const plain = foldText(words);
  return labels.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'plain';
}
