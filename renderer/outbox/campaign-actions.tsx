import { Pause, Play } from 'lucide-react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';
import { CampaignMenu } from '../campaigns/list/campaign-menu.tsx';
import { useOverview, useStore } from '../store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';

/** Pause or go on, and the rarer things behind the three dots. */
export function CampaignActions({
  campaign,
  isPaused,
}: {
  readonly campaign: CampaignSummary;
  readonly isPaused: boolean;
}) {
  const text = useText();
  const isOver = campaign.state !== 'running' && campaign.state !== 'paused';
  return (
    <div className="header-actions">
      {!isOver && <PauseOrGoOn campaign={campaign} isPaused={isPaused} />}
      <CampaignMenu campaign={campaign} label={text('outbox.more')} place="outbox" />
    </div>
  );
}

function PauseOrGoOn({ campaign, isPaused }: { readonly campaign: CampaignSummary; readonly isPaused: boolean }) {
  const text = useText();
  const ask = useAsk();
  const putCampaign = useStore((store) => store.putCampaign);
  const isDispatcherPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  if (!isPaused) {
    const pause = async () => {
      const paused = await ask('campaign:pause', { id: campaign.id });
      if (paused !== null) putCampaign(paused);
    };
    return (
      <Button icon={Pause} onPress={pause}>
        {text('outbox.pause')}
      </Button>
    );
  }
  const goOn = async () => {
    if (campaign.state === 'paused') {
      const resumed = await ask('campaign:resume', { id: campaign.id });
      if (resumed === null) return;
      putCampaign(resumed);
    }
    if (isDispatcherPaused) await ask('dispatcher:resume', undefined);
  };
  return (
    <Button icon={Play} onPress={goOn}>
      {text('outbox.goOn')}
    </Button>
  );
}
