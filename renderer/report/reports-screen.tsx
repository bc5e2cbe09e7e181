import { CalendarDays } from 'lucide-react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { CampaignName, CampaignSince, StageBadge } from '../shared/campaign-name.tsx';
import { CampaignProgress } from '../shared/campaign-progress.tsx';
import { NewCampaignButton } from '../shared/new-campaign-button.tsx';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Scroll } from '../ui/scroll.tsx';

/** The campaigns that have something to report: all that were started. */
export function ReportsScreen() {
  const text = useText();
  const open = useStore((store) => store.open);
  const campaigns = useOverview((overview) => overview.campaigns);
  const started = campaigns.filter((campaign) => campaign.state !== 'draft');
  return (
    <>
      <ScreenHeader
        className="header-plain lined"
        title={text('report.title')}
        actions={
          started.length > 0 && (
            <Button icon={CalendarDays} onPress={() => open({ screen: 'reportDays' })}>
              {text('report.days.open')}
            </Button>
          )
        }
      />
      {started.length === 0 ? (
        <div className="first-run grid center relative">
          <EmptyState title={text('report.emptyTitle')} action={<NewCampaignButton />}>
            {text('report.emptyBody')}
          </EmptyState>
        </div>
      ) : (
        <StartedCampaigns campaigns={started} />
      )}
    </>
  );
}

function StartedCampaigns({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const text = useText();
  const nowMs = useNow(60_000);
  return (
    <Scroll label={text('report.title')} className="list">
      <table className="table campaigns">
        <thead>
          <tr>
            <th>{text('campaigns.name')}</th>
            <th className="col-state">{text('campaigns.state')}</th>
            <th className="col-progress">{text('campaigns.progress')}</th>
            <th className="col-report end">{text('campaigns.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <StartedCampaign key={campaign.id} campaign={campaign} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function StartedCampaign({ campaign, nowMs }: { campaign: CampaignSummary; nowMs: number }) {
  const text = useText();
  const open = useStore((store) => store.open);
  const openReport = () => open({ screen: 'report', id: campaign.id });
  return (
    <tr>
      <td>
        <CampaignName campaign={campaign} nowMs={nowMs} onOpen={openReport}>
          <CampaignSince campaign={campaign} nowMs={nowMs} />
        </CampaignName>
      </td>
      <td className="col-state">
        <StageBadge campaign={campaign} nowMs={nowMs} />
      </td>
      <td>
        <CampaignProgress campaign={campaign} />
      </td>
      <td className="end">
        <Button
          size="small"
          aria-label={text('campaigns.openReportOf', { campaign: campaign.name })}
          onPress={openReport}
        >
          {text('report.open')}
        </Button>
      </td>
    </tr>
  );
}
