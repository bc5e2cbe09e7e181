import { useText } from '../../text.tsx';
import { Switch } from '../../ui/fields/choice.tsx';
import type { Draft } from '../use-draft.ts';

/** Says of a picture that it names the place where it was taken, and lets that go out with it. */
export function KeptPlace({ draft }: { readonly draft: Draft }) {
  const text = useText();
  const { keepsPlace } = draft.detail;
  return (
    <div className="attach-offer">
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
