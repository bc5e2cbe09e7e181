import { ChevronDown } from 'lucide-react';
import { isUndecided } from '../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../domain/contract.ts';
import type { Counts } from '../../domain/message.ts';
import { openOf, totalOf } from '../store/counts.ts';
import { noNarrowing } from '../store/outbox-view.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { RichText, useFormat, useText } from '../text.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { OutcomeBar } from '../ui/progress.tsx';
import { CampaignBadge, Status, UndecidedBadge } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';
import { CampaignActions } from './campaign-actions.tsx';
import { ratePerMinute } from './progress.ts';
import { useIsPaused } from './use-outbox.ts';

/** Which campaign is shown, what can be done with it, and how far it has come. */
export function OutboxHeader({
  campaign,
  counts,
}: {
  readonly campaign: CampaignSummary | null;
  readonly counts: Counts;
}) {
  const isPaused = useIsPaused(campaign);
  return (
    <header className="screen-header header-outbox">
      <div className="screen-header-row">
        <h1>
          <CampaignFilter campaign={campaign} />
        </h1>
        {campaign && <StateBadge campaign={campaign} isPaused={isPaused} />}
        {campaign && <CampaignActions campaign={campaign} isPaused={isPaused} />}
      </div>
      <Progress campaign={campaign} counts={counts} isPaused={isPaused} />
    </header>
  );
}

function StateBadge({ campaign, isPaused }: { readonly campaign: CampaignSummary; readonly isPaused: boolean }) {
  if (isUndecided(campaign)) return <UndecidedBadge campaign={campaign} />;
  return <CampaignBadge state={campaign.state === 'running' && isPaused ? 'paused' : campaign.state} />;
}

/** The title is the filter. Drafts have no messages yet, so they are not offered. */
function CampaignFilter({ campaign }: { readonly campaign: CampaignSummary | null }) {
  const text = useText();
  const campaigns = useOverview((overview) => overview.campaigns);
  const showOutbox = useStore((store) => store.showOutbox);
  const items = [
    {
      id: 'all',
      label: text('outbox.allCampaigns'),
      chosen: campaign === null,
      onSelect: () => showOutbox({ campaignId: null }),
    },
    ...campaigns
      .filter(({ state }) => state !== 'draft')
      .map((known, index) => ({
        id: String(known.id),
        label: known.name,
        chosen: known.id === campaign?.id,
        apart: index === 0,
        onSelect: () => showOutbox({ campaignId: known.id }),
      })),
  ];
  return (
    <Menu
      items={items}
      trigger={
        <button type="button" className="title-select">
          <span className="clip">{campaign === null ? text('outbox.allCampaigns') : <bdi>{campaign.name}</bdi>}</span>
          <span className="visually-hidden">, {text('outbox.chooseCampaign')}</span>
          <Icon of={ChevronDown} />
        </button>
      }
    />
  );
}

function Progress({
  campaign,
  counts,
  isPaused,
}: {
  readonly campaign: CampaignSummary | null;
  readonly counts: Counts;
  readonly isPaused: boolean;
}) {
  const text = useText();
  const format = useFormat();
  const total = totalOf(counts);
  const words = {
    sent: format.number(counts.sent),
    notConfirmed: format.number(counts.notConfirmed),
    notSent: format.number(counts.notSent),
    open: format.number(openOf(counts)),
  };
  return (
    <div className="progress">
      <div className="progress-line">
        <span>
          <RichText words={text('outbox.sentOf', { sent: words.sent, total: format.number(total) })} />
        </span>
        {counts.notConfirmed > 0 && <FailedLink certainty="not_confirmed" count={counts.notConfirmed} />}
        {counts.notSent > 0 && <FailedLink certainty="not_sent" count={counts.notSent} />}
        <WhenDone campaign={campaign} counts={counts} isPaused={isPaused} />
        {campaign?.state === 'running' && !isPaused && openOf(counts) > 0 && !isUndecided(campaign) && (
          <Rate campaign={campaign} />
        )}
      </div>
      <OutcomeBar
        label={text('outbox.barWords', words)}
        total={total}
        parts={[
          { fill: 'sent', count: counts.sent },
          { fill: 'unconfirmed', count: counts.notConfirmed },
          { fill: 'not-sent', count: counts.notSent },
        ]}
      />
    </div>
  );
}

/** How many failed in this way, and the way to them. */
function FailedLink({
  certainty,
  count,
}: {
  readonly certainty: 'not_confirmed' | 'not_sent';
  readonly count: number;
}) {
  const text = useText();
  const format = useFormat();
  const showOutbox = useStore((store) => store.showOutbox);
  const isDoubt = certainty === 'not_confirmed';
  return (
    <>
      <span className="dot">·</span>
      <Status kind={isDoubt ? 'unconfirmed' : 'not-sent'}>
        <LinkButton onPress={() => showOutbox({ ...noNarrowing, tab: 'failed', certainty })}>
          {text(isDoubt ? 'outbox.notConfirmed' : 'outbox.notSent', { number: format.number(count) })}
        </LinkButton>
      </Status>
    </>
  );
}

function WhenDone({
  campaign,
  counts,
  isPaused,
}: {
  readonly campaign: CampaignSummary | null;
  readonly counts: Counts;
  readonly isPaused: boolean;
}) {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow(15_000);
  const isOver = openOf(counts) === 0;
  // What failed says already that nothing is left to send but these.
  if (isOver && counts.notConfirmed + counts.notSent > 0) return null;
  const finishMs = campaign?.expectedFinishMs ?? null;
  const words = isOver
    ? text('outbox.allDone')
    : finishMs === null || isPaused
      ? text('outbox.toGo', { number: format.number(openOf(counts)) })
      : text('outbox.doneAbout', { time: format.moment(finishMs, nowMs) });
  return (
    <>
      <span className="dot">·</span>
      <span>{words}</span>
    </>
  );
}

function Rate({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  const format = useFormat();
  const { window } = campaign.schedule;
  const perMinute = ratePerMinute(campaign);
  const rate = text('outbox.rate', { count: perMinute, number: format.number(perMinute) });
  return (
    <span className="push faint">
      {window === null ? rate : text('outbox.rateUntil', { rate, time: minuteOfDay(window.toMinute) })}
    </span>
  );
}

/** `20:00` for 1,200 minutes after midnight. */
function minuteOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
