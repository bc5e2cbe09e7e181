import type { CampaignSummary, Overview } from '../../domain/contract.ts';
import type { Route } from '../store/route.ts';

/** The steps of the tour through a first campaign, in their order. */
export const tourSteps = [
  'link',
  'newCampaign',
  'recipients',
  'message',
  'when',
  'check',
  'sending',
  'report',
  'export',
] as const;
type TourStep = (typeof tourSteps)[number];

/**
 * Where the tour is, told from what there is and what is open. Nothing of it is kept: whoever goes their own way, or
 * closes the app, finds the tour at the step that helps there.
 */
export function tourStep({ link, campaigns }: Pick<Overview, 'link' | 'campaigns'>, route: Route): TourStep {
  if (route.screen === 'campaign') return route.step;
  const started = campaigns.filter(({ state }) => state !== 'draft');
  if (started.length > 0) return stepAfterStart(started, route);
  return link.phase === 'ready' ? 'newCampaign' : 'link';
}

function stepAfterStart(started: readonly CampaignSummary[], route: Route): TourStep {
  if (route.screen === 'report') return 'export';
  const isUnderWay = started.some(({ state }) => state === 'running' || state === 'paused');
  return isUnderWay ? 'sending' : 'report';
}
