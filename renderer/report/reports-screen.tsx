import { CalendarDays } from 'lucide-react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { CampaignList } from '../shared/campaign-list.tsx';
import { CampaignCells } from '../shared/campaign-name.tsx';
import { CampaignProgress } from '../shared/campaign-progress.tsx';
import { stages } from '../store/campaign-list.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';

/** The campaigns with a report: all that were started. */
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
      <CampaignList
        screen="reports"
        label={text('report.title')}
        empty={{ title: text('report.emptyTitle'), body: text('report.emptyBody') }}
        campaigns={started}
        stages={stages.filter((stage) => stage !== 'draft')}
        heads={<th className="col-report end">{text('campaigns.actions')}</th>}
        row={(campaign, nowMs) => <StartedCampaign key={campaign.id} campaign={campaign} nowMs={nowMs} />}
      />
    </>
  );
}

function StartedCampaign({ campaign, nowMs }: { campaign: CampaignSummary; nowMs: number }) {
  const text = useText();
  const open = useStore((store) => store.open);
  const openReport = () => open({ screen: 'report', id: campaign.id });
  return (
    <tr>
      <CampaignCells campaign={campaign} nowMs={nowMs} onOpen={openReport} />
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
