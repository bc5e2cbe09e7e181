import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { defaultStopWords, findStopWord, plainWords, stopWords } from '../../../../domain/people/stop-words.ts';

const find = (reply: string) => findStopWord(reply, defaultStopWords as string[]);

describe('a stop word', () => {
  it.each([
    ['STOP', 'stop'],
    ['Please stop!', 'stop'],
    ['  stop.  ', 'stop'],
    ['Quiero darme de BAJA, gracias', 'baja'],
    ['SAIR', 'sair'],
    ['Nao quero receber', 'não quero receber'],
    ['إيقاف', 'إيقاف'],
    ['ايقاف من فضلك', 'إيقاف'],
    ['إِيقَاف', 'إيقاف'],
    ['Opt-out', 'opt out'],
  ])('is found in “%s”, whatever its case, accents and marks', (reply, word) => {
    expect(find(reply)).toBe(word);
  });

  it.each([
    // Brazil
    'não quero mais receber',
    'me tira dessa lista por favor',
    'n quero receber msg',
    'para de me mandar isso',
    // Arabic, as it is spoken in each region
    'لا ترسل',
    'لا ترسلوا لي رسائل',
    'أوقفوا الرسائل',
    'احذفوا رقمي',
    'شيلوني',
    'ما بدي رسايل',
    'مش عايز رسايل',
    'متبعتوش تاني',
    'ستوب',
    'msh 3ayez',
    // with a tatweel, with zero-width marks, with the letters that Egyptians write for each other, drawn out
    'إيقـــاف',
    'إي\u200cق\u200dاف',
    '\u200fلا ترسل\u200f',
    'كفايه',
    'كفاااااية',
    'لا ترسلى',
    'لا ترسلی',
    // Spanish and English
    'Ya no me manden mensajes',
    'sáquenme de la lista',
    'Borren mi numero!!',
    'don’t text me again',
    'dont text me',
    'take me off this list',
    'CANCEL',
    'delete me from your list',
    'please dont msg me',
    'don’t ever text me again',
    'I never signed up for this',
    'Borrar',
    'quitarme de la lista',
    'no envíen mensajes',
    'por favor não enviar',
    'deleta meu número',
    'لا تبعتولي',
    'وقف',
    'S\u00adT\u2060O\ufeffP',
    'ＳＴＯＰ',
    'stoooop',
    'stooop',
  ])('is found in “%s”, as people write it', (reply) => {
    expect(find(reply)).not.toBeNull();
  });

  it.each(Object.entries(stopWords))('stands once in the usual words of %s, and all fit', (_language, words) => {
    const plain = words.map(plainWords);
    expect(plain.filter((word, place) => plain.indexOf(word) !== place || word === '')).toEqual([]);
    expect(
      words.filter((word) => word.length > limits.stopWordCharacters || findStopWord(word, words) === null),
    ).toEqual([]);
    expect(defaultStopWords.length).toBeLessThanOrEqual(limits.stopWordsMax / 1.5);
  });

  it('is found whatever invisible signs and marks stand between its letters, and in any capitals', () => {
    const marks = fc.array(fc.constantFrom('', '\u200b', '\u200c', '\u200e', '\u2066', '\u0640', '\u064e', '\u0301'), {
      minLength: 70,
      maxLength: 70,
    });
    fc.assert(
      fc.property(fc.constantFrom(...defaultStopWords), marks, fc.boolean(), (word, between, loud) => {
        const written = [...(loud ? word.toUpperCase() : word)].map((sign, place) => sign + between[place]).join('');
        expect(find(written)).not.toBeNull();
      }),
    );
  });

  it('is found as a phrase in a polite letter too', () => {
    const polite =
      'Boa tarde, por favor retirem o meu número dessa lista de vocês, não quero mais receber essas mensagens, obrigada';
    expect(find(polite)).toBe('não quero mais');
  });

  it.each(['', '👍', 'stopp', 'I cannot stopover', 'Trabajo el sábado', 'Thank you, see you there'])(
    'is not found in “%s”, where no whole word is one',
    (reply) => {
      expect(find(reply)).toBeNull();
    },
  );

  it('says nothing in a long letter, which a person reads anyway', () => {
    expect(find(`${'we would love to come and '.repeat(3)} take the bus from the stop`)).toBeNull();
    const twelve = `${'word '.repeat(11)}stop`;
    expect([find(twelve), find(`word ${twelve}`)]).toEqual(['stop', null]);
  });

  it('is what the operator says it is', () => {
    expect(findStopWord('schluss damit', ['Schluss'])).toBe('Schluss');
    expect(findStopWord('stop', ['Schluss'])).toBeNull();
    expect(findStopWord('...', ['...'])).toBeNull();
  });
});
