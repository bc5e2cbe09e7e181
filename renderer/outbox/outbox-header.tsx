import { ChevronDown, Pause, Play } from 'lucide-react';
import { isUndecided } from '../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../domain/contract.ts';
import { toClock } from '../../domain/schedule/hours.ts';
import { accountsOf } from '../../domain/schedule/sent-from.ts';
import type { WaitReason } from '../../domain/state/state.ts';
import { useExpectedFinishMs, useStandsStill } from '../shared/accounts/expected-finish.ts';
import { CampaignMenu } from '../shared/campaign-menu.tsx';
import { StageBadge } from '../shared/campaign-name.tsx';
import { CountsBar } from '../shared/campaign-progress.tsx';
import { useResumePlace } from '../shared/resume-place.ts';
import { useCampaignControl } from '../shared/use-campaign-control.ts';
import { useWhatComes } from '../shared/what-comes.ts';
import { notInChatOf, openOf, totalOf } from '../store/counts.ts';
import { noNarrowing } from '../store/outbox-view.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { RichText, useText, useWords } from '../text.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { CampaignBadge, Status } from '../ui/status.tsx';
import { Key } from '../ui/tooltip.tsx';
import { ReadListAgain } from './own-times/read-list-again.tsx';
import { rateOf } from './pace-guess.ts';
import { useIsPaused, useOutbox } from './use-outbox.ts';

/** The shown campaign, what can be done with it, and its progress. */
export function OutboxHeader(props: {
  /** While chats are checked one by one, the header only shows the progress, and leads back. */
  readonly onBack?: () => void;
}) {
  const { onBack } = props;
  const { campaign } = useOutbox();
  const text = useText();
  const isPaused = useIsPaused(campaign);
  return (
    <ScreenHeader
      className={`header-outbox ${onBack ? 'header-look lined' : ''}`}
      isLong={onBack !== undefined}
      title={onBack ? <CampaignShown campaign={campaign} /> : <CampaignFilter campaign={campaign} />}
      beside={
        campaign && (
          <>
            <StateBadge campaign={campaign} isPaused={isPaused} />
            {campaign.team && <span className="quiet rigid">{text('teamCampaign.with')}</span>}
          </>
        )
      }
      actions={
        onBack ? (
          <Button kind="quiet" onPress={onBack} aria-keyshortcuts="Escape">
            {text('check.toList')} <Key>Esc</Key>
          </Button>
        ) : (
          campaign && <CampaignActions key={campaign.id} campaign={campaign} isPaused={isPaused} />
        )
      }
    >
      <Progress isLinked={!onBack} />
    </ScreenHeader>
  );
}

function CampaignShown({ campaign }: { campaign: CampaignSummary | null }) {
  const text = useText();
  return campaign === null ? text('outbox.allCampaigns') : <bdi>{campaign.name}</bdi>;
}

function StateBadge({ campaign, isPaused }: { campaign: CampaignSummary; isPaused: boolean }) {
  const nowMs = useNow(15_000);
  if (campaign.state === 'running' && isPaused && !isUndecided(campaign)) return <CampaignBadge state="paused" />;
  return <StageBadge campaign={campaign} nowMs={nowMs} />;
}

/** The title selects the campaign. Drafts are not offered, since they have no messages yet. */
function CampaignFilter({ campaign }: { campaign: CampaignSummary | null }) {
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
        <button type="button" className="title-select row strong">
          <span className="clip">
            <CampaignShown campaign={campaign} />
          </span>
          <span className="visually-hidden">, {text('outbox.chooseCampaign')}</span>
          <Icon of={ChevronDown} className="faint" />
        </button>
      }
    />
  );
}

/** `isLinked`: the counts of failures link to them. */
function Progress({ isLinked }: { isLinked: boolean }) {
  const { campaign, counts } = useOutbox();
  const isPaused = useIsPaused(campaign);
  const { text, format } = useWords();
  const total = totalOf(counts);
  const notInChat = notInChatOf(counts);
  const words = {
    sent: format.number(counts.sent),
    notConfirmed: format.number(counts.toCheck),
    notInChat: format.number(notInChat),
    notSent: format.number(counts.notSent),
    open: format.number(openOf(counts)),
  };
  return (
    <div className="progress grid gap-2">
      <div className="progress-line row wrap gap-0-2 quiet figures">
        <span>
          <RichText words={text('outbox.sentOf', { sent: words.sent, total: format.number(total) })} />
        </span>
        {counts.toCheck > 0 && <Failed what="notConfirmed" count={counts.toCheck} isLinked={isLinked} />}
        {notInChat > 0 && <Failed what="notInChat" count={notInChat} isLinked={isLinked} />}
        {counts.notSent > 0 && <Failed what="notSent" count={counts.notSent} isLinked={isLinked} />}
        {counts.cancelled > 0 && <Cancelled count={counts.cancelled} />}
        <WhenDone />
        {campaign?.state === 'running' && !isPaused && openOf(counts) > 0 && !isUndecided(campaign) && (
          <Rate campaign={campaign} />
        )}
      </div>
      <CountsBar label={text(notInChat === 0 ? 'outbox.barWords' : 'outbox.barWordsChecked', words)} counts={counts} />
    </div>
  );
}

