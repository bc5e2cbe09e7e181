import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type ReplyGroup, type ReplyRow, replyGroup, replyOrders } from '../../domain/contract.ts';
import { OfAccount } from '../shared/accounts/account-now.tsx';
import { useView } from '../store/use-store.ts';
import { useFormat, useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { InlineSelect } from '../ui/fields/select.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { PersonName } from '../ui/names.tsx';
import { Sign } from '../ui/sign.tsx';
import type { ReplyPages } from './use-reply-pages.ts';

const minuteMs = 60_000;

type Props = {
  readonly rows: readonly ReplyRow[];
  readonly openId: number | null;
  /** A press moves the focus into the chat; the arrow keys keep it in the list. */
  readonly onOpen: (messageId: number, takesFocus: boolean) => void;
};

/** Three groups: people who wait, people put off, and the others. */
export function ReplyList(props: Props & { readonly pages: ReplyPages; readonly onCloseAll: () => unknown }) {
  const { rows, pages, openId, onOpen, onCloseAll } = props;
  const text = useText();
  const of = (group: ReplyGroup) => rows.filter((row) => replyGroup(row) === group);
  const [focusedId, setFocusedId] = useState<number | null>(null);
  // Tab reaches one row, and arrow keys move from there, because the list may be long.
  const wanted = focusedId ?? openId;
  const reachedId = rows.some(({ messageId }) => messageId === wanted) ? wanted : (rows[0]?.messageId ?? null);
  // The size of a group that begins on an earlier page, or may go on on the next, is unknown.
  const cutRows = [pages.number > 1 && rows[0], !pages.isLast && rows.at(-1)];
  const latest = useRef(onOpen);
  latest.current = onOpen;
  const open = useCallback((messageId: number, takesFocus: boolean) => latest.current(messageId, takesFocus), []);
  const hasFocus = useRef(false);
  // A person who was decided about moves to another group, where their row is a new element: the focus follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that the rows are others is the reason to look
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body)
      document.getElementById(`reply-${reachedId}`)?.focus();
  }, [rows]);
  const group = { openId, reachedId, cutRows, onOpen: open, onReach: setFocusedId };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go through the buttons in it
    <div
      className="reply-list"
      onKeyDown={(event) => goByKey(event, group)}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={() => {
        hasFocus.current = false;
      }}
    >
      {pages.number > 1 && <Pager pages={pages} isAbove />}
      <Group title={text('replies.groupWaiting')} rows={of('waiting')} onCloseAll={onCloseAll} {...group} />
      <Group title={text('replies.groupLater')} rows={of('later')} {...group} />
      <Group title={text('replies.groupSettled')} rows={of('answered')} {...group} />
      {!pages.isLast && <Pager pages={pages} />}
    </div>
  );
}

type GroupProps = Props & {
  /** The row that Tab reaches. */
  readonly reachedId: number | null;
  readonly onReach: (messageId: number) => void;
  /** The first and the last row, if there are others before and behind. */
  readonly cutRows: readonly (ReplyRow | false | undefined)[];
};

/** Arrow keys, Home and End go through all groups as one list and to its other pages; an open chat follows. */
function goByKey(event: KeyboardEvent<HTMLElement>, { openId, onOpen }: Pick<GroupProps, 'openId' | 'onOpen'>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.reply-open, .reply-page > button')];
  const at = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
  const to = targets[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  const button = buttons[to];
  button?.focus();
  if (openId !== null && button?.dataset.message !== undefined) onOpen(Number(button.dataset.message), false);
}

function Pager({ pages, isAbove = false }: { pages: ReplyPages; isAbove?: boolean }) {
  const text = useText();
  return (
    <p className="reply-page row in-gutter small quiet">
      {isAbove && <Button onPress={() => pages.turn(-1)}>{text('replies.previousPage')}</Button>}
      {text('replies.page', { page: pages.number })}
      {!isAbove && <Button onPress={() => pages.turn(1)}>{text('replies.nextPage')}</Button>}
    </p>
  );
}

function Group(props: GroupProps & { title: string; onCloseAll?: () => unknown }) {
  const { title, onCloseAll, rows, cutRows, openId, reachedId, onOpen, onReach } = props;
  const { text, format } = useWords();
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className="reply-group">
        <h2 className="small">
          {title}{' '}
          {!rows.some((row) => cutRows.includes(row)) && (
            <span className="number faint">{format.number(rows.length)}</span>
          )}
        </h2>
        {onCloseAll && rows.length > 1 && (
          <>
            <Order />
            {openId === null && (
              <Button kind="quiet" size="small" onPress={onCloseAll}>
                {text('replies.closeAll')}
              </Button>
            )}
          </>
        )}
      </div>
      <ul>
        {rows.map((row) => (
          <Row
            key={row.messageId}
            row={row}
            isOpen={row.messageId === openId}
            isReached={row.messageId === reachedId}
            onOpen={onOpen}
            onReach={onReach}
          />
        ))}
      </ul>
    </section>
  );
}

