const titles =
  /^(?:mr|mrs|ms|miss|mx|dr|dra|prof|profa|sir|sr|sra|srta|don|doña|dña|dona|seu|herr|frau|mme|eng|ing|د|أ|م|السيد|السيدة|الأستاذ|الدكتور|الدكتورة)\.?$/iu;
/** Whose name has one of these is nobody to be called by a first name. Without its dot, Sa is a surname too. */
const companies = /(?<![\p{L}\p{N}])(?:ltda|me|eireli|gmbh|ag|kg|e\.?v|ltd|llc|inc|s[./]a|s\.l|شركة|مؤسسة)\.?$/iu;
/** Begin a name of two words: "Abdul Rahman", "عبد الله". */
const beginnings = /^(?:abd|abdu|abdul|abdel|abu|umm|عبد|أبو|ابو|أم|ام)$/iu;
const articles = /^(?:al|el|ul)$/iu;
/** María, as she is written where it is the first of her two names: "Mª Carmen", "M.ª del Pilar", "Ma. Fernanda". */
const abbreviations = /^(?:m\.?ª\.?|ma\.)$/iu;
/** Stand between the two and stay small. */
const particles = /^(?:de|del|la|las|los)$/iu;
/** Stand behind a comma and are no name. */
const suffixes = /^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq)\.?$/i;
const conjunctions = /^(?:e|y|and|und|et|&|\+|و)$/iu;

/**
 * What the person of a name is called, as people write it: the first name of "SILVA, MARIA DA" is Maria. Two people of one
 * name keep both. Empty where the name does not say: an initial, a company.
 */
export function firstName(name: string): string {
  const words = inOrder(name)
    .split(' ')
    .filter((word) => word !== '');
  if (companies.test(name) || words.length === 0) return '';
  const isLoud = isShouted(name);
  const couple = coupleOf(words);
  if (couple === null) return called(words, isLoud);
  const [one, other] = couple.people.map((person) => called(person, isLoud));
  return one && other ? `${one} ${couple.conjunction.toLowerCase()} ${other}` : (one ?? '');
}

/** Whether a name is of two people: "Ana e João Silva". */
export function isCouple(name: string): boolean {
  return (
    coupleOf(
      inOrder(name)
        .split(' ')
        .filter((word) => word !== ''),
    ) !== null
  );
}

/** "Silva, Maria" in the order in which it is said. */
function inOrder(name: string): string {
  const [last = '', ...parts] = name.split(',');
  const rest = parts.filter((part) => !suffixes.test(part.trim()));
  const first = rest.join(' ').trim();
  return (first === '' ? last : `${first} ${last}`).replace(/\s*([&+])\s*/g, ' $1 ').trim();
}

/**
 * "Ortega y Gasset" and "Costa e Silva" are surnames: of a couple each has as many words as the other, or the first has a
 * first name alone.
 */
function coupleOf(words: readonly string[]): { people: string[][]; conjunction: string } | null {
  const place = words.findIndex((word, index) => index > 0 && conjunctions.test(word));
  if (place < 0) return null;
  const [one, other] = [withoutTitle(words.slice(0, place)), withoutTitle(words.slice(place + 1))];
  const isOfTwo = other.length > 0 && (one.length === 1 || (one.length > 1 && other.length > 1));
  return isOfTwo ? { people: [one, other], conjunction: words[place] ?? '' } : null;
}

/** Signs of their own before it are no part of a name either, as people mark the contacts of their phone: "⭐ Ana". */
function withoutTitle(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !titles.test(word) && /[\p{L}\p{N}]/u.test(word));
  return first < 0 ? [] : words.slice(first);
}

function called(given: readonly string[], isLoud: boolean): string {
  const words = withoutTitle(given);
  const [first = ''] = words;
  let size = 1;
  if (beginnings.test(first)) size = articles.test(words[1] ?? '') ? 3 : 2;
  else if (articles.test(first)) size = 2;
  else if (abbreviations.test(first)) size = words.findIndex((word, place) => place > 0 && !particles.test(word)) + 1;
  const taken = words.slice(0, size);
  if (size === 0 || taken.length < size || !/\p{L}/u.test(first)) return '';
  // An initial is no name; a sign of a script without letter cases may be one.
  if (/^\p{L}\.?$/u.test(first) && first.toLowerCase() !== first.toUpperCase()) return '';
  const quiet = (word: string, place: number) =>
    place > 0 && particles.test(word) ? word.toLowerCase() : capitalised(word);
  return (isLoud ? taken.map(quiet) : taken).join(' ');
}

/** In capitals or small letters throughout, as some programs keep names. Two letters may be somebody's initials. */
function isShouted(name: string): boolean {
  const letters = name.replace(/\P{L}/gu, '');
  const isCased = letters.toLowerCase() !== letters.toUpperCase();
  return isCased && letters.length > 2 && (letters === letters.toUpperCase() || letters === letters.toLowerCase());
}

/** "MARIA-JOSÉ" as "Maria-José", and "D'ARC" as "D'Arc"; an article between two parts stays small: "Abd al-Rahman". */
function capitalised(word: string): string {
  if (articles.test(word)) return word.toLowerCase();
  return word.replace(/(\p{L})([\p{L}\p{M}]*)/gu, (_, first: string, rest: string) => {
    // A dotted capital I becomes a small one with a dot of its own; an ß would become two letters.
    const large = first.toUpperCase().length === 1 ? first.toUpperCase() : first;
    return large + rest.toLowerCase().replace(/i\u0307/g, 'i');
  });
}
