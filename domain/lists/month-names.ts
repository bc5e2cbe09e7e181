/**
 * Month names, full and abbreviated, in English, Spanish, Portuguese, French, German, Italian, Dutch, Turkish and
 * Arabic, also of the Maghreb, without points and marks. They are those that the engine knows, but asking it would take
 * 20 ms in each process's start.
 */
const names: readonly string[] = [
  'january|jan|enero|ene|janeiro|janvier|janv|januar|gennaio|gen|يناير|كانون_الثاني|janner|januari|ocak|oca|جانفي',
  'february|feb|febrero|fevereiro|fev|fevrier|fevr|februar|febbraio|فبراير|شباط|februari|subat|sub|فيفري',
  'march|mar|marzo|marco|mars|marz|مارس|اذار|maart|mrt|mart',
  'april|apr|abril|abr|avril|avr|aprile|ابريل|نيسان|nisan|nis|افريل',
  'may|mayo|maio|mai|maggio|mag|مايو|ايار|mei|mayıs|ماي',
  'june|jun|junio|junho|juin|juni|giugno|giu|يونيو|حزيران|haziran|haz|جوان',
  'july|jul|julio|julho|juillet|juil|juli|luglio|lug|يوليو|تموز|juill|temmuz|tem|يوليوز|جويلية',
  'august|aug|agosto|ago|aout|اغسطس|اب|augustus|agustos|agu|غشت|اوت',
  'september|sep|septiembre|sept|setembro|set|septembre|settembre|سبتمبر|ايلول|eylul|eyl|شتنبر',
  'october|oct|octubre|outubro|out|octobre|oktober|okt|ottobre|ott|اكتوبر|تشرين_الاول|ekim|eki',
  'november|nov|noviembre|novembro|novembre|نوفمبر|تشرين_الثاني|kasım|kas|نونبر',
  'december|dec|diciembre|dic|dezembro|dez|decembre|dezember|dicembre|ديسمبر|كانون_الاول|aralık|ara|دجنبر',
];
const monthOfName: ReadonlyMap<string, number> = new Map(
  names.flatMap((of, place) => of.split('|').map((name): [string, number] => [name, place + 1])),
);
/** Month names of two words, as they are used from Iraq to Lebanon: only the second word tells the month. */
const ofTwoWords = /(كانون|تشرين)\s+(?=ال)/g;

/** The text with each month name as one word. */
export function withMonthsJoined(text: string): string {
  return text.replaceAll(ofTwoWords, '$1_');
}

/** The number of the month that a word names, from 1 on. */
export function monthOf(word: string): number | undefined {
  return monthOfName.get(word.toLowerCase().replaceAll('.', '').normalize('NFKD').replaceAll(/\p{M}/gu, ''));
}
