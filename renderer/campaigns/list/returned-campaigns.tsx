import type { CampaignSummary } from '../../../domain/contract.ts';
import { useWords } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';

/** Campaigns that came back with a backup or from another place: one by one from their menus, or all at once from here. */
export function ReturnedCampaigns({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const count = campaigns.filter(({ cameBack, state }) => cameBack !== null && state === 'paused').length;
  if (count === 0) return null;
  const number = format.number(count);
  return (
    <Banner
      kind="paused"
      title={text('cameBack.all', { count, number })}
      actions={
        <Button onPress={() => void ask('campaign:resumeReturned', { count })}>
          {text('cameBack.resumeAll', { count, number })}
        </Button>
      }
    >
      {text('cameBack.allBody')}
    </Banner>
  );
}
