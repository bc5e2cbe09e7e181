import type { ReactNode } from 'react';
import type { FailureCode } from '../../domain/contract.ts';
import type { Tab } from '../../domain/message.ts';
import { useStore } from '../store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { Spinner } from '../ui/sign.tsx';

/** What stands in a list's place while it is read, when it cannot be read, and when it is empty. */
export function ListState({
  tab,
  read,
  failure,
  isEmpty,
  children,
}: {
  readonly tab: Tab;
  readonly read: boolean;
  readonly failure: FailureCode | null;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}) {
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
    return (
      <p className="list-reading body" role="status">
        <Spinner />
        {text('outbox.reading')}
      </p>
    );
  }
  return isEmpty ? <Empty tab={tab} /> : children;
}

function Empty({ tab }: { readonly tab: Tab }) {
  const text = useText();
  const search = useStore((store) => store.outbox.search);
  const showOutbox = useStore((store) => store.showOutbox);
  if (search !== '') {
    return (
      <div className="list-empty">
        <EmptyState
          title={text('outbox.noneFound', { search })}
          action={<Button onPress={() => showOutbox({ search: '' })}>{text('outbox.clearSearch')}</Button>}
        >
          {text('outbox.noneFoundBody')}
        </EmptyState>
      </div>
    );
  }
  const words = {
    pending: [text('outbox.noPending'), text('outbox.noPendingBody')],
    sent: [text('outbox.noSent'), text('outbox.noSentBody')],
    failed: [text('outbox.noFailed'), text('outbox.noFailedBody')],
  } as const;
  const [title, body] = words[tab];
  return (
    <div className="list-empty">
      <EmptyState title={title}>{body}</EmptyState>
    </div>
  );
}
