import { ChevronRight, Clock, type LucideIcon, Smartphone, Undo2, X } from 'lucide-react';
import type { MessageDetail } from '../../../domain/contract.ts';
import { useOverview } from '../../store/use-store.ts';
import { RichText, useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { plainKey, useKey } from '../../ui/hooks/use-key.ts';
import { Icon } from '../../ui/icon.tsx';
import { Sign } from '../../ui/sign.tsx';
import { Key } from '../../ui/tooltip.tsx';
import type { ChatView } from './use-chat.ts';
import type { Answer, CheckRound } from './use-check-round.ts';
import { WhoField } from './who-field.tsx';

type Props = {
  /** Null while it is read. */
  readonly message: MessageDetail | null;
  readonly chat: ChatView;
  readonly round: CheckRound;
  readonly isOfRound: (event: KeyboardEvent) => boolean;
  readonly onAnswer: (answer: Answer) => void;
  readonly onUndo: () => void;
};

/** The one question that this computer cannot answer, always visible at the foot. */
export function CheckAnswers({ message, chat, round, isOfRound, onAnswer, onUndo }: Props) {
  const who = useOverview(({ settings }) => settings.operatorName);
  const { heading, isKnown, choices } = useAsked(message, chat);
  // Nothing can be answered until the name of the operator and the message are known. A chat can be put off at any
  // time.
  const canAnswer = (answer: Answer) => answer === 'later' || (who !== '' && message !== null);
  return (
    <footer className="answers grid gap-2 rigid">
      <SaidLine round={round} onUndo={onUndo} />
      {who === '' && <WhoField />}
      <h3 id="check-question" className="row lead">
        {isKnown ? <Sign kind="sent" /> : <Icon of={Smartphone} />}
        {heading}
      </h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is not a grid in every browser */}
      <div className="answer-row grid gap-2" role="group" aria-labelledby="check-who check-question">
        {choices.map((choice, place) => (
          <AnswerButton
            // The first answer keeps the focus when another takes its place.
            key={place === 0 ? 'first' : choice.answer}
            choice={choice}
            isFirst={place === 0 && who !== ''}
            isOfRound={isOfRound}
            onAnswer={canAnswer(choice.answer) ? () => onAnswer(choice.answer) : null}
          />
        ))}
      </div>
    </footer>
  );
}

type Choice = { readonly answer: Answer; readonly letter: string; readonly word: string; readonly effect: string };

type Asked = { readonly heading: string; readonly isKnown: boolean; readonly choices: readonly Choice[] };

/** The question. What the screen shows is not asked: a tick here is WhatsApp's own acknowledgement. */
function useAsked(message: MessageDetail | null, chat: ChatView): Asked {
  const text = useText();
  const choice = (answer: Answer, letter: string, word: string = text(`check.answer.${answer}`)): Choice => ({
    answer,
    letter,
    word,
    effect: text(`check.effect.${answer}`),
  });
  const later = choice('later', 'L');
  if (message?.status === 'sent') return { heading: text('check.sent'), isKnown: true, choices: [choice('next', 'N')] };
  if (chat.says === 'tick') {
    const mark = choice('seen', 'Y', text('message.markSent'));
    return { heading: text('check.tickHere'), isKnown: true, choices: [mark, later] };
  }
  return {
    heading: text('check.question'),
    isKnown: false,
    choices: [choice('seen', 'Y'), choice('clock', 'C'), choice('not_there', 'N'), later],
  };
}

const icons: Partial<Record<Answer, LucideIcon>> = {
  clock: Clock,
  not_there: X,
  later: ChevronRight,
  next: ChevronRight,
};

type AnswerButtonProps = {
  readonly choice: Choice;
  /** It gets the focus with each chat. */
  readonly isFirst: boolean;
  readonly isOfRound: Props['isOfRound'];
  /** Null while it cannot be answered. */
  readonly onAnswer: (() => void) | null;
};

function AnswerButton({ choice, isFirst, isOfRound, onAnswer }: AnswerButtonProps) {
  const { answer, letter, word, effect } = choice;
  const press = () => onAnswer?.();
  useKey((event) => isOfRound(event) && plainKey(letter)(event), press);
  const icon = icons[answer];
  return (
    <Button
      className="answer"
      onPress={press}
      aria-disabled={onAnswer === null}
      aria-keyshortcuts={letter}
      data-first={isFirst ? '' : undefined}
    >
      {icon === undefined ? <Sign kind="sent" /> : <Icon of={icon} />}
      <span>{word}</span>
      <Key>{letter}</Key>
      <small className="caption">{effect}</small>
    </Button>
  );
}

function SaidLine({ round: { said }, onUndo }: Pick<Props, 'round' | 'onUndo'>) {
  const text = useText();
  return (
    <div className="check-said row" role="status">
      {said !== null && said.answer !== 'next' && (
        <>
          <p className="anywhere">
            <RichText words={text(`check.said.${said.answer}`, { name: said.row.name || said.row.phone })} />
          </p>
          <Button kind="quiet" size="small" icon={Undo2} onPress={onUndo} aria-keyshortcuts="U">
            {text('campaign.check.undo')} <Key>U</Key>
          </Button>
        </>
      )}
    </div>
  );
}
