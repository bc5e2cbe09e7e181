import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { typedNumber } from '../../../domain/typed-number.ts';
import { useText } from '../../text.tsx';
import { IconButton, LinkButton } from '../../ui/button.tsx';
import { useKey, withAlt } from '../../ui/hooks/use-key.ts';

type Props = {
  readonly index: number;
  readonly total: number;
  readonly onIndex: (index: number) => void;
};

/** Steps through the people of the preview, or goes to one by number. */
export function PreviewPager({ index, total, onIndex }: Props) {
  const text = useText();
  const go = (next: number) => onIndex(Math.min(Math.max(next, 0), total - 1));
  useKey(withAlt('PageUp'), () => go(index - 1));
  useKey(withAlt('PageDown'), () => go(index + 1));
  return (
    <div className="row middle gap-3">
      <IconButton
        kind="secondary"
        size="small"
        icon={ChevronLeft}
        className="is-directional"
        label={text('campaign.message.personBefore')}
        disabled={index <= 0}
        onPress={() => go(index - 1)}
      />
      <PlaceField index={index} total={total} onIndex={go} />
      <span className="number" aria-live="polite">
        {text('campaign.message.person', { place: index + 1, total })}
      </span>
      <IconButton
        kind="secondary"
        size="small"
        icon={ChevronRight}
        className="is-directional"
        label={text('campaign.message.personAfter')}
        disabled={index >= total - 1}
        onPress={() => go(index + 1)}
      />
    </div>
  );
}

/** The shown person's number. A typed one counts on Enter or on leaving the field: nobody else is shown meanwhile. */
function PlaceField({ index, total, onIndex }: Props) {
  const text = useText();
  const [place, setPlace] = useState(`${index + 1}`);
  useEffect(() => setPlace(`${index + 1}`), [index]);
  const take = () => {
    const wanted = typedNumber(place);
    const shown = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, total) : index + 1;
    setPlace(`${shown}`);
    onIndex(shown - 1);
  };
  return (
    <input
      className="input number place-field"
      inputMode="numeric"
      dir="ltr"
      maxLength={7}
      aria-label={text('campaign.message.goToPerson')}
      value={place}
      onChange={(event) => setPlace(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) take();
      }}
    />
  );
}

/** The people whose message deserves a look, by their position in the list; null where there is none. */
export type Jumps = { readonly longest: number | null; readonly firstBlank: number | null };

export function PreviewJumps({ jumps, onIndex }: { jumps: Jumps; onIndex: (index: number) => void }) {
  const text = useText();
  const { longest, firstBlank } = jumps;
  if (longest === null && firstBlank === null) return null;
  return (
    <p className="preview-jumps flex wrap small">
      {longest !== null && (
        <LinkButton onPress={() => onIndex(longest)}>{text('campaign.message.longestText')}</LinkButton>
      )}
      {firstBlank !== null && (
        <LinkButton onPress={() => onIndex(firstBlank)}>{text('campaign.message.firstBlank')}</LinkButton>
      )}
    </p>
  );
}
