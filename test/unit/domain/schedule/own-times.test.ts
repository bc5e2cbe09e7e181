import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { DateOrders } from '../../../../domain/lists/date-orders.ts';
import { type DateOrder, onlyOrderOf, orderOfColumn, readDate } from '../../../../domain/lists/date-reading.ts';
import { type OwnTimesOf, ownTimeOf } from '../../../../domain/schedule/own-times.ts';
import { answersOf, type OwnTimes, type TimeCause, timeCauses } from '../../../../domain/schedule/own-times-rule.ts';
import { twoDaysBefore } from '../../../support/schedules.ts';

const nowMs = Date.parse('2026-12-03T11:20:00Z');
const rule = twoDaysBefore;
const hours = { fromMinute: 9 * 60, toMinute: 20 * 60, days: [1, 2, 3, 4, 5, 6] };
const of = (more: Partial<OwnTimes> = {}, rest: Partial<OwnTimesOf> = {}): OwnTimesOf => ({
  rule: { ...rule, ...more },
  order: 'dmy',
  timeZone: 'Europe/London',
  window: hours,
  nowMs,
  ...rest,
});
const row = (cell: string, country = 'GB', zones = '') => ({ cell, country, zones });
const decide = (cause: TimeCause, as: OwnTimes['decisions'][number]['as']) => ({ decisions: [{ cause, as }] });
const shown = (own: ReturnType<typeof ownTimeOf>) => {
  if (own.kind !== 'moment') return `${own.kind} ${own.cause}`;
  const at = (ms: number) => DateTime.fromMillis(ms, { zone: own.zone }).toFormat('ccc yyyy-MM-dd HH:mm');
  return `${at(own.dueAtMs)} until ${at(own.latestAtMs)} for ${own.occasion}`;
};
const of29 = (cell: string) => readDate(cell, 'dmy');

