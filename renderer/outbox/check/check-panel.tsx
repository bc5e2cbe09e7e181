import { Monitor, Smartphone, Undo2, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageDetail, MessageRow } from '../../../domain/contract.ts';
import { useOverview, useStore } from '../../store/use-store.ts';
import { RichText, useText } from '../../text.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { narrowQuery } from '../../ui/media.ts';
import { PersonName, Phone } from '../../ui/names.tsx';
import { PanelPart } from '../../ui/panel.tsx';
import { Sign, Spinner } from '../../ui/sign.tsx';
import { Key } from '../../ui/tooltip.tsx';
import { OpenChat } from '../message-actions.tsx';
import { useMessageDetail } from '../use-message-detail.ts';
import { ChatLook } from './chat-look.tsx';
import { type ChatView, useChat } from './use-chat.ts';
import { type Answer, type CheckRound, useCheckRound } from './use-check-round.ts';
import { WhoField } from './who-field.tsx';

/** After each step nothing is taken for so long: a double press must not answer for the next chat. */
const deadTimeMs = 500;

/** Goes through the chats in doubt: what this computer shows, then the one thing that only the phone knows. */
export function CheckPanel({ rows, onClose }: { readonly rows: readonly MessageRow[]; readonly onClose: () => void }) {
  const text = useText();
  const round = useCheckRound(rows);
  const panel = useRef<HTMLElement>(null);
  const readyAtMs = useRef(0);
  const openMessage = useStore((store) => store.openMessage);
  const { current } = round;
  const id = current?.id ?? null;
  useEffect(() => {
    openMessage(id);
    // In a narrow window it takes the list's place, below what stands above both.
    if (window.matchMedia(narrowQuery).matches) panel.current?.scrollIntoView?.({ block: 'start' });
  }, [id, openMessage]);
  // The button of an answer goes with its chat. Its focus must not be lost with it: the keys answer while it is in here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chat is the reason
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
  }, [id]);
  const step = (go: () => void) => {
    if (performance.now() < readyAtMs.current) return;
    readyAtMs.current = performance.now() + deadTimeMs;
    go();
  };
  const answer = (given: Answer) => step(() => round.answer(given));
  const undo = () => step(round.undo);
  const title = text('check.title', { count: rows.length });
  return (
    <aside
      ref={panel}
      className="panel"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (isPlainKey(event, 'u')) undo();
      }}
    >
      <header className="panel-header check-header">
        <p className="check-place">
          <b>{title}</b>
          <span className="number quiet">{text('check.place', { place: round.place, total: round.total })}</span>
        </p>
        <Steps round={round} />
        {current && (
          <div className="check-who">
            <h2 className="clip">
              <PersonName name={current.name} />
            </h2>
            <p className="number quiet">
              <Phone phone={current.phone} />
            </p>
          </div>
        )}
        <div className="panel-buttons">
          <IconButton icon={X} label={text('ui.close')} onPress={onClose} />
        </div>
      </header>
      {current === undefined ? (
        <Ended round={round} onUndo={undo} onClose={onClose} />
      ) : (
        <Look key={current.id} id={current.id} round={round} onAnswer={answer} onUndo={undo} />
      )}
    </aside>
  );
}

function Steps({ round: { place, total, current } }: { readonly round: CheckRound }) {
  const most = 24;
  if (total > most) return null;
  const at = current === undefined ? total : place - 1;
  const places = Array.from({ length: total }, (_, index) => index);
  return (
    <div className="check-steps" aria-hidden="true">
      {places.map((index) => (
        <i key={index} data-state={index < at ? 'done' : index === at ? 'here' : undefined} />
      ))}
    </div>
  );
}

type LookProps = {
  readonly round: CheckRound;
  readonly onAnswer: (answer: Answer) => void;
  readonly onUndo: () => void;
};

function Look({ id, ...props }: LookProps & { readonly id: number }) {
  const text = useText();
  const { detail } = useMessageDetail(id);
  if (detail !== null) return <LookAt message={detail} {...props} />;
  return (
    <PanelPart>
      <p className="list-reading" role="status">
        <Spinner />
        {text('message.reading')}
      </p>
    </PanelPart>
  );
}

function LookAt({ message, round, onAnswer, onUndo }: LookProps & { readonly message: MessageDetail }) {
  const text = useText();
  const chat = useChat(message);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard */}
      <div className="scroll" tabIndex={0}>
        <PanelPart>
          <h3 className="check-source">
            <Icon of={Monitor} />
            {text('check.here')}
          </h3>
          <ChatLook message={message} chat={chat} />
        </PanelPart>
      </div>
      <footer className="check-ask">
        <SaidLine round={round} onUndo={onUndo} />
        <Question message={message} chat={chat} onAnswer={onAnswer} />
      </footer>
    </>
  );
}

