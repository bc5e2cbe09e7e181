import { useEffect, useState } from 'react';
import type { FailureCode, MessageDetail } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { FormattedText } from '../campaign/message/formatted-text.tsx';
import { useKey } from '../shell/shortcuts.ts';
import { useStore } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { Panel, PanelPart } from '../ui/panel.tsx';
import { Sign, Spinner } from '../ui/sign.tsx';
import { Badge, messageStatus, useStatusWord } from '../ui/status.tsx';
import { Attempts, History } from './history.tsx';
import { MessageActions } from './message-actions.tsx';
import { Settle } from './settle.tsx';

/** One message: what can be done about it, what happened to it, and its words. */
export function MessagePanel({ id }: { readonly id: number }) {
  const text = useText();
  const openMessage = useStore((store) => store.openMessage);
  const { detail, failure, put } = useMessageDetail(id);
  const word = useStatusWord();
  const close = () => openMessage(null);
  useKey((event) => event.key === 'Escape', close);
  if (detail === null) {
    return (
      <Panel label={text('message.reading')} title={text('outbox.title')} onClose={close}>
        <PanelPart>
          {failure === null ? (
            <p className="list-reading" role="status">
              <Spinner />
              {text('message.reading')}
            </p>
          ) : (
            <Banner kind="alarm" boxed title={text('message.cannotRead')}>
              {text(`failure.${failure}`)}
            </Banner>
          )}
        </PanelPart>
      </Panel>
    );
  }
  const kind = messageStatus(detail);
  return (
    <Panel
      label={text('message.panel', { name: detail.name || detail.phone })}
      title={<PersonName name={detail.name} />}
      subtitle={<Phone phone={detail.phone} />}
      badge={<Badge kind={kind}>{word(kind)}</Badge>}
      onClose={close}
    >
      {detail.contradiction !== null && (
        <Banner kind="alarm" title={text('message.contradiction')}>
          {detail.contradiction}
        </Banner>
      )}
      {detail.copiesSeen !== null && detail.copiesSeen > 1 && (
        <Banner kind="alarm" title={text('message.moreCopies', { count: detail.copiesSeen })}>
          {text('message.moreCopiesWhy')}
        </Banner>
      )}
      {kind === 'unconfirmed' && <Settle message={detail} onSettled={put} />}
      <MessageActions message={detail} />
      <CopiesSeen copies={detail.copiesSeen} />
      <PanelPart title={text('message.history')}>
        <History message={detail} />
      </PanelPart>
      <MessageText message={detail} />
      <Replies message={detail} />
      {detail.attempts.length > 1 && (
        <PanelPart title={text('message.attempts')}>
          <Attempts message={detail} />
        </PanelPart>
      )}
      <Columns message={detail} />
    </Panel>
  );
}

/** What was seen when the campaign's chats were read; the alarm of a second copy stands above. */
function CopiesSeen({ copies }: { readonly copies: number | null }) {
  const text = useText();
  if (copies !== 0 && copies !== 1) return null;
  return (
    <PanelPart title={text('message.copies')}>
      <p>{text(`message.copies_${copies}`)}</p>
    </PanelPart>
  );
}

function MessageText({ message }: { readonly message: MessageDetail }) {
  const text = useText();
  const format = useFormat();
  const kind = messageStatus(message);
  return (
    <PanelPart title={text('message.text')}>
      <div className="bubble" dir="auto">
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
          <p className="bubble-foot">
            {format.time(message.changedAtMs)}
            <Sign kind={kind} />
          </p>
        )}
      </div>
    </PanelPart>
  );
}

/** What the person wrote back. SendOnce only shows it: answering is done on the phone. */
function Replies({ message }: { readonly message: MessageDetail }) {
  const text = useText();
  const format = useFormat();
  if (message.replies.length === 0) return null;
  return (
    <PanelPart title={text('message.replies')}>
      <ul className="replies">
        {message.replies.map((reply, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: replies only ever grow at the end
          <li key={place} className="reply" dir="auto">
            {reply.text}
            <span className="faint small number">{format.dateTime(reply.atMs)}</span>
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}

function Columns({ message }: { readonly message: MessageDetail }) {
  const text = useText();
  const format = useFormat();
  const filled = message.columns.filter(({ value }) => value !== '');
  return (
    <PanelPart title={text('message.details', { number: format.number(message.rowNumber) })}>
      <dl className="sum">
        <div className="sum-row">
          <dt className="quiet">{text('message.campaign')}</dt>
          <dd>
            <bdi>{message.campaignName}</bdi>
          </dd>
        </div>
        {filled.map(({ header, value }) => (
          <div key={header} className="sum-row">
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

/** The message as main knows it, asked for again whenever it changed. */
function useMessageDetail(id: number) {
  const version = useStore((store) => store.openMessageVersion);
  const [detail, setDetail] = useState<MessageDetail | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask again
  useEffect(() => {
    let isCurrent = true;
    void call('messages:get', { id }).then((reply) => {
      if (!isCurrent) return;
      if (reply.ok) setDetail(reply.value);
      else setFailure(reply.failure.code);
    });
    return () => {
      isCurrent = false;
    };
  }, [id, version]);
  return { detail, failure, put: setDetail };
}
