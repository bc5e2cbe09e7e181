import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { FailureCode, MessageDetail, MessageRow } from '../../domain/contract.ts';
import { OfAccount } from '../shared/accounts/account-now.tsx';
import { useOccasionWords } from '../shared/schedule-words.ts';
import { rowsOf } from '../store/message-list.ts';
import type { Store } from '../store/store.ts';
import { useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Busy } from '../ui/busy.tsx';
import { IconButton } from '../ui/button.tsx';
import { FormattedText } from '../ui/formatted-text.tsx';
import { useKey, withAlt } from '../ui/hooks/use-key.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { Panel, PanelPart } from '../ui/panel.tsx';
import { Sign } from '../ui/sign.tsx';
import { Badge, messageStatus, useStatusWord } from '../ui/status.tsx';
import { Settle } from './check/settle.tsx';
import { focusRow } from './focus.ts';
import { Attempts, History } from './history.tsx';
import { MessageActions } from './message-actions.tsx';
import { useRowWaits } from './row-waits.ts';
import { useMessageDetail } from './use-message-detail.ts';

/** One message: what can be done about it, its history, and its text. */
export function MessagePanel({ id }: { id: number }) {
  const text = useText();
  const openMessage = useStore((store) => store.openMessage);
  const { detail, failure, put } = useMessageDetail(id);
  const word = useStatusWord();
  const close = () => {
    openMessage(null);
    requestAnimationFrame(() => focusRow(id));
  };
  useKey((event) => event.key === 'Escape', close);
  const kind = detail && messageStatus(detail);
  const waitOf = useRowWaits();
  // As in its row: what it waits for apart from its turn.
  const waits = (detail?.status === 'pending' && waitOf(detail)?.words) || null;
  return (
    <Panel
      label={detail ? text('message.panel', { name: detail.name || detail.phone }) : text('message.reading')}
      title={detail ? <PersonName name={detail.name} /> : text('outbox.title')}
      subtitle={detail && <Phone phone={detail.phone} />}
      badge={kind && (waits === null ? <Badge kind={kind}>{word(kind)}</Badge> : <Badge kind="held">{waits}</Badge>)}
      actions={<Neighbours id={id} />}
      contentKey={id}
      onClose={close}
    >
      {detail ? <Content message={detail} onSettled={put} /> : <Reading failure={failure} />}
    </Panel>
  );
}

/** Buttons to the messages above and below, so that many can be read without returning to the list. */
function Neighbours({ id }: { id: number }) {
  const text = useText();
  const openMessage = useStore((store) => store.openMessage);
  const { before, after } = useNeighbours(id);
  const go = (to: number | null) => to !== null && openMessage(to);
  useKey(withAlt('ArrowUp'), () => go(before));
  useKey(withAlt('ArrowDown'), () => go(after));
  return (
    <>
      <IconButton
        icon={ChevronUp}
        label={text('message.before')}
        shortcut="Alt ↑"
        aria-disabled={before === null}
        onPress={() => go(before)}
      />
      <IconButton
        icon={ChevronDown}
        label={text('message.after')}
        shortcut="Alt ↓"
        aria-disabled={after === null}
        onPress={() => go(after)}
      />
    </>
  );
}

function Reading({ failure }: { failure: FailureCode | null }) {
  const text = useText();
  return (
    <PanelPart>
      {failure === null ? (
        <Busy className="list-reading row quiet">{text('message.reading')}</Busy>
      ) : (
        <Banner kind="alarm" boxed title={text('message.cannotRead')}>
          {text(`failure.${failure}`)}
        </Banner>
      )}
    </PanelPart>
  );
}

function Content({ message, onSettled }: { message: MessageDetail; onSettled: (message: MessageDetail) => void }) {
  const text = useText();
  return (
    <>
      {message.contradiction !== null && (
        <Banner kind="alarm" title={text('message.contradiction')}>
          {message.contradiction}
        </Banner>
      )}
      {message.copiesSeen !== null && message.copiesSeen > 1 && (
        <Banner kind="alarm" title={text('message.moreCopies', { count: message.copiesSeen })}>
          {text('message.moreCopiesWhy')}
        </Banner>
      )}
      {messageStatus(message) === 'unconfirmed' && <Settle message={message} onSettled={onSettled} />}
      <MessageActions message={message} />
      {/* What was seen when the campaign's chats were read. A second copy has an alarm above. */}
      {(message.copiesSeen === 0 || message.copiesSeen === 1) && (
        <PanelPart title={text('message.copies')}>
          <p>{text(`message.copies_${message.copiesSeen}`)}</p>
        </PanelPart>
      )}
      <PanelPart title={text('message.history')}>
        <History message={message} />
      </PanelPart>
      <MessageText message={message} />
      <Replies message={message} />
      {message.attempts.length > 0 && (
        <PanelPart title={text('message.attempts')}>
          <Attempts message={message} />
        </PanelPart>
      )}
      <Columns message={message} />
    </>
  );
}