/** What was said last, with the way back. */
function SaidLine({ round: { said }, onUndo }: { readonly round: CheckRound; readonly onUndo: () => void }) {
  const text = useText();
  if (said === null || said.answer === 'next') return null;
  return (
    <div className="check-said" role="status">
      <p>
        <RichText words={text(`check.said.${said.answer}`, { name: said.row.name || said.row.phone })} />
      </p>
      <Button kind="quiet" size="small" icon={Undo2} onPress={onUndo}>
        {text('campaign.check.undo')} <Key>U</Key>
      </Button>
    </div>
  );
}

type QuestionProps = {
  readonly message: MessageDetail;
  readonly chat: ChatView;
  readonly onAnswer: LookProps['onAnswer'];
};

/** The one thing that this computer cannot know. What the screen shows by itself is not asked. */
function Question({ message, chat, onAnswer }: QuestionProps) {
  const text = useText();
  const who = useOverview(({ settings }) => settings.operatorName);
  if (who === '') return <WhoField />;
  if (message.status === 'sent') {
    return (
      <Choices
        heading={text('check.sent')}
        isKnown
        answers={[{ answer: 'next', key: 'N', word: text('check.next') }]}
        onAnswer={onAnswer}
      />
    );
  }
  const later = { answer: 'later', key: 'L', word: text('check.later') } as const;
  if (chat.says === 'tick') {
    const mark = { answer: 'seen', key: 'Y', word: text('message.markSent') } as const;
    return <Choices heading={text('check.tickHere')} isKnown answers={[mark, later]} onAnswer={onAnswer} />;
  }
  return (
    <>
      <Choices
        heading={text('check.question')}
        answers={[
          { answer: 'seen', key: 'Y', word: text('message.seeIt') },
          { answer: 'clock', key: 'C', word: text('message.clock') },
          { answer: 'not_there', key: 'N', word: text('message.notThere') },
          later,
        ]}
        onAnswer={onAnswer}
      />
      <div className="check-note">
        <p className="small faint">{text('check.note')}</p>
        <OpenChat phone={message.phone} />
      </div>
    </>
  );
}

type Choice = { readonly answer: Answer; readonly key: string; readonly word: string };

function Choices(props: {
  readonly heading: string;
  /** WhatsApp has said it, here: the phone need not be looked at. */
  readonly isKnown?: boolean;
  readonly answers: readonly Choice[];
  readonly onAnswer: LookProps['onAnswer'];
}) {
  const { heading, isKnown = false, answers, onAnswer } = props;
  useAnswerKeys(answers, onAnswer);
  return (
    <>
      <h3 className="check-source" id="check-question">
        {isKnown ? <Sign kind="sent" /> : <Icon of={Smartphone} />}
        {heading}
      </h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is not a grid in every browser */}
      <div className="check-answers" role="group" aria-labelledby="check-question">
        {answers.map(({ answer, key, word }) => (
          <Button key={answer} kind={answer === 'later' ? 'quiet' : 'secondary'} onPress={() => onAnswer(answer)}>
            {word} <Key>{key}</Key>
          </Button>
        ))}
      </div>
    </>
  );
}

/** One letter an answer, as long as the focus is in the panel. */
function useAnswerKeys(answers: readonly Choice[], onAnswer: LookProps['onAnswer']): void {
  const latest = useRef({ answers, onAnswer });
  latest.current = { answers, onAnswer };
  // Before anything is painted: the key answers from the moment in which its button can be seen.
  useLayoutEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('.panel') == null || target.closest('input') !== null) return;
      const chosen = latest.current.answers.find(({ key }) => isPlainKey(event, key.toLowerCase()));
      if (chosen !== undefined) latest.current.onAnswer(chosen.answer);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** By the place of the key where the keyboard writes other letters. A key that is held counts once. */
function isPlainKey(event: KeyboardEvent | globalThis.KeyboardEvent, letter: string): boolean {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key.toLowerCase() === letter || ('code' in event && event.code === `Key${letter.toUpperCase()}`);
}

function Ended({
  round,
  onUndo,
  onClose,
}: {
  readonly round: CheckRound;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { seen, notThere, open } = round.sums;
  return (
    <div className="scroll">
      <PanelPart>
        <SaidLine round={round} onUndo={onUndo} />
        <h2 className="check-ended">{text('check.ended')}</h2>
        <ul className="check-sums">
          {seen > 0 && <li>{text('check.endedSeen', { count: seen })}</li>}
          {notThere > 0 && <li>{text('check.endedNotThere', { count: notThere })}</li>}
          {open > 0 && <li>{text('check.endedOpen', { count: open })}</li>}
        </ul>
        <Button onPress={onClose}>{text('check.toList')}</Button>
      </PanelPart>
    </div>
  );
}
