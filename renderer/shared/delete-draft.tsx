import type { CampaignSummary } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';

/** Asks before a draft is deleted with all that was put into it. */
export function DeleteDraft({ draft, onClose }: { draft: CampaignSummary; onClose: () => void }) {
  const text = useText();
  const ask = useAsk();
  return (
    <ConfirmDialog
      open
      title={text('campaigns.deleteTitle', { campaign: draft.name })}
      confirm={text('campaign.deleteDraft.button')}
      keep={text('ui.keep')}
      onClose={onClose}
      onConfirm={() => ask('campaign:deleteDraft', { id: draft.id })}
    >
      {text('campaign.deleteDraft.body')}
    </ConfirmDialog>
  );
}
