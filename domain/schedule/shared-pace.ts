import type { Schedule } from '../campaign.ts';

type Gaps = Pick<Schedule, 'gapMinMs' | 'gapMaxMs'>;

/** The average of the gaps that are drawn. */
export function middleGapMs({ gapMinMs, gapMaxMs }: Gaps): number {
  return (gapMinMs + gapMaxMs) / 2;
}

/** A pace that its messages do not keep: their usual distance is more than its largest gap, so that one counts. */
export function atPaceOf<Pace extends Gaps>(pace: Pace, usualGapMs: number): Pace {
  return usualGapMs > pace.gapMaxMs ? { ...pace, gapMinMs: usualGapMs, gapMaxMs: usualGapMs } : pace;
}

/**
 * The approximate distance between messages of each campaign, where several of one account send at the same time. The
 * account has one turn in each smallest gap. A campaign is ready again after as many turns as its own gap takes, and of
 * the ready campaigns the one with the oldest last turn has the next. So a campaign that needs fewer turns than a fair
 * share gets what it needs, and the others share the rest.
 */
export function effectiveGaps(campaigns: readonly Gaps[]): number[] {
  if (campaigns.length === 1) return campaigns.map(middleGapMs);
  const turnMs = Math.min(...campaigns.map(middleGapMs));
  const wanted = campaigns
    .map((gaps, place) => ({ place, share: 1 / turnsApart(gaps, turnMs) }))
    .sort((one, other) => one.share - other.share);
  const result: number[] = [];
  let left = 1;
  wanted.forEach(({ place, share }, before) => {
    const given = Math.min(share, left / (wanted.length - before));
    left -= given;
    result[place] = turnMs / given;
  });
  return result;
}

/** After how many turns of the account a campaign is ready again. One with a longer gap just misses the first turn. */
function turnsApart(gaps: Gaps, turnMs: number): number {
  const turns = middleGapMs(gaps) / turnMs;
  if (turns <= 1) return 1;
  return gaps.gapMinMs === gaps.gapMaxMs ? Math.ceil(turns) : Math.max(2, turns + 0.5);
}
