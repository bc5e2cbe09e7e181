import { RotateCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ChatLine, MessageDetail } from '../../../domain/contract.ts';
import { type Ack, serverAck } from '../../../domain/messages/message.ts';
import { useText, useWords } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Button } from '../../ui/button.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { Sign } from '../../ui/sign.tsx';
import { messageStatus } from '../../ui/status.tsx';
import { type ChatView, isTheMessage } from './use-chat.ts';

type Props = { readonly message: MessageDetail; readonly chat: ChatView };

/** The end of the person's chat as WhatsApp has it here, for the operator to look at before saying what happened. */
export function ChatLook({ message, chat }: Props) {
  const text = useText();
  const words = useChatWords(chat);
  if (words === null) return <ChatReading />;
  return (
    <div className="chat-look grid gap-2 above-3">
      <div className="row between">
        <h3>{text('message.chat.title')}</h3>
        <Button size="small" kind="quiet" icon={RotateCw} onPress={chat.read}>
          {text('message.chat.again')}
        </Button>
      </div>
      <p role="status">{words}</p>
      {chat.lines.length > 0 && <ChatLines message={message} chat={chat} />}
    </div>
  );
}

export function ChatReading() {
  const text = useText();
  return <Busy className="list-reading row quiet">{text('message.chat.reading')}</Busy>;
}

/** What this computer's chat says about the message, in words; null while it is read. */
export function useChatWords({ says, lines }: ChatView): string | null {
  const text = useText();
  switch (says) {
    case 'reading':
      return null;
    case 'cannot':
      return text('message.chat.cannot');
    case 'empty':
      return text('message.chat.empty');
    case 'missing':
      return text('message.chat.notFound', { count: lines.length });
    case 'tick':
      return text('message.chat.foundTick');
    case 'no_tick':
      return text('message.chat.foundNoTick');
  }
}

/** The lines of the chat, and the message itself if it is not among them. */
export function ChatLines({ message, chat: { lines, says } }: Props) {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  // The end of the chat, or the message in question, must be visible first.
  useEffect(() => {
    const area = list.current;
    if (area === null || lines.length === 0) return;
    const first = area.querySelector<HTMLElement>('[data-marked]');
    area.scrollTop = first === null ? area.scrollHeight : first.offsetTop - area.offsetTop;
  }, [lines]);
  const isThere = says === 'tick' || says === 'no_tick';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard
    <ol className="chat-lines grid gap-2 framed" ref={list} tabIndex={0} aria-label={text('message.chat.title')}>
      {lines.map((line, place) => {
        const key = `${place} ${line.atMs}`;
        return <Line key={key} line={line} isMarked={isTheMessage(line, message)} />;
      })}
      {!isThere && (
        <li className="chat-ours chat-missing">
          <span className="chat-mark">
            {text(says === 'missing' ? 'message.chat.missing' : 'message.chat.handedOver')}
          </span>
          <div className="bubble">
            <FormattedText text={message.text} />
          </div>
        </li>
      )}
    </ol>
  );
}

function Line({ line, isMarked }: { line: ChatLine; isMarked: boolean }) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  return (
    <li className={line.fromMe ? 'chat-ours' : 'chat-theirs'} data-marked={isMarked ? '' : undefined}>
      {isMarked && <span className="chat-mark">{text('message.chat.marked')}</span>}
      <div className={line.fromMe ? 'bubble' : 'bubble bubble-in'}>
        <span className="visually-hidden">{text(line.fromMe ? 'message.chat.ours' : 'message.chat.theirs')}: </span>
        {line.text === '' ? (
          <span className="faint">{text('message.chat.noWords')}</span>
        ) : (
          <FormattedText text={line.text} />
        )}
        <p className="bubble-footer row gap-1 caption faint figures">
          {format.moment(line.atMs, nowMs)}
          {line.ack !== null && <Ticks ack={line.ack} />}
        </p>
      </div>
    </li>
  );
}

/** WhatsApp's ticks on our message. Missing ticks are said in words, because an absence is easily overlooked. */
function Ticks({ ack }: { ack: Ack }) {
  const text = useText();
  if (ack < serverAck) return <span className="tone-warn">{text('message.chat.noTick')}</span>;
  const kind = messageStatus({ status: 'sent', reason: null, evidence: 'ack', ack });
  return (
    <>
      <Sign kind={kind} />
      <span className="visually-hidden">
        {text(`status.${kind === 'read' || kind === 'delivered' ? kind : 'sent'}`)}
      </span>
    </>
  );
}