const failed = {
  notConfirmed: { sign: 'unconfirmed', certainty: 'not_confirmed' },
  notInChat: { sign: 'cancelled', certainty: 'not_confirmed' },
  notSent: { sign: 'not-sent', certainty: 'not_sent' },
} as const;

function Failed({ what, count, isLinked }: { what: keyof typeof failed; count: number; isLinked: boolean }) {
  const { text, format } = useWords();
  const showOutbox = useStore((store) => store.showOutbox);
  const { sign, certainty } = failed[what];
  const words = text(`outbox.${what}`, { number: format.number(count) });
  return (
    <>
      <span className="faint">·</span>
      <Status kind={sign}>
        {isLinked ? (
          <LinkButton onPress={() => showOutbox({ ...noNarrowing, tab: 'failed', certainty })}>{words}</LinkButton>
        ) : (
          words
        )}
      </Status>
    </>
  );
}

/** The lists do not show cancelled messages; the campaign's report names them. */
function Cancelled({ count }: { count: number }) {
  const { text, format } = useWords();
  const open = useStore((store) => store.open);
  const { campaign } = useOutbox();
  const words = text('outbox.cancelledMessages', { number: format.number(count) });
  return (
    <>
      <span className="faint">·</span>
      <Status kind="cancelled">
        {campaign === null ? (
          words
        ) : (
          <LinkButton onPress={() => open({ screen: 'report', id: campaign.id })}>{words}</LinkButton>
        )}
      </Status>
    </>
  );
}

function WhenDone() {
  const { campaign, counts } = useOutbox();
  const isPaused = useIsPaused(campaign);
  const finishMs = useExpectedFinishMs(campaign);
  const { text, format } = useWords();
  const nowMs = useNow(15_000);
  const isOver = openOf(counts) === 0;
  const comes = useWhatComes(campaign, nowMs);
  // The failures already say that nothing is left to send except them.
  if (isOver && comes === null && counts.notConfirmed + counts.notSent > 0) return null;
  const words = isOver
    ? // People whom no computer has taken may still come here.
      (comes ?? text(campaign?.team === 'open' ? 'outbox.allDoneHere' : 'outbox.allDone'))
    : finishMs === null || isPaused
      ? text('outbox.toGo', { number: format.number(openOf(counts)) })
      : text('outbox.doneAbout', { time: format.moment(finishMs, nowMs) });
  return (
    <>
      <span className="faint">·</span>
      <span>{words}</span>
    </>
  );
}

/** While sending waits for one of these, the pace means nothing. */
const restsFor: readonly WaitReason[] = ['start', 'window', 'cap', 'warm_up'];

function Rate({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const rests = useOverview(
    ({ dispatcher: now }) => now.kind === 'waiting' && now.campaignId === campaign.id && restsFor.includes(now.why),
  );
  const isStill = useStandsStill(campaign);
  const { window, dailyCap, warmUp } = campaign.schedule;
  const about = rateOf(campaign);
  if (about === null || rests || isStill) return null;
  const rate = text(about.per === 'minute' ? 'outbox.rate' : 'outbox.ratePerHour', { count: about.count });
  const ofDay =
    dailyCap === null ? null : text('campaign.check.cap', { count: dailyCap * accountsOf(campaign).length });
  // If a number of messages ends the day, the hours do not.
  const isUntil = window !== null && ofDay === null && warmUp !== true;
  return (
    <span className="push faint">
      {isUntil ? text('outbox.rateUntil', { rate, time: toClock(window.toMinute) }) : rate}
      {ofDay !== null && ` · ${ofDay}`}
    </span>
  );
}

function CampaignActions({ campaign, isPaused }: { campaign: CampaignSummary; isPaused: boolean }) {
  const text = useText();
  const isOver = campaign.state !== 'running' && campaign.state !== 'paused';
  const hasDays = campaign.schedule.own !== undefined || campaign.schedule.weekly !== undefined;
  return (
    <>
      {!isOver && hasDays && <ReadListAgain campaign={campaign} />}
      {!isOver && <PauseOrGoOn campaign={campaign} isPaused={isPaused} />}
      <CampaignMenu campaign={campaign} label={text('outbox.more')} place="outbox" />
    </>
  );
}

function PauseOrGoOn({ campaign, isPaused }: { campaign: CampaignSummary; isPaused: boolean }) {
  const text = useText();
  const ask = useAsk();
  const { pause, resume } = useCampaignControl(campaign.id);
  const isHere = useResumePlace() === 'head';
  const isDispatcherPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  if (!isPaused) {
    return (
      <Button icon={Pause} onPress={pause}>
        {text('outbox.pause')}
      </Button>
    );
  }
  // The banner with the reason has its own answer, and what another account needs cannot be mended here.
  if (!isHere) return null;
  const goOn = async () => {
    if (campaign.state === 'paused' && !(await resume())) return;
    if (isDispatcherPaused) await ask('dispatcher:resume', undefined);
  };
  return (
    <Button kind="primary" icon={Play} onPress={goOn}>
      {text('outbox.goOn')}
    </Button>
  );
}
