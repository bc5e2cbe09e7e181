import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';

/** How often the word is repeated across a report: enough for twenty sheets of paper. */
const times = 160;

/** Says across the whole report, on paper too, that nothing of it was real. Nothing outside practice mode. */
export function PracticeMark() {
  const text = useText();
  const isPractice = useOverview((overview) => overview.practice !== null);
  if (!isPractice) return null;
  const places = Array.from({ length: times }, (_, index) => `${index}`);
  return (
    <div className="practice-ground grid center" aria-hidden="true">
      {places.map((place) => (
        <span key={place} data-word={text('report.practice')} />
      ))}
    </div>
  );
}

export function PracticeBadge() {
  const text = useText();
  const isPractice = useOverview((overview) => overview.practice !== null);
  if (!isPractice) return null;
  return (
    <span className="badge rigid medium" data-status="practice">
      {text('report.practice')}
    </span>
  );
}
