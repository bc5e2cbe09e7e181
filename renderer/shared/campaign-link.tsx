import type { CampaignSummary } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';
import { LinkButton } from '../ui/button.tsx';

/** A campaign's name within a sentence, linked to its report, or to its draft while it is one. */
export function CampaignLink({ campaign: { id, name, state } }: { campaign: CampaignSummary }) {
  const open = useStore((store) => store.open);
  const show = () =>
    state === 'draft' ? open({ screen: 'campaign', id, step: 'message' }) : open({ screen: 'report', id });
  return (
    <LinkButton onPress={show}>
      <bdi>{name}</bdi>
    </LinkButton>
  );
}