function Order() {
  const text = useText();
  const [{ order }, narrow] = useView('replies');
  return (
    <InlineSelect
      label={text('replies.orderLabel')}
      showLabel={false}
      value={order}
      options={replyOrders.map((value) => ({ value, label: text(`replies.order.${value}`) }))}
      onChange={(chosen) => narrow({ order: chosen })}
    />
  );
}

type RowProps = Pick<GroupProps, 'onOpen' | 'onReach'> & {
  readonly row: ReplyRow;
  readonly isOpen: boolean;
  readonly isReached: boolean;
};

/** The list is rendered with each reply and each key; memoised, only changed rows of hundreds are. */
const Row = memo(function Row({ row, isOpen, isReached, onOpen, onReach }: RowProps) {
  const format = useFormat();
  // A very recent message is shown with its seconds, which pass.
  const isFresh = row.waitsSinceMs !== null && Date.now() - row.waitsSinceMs < minuteMs;
  const nowMs = useNow(isFresh ? 1_000 : minuteMs / 2);
  return (
    <li>
      <button
        type="button"
        id={`reply-${row.messageId}`}
        data-message={row.messageId}
        className="reply-open gap-0-2 relative grid lined"
        aria-current={isOpen ? 'true' : undefined}
        data-settled={row.waitsSinceMs === null ? '' : undefined}
        tabIndex={isReached ? 0 : -1}
        onFocus={() => onReach(row.messageId)}
        onClick={() => onOpen(row.messageId, true)}
      >
        <span className="reply-name strong clip">
          {row.name === '' ? <bdi dir="ltr">{format.phone(row.phone)}</bdi> : <PersonName name={row.name} />}
        </span>
        <span className="small quiet end figures">
          <State row={row} nowMs={nowMs} />
        </span>
        <LastWords row={row} />
        <span className="reply-campaign small quiet clip">
          <bdi>{row.campaignName}</bdi>
          <OfAccount phone={row.account} />
        </span>
      </button>
    </li>
  );
}, isDrawnAlike);

/** Compares by value, because main's answers are new objects even if nothing changed. */
function isDrawnAlike({ row: before, ...one }: RowProps, { row: now, ...other }: RowProps): boolean {
  const isSame = one.isOpen === other.isOpen && one.isReached === other.isReached;
  return isSame && JSON.stringify(before) === JSON.stringify(now);
}

/** The person's words while they wait; else our answer, and whether it may not have left. */
function LastWords({ row: { text: words, answer, waitsSinceMs } }: { row: ReplyRow }) {
  const text = useText();
  const isDoubt = answer?.state === 'not_confirmed';
  const isOurs = answer !== null && answer.state !== 'not_sent' && (waitsSinceMs === null || isDoubt);
  return (
    <span className="reply-said row gap-6px">
      {isDoubt && (
        <>
          <Sign kind="unconfirmed" />
          <span className="visually-hidden">{text('status.notConfirmed')}</span>
        </>
      )}
      <bdi className="clip" dir="auto">
        {isOurs ? text('replies.you', { words: answer.text }) : words}
      </bdi>
    </span>
  );
}

function State({ row, nowMs }: { row: ReplyRow; nowMs: number }) {
  const { text, format } = useWords();
  if (row.isStopped) return text('replies.stopped');
  if (row.remindAtMs !== null) return format.moment(row.remindAtMs, nowMs);
  if (row.waitsSinceMs !== null)
    return text('replies.waits', { duration: format.duration(wholeSeconds(nowMs - row.waitsSinceMs)) });
  if (row.settled === 'done') return text('replies.done');
  return text('replies.answeredAt', { moment: format.moment(row.settledAtMs ?? row.lastAtMs, nowMs) });
}

/** Nobody waits for a part of a second, or since before they wrote. */
function wholeSeconds(durationMs: number): number {
  return Math.max(1, Math.ceil(durationMs / 1_000)) * 1_000;
}
