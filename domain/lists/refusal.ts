import { foldText } from '../messages/fold.ts';
import { namesPhones, plainHeader, wholeWords } from './header-words.ts';
import { looksLikePhone } from './phone-column.ts';

/**
 * A cell in which the list itself says that somebody is not to be written to. Its words are kept in the list's sums
 * after the person was erased, so they contain no number, date or remark of anybody.
 */
export type Refusal = { readonly index: number; readonly words: string };

/**
 * Phrases of refusal, wherever they stand beside a person: in the app's languages and other common ones, in the form of
 * `foldText`. They are whole phrases, so that no street or name is taken for one.
 */
const phrases = wholeWords(
  [
    // English
    "(?:do|does) not (?:contact|call|phone|text|sms|message|write|whats ?app|disturb)|don'?t (?:contact|call|phone|text|message)|no (?:contact|calls|messages)|dnc|deceased|passed away|died|opted out|opt(?:ed)? ?out|unsubscribed?|wants no (?:more )?messages|remove from list|asked (?:us )?to stop|blocked|wrong (?:number|person)",
    // Portuguese
    'nao (?:ligar|contatar|contactar|enviar|mandar|perturbar|chamar|incomodar|receber|quer (?:mais )?(?:receber|contato|mensage(?:m|ns)|ser contatad[oa])|deseja (?:mais )?(?:receber|contato)|autoriza|autorizou)|falecid[oa]s?|faleceu|obito|bloquead[oa]|descadastrad[oa]|(?:pediu|pedir|solicitou) (?:para )?(?:sair|remocao|descadastro|nao ligar|exclusao)|numero errado|opt out|remover da lista|nao e (?:mais )?(?:dele|dela)',
    // Spanish
    'no (?:llamar|contactar|enviar|mandar|escribir|molestar|quiere (?:mas )?(?:recibir|mensajes|contacto)|desea (?:recibir|contacto)|autoriza)|fallecid[oa]s?|fallecio|difunt[oa]|bloquead[oa]|dad[oa] de baja|pidio (?:la )?baja|numero equivocado',
    // German
    'nicht (?:anrufen|kontaktieren|anschreiben|mehr (?:anrufen|kontaktieren|anschreiben))|(?:bitte )?kein(?:e|en)? (?:anrufe?|kontakt|nachrichten|werbung|whatsapp)|verstorben|gestorben|gesperrt|werbesperre|kontaktsperre|will (?:keine|nichts|nicht) (?:mehr|nachrichten|kontakt).{0,20}|widerspruch|falsche nummer',
    // French and Italian
    'ne pas (?:appeler|contacter|ecrire|deranger)|decede[es]?|desinscrit[es]?|desabonne[es]?|bloque[es]?|mauvais numero|non (?:chiamare|contattare|scrivere|disturbare)|decedut[oa]|defunt[oa]|bloccat[oa]|numero sbagliato',
    // Arabic
    'لا (?:تتصل|تتصلوا|ترسل|ترسلوا|تراسل|يتصل|يريد|تريد|يرغب|ترغب|يرد التواصل|تواصل|يراسل)|عدم (?:الاتصال|التواصل|الارسال|المراسله)|ممنوع (?:الاتصال|التواصل)|متوفي|متوفيه|المتوفي|متوفاه|توفي|توفيت|توفي رحمه الله|المرحوم|المرحومه|محظور|محظوره|الغي الاشتراك|الغاء الاشتراك|رقم خطا|الرقم خطا|رقم غلط|رفض التواصل',
  ].join('|'),
);
/**
 * Phrases that may be limited to a time. Nobody is deceased or unsubscribed only at times: that is since when. So is
 * what somebody no longer wants, or has not allowed.
 */
const mayBeLimited =
  /^(?!.* (?:mais|mas|mehr|autoriza|autorizou)(?!\p{L}))(?:don'?t|do|does|no|nao|nicht|bitte|kein|keine|keinen|ne|non|لا|عدم|ممنوع)(?![\p{L}'])/u;
/** After "do not call" these words limit the time only, and do not refuse altogether. */
const onlyAtTimes =
  /^ (?!(?:at|on|in|no|na|am|le) (?:all|any|this|the list|whats ?app|whats|wpp|zap)(?!\p{L}))(?:antes|depois|apos|ate|de (?:manha|tarde|noite)|a (?:tarde|noite)|pela|no|na|aos|as \d|before|after|between|during|until|at|on|in the|vor|nach|zwischen|abends|morgens|mittags|nachts|am|um|bis|despues|hasta|entre|por la|los|avant|apres|entre|le|prima|dopo|قبل|بعد|صباحا|مساء|ليلا|الا)(?!\p{L})/u;
/** A cross behind or before a name. */
const cross = /[†✝✞]/u;
/** Words that refuse if a cell holds nothing else, in a column of remarks, refusals or consent, or beside a number. */
const alone =
  /^(?:stop|dead|mort[oae]|muert[oa]|tot|baixa|baja|exclu(?:ir|id[oa])|gekundigt|ausgetreten|austritt|do not use|ميت|موقوف)$/u;
const remarkHeader =
  /(?<!\p{L})(?:notes?|remarks?|comments?|status|state|obs|observac(?:ao|oes)|observaciones|anotac(?:ao|oes)|situacao|comentarios?|bemerkung(?:en)?|anmerkung(?:en)?|notiz(?:en)?|hinweis(?:e)?|zustand|remarques?|statut|stato|estado|ملاحظات|ملاحظه|الملاحظات|الحاله|حاله)(?!\p{L})/u;
