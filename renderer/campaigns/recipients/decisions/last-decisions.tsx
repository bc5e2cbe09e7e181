import { Info } from 'lucide-react';
import type { ListReport } from '../../../../domain/contract.ts';
import type { Decision } from '../../../../domain/lists/list-choices.ts';
import { leaveOut } from '../../../../domain/lists/row-cause.ts';
import { useText } from '../../../text.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { ChangeList } from '../use-list-change.ts';

/** Offers what was decided about the last list with these columns: offered, never applied unseen. */
export function LastDecisions({
  list,
  last,
  change,
}: {
  list: ListReport;
  last: readonly Decision[];
  change: ChangeList;
}) {
  const text = useText();
  const { groups } = list.facts;
  const useful = last.filter(({ cause, as }) =>
    groups.some((group) => group.cause === cause && (as === leaveOut || group.readings.some((one) => one.as === as))),
  );
  if (useful.length === 0) return null;
  return (
    <p className="source-note marked gap-2 small quiet above-2">
      <Icon of={Info} />
      <span>
        {text('decide.lastTime', { count: useful.length })}{' '}
        <LinkButton onPress={() => void change({ kind: 'decide', decisions: [...useful] })}>
          {text('decide.lastTimeUse')}
        </LinkButton>
      </span>
    </p>
  );
}
