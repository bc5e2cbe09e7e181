import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../../domain/limits.ts';
import { heldAfterMs, leftOutAfterMs, recentAfterMs } from '../../../../domain/people/contact-memory.ts';

const dayMs = 86_400_000;
/** Within some days of each other: over centuries no contact would be recent. */
const moment = fc.integer({ min: 0, max: 3 * dayMs }).map((atMs) => Date.UTC(2026, 2, 3) + atMs);
const days = fc.option(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: limits.quietDaysMax })), {
  nil: null,
  freq: 2,
});
const answer = fc.constantFrom('leave_out' as const, 'send' as const, null);

describe('who heard from us lately', () => {
  it('is everybody of the last day, or of the days of the rule', () => {
    fc.assert(
      fc.property(days, moment, (quietDays, nowMs) => {
        expect(nowMs - recentAfterMs({ quietDays }, nowMs)).toBe((quietDays ?? 1) * dayMs);
      }),
    );
  });

  it('is left out unless the operator answered after the contact, and always by a rule', () => {
    fc.assert(
      fc.property(days, answer, moment, moment, moment, (quietDays, given, answeredAtMs, contactMs, nowMs) => {
        const recent = contactMs > recentAfterMs({ quietDays }, nowMs);
        const isLeftOut =
          contactMs > leftOutAfterMs({ quietDays, answer: given, answeredAtMs: given && answeredAtMs }, nowMs);
        const wasAnswered = given === 'send' && quietDays === null && contactMs <= Math.min(answeredAtMs, nowMs);
        expect(isLeftOut).toBe(recent && !wasAnswered);
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds a message of a started campaign up only where the contact came after what was decided', () => {
    const allowed = fc.option(moment, { nil: null });
    fc.assert(
      fc.property(days, moment, allowed, moment, moment, (quietDays, startedAtMs, allowedAtMs, contactMs, nowMs) => {
        const isHeld = contactMs > heldAfterMs({ quietDays, startedAtMs, allowedAtMs }, nowMs);
        const decidedMs = Math.min(nowMs, Math.max(startedAtMs, allowedAtMs ?? 0));
        // No decision outranks the rule.
        const isDecided = quietDays === null && contactMs <= decidedMs;
        expect(isHeld).toBe(contactMs > recentAfterMs({ quietDays }, nowMs) && !isDecided);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not forgotten when the clock is put back', () => {
    const nowMs = 1_000_000_000_000;
    const draft = { quietDays: null, answer: 'send' as const, answeredAtMs: nowMs + dayMs };
    expect(leftOutAfterMs(draft, nowMs)).toBe(nowMs);
    expect(heldAfterMs({ quietDays: null, startedAtMs: nowMs + dayMs, allowedAtMs: null }, nowMs)).toBe(nowMs);
  });
});
