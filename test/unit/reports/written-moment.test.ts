import { expect, test } from 'vitest';
import { writtenMoment } from '../../../electron/reports/written-moment.ts';

const read = (words: string, timeZone = 'America/Sao_Paulo') => {
  const atMs = writtenMoment(words, timeZone);
  return atMs === null ? null : new Date(atMs).toISOString();
};

test.each([
  ['2026-03-03 12:00:05', '2026-03-03T15:00:05.000Z'],
  ['15/03/2026 09:30:00', '2026-03-15T12:30:00.000Z'],
  ['03/15/2026 09:30', '2026-03-15T12:30:00.000Z'],
  ['15.03.2026 09:30:00', '2026-03-15T12:30:00.000Z'],
  // Either time may be meant.
  ['03/04/2026 09:30:00', '2026-04-03T12:30:00.000Z'],
])('%s is the moment that a report wrote', (words, expected) => expect(read(words)).toBe(expected));

test.each(['', 'yesterday', '40/03/2026 09:30:00', '2026-13-01 12:00:00'])('“%s” is none', (words) =>
  expect(read(words)).toBeNull(),
);

test('a time zone that is none says nothing', () => expect(read('2026-03-03 12:00:05', 'Nowhere/At all')).toBeNull());
