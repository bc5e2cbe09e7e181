import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { createText } from '../../../domain/text/index.ts';
import { momentsIn, rememberedText } from '../../../electron/reports/report-words.ts';

const zones = ['UTC', 'Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'];

function momentAt(at: number, zone: string) {
  const there = DateTime.fromMillis(at, { zone });
  return { kind: 'moment', wallMs: there.startOf('second').toMillis() + there.offset * 60_000 };
}

it('shows each moment by the clocks of its zone, also around a change of the clocks', () => {
  const moments = new Map(zones.map((zone) => [zone, momentsIn(zone)]));
  const atMs = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...zones), atMs, (zone, at) => {
      expect(moments.get(zone)?.(at)).toEqual(momentAt(at, zone));
    }),
    { numRuns: 500 },
  );
  for (const at of [-1, 0, 1].map((offMs) => Date.UTC(2026, 2, 29, 1) + offMs)) {
    expect(moments.get('Europe/London')?.(at)).toEqual(momentAt(at, 'Europe/London'));
  }
});

it('remembers words that nothing is filled into, and no others', () => {
  const { text } = createText('en');
  const remembered = rememberedText(text);
  for (const _ of [1, 2]) expect(remembered('status.sent')).toBe(text('status.sent'));
  for (const who of ['Ana', 'Bo'])
    expect(remembered('reportFile.byOperator', { who })).toBe(text('reportFile.byOperator', { who }));
});
