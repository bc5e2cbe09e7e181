import type { CampaignCheck } from '../../../domain/contract.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { useCountriesWithoutHours } from '../schedule/no-hours.tsx';
import type { Draft } from '../use-draft.ts';
import { WhoLink } from './who-link.tsx';

/** People for whom no time of day fits: who they are, and the two ways on. */
export function NoHoursWays({ draft, check, nowMs }: { draft: Draft; check: CampaignCheck; nowMs: number }) {
  const text = useText();
  const words = useScheduleWords();
  const withoutHours = useCountriesWithoutHours();
  const { id, schedule } = draft.detail;
  const { names } = withoutHours(schedule, check.places, nowMs);
  const decide = async (answer: 'campaign' | 'leave_out') => {
    const { window } = schedule;
    if (window === null) return;
    draft.change({ schedule: { ...schedule, window: { ...window, withoutHours: answer } } });
    await draft.flush();
  };
  return (
    <>
      <p id="no-hours">
        {text('campaign.when.noHours.open', { count: check.noHours })} {names}
      </p>
      <div className="decision-actions row wrap above-3">
        <Button aria-describedby="no-hours" onPress={() => decide('campaign')}>
          {text('campaign.when.noHours.useClock', { zone: words.zone(schedule.timeZone, nowMs) })}
        </Button>
        {check.willSend > check.noHours && (
          <Button kind="quiet" aria-describedby="no-hours" onPress={() => decide('leave_out')}>
            {text('campaign.when.noHours.leaveOut')}
          </Button>
        )}
        <WhoLink
          campaignId={id}
          group={{ kind: 'left_out', reason: 'no_hours' }}
          what={text('leftOut.no_hours')}
          count={check.noHours}
          words={text('campaign.who.see')}
        />
      </div>
    </>
  );
}
