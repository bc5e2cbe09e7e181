import { Plus } from 'lucide-react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { useNow } from '../now.ts';
import { useNewCampaign } from '../shell/new-campaign.ts';
import { useOverview, useStore } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button, NameButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { CampaignBadge } from '../ui/status.tsx';
import { CampaignMenu } from './campaign-menu.tsx';
import { CampaignProgress } from './campaign-progress.tsx';

/** Every campaign with its state and what came of it; a draft is gone on with from here. */
export function CampaignsScreen() {
  const text = useText();
  const campaigns = useOverview((overview) => overview.campaigns);
  const createCampaign = useNewCampaign();
  const create = (
    <Button kind="primary" icon={Plus} onPress={createCampaign}>
      {text('campaigns.create')}
    </Button>
  );
  return (
    <>
      <header className="head head-plain">
        <div className="head-row">
          <h1>{text('campaigns.title')}</h1>
          {campaigns.length > 0 && <div className="head-actions">{create}</div>}
        </div>
      </header>
      {campaigns.length === 0 ? (
        <div className="first-run">
          <EmptyState title={text('campaigns.emptyTitle')} action={create}>
            {text('campaigns.emptyBody')}
          </EmptyState>
        </div>
      ) : (
        <CampaignTable campaigns={campaigns} />
      )}
    </>
  );
}

function CampaignTable({ campaigns }: { readonly campaigns: readonly CampaignSummary[] }) {
  const text = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard
    <section className="scroll list" tabIndex={0} aria-label={text('campaigns.title')}>
      <table className="table campaigns">
        <thead>
          <tr>
            <th>{text('campaigns.name')}</th>
            <th className="col-state">{text('campaigns.state')}</th>
            <th className="col-progress">{text('campaigns.progress')}</th>
            <th className="col-finish col-clock">{text('campaigns.finish')}</th>
            <th className="col-open end">{text('campaigns.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const clockMs = 30_000;

function CampaignRow({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow(clockMs);
  const open = useStore((store) => store.open);
  const showOutbox = useStore((store) => store.showOutbox);
  const isDraft = campaign.state === 'draft';
  const openCampaign = () =>
    isDraft
      ? open({ screen: 'campaign', id: campaign.id, step: 'recipients' })
      : showOutbox({ campaignId: campaign.id });
  const moment = format.moment(campaign.startedAtMs ?? campaign.createdAtMs, nowMs);
  return (
    <tr>
      <td>
        <div className="name">
          <NameButton onPress={openCampaign}>
            <bdi>{campaign.name}</bdi>
          </NameButton>
        </div>
        <div className="small faint clip">
          {campaign.startedAtMs === null
            ? text('campaigns.draftSince', { moment })
            : text('campaigns.startedAt', { moment })}
        </div>
      </td>
      <td>
        <CampaignBadge state={campaign.state} />
      </td>
      <td>
        {isDraft ? (
          '–'
        ) : (
          <>
            <CampaignProgress campaign={campaign} />
            {campaign.pauseReason !== null && (
              <p className="small faint pause-reason">{text(`campaignPause.${campaign.pauseReason}`)}</p>
            )}
          </>
        )}
      </td>
      <td className="number col-clock">
        <Finish campaign={campaign} nowMs={nowMs} />
      </td>
      <td className="end">
        <RowActions campaign={campaign} />
      </td>
    </tr>
  );
}

function Finish({ campaign, nowMs }: { readonly campaign: CampaignSummary; readonly nowMs: number }) {
  const text = useText();
  const format = useFormat();
  if (campaign.finishedAtMs !== null) return format.moment(campaign.finishedAtMs, nowMs);
  if (campaign.expectedFinishMs === null) return '–';
  return text('campaigns.doneAbout', { moment: format.moment(campaign.expectedFinishMs, nowMs) });
}

/** The one thing that is wanted most, and everything else behind three dots. The names say which campaign is meant. */
function RowActions({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  return (
    <span className="row-actions">
      <MainAction campaign={campaign} />
      <CampaignMenu
        campaign={campaign}
        label={text('campaigns.menuOf', { campaign: campaign.name })}
        place="campaigns"
      />
    </span>
  );
}

function MainAction({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  const open = useStore((store) => store.open);
  const showOutbox = useStore((store) => store.showOutbox);
  const { id, name, state } = campaign;
  switch (state) {
    case 'draft':
      return (
        <Button
          size="small"
          aria-label={text('campaigns.openDraftOf', { campaign: name })}
          onPress={() => open({ screen: 'campaign', id, step: 'recipients' })}
        >
          {text('campaigns.openDraft')}
        </Button>
      );
    case 'running':
    case 'paused':
      return (
        <Button
          size="small"
          aria-label={text('campaigns.openOutboxOf', { campaign: name })}
          onPress={() => showOutbox({ campaignId: id })}
        >
          {text('campaigns.openOutbox')}
        </Button>
      );
    case 'finished':
    case 'cancelled':
      return (
        <Button
          size="small"
          aria-label={text('campaigns.openReportOf', { campaign: name })}
          onPress={() => open({ screen: 'report', id })}
        >
          {text('campaigns.openReport')}
        </Button>
      );
  }
}
