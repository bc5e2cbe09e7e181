import { ChartColumn, CircleSlash, Ellipsis, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';
import { useOverview, useStore } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { doneOf } from './progress.ts';

/** Pause or go on, and the rarer things behind the three dots. */
export function CampaignActions({
  campaign,
  standsStill,
}: {
  readonly campaign: CampaignSummary;
  readonly standsStill: boolean;
}) {
  const text = useText();
  const open = useStore((store) => store.open);
  const [asking, setAsking] = useState(false);
  const isOver = campaign.state !== 'running' && campaign.state !== 'paused';
  return (
    <div className="head-actions">
      {!isOver && <PauseOrGoOn campaign={campaign} standsStill={standsStill} />}
      <Menu
        trigger={<IconButton icon={Ellipsis} label={text('outbox.more')} />}
        items={[
          {
            id: 'report',
            label: text('outbox.report'),
            icon: ChartColumn,
            onSelect: () => open({ screen: 'report', id: campaign.id }),
          },
          {
            id: 'cancel',
            label: text('outbox.cancelCampaign'),
            icon: CircleSlash,
            danger: true,
            apart: true,
            disabled: isOver,
            onSelect: () => setAsking(true),
          },
        ]}
      />
      <CancelCampaign campaign={campaign} open={asking} onClose={() => setAsking(false)} />
    </div>
  );
}

function PauseOrGoOn({ campaign, standsStill }: { readonly campaign: CampaignSummary; readonly standsStill: boolean }) {
  const text = useText();
  const ask = useAsk();
  const putCampaign = useStore((store) => store.putCampaign);
  const isDispatcherPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  if (!standsStill) {
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

function CancelCampaign({
  campaign,
  open,
  onClose,
}: {
  readonly campaign: CampaignSummary;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const putCampaign = useStore((store) => store.putCampaign);
  const count = campaign.counts.pending;
  const number = format.number(count);
  return (
    <ConfirmDialog
      open={open}
      title={text('outbox.cancelCampaignTitle', { count, number })}
      confirm={text('outbox.cancelConfirm', { count, number })}
      keep={text('outbox.keepThem')}
      onClose={onClose}
      onConfirm={async () => {
        const cancelled = await ask('campaign:cancel', { id: campaign.id });
        if (cancelled !== null) putCampaign(cancelled);
      }}
    >
      {text('outbox.cancelCampaignBody', { count, number, done: format.number(doneOf(campaign.counts)) })}
    </ConfirmDialog>
  );
}
