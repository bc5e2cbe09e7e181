import type { Schedule } from '../campaign.ts';

type Gaps = Pick<Schedule, 'gapMinMs' | 'gapMaxMs'>;

/** What the gaps that are drawn come to on average. */
export function middleGapMs({ gapMinMs, gapMaxMs }: Gaps): number {
  return (gapMinMs + gapMaxMs) / 2;
}

/**
 * About how far apart the messages of each campaign are where several of one account send at the same time. The account has
 * a turn each smallest gap; a campaign is ready again after so many turns as its own gap takes, and of those that are ready
 * the one goes whose last turn is oldest. So whoever wants fewer turns than a fair share gets them, and the others share
 * what is left.
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

/** After how many turns of the account a campaign is ready again: it just misses the first where its gap is longer. */
function turnsApart(gaps: Gaps, turnMs: number): number {
  const turns = middleGapMs(gaps) / turnMs;
  if (turns <= 1) return 1;
  return gaps.gapMinMs === gaps.gapMaxMs ? Math.ceil(turns) : Math.max(2, turns + 0.5);
}
