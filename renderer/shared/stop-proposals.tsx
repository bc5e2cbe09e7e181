import { useCallback, useEffect, useState } from 'react';
import type { FailureCode, StopProposal } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { useOverview } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { useToast } from '../ui/toast.tsx';
import { useAsk } from '../ui/use-ask.ts';

/** People who wrote a stop word. A person decides about each of them; nobody gets onto the list by machine. */
export function StopProposals({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const text = useText();
  const { proposals, failure, answer, again } = useProposals(onAdded);
  if (failure !== null) return <ReadFailure title={text('proposals.cannotRead')} code={failure} onAgain={again} />;
  if (proposals.length === 0) return null;
  return (
    <section className="proposals" aria-label={text('proposals.title', { count: proposals.length })}>
      <h2>{text('proposals.title', { count: proposals.length })}</h2>
      <p className="quiet">{text('proposals.body')}</p>
      <ul>
        {proposals.map((proposal) => (
          <Proposal key={proposal.id} proposal={proposal} onAnswer={answer} />
        ))}
      </ul>
    </section>
  );
}

type Answer = (proposal: StopProposal, answer: 'add' | 'dismiss') => Promise<void>;

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
        <Button aria-label={text('proposals.addWho', { who })} onPress={() => onAnswer(proposal, 'add')}>
          {text('proposals.add')}
        </Button>
        <Button
          kind="quiet"
          aria-label={text('proposals.dismissWho', { who })}
          onPress={() => onAnswer(proposal, 'dismiss')}
        >
          {text('proposals.dismiss')}
        </Button>
      </div>
    </li>
  );
}

/** Asked for again whenever somebody else writes a stop word. */
function useProposals(onAdded: () => Promise<void>) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const toast = useToast();
  const open = useOverview((overview) => overview.stopProposals);
  const [proposals, setProposals] = useState<readonly StopProposal[]>([]);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const again = useCallback(async () => {
    const result = await call('doNotContact:proposals', undefined);
    setFailure(result.ok ? null : result.failure.code);
    if (result.ok) setProposals(result.value);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of open ones is the reason to ask again
  useEffect(() => {
    void again();
  }, [again, open]);
  const answer = useCallback<Answer>(
    async (proposal, choice) => {
      const left = await ask('doNotContact:answer', { id: proposal.id, answer: choice });
      if (left === null) return;
      setProposals(left);
      if (choice !== 'add') return;
      toast('good', text('doNotContact.added', { phone: format.phoneInText(proposal.phone) }));
      await onAdded();
    },
    [ask, toast, text, format, onAdded],
  );
  return { proposals, failure, answer, again };
}
