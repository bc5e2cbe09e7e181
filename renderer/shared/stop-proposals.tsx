import { useCallback, useEffect, useState } from 'react';
import type { FailureCode, StopProposal } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { useOverview } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { UndoLine } from '../ui/undo-line.tsx';
import { useAsk } from '../ui/use-ask.ts';

/** People who wrote a stop word. A person decides about each of them; nobody gets onto the list by machine. */
export function StopProposals({ onChanged }: { readonly onChanged: () => Promise<void> }) {
  const text = useText();
  const { proposals, failure, said, answer, undo, again } = useProposals(onChanged);
  const count = proposals.length;
  if (failure !== null) return <ReadFailure title={text('proposals.cannotRead')} code={failure} onAgain={again} />;
  return (
    <>
      {said && <SaidLine said={said} onUndo={undo} />}
      {count > 0 && (
        <section className="proposals" aria-label={text('proposals.title', { count })}>
          <div className="proposals-head">
            <h2>{text('proposals.title', { count })}</h2>
            {count > 1 && (
              <Button onPress={() => answer(proposals, 'add')}>{text('proposals.addAll', { count })}</Button>
            )}
          </div>
          <p className="quiet">{text('proposals.body')}</p>
          <ul>
            {proposals.map((proposal) => (
              <Proposal key={proposal.id} proposal={proposal} onAnswer={answer} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type Choice = 'add' | 'dismiss';
type Answer = (decided: readonly StopProposal[], choice: Choice) => Promise<void>;
type Said = { readonly decided: readonly StopProposal[]; readonly choice: Choice };

function SaidLine({ said: { decided, choice }, onUndo }: { readonly said: Said; readonly onUndo: () => unknown }) {
  const text = useText();
  const format = useFormat();
  const [first] = decided;
  if (first === undefined) return null;
  const who = first.name || format.phoneInText(first.phone);
  const added =
    decided.length > 1 ? text('proposals.addedAll', { count: decided.length }) : text('proposals.added', { who });
  return <UndoLine words={choice === 'add' ? added : text('proposals.dismissed', { who })} onUndo={onUndo} />;
}

function Proposal({ proposal, onAnswer }: { readonly proposal: StopProposal; readonly onAnswer: Answer }) {
  const text = useText();
  const format = useFormat();
  const who = proposal.name || format.phone(proposal.phone);
  return (
    <li className="proposal">
      <div>
        <p>
          <PersonName name={proposal.name} /> <Phone phone={proposal.phone} />
        </p>
        <p>
          <q dir="auto">{proposal.text}</q>
        </p>
        <p className="faint small">{format.dateTime(proposal.atMs)}</p>
      </div>
      <div className="proposal-actions">
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

/** Asked for again whenever somebody else writes a stop word. What was answered last can be taken back. */
function useProposals(onChanged: () => Promise<void>) {
  const ask = useAsk();
  const open = useOverview((overview) => overview.stopProposals);
  const [proposals, setProposals] = useState<readonly StopProposal[]>([]);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const again = useCallback(async () => {
    const result = await call('doNotContact:proposals', undefined);
    setFailure(result.ok ? null : result.failure.code);
    if (result.ok) setProposals(result.value);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of open ones is the reason to ask again
  useEffect(() => {
    void again();
  }, [again, open]);
  /** Returns those that were answered; what is refused on the way is said, and stays as it is. */
  const tell = async (asked: readonly StopProposal[], choice: Choice | 'reopen') => {
    const answered: StopProposal[] = [];
    for (const proposal of asked) {
      const left = await ask('doNotContact:answer', { id: proposal.id, answer: choice });
      if (left === null) break;
      answered.push(proposal);
      setProposals(left);
    }
    return answered;
  };
  const answer: Answer = async (asked, choice) => {
    const decided = await tell(asked, choice);
    setSaid(decided.length === 0 ? null : { decided, choice });
    await onChanged();
  };
  const undo = async () => {
    setSaid(null);
    await tell(said?.decided ?? [], 'reopen');
    await onChanged();
  };
  return { proposals, failure, said, answer, undo, again };
}
