import { X } from 'lucide-react';
import { useSave } from '../shared/use-save.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { IconButton } from '../ui/button.tsx';
import { tourPlaces, tourStep } from './tour-step.ts';

/** Says in practice mode what to do next, for as long as the operator wants to be told. */
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
      <span className="tour-place number">
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
