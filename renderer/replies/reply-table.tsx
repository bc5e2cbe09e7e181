import { type KeyboardEvent, useState } from 'react';
import type { ReplyRow } from '../../domain/contract.ts';
import { useFormat, useText } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { PersonName } from '../ui/names.tsx';

type Props = {
  readonly rows: readonly ReplyRow[];
  readonly openId: number | null;
  readonly onOpen: (messageId: number) => void;
};

/** Two groups: who waits, the longest wait on top, and the others. */
export function ReplyTable({ rows, openId, onOpen }: Props) {
  const text = useText();
  const waiting = rows.filter(({ waitsSinceMs }) => waitsSinceMs !== null);
  const settled = rows.filter(({ waitsSinceMs }) => waitsSinceMs === null);
  const [focusedId, setFocusedId] = useState<number | null>(null);
  // Tab reaches one row, and the arrow keys go from there: the list may be long.
  const wanted = focusedId ?? openId;
  const reachedId = rows.some(({ messageId }) => messageId === wanted) ? wanted : (rows[0]?.messageId ?? null);
  const group = { openId, reachedId, onOpen, onReach: setFocusedId };
  return (
    <table
      className="table reply-table"
      aria-label={text('replies.title')}
      onKeyDown={(event) => goByKey(event, group)}
    >
      <thead>
        <tr>
          <th className="col-name">{text('replies.name')}</th>
          <th>{text('replies.said')}</th>
          <th className="col-reply-campaign">{text('replies.campaign')}</th>
          <th className="col-reply-when">{text('replies.when')}</th>
        </tr>
      </thead>
      <Group title={text('replies.groupWaiting')} hint={text('replies.longestFirst')} rows={waiting} {...group} />
      <Group title={text('replies.groupSettled')} hint={text('replies.whereAnswered')} rows={settled} {...group} />
    </table>
  );
}

type GroupProps = Props & {
  /** The row that Tab reaches. */
  readonly reachedId: number | null;
  readonly onReach: (messageId: number) => void;
};

/** The arrow keys, Home and End go through both groups as through one list; a panel that is open goes along. */
function goByKey(
  event: KeyboardEvent<HTMLTableElement>,
  { openId, onOpen }: Pick<GroupProps, 'openId' | 'onOpen'>,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.reply-open')];
  const at = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
  const to = targets[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  const button = buttons[to];
  button?.focus();
  if (openId !== null && button?.dataset.message !== undefined) onOpen(Number(button.dataset.message));
}

function Group({ title, hint, rows, ...list }: GroupProps & { readonly title: string; readonly hint: string }) {
  const format = useFormat();
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr className="reply-group">
        <th colSpan={3} scope="rowgroup">
          <b>{title}</b> <span className="number faint">{format.number(rows.length)}</span>{' '}
          <span className="faint small">{hint}</span>
        </th>
        {/* Leaves with its column in a narrow list: a wider cell would keep the place of it. */}
        <td className="col-reply-campaign" />
      </tr>
      {rows.map((row) => (
        <Row key={row.messageId} row={row} {...list} />
      ))}
    </tbody>
  );
}

function Row({ row, openId, reachedId, onOpen, onReach }: Omit<GroupProps, 'rows'> & { readonly row: ReplyRow }) {
  const format = useFormat();
  const nowMs = useNow(30_000);
  const open = () => onOpen(row.messageId);
  return (
    // The name is the button; a click anywhere in the row does the same.
    <tr
      aria-current={row.messageId === openId ? 'true' : undefined}
      data-settled={row.waitsSinceMs === null ? '' : undefined}
      onClick={open}
    >
      <td className="name">
        <button
          type="button"
          id={`reply-${row.messageId}`}
          data-message={row.messageId}
          className="reply-open"
          tabIndex={row.messageId === reachedId ? 0 : -1}
          onFocus={() => onReach(row.messageId)}
          onClick={open}
        >
          {row.name === '' ? <bdi dir="ltr">{format.phone(row.phone)}</bdi> : <PersonName name={row.name} />}
        </button>
      </td>
      <td className="reply-said">
        <bdi dir="auto">{row.text}</bdi>
      </td>
      <td className="quiet col-reply-campaign">
        <bdi className="clip">{row.campaignName}</bdi>
      </td>
      <td className="number col-reply-when">
        {format.moment(row.waitsSinceMs ?? row.lastAtMs, nowMs)}
        <small>
          <State row={row} nowMs={nowMs} />
        </small>
      </td>
    </tr>
  );
}

function State({ row, nowMs }: { readonly row: ReplyRow; readonly nowMs: number }) {
  const text = useText();
  const format = useFormat();
  if (row.isStopped) return text('replies.stopped');
  if (row.waitsSinceMs !== null)
    return text('replies.waits', { duration: format.duration(wholeSeconds(nowMs - row.waitsSinceMs)) });
  if (row.settled === 'done') return text('replies.done');
  return text('replies.answeredAt', { moment: format.moment(row.settledAtMs ?? row.lastAtMs, nowMs) });
}

/** Nobody waits for a part of a second, nor before they wrote. */
function wholeSeconds(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / 1_000)) * 1_000;
}
