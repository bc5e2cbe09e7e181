import type { CampaignSummary } from '../../domain/contract.ts';
import { stageOf } from '../store/campaign-list.ts';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { NameButton } from '../ui/button.tsx';
import { Badge, CampaignBadge, UndecidedBadge } from '../ui/status.tsx';

type StageProps = { readonly campaign: CampaignSummary; readonly nowMs: number };

/** The first cells of a campaign's row. In a narrow list its state is in the first one, since its column is hidden. */
export function CampaignCells({ campaign, nowMs, onOpen }: StageProps & { readonly onOpen: () => void }) {
  const stage = <StageBadge campaign={campaign} nowMs={nowMs} />;
  return (
    <>
      <td>
        <div className="name">
          <NameButton onPress={onOpen}>
            <bdi className="two-lines">{campaign.name}</bdi>
          </NameButton>
        </div>
        <div className="small faint">
          <Since campaign={campaign} nowMs={nowMs} />
        </div>
        <div className="narrow-state above-1">{stage}</div>
      </td>
      <td className="col-state">{stage}</td>
    </>
  );
}

function Since({ campaign, nowMs }: StageProps) {
  const { text, format } = useWords();
  const { startAtMs, timeZone } = campaign.schedule;
  if (stageOf(campaign, nowMs) === 'scheduled' && startAtMs !== null) {
    return text('campaigns.startsAt', { moment: format.moment(startAtMs, nowMs, timeZone) });
  }
  const moment = format.moment(campaign.startedAtMs ?? campaign.createdAtMs, nowMs);
  return campaign.startedAtMs === null
    ? text('campaigns.draftSince', { moment })
    : text('campaigns.startedAt', { moment });
}

/** The state of the campaign, including that it waits for its start time, or is paused because all sending is. */
export function StageBadge({ campaign, nowMs }: StageProps) {
  const text = useText();
  const stage = stageOf(campaign, nowMs);
  const isAllPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  if (campaign.state === 'starting') return <CampaignBadge state="starting" />;
  if (stage === 'scheduled') return <Badge kind="pending">{text('campaigns.scheduled')}</Badge>;
  if (stage === 'undecided') return <UndecidedBadge campaign={campaign} />;
  return <CampaignBadge state={stage === 'running' && isAllPaused ? 'paused' : stage} />;
}
