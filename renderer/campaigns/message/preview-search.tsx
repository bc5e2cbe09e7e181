import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { CommandOutput } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { FindField } from '../../shared/find-field.tsx';
import { useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';

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

type Match = NonNullable<CommandOutput<'campaign:findPerson'>>;

/** How long typing rests before somebody is looked for. */
const restMs = 150;

/** A search through the people of a campaign's list. What is found is shown at once; null while nothing is asked. */
function usePersonSearch(campaignId: number, listId: number, onIndex: (index: number) => void) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Match | 'nobody' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Results come in the order in which they were asked for, but only the newest question counts.
  const asked = useRef(0);
  // Of another list nothing is known yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason
  useEffect(() => {
    setFound(null);
    return () => clearTimeout(timer.current);
  }, [listId]);

  const find = async (search: string, match: number) => {
    clearTimeout(timer.current);
    asked.current += 1;
    const question = asked.current;
    const result = await call('campaign:findPerson', { id: campaignId, search, match });
    if (question !== asked.current) return;
    const next = result.ok ? result.value : null;
    setFound(next ?? 'nobody');
    if (next !== null) onIndex(next.index);
  };
  const type = (search: string) => {
    setTyped(search);
    clearTimeout(timer.current);
    asked.current += 1;
    if (search.trim() === '') setFound(null);
    else timer.current = setTimeout(() => void find(search, 0), restMs);
  };
  /** To the next match (1) or the one before (-1), past the ends to the other end. */
  const go = (step: 1 | -1) => {
    if (typed.trim() === '') return;
    if (found === null || found === 'nobody') void find(typed, 0);
    else void find(typed, (found.match + step + found.matches) % found.matches);
  };
  return { typed, type, found, go };
}
