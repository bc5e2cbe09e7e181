import { foldText } from '../messages/fold.ts';

const titles = new RegExp(
  `^(?:${[
    'mr|mrs|ms|miss|mx|mister|dr|dra|doctora?|prof|profa|professora?|profesora?|sir|don|doña|dña|dona|seu|herr|frau|mme|mlle|bay|bayan|pan|pani|dhr|mevr|msc',
    'sr|sra|srta|señor|señora|señorita|senhor|senhora|(?:d|dr|sr|prof)\\.?ª|exmo|exma|lic|licda|arq|abg|eng|enga|ing|rev',
    // Without their article "سيد" and "شيخ" are first names too.
    'د|أ|م|ا|السيد[ةه]?|الشيخ[ةه]?|الحاج[ةه]?|(?:ال)?(?:[أا]ستاذ|دكتور|مهندس)[ةه]?|(?:ال)?[آا]نس[ةه]',
  ].join('|')})\\.?$`,
  'iu',
);
/** Behind these a single word is a surname: "Mr Smith". Some people's first name is Don, without any title. */
const beforeSurname = /^(?:mr|mrs|ms|mx|mister|herr|frau|mme|mlle|dhr|mevr|pan|pani|don)\.?$/iu;
/** They begin the name of a household, which has no first name. */
const households = /^(?:familie|família|familia|family|famille|eheleute|عائلة)$/iu;
/** Words of company names, which have no first name. Without its dot, "Sa" is a surname too. */
const companies = /(?<![\p{L}\p{N}])(?:ltda|me|eireli|gmbh|ag|kg|e\.?v|ltd|llc|inc|s[./]a|s\.l|شركة|مؤسسة)\.?$/iu;
/** They begin a name of two words: "Abdul Rahman", "عبد الله". */
const beginnings = /^(?:abd|abdu|abdul|abdel|abu|umm|عبد|أبو|ابو|أم|ام)$/iu;
const articles = /^(?:al|el|ul)$/iu;
/** Abbreviations of María as the first of two names: "Mª Carmen", "M.ª del Pilar", "Ma. Fernanda". */
const marias = /^(?:m\.?ª\.?|ma\.)$/iu;
/** Second names after María that are no surnames: nobody is called "Mª López". */
const secondNames = new Set(
  `alejandra amparo ana angela angeles angelica antonia asuncion aurora belen begoña carmen celia clara concepcion consuelo
  cristina dolores elena encarnacion esperanza esther eugenia eva fatima fernanda francisca gabriela gloria guadalupe
  ines inmaculada isabel jesus jose josefa juana julia laura lourdes lucia luisa luz magdalena manuela mar margarita
  mercedes milagros montserrat nieves nuria olga paula pilar raquel remedios rocio rosa sagrario soledad teresa trinidad
  victoria virginia yolanda`
    .split(/\s+/)
    .map(foldText),
);
/** They stand between the two names, in small letters. */
const particles = /^(?:de|del|la|las|los)$/iu;
/** They begin a surname. A person whose name begins with one is called by a name that stands behind it. */
const surnameParticles = /^(?:de|da|do|dos|das|del|della|la|las|los|van|von|bin|bint|ibn|بن|بنت|ابن)$/iu;
/** "Fco.", "Antº", "Md": nobody is called by an abbreviation, and its full name is not known. */
const abbreviations = /[.ªº]$|^(?:fco|fca|fdo|gpe|wm|chas|thos|jno|md|mohd|mhd)$/iu;
/** Characters that show that a text is not a single name. */
const noName = /[\d()[\]{}"“”«»@_<>|/\\:;]/u;
/** They stand behind a comma and are no names. */
const suffixes = /^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq)\.?$/i;
const conjunctions = /^(?:e|y|and|und|et|&|\+|و)$/iu;
/** No first names: behind a conjunction they go on with a surname, as in "João Costa e Silva Pereira". */
const joinedSurnames =
  /^(?:silva|sou[sz]a|costa|castro|mell?o|sá|almeida|moura|menezes|vasconcell?os|abreu|cunha|andrade)(?!\p{L})/iu;

/**
 * What the person with this name is called: Maria for "SILVA, MARIA DA". A couple keeps both names. Empty where the
 * name does not say for certain, as with an initial, an abbreviation or a company.
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

/** Whether a name is that of two people: "Ana e João Silva". */
export function isCouple(name: string): boolean {
  return coupleOf(inOrder(name).words) !== null;
}

