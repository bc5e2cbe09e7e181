import type { CampaignSummary } from '../../domain/contract.ts';
import { useAsk } from '../api.ts';
import { doneOf } from '../outbox/progress.ts';
import { useStore } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';

/** Asks before everything of a campaign that waits is cancelled. */
export function CancelCampaign({
  campaign,
  onClose,
}: {
  readonly campaign: CampaignSummary;
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
      open
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
