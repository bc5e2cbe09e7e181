import type { CampaignSummary } from '../../domain/contract.ts';
import { RichText, useText } from '../text.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useCampaignControl } from './use-campaign-control.ts';

/** Asks before all waiting messages of a campaign are cancelled, and says what that does and does not do. */
export function CancelCampaign({ campaign, onClose }: { campaign: CampaignSummary; onClose: () => void }) {
  const text = useText();
  const { cancel } = useCampaignControl(campaign.id);
  const { sent, notConfirmed, pending, sending } = campaign.counts;
  const confirm = pending === 0 ? text('campaigns.cancel.campaign') : text('outbox.cancelConfirm', { count: pending });
  return (
    <ConfirmDialog
      open
      title={text('campaigns.cancel.title', { campaign: campaign.name })}
      confirm={confirm}
      keep={text('campaigns.cancel.keep')}
      onClose={onClose}
      onConfirm={cancel}
    >
      <ul className="grid gap-2">
        {pending > 0 && (
          <li>
            <RichText words={text('campaigns.cancel.never', { count: pending })} />
          </li>
        )}
        {sent > 0 && <li>{text('campaigns.cancel.sent', { count: sent })}</li>}
        {notConfirmed > 0 && <li>{text('campaigns.cancel.unconfirmed', { count: notConfirmed })}</li>}
        {sending > 0 && <li>{text('campaigns.cancel.sending')}</li>}
        <li>{text('campaigns.cancel.final')}</li>
      </ul>
    </ConfirmDialog>
  );
}
