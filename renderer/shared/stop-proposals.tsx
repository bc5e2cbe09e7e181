import { useState } from 'react';
import type { StopProposal } from '../../domain/contract.ts';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { UndoLine } from '../ui/undo-line.tsx';

/** People who wrote a stop word. The operator decides about each; nobody is put on the list by machine. */
export function StopProposals({
  onChanged,
  onWhole,
}: {
  readonly onChanged: () => Promise<void>;
  /** Where there is room for one line only: leads to the place with more. */
  readonly onWhole?: () => void;
}) {
  const text = useText();
  const { proposals, failure, said, answer, undo, again } = useProposals(onChanged);
  const count = proposals.length;
  if (failure !== null) return <ReadFailure title={text('proposals.cannotRead')} code={failure} onAgain={again} />;
  return (
    <>
      {said && <SaidLine said={said} onUndo={undo} />}
      {count > 0 && onWhole && <LinkButton onPress={onWhole}>{text('proposals.title', { count })}</LinkButton>}
      {count > 0 && !onWhole && (
        <section className="proposals grid gap-2 framed" aria-label={text('proposals.title', { count })}>
          <h2>{text('proposals.title', { count })}</h2>
          <p className="quiet">{text('proposals.body')}</p>
          {[...Map.groupBy(proposals, ({ stopWord }) => stopWord)].map(([word, those]) => (
            <OfWord key={word} word={word} proposals={those} onAnswer={answer} />
          ))}
        </section>
      )}
    </>
  );
}

/** After a campaign many people write the same word; more rows would push the replies out of view. */
const mostAtFirst = 3;

function OfWord({ word, proposals, onAnswer }: { word: string; proposals: readonly StopProposal[]; onAnswer: Answer }) {
  const { text, format } = useWords();
  const [isWhole, setWhole] = useState(false);
  const count = proposals.length;
  return (
    <>
      {count > 1 && (
        <div className="row wrap between">
          <h3>
            <q dir="auto">{word}</q>
          </h3>
          <div className="buttons">
            <Button onPress={() => onAnswer(proposals, 'add')}>{text('proposals.addAll', { count })}</Button>
            <Button kind="quiet" onPress={() => onAnswer(proposals, 'dismiss')}>
              {text('proposals.dismissAll', { count })}
            </Button>
          </div>
        </div>
      )}
      <ul className="grid gap-3">
        {proposals.slice(0, isWhole ? count : mostAtFirst).map((proposal) => (
          <Proposal key={proposal.id} proposal={proposal} onAnswer={onAnswer} />
        ))}
      </ul>
      {count > mostAtFirst && (
        <div>
          <Button kind="quiet" size="small" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
            {isWhole ? text('decide.hide') : text('outbox.showAll', { number: format.number(count) })}
          </Button>
        </div>
      )}
    </>
  );
}

type Choice = 'add' | 'dismiss';
type Answer = (decided: readonly StopProposal[], choice: Choice) => Promise<void>;
type Said = { readonly decided: readonly StopProposal[]; readonly choice: Choice };

function SaidLine({ said: { decided, choice }, onUndo }: { said: Said; onUndo: () => unknown }) {
  const { text, format } = useWords();
  const [first] = decided;
  if (first === undefined) return null;
  const count = decided.length;
  const who = first.name || (first.phone === null ? text('proposals.noNumber') : format.phoneInText(first.phone));
  const all = text(choice === 'add' ? 'proposals.addedAll' : 'proposals.dismissedAll', { count });
  const one = text(choice === 'add' ? 'proposals.added' : 'proposals.dismissed', { who });
  return <UndoLine words={count > 1 ? all : one} onUndo={onUndo} />;
}

function Proposal({ proposal, onAnswer }: { proposal: StopProposal; onAnswer: Answer }) {
  const { text, format } = useWords();
  const { name, phone } = proposal;
  const who = name || (phone === null ? text('proposals.noNumber') : format.phone(phone));
  return (
    <li className="proposal row wrap between gap-3 lined-above">
      <div>
        <p>
          <PersonName name={name} /> {phone === null ? text('proposals.noNumber') : <Phone phone={phone} />}
        </p>
        <p>
          <q dir="auto">{proposal.text}</q>
        </p>
        <p className="faint small">{format.dateTime(proposal.atMs)}</p>
      </div>
      <div className="buttons">
        <Button aria-label={text('proposals.addWho', { who })} onPress={() => onAnswer([proposal], 'add')}>
          {text('proposals.add')}
        </Button>
        <Button
          kind="quiet"
          aria-label={text('proposals.dismissWho', { who })}
          onPress={() => onAnswer([proposal], 'dismiss')}
        >
          {text('proposals.dismiss')}
        </Button>
      </div>
    </li>
  );
}

const noProposals: readonly StopProposal[] = [];

/** The open proposals, asked for again whenever somebody writes a stop word. The last answer can be undone. */
function useProposals(onChanged: () => Promise<void>) {
  const ask = useAsk();
  const open = useOverview((overview) => overview.stopProposals);
  const { shown, failure, again, put } = useRead('doNotContact:proposals', undefined, { version: open });
  const [said, setSaid] = useState<Said | null>(null);
  const tell = async (asked: readonly StopProposal[], choice: Choice | 'reopen') => {
    const left = await ask('doNotContact:answer', { ids: asked.map(({ id }) => id), answer: choice });
    if (left !== null) put(left);
    await onChanged();
    return left !== null;
  };
  const answer: Answer = async (decided, choice) => {
    setSaid((await tell(decided, choice)) ? { decided, choice } : null);
  };
  const undo = async () => {
    setSaid(null);
    await tell(said?.decided ?? [], 'reopen');
  };
  return { proposals: shown ?? noProposals, failure, said, answer, undo, again };
}
