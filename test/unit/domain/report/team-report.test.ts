import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accountColumn, dayColumn, memberColumn } from '../../../../domain/report/report-views.ts';
import {
  partOf,
  type TeamOutcome,
  type TeamOutcomes,
  teamSplit,
  teamStatuses,
  teamTotals,
} from '../../../../domain/report/team-report.ts';

const line: fc.Arbitrary<TeamOutcome> = fc.record({
  member: fc.integer({ min: 1, max: 20 }),
  account: fc.constantFrom('+447700900118', '+447700900219', '+447700900320'),
  day: fc.constantFrom('2026-03-13', '2026-03-14', '2026-03-15'),
  status: fc.constantFrom(...Object.values(teamStatuses)),
  reply: fc.constantFrom(0, 1, 2, 3),
  people: fc.integer({ min: 1, max: 1_000 }),
});
const outcomes: fc.Arbitrary<TeamOutcomes> = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.array(fc.nat(500), { minLength: 4, maxLength: 4 }), fc.boolean())
  .map(([lines, [nobodys = 0, taken = 0, notSent = 0, notConfirmed = 0], isCancelled]) => {
    const inLines = lines.reduce((sum, { people: its }) => sum + its, 0);
    const people = inLines + nobodys + taken + notSent + notConfirmed;
    return { lines, people, nobodys, isCancelled, untold: { notSent, notConfirmed } };
  });
const columns = [memberColumn, accountColumn, dayColumn];
const counts = ['people', 'sent', 'notConfirmed', 'notSent', 'replied'] as const;

const holds = (rule: (all: TeamOutcomes) => void) => fc.assert(fc.property(outcomes, rule));

it('adds up a team’s report: what became of people is all of them, in all and in each part', () =>
  holds((all) => {
    const lines = columns.flatMap((index) => teamSplit(all, index).lines.map(({ value }) => ({ index, value })));
    for (const part of [null, ...lines]) {
      const { imported, skipped, sent, notConfirmed, notSent, cancelled, open } = teamTotals(partOf(all, part));
      expect(sent + notConfirmed + notSent + cancelled + open + skipped).toBe(imported);
      expect(open).toBeGreaterThanOrEqual(0);
    }
  }));

it('lets the lines by computer, account and day add up to the totals', () =>
  holds((all) => {
    const totals = teamTotals(all);
    for (const index of columns) {
      const { lines, others } = teamSplit(all, index);
      const [people, sent, notConfirmed, notSent] = counts.map(
        (count) => lines.reduce((sum, one) => sum + one[count], 0) + (others?.[count] ?? 0),
      );
      expect([people, sent, notConfirmed, notSent]).toEqual([
        totals.imported,
        totals.sent,
        totals.notConfirmed,
        totals.notSent,
      ]);
      // Each line says the same as the report of that part.
      for (const { value, people: its, sent: sentOf } of lines) {
        const part = teamTotals(partOf(all, { index, value }));
        expect([part.imported, part.sent]).toEqual([its, sentOf]);
      }
    }
  }));

it('calls not in the chat whom somebody looked for in vain, and nobody of whom a computer that left told nothing', () =>
  holds((all) => {
    const inVain = all.lines.filter(({ status }) => status === teamStatuses.notInChat);
    const { notConfirmed, toCheck } = teamTotals(all);
    expect(notConfirmed - toCheck).toBe(inVain.reduce((sum, { people }) => sum + people, 0));
  }));
