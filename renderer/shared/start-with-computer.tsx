import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Switch } from '../ui/fields/choice.tsx';
import { useSave } from './use-save.ts';

/** Offers to start with the computer, where the system can, so that a morning's messages need no further step. */
export function StartWithComputer() {
  const text = useText();
  const canStart = useOverview(({ canStartWithComputer }) => canStartWithComputer);
  const starts = useOverview(({ settings }) => settings.startsWithComputer);
  const save = useSave();
  if (!canStart) return null;
  return (
    <div>
      <Switch
        label={text('settings.startsWithComputer')}
        checked={starts}
        onChange={(startsWithComputer) => void save({ startsWithComputer })}
      />
      <p className="quiet">{text('settings.startsWithComputerHint')}</p>
    </div>
  );
}
