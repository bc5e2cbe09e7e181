import { expect, it } from 'vitest';
import { readDate } from '../../../../domain/lists/date-reading.ts';
import { monthOf } from '../../../../domain/lists/month-names.ts';

const languages = 'en es pt fr fr-CA de de-AT it nl tr ar ar-SY ar-MA ar-DZ'.split(' ');

it.each(languages.flatMap((language) => (['long', 'short'] as const).map((length) => [language, length] as const)))(
  'months are known as the engine writes them: %s, %s',
  (language, length) => {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month: length, timeZone: 'UTC' });
    const written = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2026, month, 15)));
    const months = written.map((name) => monthOf(name.replace(' ', '_')));
    expect(months).toEqual(Array.from({ length: 12 }, (_, month) => month + 1));
  },
);

it.each([
  ['5 كانون الثاني 2026', 1],
  ['5 تشرين الأول 2026', 10],
  ['5 تشرين الثاني 2026', 11],
  ['5 كانون الأول 2026', 12],
])('a month of two words is one: %s', (cell, month) => {
  const reading = { year: 2026, month, day: 5, minute: null };
  expect(readDate(cell, 'dmy')).toEqual({ kind: 'doubt', cause: 'words', reading });
});
