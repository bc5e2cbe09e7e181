import {
  BarChart3,
  Contact,
  FileText,
  Image,
  type LucideIcon,
  MapPin,
  MessageCircleOff,
  Mic,
  Sticker,
  Video,
} from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { TalkLine } from '../../domain/people/talk.ts';
import { useText, useWords } from '../text.tsx';
import { FormattedText } from '../ui/formatted-text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { Sign } from '../ui/sign.tsx';
import { messageStatus, useStatusWord } from '../ui/status.tsx';

const kindIcons: Partial<Record<TalkLine['kind'], LucideIcon>> = {
  image: Image,
  video: Video,
  document: FileText,
  voice: Mic,
  audio: Mic,
  sticker: Sticker,
  place: MapPin,
  contact: Contact,
  poll: BarChart3,
  deleted: MessageCircleOff,
};

/** A chat as WhatsApp has it, scrolled to its end. */
export function TalkLines({ lines }: { lines: readonly TalkLine[] }) {
  const text = useText();
  const area = useRef<HTMLElement>(null);
  const last = lines.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is the reason to look at the end again
  useLayoutEffect(() => {
    if (area.current !== null) area.current.scrollTop = area.current.scrollHeight;
  }, [last]);
  return (
    <Scroll ref={area} label={text('replies.lines')} className="flex column">
      <ol className="talk grid gap-2">
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
    </Scroll>
  );
}

function Line({ line }: { line: TalkLine }) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const isDoubt = line.answer === 'not_confirmed';
  return (
    <li className={line.fromMe ? 'chat-ours' : 'chat-theirs'}>
      <div
        className={line.fromMe ? 'bubble' : 'bubble bubble-in'}
        data-doubt={isDoubt ? '' : undefined}
        data-answer={line.answer ?? undefined}
      >
        <span className="visually-hidden">{text(line.fromMe ? 'message.chat.ours' : 'message.chat.theirs')}: </span>
        {line.campaign !== null && (
          <span className="talk-campaign block caption medium tone-accent">
            <bdi>{line.campaign}</bdi>
          </span>
        )}
        <Words line={line} />
        {isDoubt && (
          <p className="gap-6px flex small above-1 tone-warn-ink">
            <Sign kind="unconfirmed" />
            <span>{text('replies.notConfirmed')}</span>
          </p>
        )}
        <p className="bubble-footer row gap-1 caption faint figures">
          {line.fromMe && line.campaign === null && line.answer === null && <span>{text('replies.onThePhone')}</span>}
          {format.moment(line.atMs, nowMs)}
          {line.fromMe && !isDoubt && <Ticks line={line} />}
        </p>
      </div>
    </li>
  );
}

/** A line that is no text is named by its kind. */
function Words({ line: { kind, text: words } }: { line: TalkLine }) {
  const text = useText();
  const icon = kindIcons[kind];
  return (
    <>
      {kind !== 'text' && (
        <span className="gap-6px row quiet">
          {icon && <Icon of={icon} />}
          {text(`replies.kind.${kind}`)}
        </span>
      )}
      {words !== '' && <FormattedText text={words} />}
    </>
  );
}

function Ticks({ line: { ack, answer } }: { line: TalkLine }) {
  const word = useStatusWord();
  const isGoing = answer === 'waiting' || answer === 'sending';
  if (!isGoing && (ack === null || ack === 0)) return null;
  const kind = isGoing ? 'sending' : messageStatus({ status: 'sent', reason: null, evidence: 'ack', ack });
  return (
    <>
      <Sign kind={kind} />
      <span className="visually-hidden">{word(kind)}</span>
    </>
  );
}
