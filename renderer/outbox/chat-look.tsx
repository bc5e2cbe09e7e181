import { RotateCw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChatLine, MessageDetail } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { type Ack, serverAck } from '../../domain/message.ts';
import { call } from '../api.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { FormattedText } from '../ui/formatted-text.tsx';
import { Sign, Spinner } from '../ui/sign.tsx';
import { messageStatus } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';

/** The end of the person's chat as WhatsApp has it here: what the operator looks at before saying what happened. */
export function ChatLook({ message }: { readonly message: MessageDetail }) {
  const text = useText();
  const { lines, read } = useChat(message.id);
  if (lines === 'reading') {
    return (
      <p className="list-reading" role="status">
        <Spinner />
        {text('message.chat.reading')}
      </p>
    );
  }
  return (
    <div className="chat-look">
      <div className="chat-look-header">
        <h3>{text('message.chat.title')}</h3>
        <Button size="small" kind="quiet" icon={RotateCw} onPress={read}>
          {text('message.chat.again')}
        </Button>
      </div>
      {lines === null && <p role="status">{text('message.chat.cannot')}</p>}
      {lines?.length === 0 && <p role="status">{text('message.chat.empty')}</p>}
      {lines !== null && lines.length > 0 && <Chat message={message} lines={lines} />}
    </div>
  );
}

function Chat({ message, lines }: { readonly message: MessageDetail; readonly lines: readonly ChatLine[] }) {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const marked = lines.map((line) => isTheMessage(line, message));
  const found = lines.filter((_, place) => marked[place]);
  const hasTick = found.some((line) => (line.ack ?? 0) >= serverAck);
  // The end of the chat, or the message in question, is what must be seen first.
  useEffect(() => {
    const area = list.current;
    if (area === null || lines.length === 0) return;
    const first = area.querySelector<HTMLElement>('[data-marked]');
    area.scrollTop = first === null ? area.scrollHeight : first.offsetTop - area.offsetTop;
  }, [lines]);
  return (
    <>
      <p role="status">
        {found.length === 0
          ? text('message.chat.notFound', { count: lines.length })
          : text(hasTick ? 'message.chat.foundTick' : 'message.chat.foundNoTick')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard */}
      <ol className="chat-lines" ref={list} tabIndex={0} aria-label={text('message.chat.title')}>
        {lines.map((line, place) => {
          const key = `${place} ${line.atMs}`;
          return <Line key={key} line={line} isMarked={marked[place] === true} />;
        })}
      </ol>
    </>
  );
}

function Line({ line, isMarked }: { readonly line: ChatLine; readonly isMarked: boolean }) {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow(60_000);
  return (
    <li className={line.fromMe ? 'chat-ours' : 'chat-theirs'} data-marked={isMarked ? '' : undefined}>
      {isMarked && <span className="chat-mark">{text('message.chat.marked')}</span>}
      <div className={line.fromMe ? 'bubble' : 'bubble bubble-in'} dir="auto">
        {/* In a bdi, so that the direction is that of the message and not of this word. */}
        <bdi className="visually-hidden">{text(line.fromMe ? 'message.chat.ours' : 'message.chat.theirs')}: </bdi>
        {line.text === '' ? (
          <span className="faint">{text('message.chat.noWords')}</span>
        ) : (
          <FormattedText text={line.text} />
        )}
        <p className="bubble-footer">
          {format.moment(line.atMs, nowMs)}
          {line.ack !== null && <Ticks ack={line.ack} />}
        </p>
      </div>
    </li>
  );
}

/** WhatsApp's ticks on ours; that there is none is said in words, since nothing is easily overlooked. */
function Ticks({ ack }: { readonly ack: Ack }) {
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

/** Ours, in these very words, and not from before it was handed over. */
function isTheMessage(line: ChatLine, { text, attempts }: MessageDetail): boolean {
  const passedAtMs = attempts.findLast((attempt) => attempt.passedAtMs !== null)?.passedAtMs ?? 0;
  return line.fromMe && line.atMs >= passedAtMs - limits.verifyMarginMs && plain(line.text) === plain(text);
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** The chat's last messages, oldest first; null when WhatsApp cannot be asked now. */
function useChat(id: number): {
  readonly lines: readonly ChatLine[] | null | 'reading';
  readonly read: () => Promise<void>;
} {
  const [lines, setLines] = useState<readonly ChatLine[] | null | 'reading'>('reading');
  const isOpen = useRef(true);
  const read = useCallback(async () => {
    const result = await call('message:chat', { id });
    if (!isOpen.current) return;
    const found = result.ok ? result.value : null;
    setLines(found?.toSorted((one, other) => one.atMs - other.atMs) ?? null);
  }, [id]);
  useEffect(() => {
    isOpen.current = true;
    void read();
    return () => {
      isOpen.current = false;
    };
  }, [read]);
  return { lines, read };
}
