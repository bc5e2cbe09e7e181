import { RotateCw, Undo2 } from 'lucide-react';
import { type ComponentProps, useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageDetail, MessageRow } from '../../../domain/contract.ts';
import { useOverview, useStore } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { plainKey, useKey } from '../../ui/hooks/use-key.ts';
import { PersonName, Phone } from '../../ui/names.tsx';
import { Sign } from '../../ui/sign.tsx';
import { Key } from '../../ui/tooltip.tsx';
import { History } from '../history.tsx';
import { OpenChat } from '../message-actions.tsx';
import { useMessageDetail } from '../use-message-detail.ts';
import { ChatLines, ChatReading, useChatWords } from './chat-look.tsx';
import { CheckAnswers } from './check-answers.tsx';
import { CheckQueue, SaidSign, useSaidWords } from './check-queue.tsx';
import { type ChatView, useChat } from './use-chat.ts';
import { type CheckRound, useCheckRound } from './use-check-round.ts';

/** After each step input is ignored for this long, so that a double press does not answer for the next chat. */
const deadTimeMs = 500;

type Props = { readonly rows: readonly MessageRow[]; readonly onClose: () => void };

/** Goes through the chats in doubt: what this computer shows, and below it the question that only the phone answers. */
export function CheckScreen({ rows, onClose }: Props) {
  const text = useText();
  const round = useCheckRound(rows);
  const who = useOverview(({ settings }) => settings.operatorName);
  const openMessage = useStore((store) => store.openMessage);
  const root = useRef<HTMLElement>(null);
  const id = round.current?.id ?? null;
  useEffect(() => void openMessage(id), [id, openMessage]);
  const step = useDeadTime(`${id} ${who}`);
  // The pressed control may be gone, and the focus begins at the first answer of the next chat.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chat, or a name to answer by, is the reason
  useEffect(() => {
    const first = root.current?.querySelector<HTMLElement>('[data-first]');
    if (first != null) first.focus({ preventScroll: true });
    else if (!root.current?.contains(document.activeElement)) root.current?.focus({ preventScroll: true });
  }, [id, who]);
  const undo = () => step(round.undo);
  // Keys belong to the round while the focus is in it or nowhere.
  const isOfRound = ({ target }: KeyboardEvent) =>
    target instanceof Node && (target === document.body || root.current?.contains(target) === true);
  useKey((event) => event.key === 'Escape', onClose);
  useKey((event) => isOfRound(event) && plainKey('u')(event), undo);
  return (
    <section
      ref={root}
      className="look grid grow"
      aria-label={text('check.title', { count: rows.length })}
      tabIndex={-1}
    >
      <CheckQueue round={round} onGo={(row) => step(() => round.goTo(row))} />
      {round.current === undefined ? (
        <CheckEnded round={round} onAgain={() => step(round.again)} onUndo={undo} onClose={onClose} />
      ) : (
        <Chat
          row={round.current}
          round={round}
          isOfRound={isOfRound}
          onAnswer={(given) => step(() => round.answer(given))}
          onUndo={undo}
        />
      )}
    </section>
  );
}

/** Runs a step, unless the last one was only just taken, or the question has only just appeared. */
function useDeadTime(asked: string): (go: () => void) => void {
  const readyAtMs = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: that something else is asked is the reason
  useLayoutEffect(() => {
    readyAtMs.current = performance.now() + deadTimeMs;
  }, [asked]);
  return (go) => {
    if (performance.now() < readyAtMs.current) return;
    readyAtMs.current = performance.now() + deadTimeMs;
    go();
  };
}

type ChatProps = Omit<ComponentProps<typeof CheckAnswers>, 'message' | 'chat'> & { readonly row: MessageRow };

function Chat({ row, ...answers }: ChatProps) {
  const text = useText();
  const { detail, failure } = useMessageDetail(row.id);
  const chat = useChat(row.id, detail);
  const { place, rows } = answers.round;
  return (
    <section className="look-chat flex column" aria-labelledby="check-who">
      <header className="look-who row gap-3">
        <h2 className="clip" id="check-who">
          <PersonName name={row.name} />
        </h2>
        <span className="number quiet rigid">
          <Phone phone={row.phone} />
        </span>
        <span className="look-place small faint">{text('check.place', { place, total: rows.length })}</span>
        <OpenChat phone={row.phone} size="small" />
      </header>
      <div className="evidence grow grid gap-6">
        {failure === null ? <Seen message={detail} chat={chat} /> : <p>{text(`failure.${failure}`)}</p>}
        <Knows message={detail} chat={chat} />
      </div>
      <CheckAnswers message={detail} chat={chat} {...answers} />
    </section>
  );
}

type EvidenceProps = { readonly message: MessageDetail | null; readonly chat: ChatView };

function Seen({ message, chat }: EvidenceProps) {
  const text = useText();
  return (
    <div className="seen flex column framed">
      <header className="row between lined">
        <h3 className="medium">{text('check.here')}</h3>
        <IconButton size="small" icon={RotateCw} label={text('message.chat.again')} onPress={chat.read} />
      </header>
      {message === null || chat.says === 'reading' ? <ChatReading /> : <ChatLines message={message} chat={chat} />}
    </div>
  );
}

/** What happened to the message, and finally what this computer's chat says about it. */
function Knows({ message, chat }: EvidenceProps) {
  const text = useText();
  const words = useChatWords(chat);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard
    <section className="knows flex column" tabIndex={0} aria-label={text('check.knows')}>
      <h3>{text('check.knows')}</h3>
      {message !== null && <History message={message} />}
      <p role="status" className="knows-chat marked gap-2 above-3" data-tone={chat.says === 'tick' ? 'good' : 'warn'}>
        {words !== null && <Sign kind={chat.says === 'tick' ? 'sent' : 'unconfirmed'} />}
        <span>{words}</span>
      </p>
    </section>
  );
}

type EndedProps = {
  readonly round: CheckRound;
  readonly onAgain: () => void;
  readonly onUndo: () => void;
  readonly onClose: () => void;
};

/** All chats were looked at: what was answered, and what is still in doubt. */
function CheckEnded({ round, onAgain, onUndo, onClose }: EndedProps) {
  const text = useText();
  const words = useSaidWords();
  const open = round.open.length;
  return (
    <div className="scroll look-ended grid gap-4">
      <div role="status">
        <h2>{text('check.ended')}</h2>
        {open > 0 && <p className="quiet">{text('check.endedOpen', { count: open })}</p>}
      </div>
      <div className="buttons">
        <Button kind="primary" onPress={onClose} data-first>
          {text('check.toList')}
        </Button>
        {open > 0 && <Button onPress={onAgain}>{text('check.again', { count: open })}</Button>}
        {round.said !== null && (
          <Button kind="quiet" icon={Undo2} onPress={onUndo} aria-keyshortcuts="U">
            {text('check.undoLast')} <Key>U</Key>
          </Button>
        )}
      </div>
      <dl className="sum">
        {round.rows.map((row) => {
          const said = round.saidOf(row);
          return (
            <div key={row.id} className="sum-row flex between gap-4">
              <dt className="row">
                <SaidSign said={said} />
                <PersonName name={row.name} />
              </dt>
              <dd className="quiet">{said !== undefined && words(said)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
