import { describe, expect, test } from 'vitest';
import { ListSurvey } from '../../../../domain/lists/list-survey.ts';
import type { CountryCode } from '../../../../domain/phone/phone.ts';

const german = Array.from({ length: 40 }, (_, place) => `0171 39200${10 + place}`);
const egyptian = Array.from({ length: 40 }, (_, place) => `010012345${10 + place}`);
const british = Array.from({ length: 40 }, (_, place) => `07700 9001${10 + place}`);

function survey(
  cells: readonly string[],
  country: CountryCode,
  headers: readonly string[] = ['Mobile'],
  named?: string,
) {
  const mapping = {
    phone: 0,
    further: [],
    area: null,
    name: null,
    country: named === undefined ? null : 1,
    fields: [],
  };
  const seen = new ListSurvey({ mapping, headers, country });
  for (const cell of cells) seen.see(named === undefined ? [cell] : [cell, named]);
  return seen.evidence();
}

describe('a list as a whole', () => {
  test('says which country it is of, where that is another than the one it is read for', () => {
    const evidence = survey(german, 'GB', ['Telefon', 'Ort']);
    expect(evidence).toMatchObject({ unnamed: 40, better: 'DE', isCountryOpen: true });
    expect(evidence.rivals[0]).toEqual({ country: 'DE', mobiles: 40, landlines: 0, named: 0 });
    expect(evidence.rivals.some(({ country }) => country === 'GB')).toBe(true);
  });

  test('asks nothing where it is of the country it is read for', () => {
    for (const [cells, country] of [
      [german, 'DE'],
      [egyptian, 'EG'],
      [british, 'GB'],
    ] as const)
      expect(survey(cells, country)).toMatchObject({ better: null, isCountryOpen: false });
  });

  test('is told by its headers where numbers alone would leave two countries', () => {
    expect(survey(egyptian, 'GB', ['رقم الموبايل', 'الاسم']).better).toBe('EG');
    expect(survey(egyptian, 'GB', ['Mobile']).better).toBeNull();
  });

  test('says nothing of a few numbers, nor where the rows name their country', () => {
    expect(survey(german.slice(0, 4), 'GB')).toMatchObject({ better: null, isCountryOpen: false });
    expect(survey(german, 'GB', ['Mobile', 'Country'], 'Germany')).toMatchObject({
      unnamed: 0,
      isCountryOpen: false,
      seen: [{ country: 'DE', count: 40 }],
    });
  });

  test('counts numbers that name their country apart from those that do not', () => {
    const evidence = survey([...german, '+43 664 1234567', '0041 79 123 45 67'], 'DE');
    expect(evidence.unnamed).toBe(40);
    expect(evidence.seen).toEqual([
      { country: 'AT', count: 1 },
      { country: 'CH', count: 1 },
    ]);
  });

  test('is judged alike however many rows come before', () => {
    const mixed = [...british.slice(0, 2), ...Array.from({ length: 20 }, () => german).flat()];
    expect(survey(mixed, 'GB', ['Telefon'])).toMatchObject({ better: 'DE', isCountryOpen: true });
    expect(survey([...mixed].reverse(), 'GB', ['Telefon'])).toEqual(survey(mixed, 'GB', ['Telefon']));
  });
});
