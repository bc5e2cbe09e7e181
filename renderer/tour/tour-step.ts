import type { Overview } from '../../domain/contract.ts';
import type { Route } from '../store/route.ts';

/** The steps of the tour through a first campaign, in their order. */
const tourSteps = [
  'link',
  'newCampaign',
  'recipients',
  'message',
  'when',
  'check',
  'sending',
  'paused',
  'report',
  'export',
] as const;
type TourStep = (typeof tourSteps)[number];

/** How the tour counts: sending stays one step, whether it goes on or is paused. */
export const tourPlaces = tourSteps.filter((step) => step !== 'paused');

type Told = Pick<Overview, 'link' | 'campaigns' | 'dispatcher'>;

/**
 * Where the tour is, told from what there is and what is open. Nothing of it is kept: whoever goes their own way, or
 * closes the app, finds the tour at the step that helps there.
 */
export function tourStep({ link, campaigns, dispatcher }: Told, route: Route): TourStep {
  if (route.screen === 'campaign') return route.step;
  if (route.screen === 'report') return 'export';
  const started = campaigns.filter(({ state }) => state !== 'draft');
  const isUnderWay = started.some(({ state }) => state === 'starting' || state === 'running');
  if (isUnderWay) return dispatcher.kind === 'paused' ? 'paused' : 'sending';
  if (started.some(({ state }) => state === 'paused')) return 'paused';
  if (started.length > 0) return 'report';
  return link.phase === 'ready' ? 'newCampaign' : 'link';
}
