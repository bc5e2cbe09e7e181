import type { ReactNode } from 'react';
import type { Cursor, MessageFilter, MessagePage, MessageRow, MessageSort } from '../../domain/contract.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import { call } from '../api.ts';
import { isNarrowed, sortOf } from '../store/outbox-view.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Sign } from '../ui/sign.tsx';
import { useToast } from '../ui/toast.tsx';
import { QueueManyButton } from './queue-many-button.tsx';
import { useOutbox } from './use-outbox.ts';

type GroupProps = {
  /** How many there are, read or not; null while that is not known. */
  readonly total: number | null;
  readonly filter: MessageFilter;
  readonly rows: readonly MessageRow[];
};

/** Messages that may have arrived, and a button to find out. */
export function DoubtGroup(props: GroupProps & { readonly onCheck: (rows: readonly MessageRow[]) => void }) {
  const text = useText();
  const toast = useToast();
  const { view, counts } = useOutbox();
  const { total, filter, rows, onCheck } = props;
  const isUnchecked = ({ settlement }: MessageRow) => settlement === null;
  const ofTotal = (all: number) =>
    rows.length === all ? rows.filter(isUnchecked).length : Math.min(counts.toCheck, all);
  // For a part of the rows no number would be right.
  const toCheck = total === null ? null : ofTotal(total);
  const check = async () => {
    const found = await rowsToCheck(filter, sortOf(view));
    if (found === null) toast('bad', text('outbox.cannotRead'));
    else if (found.length > 0) onCheck(found);
  };
  return (
    <Group
      kind="unconfirmed"
      title={<Count total={total} word={text('outbox.notConfirmedTitle')} />}
      action={
        toCheck !== 0 && (
          <Button kind="primary" onPress={check} data-check>
            {toCheck === null ? text('check.titleThese') : text('check.title', { count: toCheck })}
          </Button>
        )
      }
    >
      {text('outbox.notConfirmedWhy')} {toCheck === 0 && text('outbox.allChecked')}
    </Group>
  );
}

/** Messages that certainly did not leave. People who have the text nevertheless are counted apart. */
export function UnsentGroup({ total, filter, rows, isOpen }: GroupProps & { isOpen: boolean }) {
  const text = useText();
  const { view, counts } = useOutbox();
  // The campaign's sum counts all its messages; for a part of them, the rows read so far are counted.
  const hasText = isNarrowed(view) ? rows.filter(({ reason }) => reason === 'duplicate').length : counts.hasText;
  return (
    <Group
      kind="not-sent"
      title={<Count total={total} word={text('outbox.notSentTitle')} />}
      action={isOpen && (total ?? 0) > hasText && <QueueManyButton target={{ filter, except: [] }} />}
    >
      {text(isOpen ? 'outbox.notSentWhy' : 'outbox.notSentOver')}{' '}
      {hasText > 0 && <strong>{text('outbox.haveText', { count: hasText })}</strong>}
    </Group>
  );
}

function Count({ total, word }: { total: number | null; word: string }) {
  const format = useFormat();
  return (
    <>
      {word} {total !== null && <span className="number">{format.number(total)}</span>}
    </>
  );
}

function Group(props: {
  readonly kind: 'unconfirmed' | 'not-sent';
  readonly title: ReactNode;
  readonly action: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="group-line grid" data-status={props.kind}>
      <Sign kind={props.kind} />
      <div>
        <h2>{props.title}</h2>
        <p className="quiet">{props.children}</p>
      </div>
      {props.action && <div className="group-action">{props.action}</div>}
    </div>
  );
}

/** Every message under the filter that is in doubt and whose chat nobody has looked at; null when main cannot say. */
async function rowsToCheck(filter: MessageFilter, sort: MessageSort): Promise<readonly MessageRow[] | null> {
  const rows: MessageRow[] = [];
  let after: Cursor | null = null;
  do {
    const result: Result<MessagePage, Failure> = await call('message:page', {
      filter: { ...filter, certainty: 'not_confirmed' },
      sort,
      after,
    });
    if (!result.ok) return null;
    rows.push(...result.value.rows.filter(({ settlement }) => settlement === null));
    after = result.value.next;
  } while (after !== null);
  return rows;
}