describe('a cell', () => {
  it.each<[string, DateOrder, string]>([
    ['09.12.2026 09:30', 'dmy', '2026-12-9 570'],
    ['12/9/2026 2:05 pm', 'mdy', '2026-12-9 845'],
    ['2026-12-09', 'dmy', '2026-12-9 null'],
    ['٠٩/١٢/٢٠٢٦', 'dmy', '2026-12-9 null'],
    ['9-12-2026 14h30', 'dmy', '2026-12-9 870'],
    // As spreadsheets write it in Spanish and in Arabic.
    ['09/12/2026 02:30:00 p.\u00a0m.', 'dmy', '2026-12-9 870'],
    ['9\u200f/12\u200f/2026، ٩:٠٥ ص', 'dmy', '2026-12-9 545'],
    ['09/12/2026 às 14h30', 'dmy', '2026-12-9 870'],
    ['09.12.2026 um 14:30 Uhr', 'dmy', '2026-12-9 870'],
    // A database adds midnight to a date that has no time.
    ['2026-12-09 00:00:00', 'dmy', '2026-12-9 null'],
  ])('%s is a date', (cell, order, wanted) => {
    const read = readDate(cell, order);
    const { year, month, day, minute } = read.kind === 'date' ? read.date : { year: 0, month: 0, day: 0, minute: 0 };
    expect(`${year}-${month}-${day} ${minute}`).toBe(wanted);
  });

  it.each([
    ['to be agreed', 'no_date'],
    ['', 'no_date'],
    ['31/04/1990', 'impossible'],
    ['9.12.2026 25:00', 'impossible'],
    ['29/02/2027', 'impossible'],
    ['tomorrow 9', 'unread'],
    ['3/12/61', 'short_year'],
    ['14/02', 'no_year'],
    ['46365', 'serial'],
    ['28/06/1448', 'hijri'],
    ['9 de diciembre de 2026', 'words'],
    ['9 ديسمبر 2026', 'words'],
    ['quarta-feira, 9 de dezembro de 2026', 'words'],
    ['mar, 8 dic 2026', 'words'],
    ['qua 09/12/2026 14:30', 'words'],
    ['9.12.2026 noon', 'time_words'],
    ['9.12.2026 - 10.12', 'time_words'],
    // The cell itself says whose 09:30 it is: it is not the person's own clock.
    ['2026-12-09T09:30:00Z', 'time_words'],
  ])('%s waits for a decision: %s', (cell, cause) => {
    expect(of29(cell)).toMatchObject({ kind: 'doubt', cause });
  });

  it('of a serial number or another calendar is shown as the date that it would be', () => {
    const date = { year: 2026, month: 12, day: 9 };
    expect(of29('46365.395833')).toMatchObject({ reading: { ...date, minute: 570 } });
    expect(of29('28/06/1448')).toMatchObject({ reading: { ...date, day: 8, minute: null } });
    // A Persian year, or an Islamic one of long ago.
    expect(of29('1405/09/18')).toMatchObject({ cause: 'hijri', reading: null });
  });

  it('is read back as what was written, in either order, whatever stands between its parts', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('dmy', 'mdy'), fc.constantFrom('.', '/', '-'), (date, order, sign) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const cell = [...(order === 'dmy' ? [day, month] : [month, day]), year].join(sign);
        expect(readDate(cell, order)).toEqual({ kind: 'date', date: { year, month, day, minute: null } });
        const only = onlyOrderOf(cell);
        expect(only === null || only === order).toBe(true);
      }),
    );
  });

  it('never throws, and is a date of the calendar or none', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[\d./: -]{1,16}$/),
      fc.stringMatching(/^\d{1,2} [a-z]{2,9} \d{2,4}$/),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('dmy', 'mdy'), (cell, order) => {
        const read = readDate(cell, order);
        const date = read.kind === 'date' ? read.date : read.reading;
        if (date === null) return;
        const { year, month, day, minute } = date;
        expect(DateTime.fromObject({ year: year ?? 2024, month, day }).isValid).toBe(true);
        expect(minute === null || (minute >= 0 && minute < 1440)).toBe(true);
      }),
    );
  });

  it('is of the order of those that fit only one, else of the list’s country', () => {
    expect(orderOfColumn({ dmy: 148, mdy: 0 }, 'mdy')).toBe('dmy');
    expect(orderOfColumn({ dmy: 0, mdy: 0 }, 'mdy')).toBe('mdy');
    expect([
      onlyOrderOf('13.12.2026'),
      onlyOrderOf('Thu, 12/31/2026'),
      onlyOrderOf('9/12/2026'),
      onlyOrderOf('2026-13-01'),
    ]).toEqual([...['dmy', 'mdy', null, null]]);
    const [list, file] = [['Qui, 31/12/2026'], ['Thu, 12/31/2026']].map((cells) => new DateOrders([{ cells }]));
    expect(file && list?.rewriter(file)(['Wed, 12/09/2026'])).toEqual(['Wed, 09/12/2026']);
  });
});

