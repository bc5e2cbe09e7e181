import { foldText } from '../../messages/fold.ts';
import { somebodyElse } from '../../phone/somebody-else.ts';
import { valueOfCell } from '../blank-cell.ts';
import { namesSomebodyElse, plainHeader } from '../header-words.ts';
import { looksLikePhone } from '../phone-column.ts';
import { type RefusalRole, refusalRole } from './header-role.ts';
import { alone, deaths, denials, noConsent, phrases, wrongNumbers } from './refusal-words.ts';

/**
 * A cell in which the list itself says that somebody is not to be written to. Its words are kept in the list's sums
 * after the person was erased, so they contain no number, date or remark of anybody.
 */
export type Refusal = { readonly index: number; readonly words: string };

/**
 * Phrases that may be limited to a time. Nobody is deceased or unsubscribed only at times: that is since when. So is
 * what somebody no longer wants, or has not allowed.
 */
const mayBeLimited =
  /^(?!.* (?:mais|mas|mehr|autoriz\p{L}+)(?!\p{L}))(?:don[' ]?t|doesn[' ]?t|do|does|may|must|should|never|no|nao|nicht|bitte|kein|keine|keinen|ne|non|لا|عدم|ممنوع)(?![\p{L}'])/u;
/** After "do not call" these words limit the time only, and do not refuse altogether. */
const onlyAtTimes =
  /^ (?!(?:at|on|in|no|na|am|le) (?:all|any|this|the list|whats ?app|whats|wpp|zap)(?!\p{L}))(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mornings?|evenings?|afternoons?|nights?|weekends?|weekdays?|(?:(?:the|her|his|o|para o|al|el|le|auf|auf dem) )?(?:landline|home phone|fixo|fijo|fixe|festnetz)(?! (?:or|and|nor|ou|o|y|e|oder|und|ou|et)(?!\p{L}))|antes|depois|apos|ate|de (?:manha|tarde|noite)|a (?:tarde|noite)|pela|no|na|aos|as \d|before|after|between|during|until|at|on|in the|vor|nach|zwischen|abends|morgens|mittags|nachts|am|um|bis|despues|hasta|entre|por la|los|avant|apres|entre|le|prima|dopo|قبل|بعد|صباحا|مساء|ليلا|الا)(?!\p{L})/u;
/** A cross behind or before a name. */
export const cross = /[†✝✞]/u;
const yes =
  /^(?:(?:x|yes|y|true|t|on|1|sim|s|si|ja|j|wahr|oui|o|vrai|verdadeiro|verdadero|نعم|evet|ह|out|[✓✔✗✘☑✅🚫])$|(?:yes|sim|si|ja|oui|نعم|evet)(?= ))/u;
/** "No objection" is none. */
const denying = `(?:${denials})(?!\\p{L})(?! (?:\\p{L}+ )?(?:objec|requir|requer|needed|need$|necess|notig|erforderlich|applic|aplica|preferenc|restric|problem|limit|inconvenien|einwand|einschrank|مانع|باس|مشكل|مشاكل))`;
const no = new RegExp(`^(?:(?:n|f|0|false|falsch|faux|falso|nee|nie|нет|नह|out|[✗✘✖❌🚫☐])$|${denying})`, 'u');
/** A no within a cell: "email only, no texts". A number may follow another "no", and Portuguese names of channels. */
const noWithin = new RegExp(` ${denying}(?! (?:\\d|whats|zap|wpp|celular|telefone|numero|sms|grupo|trabalho))`, 'u');

/** Whether a refusal is of its person and not of the number, which others may share or have by now. */
export function isOfPersonAlone({ words }: Refusal, header: string): boolean {
  const said = `${foldText(words)} ${plainHeader(header)}`;
  return cross.test(words) || deaths.test(said) || wrongNumbers.test(said);
}

function roleOf(role: RefusalRole, cell: string): Exclude<RefusalRole, `no_or_${string}`> {
  if (role === 'no_or_place') return /\d\d/.test(cell) && !numberOfDate.test(cell) ? 'remark' : 'no';
  if (role === 'no_or_count') return /\d/.test(cell) && !wholeDay.test(cell) ? 'remark' : 'no';
  if (role !== 'no_or_number') return role;
  return looksLikePhone(cell.trim()) && !isWholeDate(cell) ? 'phone' : 'no';
}

/** Whether a cell is a date, perhaps with a time. Its digits could be a number: in doubt the person gets nothing. */
function isWholeDate(cell: string): boolean {
  return wholeDate.test(cell.replace(/\D/g, ''));
}

const wholeDate =
  /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;

/** Digits of a date, where others are of a place, and those where others are a count or a sum. */
const numberOfDate = /\d[-./]\d|(?:19|20)\d\d/;
const wholeDay = /\d[-./]\d{1,2}[-./]\d/;

/** Finds refusals in the rows of a list. */
export class Refusals {
  readonly #roles: readonly RefusalRole[];
  /** Whether a column is about somebody else: "Father", "Spouse". */
  readonly #isOfOthers: readonly boolean[];

  constructor(headers: readonly string[]) {
    this.#roles = headers.map(refusalRole);
    this.#isOfOthers = headers.map(namesSomebodyElse);
  }

  /** The first cell of a row that refuses; null where none does. */
  find(cells: readonly string[]): Refusal | null {
    for (const [index, cell] of cells.entries()) {
      const words = this.#wordsOf(cell, index);
      if (words !== null) return { index, words };
    }
    return null;
  }

  #wordsOf(cell: string, index: number): string | null {
    // Most cells are names, numbers and towns.
    if (cell.length < 1 || cell.length > longestRemark) return null;
    const role = roleOf(this.#roles[index] ?? 'other', cell);
    const isAnswer = role === 'no' || role === 'yes' || role === 'reason';
    if (!isAnswer && !saysAnything.test(cell)) return null;
    const written = cell.replace(address, ' ').replace(apostrophes, "'");
    const isOfOthers = this.#isOfOthers[index] === true;
    const plain = foldText(written).replace(inThe, 'em').replace(notInWord, ' ').trim();
    const answer = isAnswer ? refusingAnswer(role, plain, cell) : null;
    if (answer !== null) return answer === sinceWhen ? answer : asWritten(answer, written);
    if (cross.test(cell) && !isOfOthers) return '†';
    const said = refusingPhrase(plain, written, isOfOthers);
    if (said !== null) return asWritten(said, written);
    const remark = role === 'other' ? '' : role === 'phone' ? plain.replace(/[\d ]+/g, ' ').trim() : plain;
    return alone.test(remark) ? asWritten(remark, written) : null;
  }
}

/** What in a cell refuses, as an answer to its header; null where it does not. */
function refusingAnswer(role: 'no' | 'yes' | 'reason', plain: string, cell: string): string | null {
  if (role === 'reason') return valueOfCell(cell) === '' || no.test(plain) ? null : sinceWhen;
  if (role === 'no') return yes.exec(plain)?.[0] ?? (saysSince(plain, cell) ? sinceWhen : null);
  const said = no.exec(plain) ?? noConsent.exec(plain) ?? (yes.test(plain) ? null : deniedWithin(plain, cell));
  return said === null ? null : said[0].trim();
}

function deniedWithin(plain: string, cell: string): RegExpExecArray | null {
  const said = noWithin.exec(plain);
  if (said === null || onlyAtTimes.test(plain.slice(said.index + said[0].length))) return null;
  const [before = ''] = foldText(cell).split(/(?<!\p{L})no (?:phone )?calls$/u);
  return textsFirst.test(before) ? null : said;
}

/** The first phrase that is meant: "husband deceased, do not contact". */
function refusingPhrase(plain: string, cell: string, isOfOthers: boolean): string | null {
  const isMeant = (one: RegExpExecArray) =>
    !(isOfOthers && deaths.test(one[0])) && !isOnlyAtTimes(one, plain) && !isDenied(one[0], cell);
  // `matchAll` copies the expression each time, which takes longer than all else.
  let rest = plain;
  let said = phrases.exec(rest);
  while (said !== null && !isMeant(said)) {
    const { 0: words, index } = said;
    rest = rest.slice(0, index) + '#'.repeat(words.length) + rest.slice(index + words.length);
    said = phrases.exec(rest);
  }
  return said?.[0] ?? null;
}

/**
 * Whether a cell denies what it would refuse by, says it of somebody else, or asks for messages: "not unsubscribed",
 * "husband deceased", "do not call, text only".
 */
function isDenied(words: string, cell: string): boolean {
  const [before = '', after = ''] = foldText(cell).replace(joint, ' ').split(words);
  if (ofCalls.test(words)) return textsInstead.test(after) || textsFirst.test(before);
  if (deaths.test(words) && (justSomebody.test(before) || thenSomebody.test(after))) return true;
  return !denies.test(words) && justDenied.test(before);
}

/** Between the words of "NOT_BLOCKED" and "not opted-out". */
const joint = /(?<=\p{L})[-_](?=\p{L})/gu;
const denies = new RegExp(
  `(?<!\\p{L})(?:${denials}|ne|don|doesn|stop|please|pls|remove|delete|take|leave)(?!\\p{L})`,
  'u',
);
const justDenied = /(?<!\p{L})(?:not|never|nicht|nie|no|nao|non|nunca|غير) $/u;
const somebody = `(?:${somebodyElse}|mari(?= est)|epou(?:x|se)|schwieger(?:mutter|vater|eltern)|ارمله|ورثه|بنت)`;
const justSomebody = new RegExp(`(?<!\\p{L})${somebody}(?: (?:has|is|est|e|ist|esta|ja|ya|dela|dele))? $`, 'u');
/** The verb stands first in "falleció su madre"; whoever comes later in the sentence may be the one who told it. */
const thenSomebody = new RegExp(
  `^ (?:(?:o|a|el|la|su|seu|sua) )?${somebody}(?= *(?:$|[,.;(\\d]|(?:em|en|ha|hace|no|na|el|este|esta|منذ|قبل|في|عام)(?!\\p{L})))`,
  'u',
);
const ofCalls =
  /(?:call|calls|phone|lig(?:ar|ue|uem)|llam(?:ar|e|en|es)(?:l[aeo]s?)?|anrufen|anrufe|appeler|chiamare|تتصل)$/u;
const message =
  '(?:whats ?app|whats|zap|wpp|sms|text(?: messages?)?|texts|messages?|mensage(?:m|ns)|mensajes?|nachrichten|واتساب)';
const askedFor = `(?:(?:(?:please|but|just|only|prefers|so|solo|nur|فقط) |(?:apenas|somente|mandar?) (?:no |por )?)+(?:by |via |por |per )?${message}|${message} (?:only|instead|please|ok|فقط))`;
/** After a sign, so that "call or text, only email" is none. */
const textsInstead = new RegExp(`^(?: (?:me|her|him|them))?[^\\p{L}]*[-–—,.;:(] *${askedFor} *(?:$|[^\\p{L} ])`, 'u');
const textsFirst = new RegExp(`^${askedFor} *[-–—,.;:(][^\\p{L}]*$`, 'u');

function isOnlyAtTimes({ 0: words, index }: RegExpExecArray, plain: string): boolean {
  return mayBeLimited.test(words) && onlyAtTimes.test(plain.slice(index + words.length));
}

/** The words of a cell with its accents, since without them they are misspelt: "não ligar". */
function asWritten(folded: string, cell: string): string {
  const written = cell.normalize('NFC').toLowerCase().split(notInWord);
  const count = folded.split(' ').length;
  const from = (place: number) => written.slice(place, place + count).join(' ');
  const place = written.findIndex((_, at) => foldText(from(at)) === folded);
  return place < 0 ? folded : from(place);
}

/** What stands between two words, also where their accents are not folded away. */
const notInWord = /[^\p{L}\p{M}\p{N}'✓✔✗✘☑✅✖❌🚫☐]+/gu;
/** Addresses, at which people unsubscribe, or who have such a name. */
const address = /\S+@\S+|\S*(?::\/\/|www\.)\S*/gu;
/** Portuguese "no" before a place where somebody consented is "in the". */
const inThe =
  /(?<!\p{L})no(?= (?:site|evento|cadastro|formulario|papel|local|portal|app|aplicativo|comite|gabinete|balcao|link|facebook|instagram|ato|termo|culto|encontro|dia)(?!\p{L}))/gu;
/** What phones and spreadsheets write for an apostrophe. */
const apostrophes = /[’‘ʼ´`]/g;

/** Replaces the words of a cell that says since when. */
const sinceWhen = '…';

/** Whether a cell says since when: it has a day, a month or a year, and does not begin with "no". */
function saysSince(plain: string, cell: string): boolean {
  return /[1-9]\d/.test(plain) && !no.test(plain) && !noDay.test(cell);
}

/** What programs write for a day that there is not. */
const noDay = /(?<!\d)(?:0001|1899|1900|2099|2100|2999|9999)(?!\d)/;

/** Matches a letter or a cross. */
const saysAnything = /[\p{L}†✝✞]/u;
/** A longer cell is a text, which may speak of somebody else. */
const longestRemark = 400;
