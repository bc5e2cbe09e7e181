import { ChartColumn, CircleSlash, Copy, Ellipsis, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { useStore } from '../store.ts';
import { useText } from '../text.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { CancelCampaign } from './cancel-campaign.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';

type Asking = 'duplicate' | 'cancel';

/** Everything that can be done with a campaign, behind three dots: in its row and above its messages. */
export function CampaignMenu({
  campaign,
  label,
  place,
}: {
  readonly campaign: CampaignSummary;
  readonly label: string;
  /** Where it stands, and where the operator comes back to. */
  readonly place: 'campaigns' | 'outbox';
}) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const items = useItems(campaign, place, setAsking);
  const onClose = () => setAsking(null);
  return (
    <>
      <Menu
        trigger={<IconButton icon={Ellipsis} label={label} size={place === 'outbox' ? 'control' : 'small'} />}
        items={items}
      />
      {asking === 'duplicate' && <DuplicateDialog campaign={campaign} onClose={onClose} />}
      {asking === 'cancel' && <CancelCampaign campaign={campaign} onClose={onClose} />}
    </>
  );
}

/** A draft has no report and nothing to cancel; what is over has nothing to cancel any more. */
function useItems(
  { id, state }: CampaignSummary,
  back: 'campaigns' | 'outbox',
  ask: (what: Asking) => void,
): readonly MenuItem[] {
  const text = useText();
  const open = useStore((store) => store.open);
  const isDraft = state === 'draft';
  const duplicate: MenuItem = {
    id: 'duplicate',
    label: text('campaigns.duplicate.menu'),
    icon: Copy,
    onSelect: () => ask('duplicate'),
  };
  if (isDraft) return [duplicate];
  const isOver = state !== 'running' && state !== 'paused';
  return [
    {
      id: 'report',
      label: text('outbox.report'),
      icon: ChartColumn,
      onSelect: () => open({ screen: 'report', id }),
    },
    {
      id: 'edit',
      label: text('campaigns.edit.menu'),
      icon: Pencil,
      disabled: isOver,
      onSelect: () => open({ screen: 'campaignEdit', id, part: 'message', back }),
    },
    duplicate,
    {
      id: 'cancel',
      label: text('outbox.cancelCampaign'),
      icon: CircleSlash,
      danger: true,
      apart: true,
      disabled: isOver,
      onSelect: () => ask('cancel'),
    },
  ];
}
