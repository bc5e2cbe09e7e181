import { useText } from '../../text.tsx';
import { Switch } from '../../ui/fields/choice.tsx';
import type { Draft } from '../use-draft.ts';

/** Says of a file that it names the place where it was taken. Of a picture that is taken out unless it is kept. */
export function KeptPlace({ draft, isPicture }: { draft: Draft; isPicture: boolean }) {
  const text = useText();
  if (!isPicture)
    return (
      <p className="small" role="status">
        {text('campaign.message.placeCannotBeTakenOut')}
      </p>
    );
  const { keepsPlace } = draft.detail;
  return (
    <div className="attach-offer row wrap">
      <p className="small" role="status">
        {text(keepsPlace ? 'campaign.message.placeGoesOut' : 'campaign.message.placeStays')}
      </p>
      <Switch
        label={text('campaign.message.keepPlace')}
        checked={keepsPlace}
        onChange={(wanted) => draft.change({ keepsPlace: wanted })}
      />
    </div>
  );
}
