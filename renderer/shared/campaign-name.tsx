import type { ReactNode } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { stageOf } from '../store/campaign-list.ts';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { NameButton } from '../ui/button.tsx';
import { Badge, CampaignBadge, UndecidedBadge } from '../ui/status.tsx';

type StageProps = { readonly campaign: CampaignSummary; readonly nowMs: number };

/** The first cell of a campaign's row. In a narrow list its state stands here, where no column has room. */
export function CampaignName(props: {
  readonly campaign: CampaignSummary;
  readonly nowMs: number;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const { campaign, nowMs, onOpen, children } = props;
  return (
    <>
      <div className="name">
        <NameButton onPress={onOpen}>
          <bdi className="two-lines">{campaign.name}</bdi>
        </NameButton>
      </div>
      <div className="small faint">{children}</div>
      <div className="narrow-state above-1">
        <StageBadge campaign={campaign} nowMs={nowMs} />
      </div>
    </>
  );
}

/** Since when it is there, or from when on it is sent. */
export function CampaignSince({ campaign, nowMs }: StageProps) {
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

/** Where the campaign stands: also that it waits for its hour, and that it is paused because all sending is. */
export function StageBadge({ campaign, nowMs }: StageProps) {
  const text = useText();
  const stage = stageOf(campaign, nowMs);
  const isAllPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  if (campaign.state === 'starting') return <CampaignBadge state="starting" />;
  if (stage === 'scheduled') return <Badge kind="pending">{text('campaigns.scheduled')}</Badge>;
  if (stage === 'undecided') return <UndecidedBadge campaign={campaign} />;
  return <CampaignBadge state={stage === 'running' && isAllPaused ? 'paused' : stage} />;
}
