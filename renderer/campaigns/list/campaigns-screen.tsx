import { memo } from 'react';
import type { CampaignSummary } from '../../../domain/contract.ts';
import { useIsAccountBack } from '../../shared/accounts/account-now.tsx';
import { useExpectedFinishMs } from '../../shared/accounts/expected-finish.ts';
import { CampaignList } from '../../shared/campaign-list.tsx';
import { CampaignMenu } from '../../shared/campaign-menu.tsx';
import { CampaignCells } from '../../shared/campaign-name.tsx';
import { CampaignProgress } from '../../shared/campaign-progress.tsx';
import { NewCampaignButton } from '../../shared/new-campaign-button.tsx';
import { useWhatComes } from '../../shared/what-comes.ts';
import { stages } from '../../store/campaign-list.ts';
import { useActions, useOverview, useStore } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';

/** Every campaign with its state and results, to search and sort, and with everything that can be done with it. */
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

/** Campaigns that came back with a backup or from another computer: each can go on from its menu, or all from here. */
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

type Props = { readonly campaign: CampaignSummary; readonly nowMs: number };

/** One campaign in the list. It is memoised, so that it is not rendered while another campaign sends. */
const CampaignRow = memo(function CampaignRow({ campaign, nowMs }: Props) {
  const text = useText();
  const openCampaign = useOpenCampaign(campaign);
  return (
    <tr>
      <CampaignCells campaign={campaign} nowMs={nowMs} onOpen={openCampaign} />
      <td>
        {campaign.state === 'draft' ? '–' : <CampaignProgress campaign={campaign} />}
        {campaign.replied > 0 && (
          <p className="small faint">{text('replies.wroteBack', { count: campaign.replied })}</p>
        )}
        <IsPaused campaign={campaign} />
        <WhatComes campaign={campaign} nowMs={nowMs} />
      </td>
      <td className="number col-clock">
        <Finish campaign={campaign} nowMs={nowMs} />
      </td>
      <td className="end">
        <span className="row-actions wrap gap-2">
          <MainAction campaign={campaign} onOpen={openCampaign} />
          <CampaignMenu
            campaign={campaign}
            label={text('campaigns.menuOf', { campaign: campaign.name })}
            place="campaigns"
          />
        </span>
      </td>
    </tr>
  );
});

function useOpenCampaign({ id, state }: CampaignSummary): () => void {
  const { open, showOutbox } = useActions();
  return () =>
    state === 'draft' ? open({ screen: 'campaign', id, step: 'recipients' }) : showOutbox({ campaignId: id });
}

function IsPaused({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const isAllPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  const isAccountBack = useIsAccountBack(campaign);
  const { state, pauseReason, cameBack } = campaign;
  const words =
    cameBack !== null
      ? text(`cameBack.${cameBack}`)
      : pauseReason !== null
        ? text(isAccountBack ? 'outbox.accountBackTitle' : `campaignPause.${pauseReason}`)
        : state === 'running' && isAllPaused
          ? text('campaigns.allPaused')
          : null;
  return words !== null && <p className="small faint above-1">{words}</p>;
}

function WhatComes({ campaign, nowMs }: Props) {
  const words = useWhatComes(campaign, nowMs);
  return words !== null && <p className="small faint above-1">{words}</p>;
}

function Finish({ campaign, nowMs }: Props) {
  const { text, format } = useWords();
  const finishMs = useExpectedFinishMs(campaign);
  if (campaign.finishedAtMs !== null) return format.moment(campaign.finishedAtMs, nowMs);
  if (campaign.state === 'draft' || finishMs === null) return '–';
  return text('campaigns.doneAbout', { moment: format.moment(finishMs, nowMs) });
}

/** The most wanted action, shown where there is room for it. Its accessible name says which campaign it is for. */
function MainAction({ campaign, onOpen }: { campaign: CampaignSummary; onOpen: () => void }) {
  const text = useText();
  const open = useStore((store) => store.open);
  const { id, name, state } = campaign;
  const isOver = state === 'finished' || state === 'cancelled';
  const action = state === 'draft' ? 'openDraft' : isOver ? 'openReport' : 'openOutbox';
  return (
    <Button
      size="small"
      className="row-main"
      aria-label={text(`campaigns.${action}Of`, { campaign: name })}
      onPress={isOver ? () => open({ screen: 'report', id }) : onOpen}
    >
      {text(`campaigns.${action}`)}
    </Button>
  );
}
