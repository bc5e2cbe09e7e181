import type { CampaignSummary } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';

/** Campaigns that came back with a backup or from another place: one by one from their menus, or all at once from here. */
export function ReturnedCampaigns({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const text = useText();
  const ask = useAsk();
  const count = campaigns.filter(({ cameBack, state }) => cameBack !== null && state === 'paused').length;
  if (count === 0) return null;
  return (
    <Banner
      kind="paused"
      title={text('cameBack.all', { count })}
      actions={
        <Button onPress={() => void ask('campaign:resumeReturned', { count })}>
          {text('cameBack.resumeAll', { count })}
        </Button>
      }
    >
      {text('cameBack.allBody')}
    </Banner>
  );
}
