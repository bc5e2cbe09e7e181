import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueBeforeMs, latestStepMs, stepMomentMs, stepProblems } from '../../../../domain/people/second-step.ts';

const window = (days: number[]) => ({ fromMinute: 540, toMinute: 1_200, days });
const calendars = fc.record({
  timeZone: fc.constantFrom(
    'Europe/London',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/New_York',
    'America/Santiago',
  ),
  window: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }).map(window)),
});
const whens = fc.record({ afterDays: fc.integer({ min: 1, max: 60 }), atMinute: fc.integer({ min: 0, max: 1_439 }) });
const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });

describe('the moment of a second message', () => {
  it('has come for exactly those whose first message left before the moment that is asked for', () => {
    fc.assert(
      fc.property(
        whens,
        calendars,
        moments,
        fc.integer({ min: 0, max: 90 * 86_400_000 }),
        (when, calendar, nowMs, agoMs) => {
          const beforeMs = dueBeforeMs(when, calendar, nowMs);
          // Random moments would seldom fall on the day at which the result changes.
          for (const firstMs of [beforeMs - 1, beforeMs, nowMs - agoMs])
            expect(firstMs < beforeMs).toBe(stepMomentMs(when, calendar, firstMs) <= nowMs);
          const firstMs = beforeMs - 1;
          const momentMs = stepMomentMs(when, calendar, firstMs);
          expect([momentMs, momentMs - 1].map((atMs) => firstMs < dueBeforeMs(when, calendar, atMs))).toEqual([
            true,
            false,
          ]);
        },
      ),
    );
  });

  it('is at its clock time, so many days later or on the next day of the campaign', () => {
    const when = { afterDays: 3, atMinute: 600 };
    const thursday = Date.UTC(2026, 11, 3, 11, 0);
    const here = { timeZone: 'Europe/London', window: null };
    expect(stepMomentMs(when, here, thursday)).toBe(Date.UTC(2026, 11, 6, 10, 0));
    expect(stepMomentMs(when, { ...here, window: window([1, 2, 3, 4, 5, 6]) }, thursday)).toBe(
      Date.UTC(2026, 11, 7, 10, 0),
    );
    expect(stepMomentMs(when, { ...here, window: window([5]) }, thursday)).toBe(Date.UTC(2026, 11, 11, 10, 0));
    // It stays at ten when the clocks change.
    expect(stepMomentMs(when, here, Date.UTC(2026, 2, 27, 12, 0))).toBe(Date.UTC(2026, 2, 30, 9, 0));
  });
});

it.each([
  ['2026-12-10', 'Europe/London', '', '', '2026-12-11T00:00Z'],
  ['2026-12-10', 'Europe/London', 'JP', '', '2026-12-10T15:00Z'],
  ['2026-12-10', 'Asia/Tokyo', 'GB', '', '2026-12-10T15:00Z'],
  ['2026-12-10', 'Pacific/Honolulu', 'US', 'America/Chicago&America/New_York', '2026-12-11T05:00Z'],
  ['2026-12-10T18:00', 'Europe/London', 'JP', '', '2026-12-10T09:00Z'],
])(
  'of %s helps until then by the first of the clocks of %s and %s%s: %s',
  (occasion, timeZone, country, zones, untilMs) => {
    const leftMs = Date.parse(untilMs) - latestStepMs(occasion, timeZone, { country, zones });
    expect([1, 2]).toContain(leftMs);
  },
);

describe('what is wrong with a second message', () => {
  const step = {
    afterDays: 3,
    atMinute: 600,
    group: 'no_reply',
    word: '',
    text: 'Once more, {{name}}',
    byItself: false,
  } as const;
  const first = { text: 'Are you in?', schedule: { window: null }, keys: ['name'] };

  it('is nothing where all is there', () => {
    expect(stepProblems(step, first)).toEqual([]);
    expect(stepProblems({ ...step, text: 'Hi {{town}}' }, { ...first, keys: null })).toEqual([]);
  });

  it('is told by field', () => {
    expect(stepProblems({ ...step, atMinute: 300 }, { ...first, schedule: { window: window([1]) } })).toEqual([
      'outside_hours',
    ]);
    expect(stepProblems({ ...step, group: 'said_word', word: ' ' }, first)).toEqual(['no_word']);
    expect(stepProblems({ ...step, text: ' ' }, first)).toEqual(['empty_text']);
    expect(stepProblems({ ...step, text: 'Are  you in??' }, first)).toEqual(['same_text']);
    expect(stepProblems({ ...step, text: 'Hi {{town}} {{' }, first)).toEqual([
      'unknown_placeholder',
      'unbalanced_braces',
    ]);
    expect(stepProblems({ ...step, text: 'a'.repeat(70_000) }, first)).toEqual(['text_too_long']);
    const town = 'Hi {{town}}';
    expect(stepProblems({ ...step, text: town }, { ...first, text: town })).toEqual(['unknown_placeholder']);
    const weekly = { weekday: 1, atMinute: 600, fromDay: '2026-12-03', times: null, leftOut: [] };
    expect(stepProblems(step, { ...first, schedule: { window: null, weekly } })).toEqual(['goes_again']);
  });

  it.each([
    [539, ['outside_hours']],
    [540, []],
    [1_199, []],
    [1_200, ['outside_hours']],
  ])('at minute %i with hours from 540 to 1200 is %j', (atMinute, problems) => {
    expect(stepProblems({ ...step, atMinute }, { ...first, schedule: { window: window([1]) } })).toEqual(problems);
  });
});