function MessageText({ message }: { message: MessageDetail }) {
  const { text, format } = useWords();
  const kind = messageStatus(message);
  return (
    <PanelPart title={text('message.text')}>
      <div className="bubble">
        {message.attachment && (
          <p className="small quiet">
            {text('message.attachment', {
              name: message.attachment.fileName,
              size: format.bytes(message.attachment.bytes),
            })}
          </p>
        )}
        <FormattedText text={message.text} />
        {message.status === 'sent' && (
          <p className="bubble-footer row gap-1 caption faint figures">
            {format.time(message.changedAtMs)}
            <Sign kind={kind} />
          </p>
        )}
      </div>
    </PanelPart>
  );
}

/** What the person wrote back. It is answered under Replies or on the phone. */
function Replies({ message }: { message: MessageDetail }) {
  const { text, format } = useWords();
  if (message.replies.length === 0) return null;
  return (
    <PanelPart title={text('message.replies')}>
      {/* Of a person who wrote very often only the newest replies are kept. */}
      {message.replyCount > message.replies.length && (
        <p className="quiet">{text('message.earlierReplies', { all: message.replyCount })}</p>
      )}
      <ul className="grid gap-3">
        {message.replies.map((reply, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: replies only ever grow at the end
          <li key={place} className="reply" dir="auto">
            {reply.text}
            <span className="block faint small number">{format.dateTime(reply.atMs)}</span>
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}

function Columns({ message }: { message: MessageDetail }) {
  const { text, format } = useWords();
  const occasionOf = useOccasionWords();
  const filled = message.columns.filter(({ value }) => value !== '');
  return (
    <PanelPart title={text('message.details', { number: format.number(message.rowNumber) })}>
      <dl className="sum">
        <div className="sum-row flex between gap-4">
          <dt className="quiet">{text('message.campaign')}</dt>
          <dd>
            <bdi>{message.campaignName}</bdi>
            <OfAccount phone={message.account} />
          </dd>
        </div>
        {message.occasion !== '' && (
          <div className="sum-row flex between gap-4">
            <dt className="quiet">{text('outbox.occasion')}</dt>
            <dd>{occasionOf(message)}</dd>
          </div>
        )}
        {filled.map(({ header, value }) => (
          <div key={header} className="sum-row flex between gap-4">
            <dt className="quiet">
              <bdi>{header}</bdi>
            </dt>
            <dd className="clip">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </PanelPart>
  );
}

type Near = { readonly before: number | null; readonly after: number | null };

/** The messages around the open one in its list. Once it leaves the tab, its position is remembered. */
function useNeighbours(id: number): Near {
  const lists = useStore((store) => store.lists);
  const last = useRef<{ readonly key: string; readonly index: number } | null>(null);
  const place = placeOf(lists, id);
  useEffect(() => {
    if (place !== null) last.current = { key: place.key, index: place.index };
  });
  if (place !== null) return { before: idAt(place.rows, place.index - 1), after: idAt(place.rows, place.index + 1) };
  const known = last.current;
  const list = known === null ? undefined : lists[known.key];
  if (known === null || list === undefined) return { before: null, after: null };
  const rows = rowsOf(list);
  return { before: idAt(rows, known.index - 1), after: idAt(rows, known.index) };
}

function placeOf(lists: Store['lists'], id: number) {
  for (const [key, list] of Object.entries(lists)) {
    const rows = rowsOf(list);
    const index = rows.findIndex((row) => row.id === id);
    if (index !== -1) return { key, index, rows };
  }
  return null;
}

function idAt(rows: readonly MessageRow[], index: number): number | null {
  return rows[index]?.id ?? null;
}
