import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueBeforeMs, stepMomentMs, stepProblems } from '../../../../domain/people/second-step.ts';

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
          const firstMs = nowMs - agoMs;
          expect(firstMs < dueBeforeMs(when, calendar, nowMs)).toBe(stepMomentMs(when, calendar, firstMs) <= nowMs);
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
    // Over the change of the clocks it stays at ten.
    expect(stepMomentMs(when, here, Date.UTC(2026, 2, 27, 12, 0))).toBe(Date.UTC(2026, 2, 30, 9, 0));
  });
});

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
  });
});
