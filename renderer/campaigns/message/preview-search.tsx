import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { FindField } from '../../shared/find-field.tsx';
import { useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { usePersonSearch } from './use-person-search.ts';

type Props = {
  readonly campaignId: number;
  readonly listId: number;
  /** Shows the person at this place of the list. */
  readonly onIndex: (index: number) => void;
  /** Stands below while nothing is asked. */
  readonly children?: ReactNode;
};

/** Goes to people by name or number: to the first as it is typed, to the others by Enter or a press. */
export function PreviewSearch({ campaignId, listId, onIndex, children }: Props) {
  const text = useText();
  const { typed, type, found, go } = usePersonSearch(campaignId, listId, onIndex);
  const match = found === 'nobody' ? null : found;
  return (
    // biome-ignore lint/a11y/useSemanticElements: React knows no search element yet
    <div
      className="preview-search row wrap gap-1"
      role="search"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement))
          return;
        event.preventDefault();
        go(event.shiftKey ? -1 : 1);
      }}
    >
      <FindField label={text('campaign.message.findPerson')} value={typed} onChange={type} />
      {found === null && children}
      <p className="preview-found small faint number" role="status">
        {found === 'nobody' && text('campaign.message.noMatch')}
        {match !== null && text('campaign.message.match', { place: match.match + 1, total: match.matches })}
      </p>
      {match !== null && match.matches > 1 && (
        <>
          <IconButton
            size="small"
            icon={ChevronUp}
            label={text('campaign.message.matchBefore')}
            onPress={() => go(-1)}
          />
          <IconButton
            size="small"
            icon={ChevronDown}
            label={text('campaign.message.matchAfter')}
            onPress={() => go(1)}
          />
        </>
      )}
    </div>
  );
}