describe('the moment of a row', () => {
  it.each<[string, OwnTimesOf, ReturnType<typeof row>, string]>([
    [
      'days before, by their clock',
      of(),
      row('10.12.2026 14:00', 'BR', 'America/Sao_Paulo'),
      'Tue 2026-12-08 18:00 until Tue 2026-12-08 23:59 for 2026-12-10T14:00',
    ],
    [
      'by the campaign’s clock',
      of({ clock: 'campaign' }),
      row('10.12.2026 14:00', 'BR'),
      'Tue 2026-12-08 18:00 until Tue 2026-12-08 23:59 for 2026-12-10T14:00',
    ],
    [
      'hours before',
      of({ unit: 'hours' }),
      row('09.12.2026 13:30'),
      'Wed 2026-12-09 11:30 until Wed 2026-12-09 13:29 for 2026-12-09T13:30',
    ],
    [
      'on the day itself, before its time',
      of({ count: 0, atMinute: 9 * 60 }),
      row('09.12.2026'),
      'Wed 2026-12-09 09:00 until Wed 2026-12-09 23:59 for 2026-12-09',
    ],
    [
      'after',
      of({ side: 'after', count: 1 }),
      row('09.12.2026 09:30'),
      'Thu 2026-12-10 18:00 until Thu 2026-12-10 23:59 for 2026-12-09T09:30',
    ],
    [
      'of today, at once',
      of({ atMinute: 9 * 60 + 30 }),
      row('05.12.2026'),
      'Thu 2026-12-03 09:30 until Thu 2026-12-03 23:59 for 2026-12-05',
    ],
    ['of a Sunday waits', of(), row('08.12.2026'), 'open outside_day'],
    [
      'of a Sunday on the day before',
      of(decide('outside_day', 'earlier')),
      row('08.12.2026 11:15', 'AE'),
      'Sat 2026-12-05 18:00 until Sat 2026-12-05 23:59 for 2026-12-08T11:15',
    ],
    ['outside the hours waits', of({ unit: 'hours', count: 3 }), row('10.12.2026 10:00'), 'open outside_hours'],
    [
      'before the hours goes in the last hour before',
      of({ unit: 'hours', count: 3, ...decide('outside_hours', 'earlier') }),
      row('07.12.2026 10:00'),
      'Sat 2026-12-05 19:00 until Sat 2026-12-05 23:59 for 2026-12-07T10:00',
    ],
    ['whose date is over has none', of(decide('date_past', 'earlier')), row('03.12.2026 09:30'), 'open date_past'],
    ['whose day of sending is over has none', of(), row('04.12.2026 09:30'), 'open day_past'],
    ['of a country with two clocks waits', of(), row('09.12.2026', 'ES'), 'open clock_unknown'],
    [
      'of such a country by the campaign’s own clock',
      of({}, { timeZone: 'Europe/Madrid' }),
      row('09.12.2026', 'ES'),
      'Mon 2026-12-07 18:00 until Mon 2026-12-07 23:59 for 2026-12-09',
    ],
    [
      'over which the clocks go forward waits',
      of({ atMinute: 90, count: 0 }, { window: null }),
      row('28.03.2027'),
      'open clock_gap',
    ],
    [
      'over which they go forward, an hour later',
      of({ atMinute: 90, count: 0, ...decide('clock_gap', 'later') }, { window: null }),
      row('28.03.2027'),
      'Sun 2027-03-28 02:30 until Sun 2027-03-28 23:59 for 2027-03-28',
    ],
    ['without a time, where hours are counted, waits', of({ unit: 'hours' }), row('09.12.2026'), 'open no_time'],
    ['in words waits', of(), row('9 Dec 2026'), 'open words'],
    [
      'in words that were read',
      of(decide('words', 'read')),
      row('9 Dec 2026'),
      'Mon 2026-12-07 18:00 until Mon 2026-12-07 23:59 for 2026-12-09',
    ],
    ['that was left out', of(decide('no_date', 'leave_out')), row(''), 'left_out no_date'],
  ])('%s', (_, given, cell, wanted) => {
    expect(shown(ownTimeOf(given, cell))).toBe(wanted);
  });

  it('every year is on day and month, also without a year or with a short one, and today’s that is over is next year’s', () => {
    const birthdays = of({ everyYear: true, count: 0, atMinute: 9 * 60, side: 'after' }, { window: null });
    const on = (cell: string) => shown(ownTimeOf(birthdays, row(cell)));
    expect(on('14/02/1988')).toBe('Sun 2027-02-14 09:00 until Sun 2027-02-14 23:59 for 2027-02-14');
    expect(on('3/12/61')).toBe('Thu 2026-12-03 09:00 until Thu 2026-12-03 23:59 for 2026-12-03');
    expect(on('2/12')).toBe('Thu 2027-12-02 09:00 until Thu 2027-12-02 23:59 for 2027-12-02');
    expect(on('29/02/2004')).toBe('open leap_day');
    const born = (as: 'day_before' | 'day_after', atMs = nowMs) =>
      shown(
        ownTimeOf(
          { ...birthdays, nowMs: atMs, rule: { ...birthdays.rule, ...decide('leap_day', as) } },
          row('29/02/2004'),
        ),
      );
    expect(born('day_before')).toContain('for 2027-02-28');
    expect(born('day_after')).toContain('for 2027-03-01');
    expect(born('day_after', Date.parse('2027-06-01'))).toContain('for 2028-02-29');
  });

  it('is one that was said where they have no date, within the hours, and once a year is nobody’s', () => {
    const at = (day: string, minute: number): Partial<OwnTimes> => ({
      decisions: [{ cause: 'no_date', as: 'at_one_time', at: { day, minute } }],
    });
    const goes = (more: Partial<OwnTimes>, cell = 'to be agreed') =>
      shown(ownTimeOf(of(more), row(cell, 'BR', 'America/Sao_Paulo')));
    expect(goes(at('2026-12-07', 600))).toBe('Mon 2026-12-07 10:00 until Mon 2026-12-07 23:59 for 2026-12-07');
    expect(goes(at('2026-12-06', 600))).toBe('open outside_day');
    expect(goes(at('2026-12-02', 600))).toBe('open day_past');
    expect(goes(at('2026-12-07', 600), '31/04/2027')).toBe('open impossible');
    expect(goes({ ...at('2026-12-07', 600), everyYear: true })).toBe('open no_date');
    expect(goes({ decisions: [{ cause: 'no_date', as: 'at_one_time' }] })).toBe('open no_date');
  });

  it('is never late, never on a closed day or hour, and never before what was asked for but by a decision', () => {
    const answers = timeCauses.map((cause) => ({ cause, as: answersOf(cause, { everyYear: true })[0] ?? 'leave_out' }));
    const zones = ['GB', 'BR', 'AE', 'JP', 'US', 'ES'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.record({
          count: fc.integer({ min: 0, max: 40 }),
          unit: fc.constantFrom('days' as const, 'hours' as const),
          side: fc.constantFrom('before' as const, 'after' as const),
          atMinute: fc.integer({ min: 0, max: 1439 }),
          everyYear: fc.boolean(),
          untilDate: fc.boolean(),
        }),
        fc.constantFrom(...zones),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
        (inDays, minute, more, country, days) => {
          const date = DateTime.fromMillis(nowMs, { zone: 'UTC' }).plus({ days: inDays });
          const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
          const given = of({ ...more, decisions: answers }, { window: { ...hours, days } });
          const own = ownTimeOf(given, row(`${date.toFormat('d.M.yyyy')} ${time}`, country));
          if (own.kind !== 'moment') return;
          const at = DateTime.fromMillis(own.dueAtMs, { zone: own.zone });
          expect(days).toContain(at.weekday);
          const clock = at.hour * 60 + at.minute;
          expect(clock >= hours.fromMinute && clock < hours.toMinute).toBe(true);
          expect(own.latestAtMs).toBeGreaterThanOrEqual(own.dueAtMs);
          expect(own.latestAtMs).toBeGreaterThanOrEqual(nowMs);
          const dated = DateTime.fromISO(own.occasion, { zone: own.zone }).toMillis();
          if (more.side === 'before' && more.count > 0) expect(own.latestAtMs).toBeLessThan(dated);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of what follows a date is never before it, whatever was decided', () => {
    const after = { side: 'after', count: 1, ...decide('outside_day', 'earlier') } as const;
    // It is on a Saturday: neither that day nor the next has hours.
    const onWeekdays = { window: { ...hours, days: [1, 2, 3, 4, 5] } };
    expect(shown(ownTimeOf(of(after, onWeekdays), row('12.12.2026')))).toBe('open outside_day');
    expect(shown(ownTimeOf(of(after), row('12.12.2026')))).toMatch(/^Sat 2026-12-12 18:00 /);
    const hoursAfter = { side: 'after', unit: 'hours', count: 3, ...decide('outside_hours', 'earlier') } as const;
    expect(shown(ownTimeOf(of(hoursAfter), row('11.12.2026 19:30')))).toBe('open outside_hours');
    expect(shown(ownTimeOf(of(hoursAfter), row('11.12.2026 18:30')))).toMatch(/^Fri 2026-12-11 19:00 /);
  });

  it('may go later than its day, until the date itself, where that was said; nobody is planned late for it', () => {
    const until = of({ untilDate: true });
    expect(shown(ownTimeOf(until, row('09.12.2026 09:30')))).toBe(
      'Mon 2026-12-07 18:00 until Wed 2026-12-09 09:29 for 2026-12-09T09:30',
    );
    expect(shown(ownTimeOf(until, row('09.12.2026')))).toBe(
      'Mon 2026-12-07 18:00 until Tue 2026-12-08 23:59 for 2026-12-09',
    );
    // Its day was the day before yesterday.
    expect(shown(ownTimeOf(until, row('03.12.2026 15:00')))).toBe('open day_past');
    const after = of({ untilDate: true, side: 'after' });
    expect(shown(ownTimeOf(after, row('09.12.2026')))).toBe(
      'Fri 2026-12-11 18:00 until Fri 2026-12-11 23:59 for 2026-12-09',
    );
  });
});
