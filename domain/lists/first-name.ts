import { foldText } from '../messages/fold.ts';

const titles = new RegExp(
  `^(?:${[
    'mr|mrs|ms|miss|mx|mister|dr|dra|doctora?|prof|profa|professora?|profesora?|sir|don|doña|dña|dona|seu|herr|frau|mme',
    'sr|sra|srta|señor|señora|señorita|senhor|senhora|(?:d|dr|sr|prof)\\.?ª|exmo|exma|lic|licda|arq|abg|eng|enga|ing|rev',
    'د|أ|م|السيد|السيدة|الأستاذ|الأستاذة|الدكتور|الدكتورة|المهندس|المهندسة|الشيخ|الشيخة|الحاج|الحاجة',
  ].join('|')})\\.?$`,
  'iu',
);
/** Whose name has one of these is nobody to be called by a first name. Without its dot, Sa is a surname too. */
const companies = /(?<![\p{L}\p{N}])(?:ltda|me|eireli|gmbh|ag|kg|e\.?v|ltd|llc|inc|s[./]a|s\.l|شركة|مؤسسة)\.?$/iu;
/** Begin a name of two words: "Abdul Rahman", "عبد الله". */
const beginnings = /^(?:abd|abdu|abdul|abdel|abu|umm|عبد|أبو|ابو|أم|ام)$/iu;
const articles = /^(?:al|el|ul)$/iu;
/** María, as she is written where it is the first of her two names: "Mª Carmen", "M.ª del Pilar", "Ma. Fernanda". */
const marias = /^(?:m\.?ª\.?|ma\.)$/iu;
/** Her second name, unless it is a surname as well: "Mª López García" does not say hers, and nobody is called "Mª López". */
const secondNames = new Set(
  `alejandra amparo ana angela angeles angelica antonia asuncion aurora belen begoña carmen celia clara concepcion consuelo
  cristina dolores elena encarnacion esperanza esther eugenia eva fatima fernanda francisca gabriela gloria guadalupe
  ines inmaculada isabel jesus jose josefa juana julia laura lourdes lucia luisa luz magdalena manuela mar margarita
  mercedes milagros montserrat nieves nuria olga paula pilar raquel remedios rocio rosa sagrario soledad teresa trinidad
  victoria virginia yolanda`
    .split(/\s+/)
    .map(foldText),
);
/** Stand between the two and stay small. */
const particles = /^(?:de|del|la|las|los)$/iu;
/** Begin a surname: who has it first is called by something that stands behind it. */
const surnameParticles = /^(?:de|da|do|dos|das|del|della|la|las|los|van|von|bin|bint|ibn|بن|بنت|ابن)$/iu;
/** "Fco.", "Antº", "Md": nobody is called by it, and what it stands for is not known. */
const abbreviations = /[.ªº]$|^(?:fco|fca|fdo|gpe|wm|chas|thos|jno|md|mohd|mhd)$/iu;
/** Anything but one name. */
const noName = /[\d()[\]{}"“”«»@_<>|/\\:;]/u;
/** Stand behind a comma and are no name. */
const suffixes = /^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq)\.?$/i;
const conjunctions = /^(?:e|y|and|und|et|&|\+|و)$/iu;

/**
 * What the person of a name is called, as people write it: the first name of "SILVA, MARIA DA" is Maria. Two people of one
 * name keep both. Empty where the name does not say for certain: an initial, an abbreviation, a company.
 */
export function firstName(name: string): string {
  const { words, given } = inOrder(name);
  if (companies.test(name) || words.length === 0) return '';
  const isLoud = isShouted(name);
  const couple = coupleOf(words);
  if (couple === null) return called(words, isLoud, given);
  const [one, other] = couple.people.map((person) => called(person, isLoud));
  return one && other ? `${one} ${couple.conjunction.toLowerCase()} ${other}` : (one ?? '');
}

/** Whether a name is of two people: "Ana e João Silva". */
export function isCouple(name: string): boolean {
  return coupleOf(inOrder(name).words) !== null;
}

/** "Silva, Maria" in the order in which it is said; how many of the words are no surname, where a comma says so. */
function inOrder(name: string): { words: string[]; given: number | null } {
  const [last = '', ...parts] = name.split(',');
  const first = wordsOf(parts.filter((part) => !suffixes.test(part.trim())).join(' '));
  return { words: [...first, ...wordsOf(last)], given: first.length === 0 ? null : first.length };
}

/** A title may stand close to the name: "Dr.Ana". */
function wordsOf(part: string): string[] {
  const words = part.replace(/\s*([&+])\s*/g, ' $1 ').replace(/\.(?=[^\P{L}ªº])/gu, '. ');
  return words.split(/\s+/).filter((word) => word !== '');
}

/** "Ortega y Gasset" is a surname: of a couple each has as many words, or the first has a first name alone. */
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

/** `given`: how many of the words are no surname, where that is known. */
function called(all: readonly string[], isLoud: boolean, given: number | null = null): string {
  const words = withoutTitle(all);
  const size = sizeOf(words, given === null ? null : given - (all.length - words.length));
  const taken = words.slice(0, size);
  // Some are called Don, and have no title.
  const isTitleSure = words.length > 1 || !/^don$/iu.test(all[0] ?? '');
  if (taken.length < size || !isTitleSure) return '';
  const quiet = (word: string, place: number) =>
    place > 0 && (particles.test(word) || articles.test(word)) ? word.toLowerCase() : capitalised(word);
  return (isLoud ? taken.map(quiet) : taken).join(' ');
}

/** How many of the words, of which the first is no title, are the first name; none where that is not certain. */
function sizeOf(words: readonly string[], given: number | null): number {
  const [first = '', second = ''] = words;
  if (marias.test(first)) {
    const size = words.findIndex((word, place) => place > 0 && !particles.test(word)) + 1;
    const isCertain = given === null ? secondNames.has(foldText(words[size - 1] ?? '')) : size <= given;
    return isCertain ? size : 0;
  }
  // An initial is no name; a sign of a script without letter cases may be one.
  const isInitial = /^\p{L}$/u.test(first) && first.toLowerCase() !== first.toUpperCase();
  const isNone = [abbreviations, surnameParticles, noName].some((one) => one.test(first));
  if (isInitial || isNone || !/\p{L}/u.test(first)) return 0;
  if (beginnings.test(first)) return articles.test(second) ? 3 : 2;
  return articles.test(first) ? 2 : 1;
}

/** In capitals or small letters throughout, as some programs keep names. Two letters may be somebody's initials. */
function isShouted(name: string): boolean {
  const letters = name.replace(/\P{L}/gu, '');
  const isCased = letters.toLowerCase() !== letters.toUpperCase();
  return isCased && letters.length > 2 && (letters === letters.toUpperCase() || letters === letters.toLowerCase());
}

/** "MARIA-JOSÉ" as "Maria-José", and "D'ARC" as "D'Arc". */
function capitalised(word: string): string {
  return word.replace(/(\p{L})([\p{L}\p{M}]*)/gu, (_, first: string, rest: string) => {
    // A dotted capital I becomes a small one with a dot of its own; an ß would become two letters.
    const large = first.toUpperCase().length === 1 ? first.toUpperCase() : first;
    return large + rest.toLowerCase().replace(/i\u0307/g, 'i');
  });
}
