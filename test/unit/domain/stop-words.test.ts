import { describe, expect, it } from 'vitest';
import { defaultStopWords, findStopWord } from '../../../domain/stop-words.ts';

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

  it.each(['', '👍', 'I cannot stopover', 'Trabajo el sábado', 'Thank you, see you there'])(
    'is not found in “%s”, where no whole word is one',
    (reply) => {
      expect(find(reply)).toBeNull();
    },
  );

  it('says nothing in a long letter, which a person reads anyway', () => {
    expect(find(`${'we would love to come and '.repeat(3)} take the bus from the stop`)).toBeNull();
  });

  it('is what the operator says it is', () => {
    expect(findStopWord('schluss damit', ['Schluss'])).toBe('Schluss');
    expect(findStopWord('stop', ['Schluss'])).toBeNull();
    expect(findStopWord('...', ['...'])).toBeNull();
  });
});
