import { Check, Minus, TriangleAlert } from 'lucide-react';
import { whyNotWithTeam } from '../../../domain/schedule/with-team.ts';
import { useOverview } from '../../store/use-store.ts';
import { useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Decided, KeptPlace } from './contacts.tsx';
import type { ReviewProps } from './fact.tsx';
import { WhoLink } from './who-link.tsx';
import type { Who } from './who-list.tsx';

/** Whether a campaign can be started with the team from this computer now. */
export function useTeamOffer(): boolean {
  return useOverview(({ team }) => team?.kind === 'coordinator' && team.state.kind === 'open');
}

/** People whose row names no computer of the team, and the decision. Undecided: left out in a start with the team. */
export function OtherComputers({ draft, check, isStarting }: ReviewProps) {
  const { text, format } = useWords();
  const isOffered = useTeamOffer() && whyNotWithTeam({ ...draft.detail, hasStep: draft.detail.step !== null }) === null;
  const { schedule } = draft.detail;
  const { byComputer } = schedule;
  const { people, names } = check.otherComputers;
  if (!isOffered || byComputer === undefined || people === 0) return null;
  const decide = async (others: 'leave_out' | 'share' | null) => {
    const { column } = byComputer;
    draft.change({ schedule: { ...schedule, byComputer: others === null ? { column } : { column, others } } });
    await draft.flush();
  };
  const listed = format.list(names.map((one) => `\u2068${one.name}\u2069 (${format.number(one.people)})`));
  const what = text('teamCampaign.others.what');
  const who: Who = { campaignId: draft.detail.id, group: { kind: 'other_computer' }, what, count: people };
  return (
    <KeptPlace>
      {byComputer.others !== undefined ? (
        <Decided
          icon={byComputer.others === 'share' ? Check : Minus}
          words={text(`teamCampaign.others.${byComputer.others}`, { people })}
          who={who}
          onUndo={isStarting ? null : () => decide(null)}
        />
      ) : (
        <section className="decision marked gap-3" aria-labelledby="other-computers">
          <Icon of={TriangleAlert} />
          <div>
            <h3 id="other-computers">{text('campaign.who.title', { what, count: people })}</h3>
            <p>
              {listed}. {text('teamCampaign.others.open')}
            </p>
            <div className="row wrap gap-2-3 above-3">
              {!isStarting && (
                <>
                  <Button aria-describedby="other-computers" onPress={() => decide('share')}>
                    {text('teamCampaign.others.shareThem')}
                  </Button>
                  <Button kind="quiet" aria-describedby="other-computers" onPress={() => decide('leave_out')}>
                    {text('teamCampaign.others.leaveThemOut')}
                  </Button>
                </>
              )}
              <WhoLink {...who} words={text('campaign.who.see')} />
            </div>
          </div>
        </section>
      )}
    </KeptPlace>
  );
}
