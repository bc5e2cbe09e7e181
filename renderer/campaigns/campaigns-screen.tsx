import type { CampaignSummary } from '../../../domain/contract.ts';
import { CampaignList } from '../../shared/campaign-list.tsx';
import { NewCampaignButton } from '../../shared/new-campaign-button.tsx';
import { stages } from '../../store/campaign-list.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { CampaignRow } from './campaign-row.tsx';

/** Every campaign with its state and outcome, to be searched and sorted; everything is done with it from here. */
export function CampaignsScreen() {
  const text = useText();
  const campaigns = useOverview((overview) => overview.campaigns);
  return (
    <>
      <ScreenHeader
        className="header-plain lined"
        title={text('campaigns.title')}
        actions={campaigns.length > 0 && <NewCampaignButton />}
      />
      <CampaignList
        screen="campaigns"
        label={text('campaigns.title')}
        empty={{ title: text('campaigns.emptyTitle'), body: text('campaigns.emptyBody') }}
        above={<ReturnedCampaigns campaigns={campaigns} />}
        campaigns={campaigns}
        stages={stages}
        heads={
          <>
            <th className="col-finish col-clock">{text('campaigns.finish')}</th>
            <th className="col-open end">
              <span className="visually-hidden">{text('campaigns.actions')}</span>
            </th>
          </>
        }
        row={(campaign, nowMs) => <CampaignRow key={campaign.id} campaign={campaign} nowMs={nowMs} />}
      />
    </>
  );
}

/** Campaigns that came back with a backup or from another place: one by one from their menus, or all at once from here. */
function ReturnedCampaigns({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const text = useText();
  const ask = useAsk();
  const count = campaigns.filter(({ cameBack, state }) => cameBack !== null && state === 'paused').length;
  if (count === 0) return null;
  return (
    <Banner
      kind="paused"
      title={text('cameBack.all', { count })}
      actions={
        <Button onPress={() => ask('campaign:resumeReturned', { count })}>
          {text('cameBack.resumeAll', { count })}
        </Button>
      }
    >
      {text('cameBack.allBody')}
    </Banner>
  );
}
