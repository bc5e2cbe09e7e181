import { type ReactNode, useEffect } from 'react';
import type { FailureCode } from '../../domain/contract.ts';
import type { Tab } from '../../domain/messages/message.ts';
import { isNarrowed } from '../store/outbox-view.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Busy } from '../ui/busy.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { focusSearch } from './focus.ts';
import { useClearNarrowing } from './list-toolbar.tsx';
import { useOutbox } from './use-outbox.ts';

/** Shown in place of a list while it is read, when it cannot be read, and when it is empty. */
export function ListState(props: {
  readonly tab: Tab;
  readonly read: boolean;
  readonly failure: FailureCode | null;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}) {
  const { tab, read, failure, isEmpty, children } = props;
  const text = useText();
  const rereadLists = useStore((store) => store.rereadLists);
  if (failure !== null) {
    return (
      <div className="body">
        <ReadFailure title={text('outbox.cannotRead')} code={failure} onAgain={rereadLists} />
      </div>
    );
  }
  if (!read) {
    return <Busy className="list-reading body row quiet">{text('outbox.reading')}</Busy>;
  }
  return isEmpty ? <Empty tab={tab} /> : children;
}

function Empty({ tab }: { tab: Tab }) {
  const text = useText();
  const view = useStore((store) => store.outbox);
  const clear = useClearNarrowing();
  const { campaign } = useOutbox();
  const narrowed = isNarrowed(view);
  // The row that had the focus was the last that fitted.
  useEffect(() => {
    if (narrowed) focusSearch();
  }, [narrowed]);
  if (narrowed) {
    const { search } = view;
    return (
      <EmptyState
        isOfList
        title={search === '' ? text('outbox.noneLikeThat') : text('outbox.noneFound', { search })}
        action={<Button onPress={clear}>{text('outbox.clearFilters')}</Button>}
      >
        {text(isNarrowed({ ...view, search: '' }) ? 'outbox.noneLikeThatBody' : 'outbox.noneFoundBody')}
      </EmptyState>
    );
  }
  const words = {
    pending: [
      text('outbox.noPending'),
      text((campaign?.nextDay ?? null) === null ? 'outbox.noPendingBody' : 'outbox.noPendingYet'),
    ],
    sent: [text('outbox.noSent'), text('outbox.noSentBody')],
    failed: [text('outbox.noFailed'), text('outbox.noFailedBody')],
  } as const;
  const [title, body] = words[tab];
  return (
    <EmptyState isOfList title={title} action={tab === 'pending' && <ToReport />}>
      {body}
    </EmptyState>
  );
}

/** Once a campaign is over, its report is what comes next. */
function ToReport() {
  const text = useText();
  const { campaign } = useOutbox();
  const open = useStore((store) => store.open);
  if (campaign?.state !== 'finished' && campaign?.state !== 'cancelled') return null;
  const { id } = campaign;
  return <Button onPress={() => open({ screen: 'report', id })}>{text('campaigns.openReport')}</Button>;
}
