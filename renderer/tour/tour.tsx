import { X } from 'lucide-react';
import type { Overview } from '../../domain/contract.ts';
import { useSave } from '../shared/use-save.ts';
import type { Route } from '../store/route.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { IconButton } from '../ui/button.tsx';

/** Says in practice mode what to do next, as long as the operator wants it. */
export function Tour() {
  const text = useText();
  const isShown = useOverview(({ practice, settings }) => practice !== null && settings.showTour);
  const link = useOverview((overview) => overview.link);
  const campaigns = useOverview((overview) => overview.campaigns);
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const route = useStore((store) => store.route);
  const save = useSave();
  if (!isShown) return null;
  const step = tourStep({ link, campaigns, dispatcher }, route);
  return (
    <aside className="tour grid rigid lined" aria-label={text('tour.label')}>
      <span className="number small quiet">
        {text('tour.place', {
          step: tourPlaces.indexOf(step === 'paused' ? 'sending' : step) + 1,
          steps: tourPlaces.length,
        })}
      </span>
      <p aria-live="polite">
        <strong>{text(`tour.${step}.title`)}</strong> <span className="tour-body">{text(`tour.${step}.body`)}</span>
      </p>
      <IconButton icon={X} label={text('tour.end')} onPress={() => void save({ showTour: false })} />
    </aside>
  );
}

/** The steps of the tour through a first campaign, in order. */
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

/** The numbered steps of the tour: sending and paused count as one. */
const tourPlaces = tourSteps.filter((step) => step !== 'paused');

type Told = Pick<Overview, 'link' | 'campaigns' | 'dispatcher'>;

/** The tour's present step, derived from what exists and is open. Nothing is stored, so every way leads to its step. */
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