/** "Silva, Maria" in spoken order; and how many of its words are no surname, where a comma tells. */
function inOrder(name: string): { words: string[]; given: number | null } {
  const [last = '', ...parts] = name.split(',');
  const first = wordsOf(parts.filter((part) => !suffixes.test(part.trim())).join(' '));
  return { words: [...first, ...wordsOf(last)], given: first.length === 0 ? null : first.length };
}

/** The words of a name. A title may be joined to the name: "Dr.Ana". */
function wordsOf(part: string): string[] {
  const words = part.replace(/\s*([&+])\s*/g, ' $1 ').replace(/\.(?=[^\P{L}ªº])/gu, '. ');
  return words.split(/\s+/).filter((word) => word !== '');
}

/** "Ortega y Gasset" is one surname. In a couple both names have as many words, or the first is a first name alone. */
function coupleOf(words: readonly string[]): { people: string[][]; conjunction: string } | null {
  const place = words.findIndex((word, index) => index > 0 && conjunctions.test(word));
  if (place < 0) return null;
  const [one, other] = [withoutTitle(words.slice(0, place)), withoutTitle(words.slice(place + 1))];
  const isSurname = joinedSurnames.test(other[0] ?? '');
  const isOfTwo = other.length > 0 && (one.length === 1 || (one.length > 1 && other.length > 1 && !isSurname));
  return isOfTwo ? { people: [one, other], conjunction: words[place] ?? '' } : null;
}

/** The words without title, and without signs such as people put before the contacts of their phone: "⭐ Ana". */
function withoutTitle(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !titles.test(word) && /[\p{L}\p{N}]/u.test(word));
  return first < 0 ? [] : words.slice(first);
}

/** `given`: how many of the words are no surname, where that is known. */
function called(all: readonly string[], isLoud: boolean, given: number | null = null): string {
  const words = withoutTitle(all);
  const size = sizeOf(words, given === null ? null : given - (all.length - words.length));
  const taken = words.slice(0, size);
  const isSurnameAlone = words.length === 1 && beforeSurname.test(all[0] ?? '');
  if (taken.length < size || isSurnameAlone) return '';
  const quiet = (word: string, place: number) =>
    place > 0 && (particles.test(word) || articles.test(word)) ? word.toLowerCase() : capitalised(word);
  return (isLoud ? taken.map(quiet) : taken).join(' ');
}

/** How many words the first name has, if the first word is no title; 0 where that is not certain. */
function sizeOf(words: readonly string[], given: number | null): number {
  const [first = '', second = ''] = words;
  if (marias.test(first)) {
    const size = words.findIndex((word, place) => place > 0 && !particles.test(word)) + 1;
    const isCertain = given === null ? secondNames.has(foldText(words[size - 1] ?? '')) : size <= given;
    return isCertain ? size : 0;
  }
  // An initial is no name; a single character of a script without upper and lower case may be one.
  const isInitial = /^\p{L}$/u.test(first) && first.toLowerCase() !== first.toUpperCase();
  const isNone = [abbreviations, surnameParticles, households, noName].some((one) => one.test(first));
  if (isInitial || isNone || !/\p{L}/u.test(first)) return 0;
  if (beginnings.test(first)) return articles.test(second) ? 3 : 2;
  return articles.test(first) ? 2 : 1;
}

/** In capitals or small letters throughout, as some programs keep names. Two letters may be a person's initials. */
function isShouted(name: string): boolean {
  const letters = name.replace(/\P{L}/gu, '');
  const isCased = letters.toLowerCase() !== letters.toUpperCase();
  return isCased && letters.length > 2 && (letters === letters.toUpperCase() || letters === letters.toLowerCase());
}

/** "MARIA-JOSÉ" as "Maria-José", and "D'ARC" as "D'Arc". */
function capitalised(word: string): string {
  return word.replace(/(\p{L})([\p{L}\p{M}]*)/gu, (_, first: string, rest: string) => {
    // A dotted capital I becomes a small one with a dot of its own; ß would become two letters.
    const large = first.toUpperCase().length === 1 ? first.toUpperCase() : first;
    return large + rest.toLowerCase().replace(/i\u0307/g, 'i');
  });
}