/** Words that refuse in a header, besides those that do so in a cell: where its cells say yes, or since when. */
const noHeader =
  /(?<!\p{L})(?:dead|death|muert[oa]|suppressed|black ?list(?:ed)?|lista negra|baja|defuncion|recusou|sperre|austritt(?:sdatum)?|ausgetreten|gekundigt|kundigung|schwarze liste|deces|disiscritt[oa]|الوفاه|وفاه|رفض)(?!\p{L})/u;
/** Such a column may also hold where people get on a bus: "Main St 14". A number there must be of a date. */
const stopHeader = /^stop$/u;
const numberOfDate = /\d[-./]\d|(?:19|20)\d\d/u;
/** Such a header can also be that of numbers: "no" is short for number, as in Malay, or these are the wrong ones. */
const noOrNumberHeader =
  /(?<!\p{L})(?:no contact|wrong number|numero (?:errado|equivocado|sbagliato)|mauvais numero|falsche nummer|رقم (?:خطا|غلط))(?!\p{L})/u;
/** How many calls somebody had. */
const countHeader = /(?<!\p{L})no (?:calls|messages)(?!\p{L})/u;
/** Headers of columns that consent: a cell that says no refuses. */
const yesHeader =
  /(?<!\p{L})(?:opt ?in|consents?|consentimento|aceita(?: whats ?app| mensagens| contato)?|autoriza(?:cao|do)?|lgpd|permission|subscribed|contactable|(?:may|ok to|can|can we) (?:contact|call|text|message)|(?:send|receive) (?:sms|texts?|messages|whats ?app)|(?:receber|recibir|enviar) (?:mensagens|mensajes|sms|whats ?app)|acepta|consentimiento|einwilligung|einverstanden|zustimmung|darf (?:kontaktiert|angeschrieben|angerufen)|dsgvo|newsletter|consentement|consenso|privacy|موافقه|الموافقه|يوافق)(?!\p{L})/u;
/** In such a column: the consent was not given, or was taken back. */
const noConsent = wholeWords(
  'withdrawn|refused|declined|denied|revoked|rejected|not given|revocad[oa]|rechazad[oa]|denegad[oa]|negad[oa]|recusad[oa]|widerrufen|abgelehnt|abgemeldet|nicht erteilt|retire|refuse|مرفوض|مرفوضه|غير موافق|رفض',
);
const yes = /^(?:x|yes|y|true|1|sim|s|si|ja|j|wahr|oui|o|vrai|verdadeiro|verdadero|نعم|✓|✔|✗|✘)$/u;
const no = /^(?:no|n|false|0|nao|nein|non|falsch|faux|falso|لا)$/u;

function roleOf(role: Role, cell: string): Exclude<Role, 'no_or_number' | 'no_or_place'> {
  if (role === 'no_or_place') return /\d\d/.test(cell) && !numberOfDate.test(cell) ? 'remark' : 'no';
  if (role !== 'no_or_number') return role;
  return looksLikePhone(cell.trim()) && !isWholeDate(cell) ? 'phone' : 'no';
}

/** Whether a cell is a date, perhaps with a time. Its digits could be a number: in doubt the person gets nothing. */
function isWholeDate(cell: string): boolean {
  return wholeDate.test(cell.replace(/\D/g, ''));
}

const wholeDate =
  /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;

type Role = 'no' | 'no_or_number' | 'no_or_place' | 'yes' | 'remark' | 'phone' | 'other';

/** Finds refusals in the rows of a list. */
export class Refusals {
  readonly #roles: readonly Role[];

  constructor(headers: readonly string[]) {
    this.#roles = headers.map((header): Role => {
      // Also without its capitals: "UnSubscribed" would name its opposite in two words.
      const forms = [header, header.toLowerCase()].map(plainHeader);
      const says = (words: RegExp) => forms.some((form) => words.test(form));
      if ((says(phrases) || says(noHeader)) && !says(countHeader))
        return says(noOrNumberHeader) ? 'no_or_number' : 'no';
      if (says(stopHeader)) return 'no_or_place';
      if (says(yesHeader)) return 'yes';
      if (namesPhones(header)) return 'phone';
      return says(remarkHeader) ? 'remark' : 'other';
    });
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
    if (role !== 'no' && role !== 'yes' && !saysAnything.test(cell)) return null;
    const plain = foldText(cell).replace(notInWord, ' ').trim();
    if (role === 'no' && yes.test(plain)) return plain;
    if (role === 'no' && saysSince(plain)) return sinceWhen;
    if (role === 'yes' && no.test(plain)) return cell.trim();
    if (cross.test(cell)) return '†';
    const said = phrases.exec(plain);
    if (said !== null && !isOnlyAtTimes(said, plain)) return asWritten(said[0], cell);
    const taken = role === 'yes' ? noConsent.exec(plain) : null;
    if (taken !== null) return asWritten(taken[0], cell);
    const remark = role === 'other' ? '' : role === 'phone' ? plain.replace(/[\d ]+/g, ' ').trim() : plain;
    return alone.test(remark) ? asWritten(remark, cell) : null;
  }
}

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
const notInWord = /[^\p{L}\p{M}\p{N}'✓✔✗✘]+/gu;

/** Replaces the words of a cell that says since when. */
const sinceWhen = '…';

/** Whether a cell says since when: it has a day, a month or a year, and does not begin with "no". */
function saysSince(plain: string): boolean {
  const [first = ''] = plain.split(' ');
  return /[1-9]\d/.test(plain) && !no.test(first);
}

/** Matches a letter or a cross. */
const saysAnything = /[\p{L}†✝✞]/u;
/** A longer cell is a text, which may speak of somebody else. */
const longestRemark = 400;
