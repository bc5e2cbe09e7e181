import {
  ChartColumn,
  CircleSlash,
  Copy,
  Ellipsis,
  Inbox,
  Pause,
  Pencil,
  Play,
  TextCursorInput,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { useActions } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { CancelCampaign } from './cancel-campaign.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { useCampaignControl } from './use-campaign-control.ts';

type Asking = 'duplicate' | 'rename' | 'cancel' | 'delete';
/** Where the menu is, to which the operator returns. */
type Place = 'campaigns' | 'outbox';

/** Everything that can be done with a campaign, behind three dots: in its row and above its messages. */
export function CampaignMenu({ campaign, label, place }: { campaign: CampaignSummary; label: string; place: Place }) {
  const ask = useAsk();
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
      {asking === 'rename' && (
        <RenameDialog
          name={campaign.name}
          onClose={onClose}
          onRename={(name) => void ask('campaign:update', { id: campaign.id, name })}
        />
      )}
      {asking === 'cancel' && <CancelCampaign campaign={campaign} onClose={onClose} />}
      {asking === 'delete' && <DeleteDraft draft={campaign} onClose={onClose} />}
    </>
  );
}

/** Above the messages, pause and the link to the messages have their own places. */
function useItems(campaign: CampaignSummary, place: Place, ask: (what: Asking) => void): readonly MenuItem[] {
  const text = useText();
  const { id, state, pauseReason, team } = campaign;
  const control = useCampaignControl(id);
  const { open, showOutbox } = useActions();
  const asks = (what: Asking) => ({ id: what, onSelect: () => ask(what) });
  const inList = (...items: readonly MenuItem[]) => (place === 'campaigns' ? items : []);
  const openDraft = () => open({ screen: 'campaign', id, step: 'recipients' });
  const copies = [
    { ...asks('duplicate'), label: text('campaigns.duplicate.menu'), icon: Copy },
    { ...asks('rename'), label: text('campaigns.rename'), icon: TextCursorInput },
  ];
  const apart = { danger: true, apart: true };
  if (state === 'draft') {
    return [
      ...inList({ id: 'open', label: text('campaigns.openDraft'), icon: Pencil, onSelect: openDraft }),
      ...copies,
      { ...asks('delete'), label: text('campaigns.deleteDraft'), icon: Trash2, ...apart },
    ];
  }
  // A campaign that is starting cannot be changed until it has started.
  const isFixed = state !== 'running' && state !== 'paused';
  const pause = { id: 'pause', label: text('outbox.pause'), icon: Pause, onSelect: () => void control.pause() };
  const resume = { id: 'resume', label: text('outbox.goOn'), icon: Play, onSelect: () => void control.resume() };
  // Other reasons for a pause need a look or a choice first, for which the outbox has a place.
  const pausing = state === 'running' ? [pause] : pauseReason === 'operator' ? [resume] : [];
  const toOutbox = () => showOutbox({ campaignId: id });
  const toReport = () => open({ screen: 'report', id });
  const edit = () => open({ screen: 'campaignEdit', id, part: 'message', back: place });
  return [
    ...inList({ id: 'open', label: text('campaigns.openOutbox'), icon: Inbox, onSelect: toOutbox }, ...pausing),
    { id: 'report', label: text('outbox.report'), icon: ChartColumn, onSelect: toReport },
    { id: 'edit', label: text('campaigns.edit.menu'), icon: Pencil, onSelect: edit, disabled: isFixed },
    ...copies,
    // A team campaign is cancelled on all computers.
    {
      ...asks('cancel'),
      label: text('outbox.cancelCampaign'),
      icon: CircleSlash,
      ...apart,
      disabled: isFixed || team === 'open',
    },
  ];
}

function DeleteDraft({ draft, onClose }: { draft: CampaignSummary; onClose: () => void }) {
  const text = useText();
  const ask = useAsk();
  return (
    <ConfirmDialog
      open
      title={text('campaigns.deleteTitle', { campaign: draft.name })}
      confirm={text('campaign.deleteDraft.button')}
      onClose={onClose}
      onConfirm={() => ask('campaign:deleteDraft', { id: draft.id })}
    >
      {text('campaign.deleteDraft.body')}
    </ConfirmDialog>
  );
}
