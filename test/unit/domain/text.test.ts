import { describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { type Language, languages } from '../../../domain/settings.ts';
import { ar } from '../../../domain/text/ar.ts';
import { en } from '../../../domain/text/en.ts';
import { es } from '../../../domain/text/es.ts';
import { createText } from '../../../domain/text/index.ts';
import { directions, isolated, languageNames, languageOf, locales } from '../../../domain/text/languages.ts';
import { ptBr } from '../../../domain/text/pt-br.ts';

type Words = { readonly [key: string]: string | Words };
type Entry = { readonly key: string; readonly english: string; readonly words: string };

const translations: Record<Exclude<Language, 'en'>, Words> = { es, 'pt-BR': ptBr, ar };
const english = flat(en);
const pluralForm = /_(zero|one|two|few|many|other)$/;

/** Words that are the same in two languages, or that no language translates. */
const sameInEveryLanguage = [
  ...['app.name', 'reportFile.byWhatsapp', 'campaign.check.gapShortFixed', 'shortcuts.escape'],
  ...['decide.line', 'update.runs', 'team.good.version'],
];
const sameInTwo: Record<Exclude<Language, 'en'>, readonly string[]> = {
  es: [
    'reportFile.has.no',
    'press.no',
    'campaign.message.kind.video',
    'replies.kind.video',
    'settings.general',
    'backups.by_hand',
  ],
  'pt-BR': ['campaign.message.links_one', 'campaign.message.links_other', 'backups.title', 'backups.by_hand'],
  ar: [],
};

it.each(languages)(
  'in %s it says how many rows a list may have at most, wherever a failure is said by its code',
  (language) => {
    const most = new Intl.NumberFormat(locales[language]).format(limits.importRows);
    expect(createText(language).text('failure.too_many_rows')).toContain(most);
  },
);

describe.each(Object.entries(translations))('the words in %s', (name, translation) => {
  const language = name as Exclude<Language, 'en'>;
  const translated = flat(translation);
  const entries: Entry[] = [...translated].map(([key, words]) => ({ key, words, english: englishOf(key) ?? '' }));

  it('has every key of English in each plural form of the language, and no other', () => {
    expect([...translated.keys()].sort()).toEqual(expectedKeys(language).sort());
  });

  it('keeps the values that are put in, and invents none', () => {
    const wrong = entries.filter((entry) => !hasSameValues(entry));
    expect(wrong.map(({ key, words }) => `${key}: ${words}`)).toEqual([]);
  });

  it('keeps what is marked as strong', () => {
    const wrong = entries.filter(({ english: source, words }) => strongCount(source) !== strongCount(words));
    expect(wrong.map(({ key, words }) => `${key}: ${words}`)).toEqual([]);
  });

  it('leaves nothing in English', () => {
    const same = entries.filter(
      ({ english: source, words }) => source === words && /\p{L}/u.test(withoutValues(words)),
    );
    const allowed = new Set([...sameInEveryLanguage, ...sameInTwo[language]]);
    expect(same.map(({ key }) => key).filter((key) => !allowed.has(key) && !key.startsWith('unit.'))).toEqual([]);
  });

  it('leaves nothing empty, nobody shouted at, and no space at an end', () => {
    const wrong = entries.filter(({ words }) => words === '' || words !== words.trim() || /[!¡]/.test(words));
    expect(wrong.map(({ key, words }) => `${key}: ${words}`)).toEqual([]);
  });

  it('quotes with the marks of the language', () => {
    const foreign = language === 'pt-BR' ? /[«»]/ : /[“”]/;
    const wrong = entries.filter(({ words }) => foreign.test(words));
    expect(wrong.map(({ key, words }) => `${key}: ${words}`)).toEqual([]);
  });

  it('never calls a message failed that only was not confirmed', () => {
    const failing = /\b(fall|falh|error|erro)|فشل|خطأ/i;
    const wrong = entries.filter(({ key, words }) => /not_?confirmed/i.test(key) && failing.test(words));
    expect(wrong.map(({ key, words }) => `${key}: ${words}`)).toEqual([]);
  });
});

describe('the languages', () => {
  it('have a name, a locale and a direction each', () => {
    for (const language of languages) {
      expect(languageNames[language]).not.toBe('');
      expect(Intl.getCanonicalLocales(locales[language])).toHaveLength(1);
    }
    expect(directions).toEqual({ en: 'ltr', es: 'ltr', 'pt-BR': 'ltr', ar: 'rtl' });
  });

  it.each([
    ['en-US', 'en'],
    ['es-MX', 'es'],
    ['es_419', 'es'],
    ['pt-PT', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['ar-EG', 'ar'],
    ['arn', 'en'],
    ['de-DE', 'en'],
    ['', 'en'],
  ])('takes %s of the system for %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  it('write large numbers each in its own way, with Latin digits in Arabic too', () => {
    const rows = (language: Language) => createText(language).text('campaign.recipients.rows', { count: 12_345 });
    expect(languages.map(rows)).toEqual(['12,345 rows', '12.345 filas', '12.345 linhas', '12,345 صفًا']);
  });

  it.each([
    [0, 'لا صفوف'],
    [1, 'صف واحد'],
    [2, 'صفان'],
    [7, '7 صفوف'],
    [11, '11 صفًا'],
    [100, '100 صف'],
  ])('counts %d in the Arabic way', (count, words) => {
    expect(createText('ar').text('campaign.recipients.rows', { count })).toBe(words);
  });

  it('keep a name of the other direction from turning the sentence about', () => {
    expect(createText('ar').text('message.panel', { name: 'Zanele' })).toBe('الرسالة إلى \u2068Zanele\u2069');
    expect(createText('en').text('message.panel', { name: 'ليلى' })).toBe('Message to \u2068ليلى\u2069');
    expect(isolated('+44 7700 900118', 'ar')).toBe('\u2068+44 7700 900118\u2069');
    expect(isolated('नमस्ते', 'ar')).toBe('\u2068नमस्ते\u2069');
    expect(isolated('07700 900123', 'ar')).toBe('\u206807700 900123\u2069');
    expect(isolated('2026-03-14', 'ar')).toBe('\u20682026-03-14\u2069');
    expect(isolated('14 مارس 2026', 'ar')).toBe('14 مارس 2026');
    expect(isolated('1,050', 'ar')).toBe('1,050');
    expect(isolated('13:42', 'ar')).toBe('13:42');
    expect(isolated('Zanele', 'es')).toBe('Zanele');
  });
});

/** All words, by the path of their key, as in `campaign.steps.when`. */
function flat(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

function isPlural(key: string): boolean {
  return pluralForm.test(key) && english.has(key.replace(pluralForm, '_other'));
}

/** The English words behind a translated key; a plural form that English lacks corresponds to `other`. */
function englishOf(key: string): string | undefined {
  return english.get(key) ?? english.get(key.replace(pluralForm, '_other'));
}

/** English's keys, each plural with the forms of the language, and its words for zero where English has some. */
function expectedKeys(language: Language): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = [...english.keys()].flatMap((key) => {
    if (!isPlural(key)) return [key];
    const base = key.replace(pluralForm, '');
    return [...forms.map((form) => `${base}_${form}`), ...(key.endsWith('_zero') ? [key] : [])];
  });
  return [...new Set(keys)];
}

function valuesIn(words: string): string[] {
  return (words.match(/\{\{.*?\}\}/g) ?? []).sort();
}

function withoutValues(words: string): string {
  return words.replaceAll(/\{\{.*?\}\}/g, '');
}

/** The number may be left out where the form applies to one number only, as in "one row" and the Arabic dual. */
function hasSameValues({ key, english: source, words }: Entry): boolean {
  const wanted = valuesIn(source);
  const given = valuesIn(words);
  if (wanted.join() === given.join()) return true;
  const isOneNumber = isPlural(key) && /_(zero|one|two)$/.test(key) && !holdsForMore(key);
  const amounts = ['{{count}}', '{{count, number}}', '{{number}}'];
  return isOneNumber && wanted.filter((value) => !amounts.includes(value)).join() === given.join();
}

/** Portuguese uses `one` for zero too, and Spanish and Portuguese write `one` with its number. */
function holdsForMore(key: string): boolean {
  return key.endsWith('_one') && !flat(ar).has(key.replace(/_one$/, '_two'));
}

function strongCount(words: string): string {
  return `${words.split('<strong>').length} ${words.split('</strong>').length}`;
}
