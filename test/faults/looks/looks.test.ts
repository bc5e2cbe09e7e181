import { describe, expect, it } from 'vitest';
import { inWords, isAsWanted, lookNights, playLookNight } from './looks.ts';

describe('nobody is used up by an outage, and no night stands still on one number', () => {
  it.each(Object.entries(lookNights))('%s', async (_, night) => {
    const end = await playLookNight(night);
    expect(isAsWanted(night, end), inWords(end)).toBe(true);
  });
});
