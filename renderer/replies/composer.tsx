import { TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { ReplyRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { AnswerQuestion } from '../../domain/people/answer.ts';
import type { Talk } from '../../domain/people/talk.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { directionOf } from '../ui/fields/field.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { Icon } from '../ui/icon.tsx';
import { Key } from '../ui/tooltip.tsx';
import { SavedAnswers } from './saved-answers.tsx';

type Props = {
  readonly reply: ReplyRow;
  readonly talk: Talk | null;
  readonly isLinked: boolean;
  readonly onTaken: () => void;
  /** Goes from the field back to the list. */
  readonly onLeave: () => void;
};

/** Where an answer is written. It is sent only by a person's press, and only once the person's last words were read. */
export function Composer({ reply, talk, isLinked, onTaken, onLeave }: Props) {
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const { words, write, send, asks, dropQuestion } = useAnswer(reply.messageId, talk?.unsent?.text ?? null, onTaken);
  const [isAllTheSame, setIsAllTheSame] = useState(false);
  const isStopped = talk?.isStopped === true && !isAllTheSame;
  const canSend = talk?.isRead === true && isLinked && words.trim() !== '' && asks === null;
  const go = (isRepeat = false) => (talk?.isRead ? send(talk.seen, { isRepeat, isAllTheSame }) : undefined);
  const whyUnsent = talk?.unsent && words === talk.unsent.text && (
    <p className="small tone-warn" role="status">
      {text(`replies.why.${talk.unsent.why ?? 'stopped'}`)} {!isStopped && text('replies.backInTheBox')}
    </p>
  );
  if (isStopped) {
    return (
      <StoppedLine name={nameOf(reply)} onAllTheSame={() => setIsAllTheSame(true)}>
        {whyUnsent}
      </StoppedLine>
    );
  }
  const put = (filled: string) => {
    write(words === '' ? filled : `${words}\n${filled}`);
    field.current?.focus();
  };
  return (
    <footer className="composer rigid grid gap-2 lined-above">
      {asks !== null && (
        <Question
          words={text(`replies.asks.${asks}`, { name: nameOf(reply) })}
          safe={text('replies.doNotSend')}
          onSafe={() => {
            dropQuestion();
            field.current?.focus();
          }}
          {...(asks === 'same_words' ? { sure: text('replies.sendAgain'), onSure: () => go(true) } : {})}
        />
      )}
      {whyUnsent}
      <Field
        label={text('replies.field', { name: nameOf(reply) })}
        field={field}
        words={words}
        onWrite={write}
        onSend={() => canSend && go()}
        onLeave={onLeave}
      />
      <div className="row wrap between">
        <SavedAnswers messageId={reply.messageId} words={words} field={field} onPick={put} />
        <Button kind="primary" aria-disabled={!canSend || undefined} onPress={() => (canSend ? go() : undefined)}>
          {text('replies.send')} <Key>Enter</Key>
        </Button>
      </div>
      <p className="small faint">{text(hintFor(talk, isLinked))}</p>
    </footer>
  );
}

function hintFor(talk: Talk | null, isLinked: boolean) {
  if (!isLinked) return 'replies.hintNotLinked' as const;
  if (talk === null) return 'replies.hintReading' as const;
  if (!talk.isRead) return 'replies.hintUnread' as const;
  return talk.seen === null ? ('replies.hintEmpty' as const) : ('replies.hint' as const);
}

export const nameOf = ({ name, phone }: Pick<ReplyRow, 'name' | 'phone'>): string => name || phone;

function Field(props: {
  readonly label: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly words: string;
  readonly onWrite: (words: string) => void;
  readonly onSend: () => unknown;
  readonly onLeave: () => void;
}) {
  const text = useText();
  const onKeyDown = (event: KeyboardEvent) => {
    // A key that an input method composes with sends nothing, and a held key is one press.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      props.onLeave();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    if (!event.repeat) void props.onSend();
  };
  return (
    <textarea
      className="write"
      ref={props.field}
      rows={3}
      dir={directionOf(props.words)}
      aria-label={props.label}
      placeholder={text('replies.placeholder')}
      maxLength={limits.templateCharacters}
      value={props.words}
      onChange={({ target }) => props.onWrite(target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Nothing can be written to them until the operator confirms that it is intended. */
function StoppedLine(props: {
  readonly name: string;
  readonly onAllTheSame: () => void;
  /** What became of an answer that was on its way. */
  readonly children: ReactNode;
}) {
  const { name, onAllTheSame, children } = props;
  const text = useText();
  const [isAsked, setIsAsked] = useState(false);
  return (
    <footer className="composer rigid grid gap-2 lined-above">
      {children}
      {isAsked ? (
        <Question
          words={text('replies.asks.do_not_contact', { name })}
          safe={text('replies.doNotWrite')}
          onSafe={() => setIsAsked(false)}
          sure={text('replies.writeAllTheSame')}
          onSure={onAllTheSame}
        />
      ) : (
        <div className="composer-ask row wrap gap-2-3">
          <Icon of={TriangleAlert} className="tone-warn" />
          <p>{text('replies.isStopped', { name })}</p>
          <Button size="small" onPress={() => setIsAsked(true)}>
            {text('replies.writeAllTheSameAsk')}
          </Button>
        </div>
      )}
    </footer>
  );
}

/** The safe answer is first, has the focus, and is also what Esc gives. */
function Question(props: {
  readonly words: string;
  readonly safe: string;
  readonly onSafe: () => void;
  readonly sure?: string;
  readonly onSure?: () => unknown;
}) {
  const safe = useRef<HTMLDivElement>(null);
  useEffect(() => safe.current?.querySelector('button')?.focus(), []);
  return (
    <div
      className="composer-ask row wrap gap-2-3"
      role="alertdialog"
      aria-label={props.words}
      ref={safe}
      onKeyDown={(event) => event.key === 'Escape' && props.onSafe()}
    >
      <Icon of={TriangleAlert} className="tone-warn" />
      <p>{props.words}</p>
      <Button size="small" onPress={props.onSafe}>
        {props.safe}
      </Button>
      {props.sure !== undefined && (
        <Button size="small" kind="quiet" onPress={props.onSure}>
          {props.sure}
        </Button>
      )}
    </div>
  );
}

/** A press within this time is the same one: a double click, or a bouncing key. */
const deadMs = 500;

type Allowed = { readonly isRepeat: boolean; readonly isAllTheSame: boolean };

/** The text being written to one person, and the single press that sends it. */
function useAnswer(messageId: number, unsent: string | null, onTaken: () => void) {
  const ask = useAsk();
  const words = useStore(({ answers }) => answers[messageId]) ?? unsent ?? '';
  const keep = useStore(({ keepAnswer }) => keepAnswer);
  const [asks, setAsks] = useState<AnswerQuestion | null>(null);
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  // The same id until the answer was taken, however often it is sent to main.
  const press = useRef(crypto.randomUUID());
  const write = (text: string) => {
    setAsks(null);
    keep(messageId, text);
  };
  const send = async (seen: string | null, allowed: Allowed) => {
    if (words.trim() === '' || performance.now() - pressedAt.current < deadMs) return;
    pressedAt.current = performance.now();
    const answer = await ask('replies:answer', { id: messageId, text: words, press: press.current, seen, ...allowed });
    if (answer === null) return;
    setAsks(answer.asks);
    if (answer.asks !== null) return;
    press.current = crypto.randomUUID();
    keep(messageId, null);
    onTaken();
  };
  return { words, write, send, asks, dropQuestion: () => setAsks(null) };
}
