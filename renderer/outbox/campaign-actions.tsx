import { Pause, Play } from 'lucide-react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { CampaignMenu } from '../shared/campaign-menu.tsx';
import { useResumePlace } from '../shared/resume-place.ts';
import { useCampaignControl } from '../shared/use-campaign-control.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { ReadListAgain } from './own-times/read-list-again.tsx';

/** Pause or go on, and the rarer things behind the three dots. */
export function CampaignActions({ campaign, isPaused }: { campaign: CampaignSummary; isPaused: boolean }) {
  const text = useText();
  const isOver = campaign.state !== 'running' && campaign.state !== 'paused';
  const hasDays = campaign.schedule.own !== undefined || campaign.schedule.weekly !== undefined;
  return (
    <div className="header-actions">
      {!isOver && hasDays && <ReadListAgain campaign={campaign} />}
      {!isOver && <PauseOrGoOn campaign={campaign} isPaused={isPaused} />}
      <CampaignMenu campaign={campaign} label={text('outbox.more')} place="outbox" />
    </div>
  );
}

function PauseOrGoOn({ campaign, isPaused }: { campaign: CampaignSummary; isPaused: boolean }) {
  const text = useText();
  const ask = useAsk();
  const { pause, resume } = useCampaignControl(campaign.id);
  const isHere = useResumePlace() === 'head';
  const isDispatcherPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  if (!isPaused) {
    return (
      <Button icon={Pause} onPress={pause}>
        {text('outbox.pause')}
      </Button>
    );
  }
  // The banner that says why has its own answer, and what another account needs is not mended here.
  if (!isHere) return null;
  const goOn = async () => {
    if (campaign.state === 'paused' && !(await resume())) return;
    if (isDispatcherPaused) await ask('dispatcher:resume', undefined);
  };
  return (
    <Button kind="primary" icon={Play} onPress={goOn}>
      {text('outbox.goOn')}
    </Button>
  );
}
