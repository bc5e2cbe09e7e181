import { Clock, Pause, Play, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { toClock } from '../../domain/schedule/hours.ts';
import { type AccountView, isLinked, withoutConnection } from '../../domain/state/account.ts';
import type { DispatcherState, WaitReason } from '../../domain/state/state.ts';
import { heldLinkOf, isLinkedAgain, useResumePlace } from '../shared/resume-place.ts';
import { useTeamWords } from '../shared/team/team-now.tsx';
import { useWhatComes } from '../shared/what-comes.ts';
import { doneOf, openOf } from '../store/counts.ts';
import { noNarrowing } from '../store/outbox-view.ts';
import { useActions, useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { IconButton, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Sign, Spinner } from '../ui/sign.tsx';

/** What the dispatcher does now and why. It is always visible. */
export function DispatcherStatus() {
  const text = useText();
  const dispatcher = useOverview((overview) => overview.dispatcher);
  switch (dispatcher.kind) {
    case 'idle':
    case 'not_linked':
      return <Resting kind={dispatcher.kind} />;
    case 'waiting':
      return <Waiting {...dispatcher} />;
    case 'sending':
      return <Sending {...dispatcher} />;
    case 'paused':
      return <Paused {...dispatcher} />;
    case 'stopping':
      return (
        <Now sign={<Spinner className="tone-warn" />} line={text('shell.stopping')} why={text('shell.stoppingWhy')} />
      );
    case 'alarm':
      return <Now sign={trouble('bad')} line={text('shell.stoppedByAlarm')} why={text('shell.stoppedByAlarmWhy')} />;
  }
}

const trouble = (tone: 'warn' | 'bad') => <Icon of={TriangleAlert} className={`tone-${tone}`} />;

/** The line, the reason below it, and the one button that changes the state. The line is not announced each second. */
function Now({ sign, line, why, button }: { sign: ReactNode; line: string; why?: ReactNode; button?: ReactNode }) {
  return (
    <div className="now grid lined-above">
      {sign}
      <div className="now-line medium figures">{line}</div>
      {why && <div className="now-why small faint figures">{why}</div>}
      {button}
    </div>
  );
}

/** Pauses all sending, or resumes it. */
function AllButton({ does }: { does: 'pause' | 'resume' }) {
  const text = useText();
  const ask = useAsk();
  const [icon, words] = does === 'pause' ? [Pause, text('shell.pauseAll')] : [Play, text('shell.goOnAll')];
  return <IconButton icon={icon} size="small" label={words} onPress={() => ask(`dispatcher:${does}`, undefined)} />;
}

function Resting({ kind }: { kind: 'idle' | 'not_linked' }) {
  const text = useText();
  const link = useOverview((overview) => overview.link);
  const { open, showOutbox } = useActions();
  const waiting = useOverview(({ counts }) => counts.pending);
  const campaigns = useOverview((overview) => overview.campaigns);
  const isAnyLinked = useOverview(({ accounts }) => accounts.some(isLinked));
  const away = useOverview(({ accounts }) => withoutConnection(accounts));
  const paused = campaigns.filter(({ state, counts }) => state === 'paused' && counts.pending > 0);
  const undecided = campaigns.filter(({ state, waitForDecision }) => state === 'running' && waitForDecision > 0);
  const comes = useWhatComes(useNextToCome(), useNow(60_000));
  const toLink = (words: string) => <LinkButton onPress={() => open({ screen: 'link' })}>{words}</LinkButton>;
  // The questions of a campaign are asked where it is shown alone.
  const nothingGoesOut = (sign: ReactNode, why: string, [only, ...others]: readonly CampaignSummary[]) => {
    const look = () =>
      only === undefined || others.length > 0
        ? open({ screen: 'campaigns' })
        : showOutbox({ ...noNarrowing, campaignId: only.id, tab: 'pending' });
    return <Now sign={sign} line={text('shell.nothingGoesOut')} why={<LinkButton onPress={look}>{why}</LinkButton>} />;
  };
  if (link.phase === 'logged_out')
    return <Now sign={trouble('bad')} line={text('shell.loginLost')} why={toLink(text('shell.linkAgain'))} />;
  if (kind === 'not_linked' && away !== undefined) return <NoConnection account={away} />;
  if (kind === 'not_linked' && waiting > 0)
    return <Now sign={trouble('warn')} line={text('shell.notLinked')} why={toLink(text('shell.linkNow'))} />;
  if (kind === 'idle' && paused.length > 0) {
    const count = paused.reduce((sum, { counts }) => sum + counts.pending, 0);
    return nothingGoesOut(<Sign kind="paused" className="faint" />, text('shell.waitsPaused', { count }), paused);
  }
  if (kind === 'idle' && undecided.length > 0) {
    const count = undecided.reduce((sum, { waitForDecision }) => sum + waitForDecision, 0);
    return nothingGoesOut(<Sign kind="held" className="tone-warn" />, text('shell.waitFor', { count }), undecided);
  }
  const why = kind === 'idle' && isAnyLinked ? (comes ?? text('shell.ready')) : text('shell.linkFirst');
  return <Now sign={<Sign kind="pending" className="faint" />} line={text('shell.nothingToSend')} why={why} />;
}

/** Of the campaigns that repeat or have a second message, the one that sends next. */
function useNextToCome(): CampaignSummary | null {
  const campaigns = useOverview((overview) => overview.campaigns);
  const atMs = ({ nextDay, nextStepMs }: CampaignSummary) =>
    nextDay === null ? (nextStepMs ?? Number.POSITIVE_INFINITY) : Date.parse(nextDay);
  const running = campaigns.filter(({ state }) => state === 'running');
  return running.toSorted((one, other) => atMs(one) - atMs(other))[0] ?? null;
}

/** A linked account without connection: it may still be opening, reconnect by itself, or need somebody to act. */
function NoConnection({ account: { id, link, pending } }: { account: AccountView }) {
  const text = useText();
  const open = useStore((store) => store.open);
  if (link.phase === 'failed') {
    const seeWhy = (
      <LinkButton onPress={() => open({ screen: 'link', account: id })}>{text('shell.seeWhy')}</LinkButton>
    );
    return <Now sign={trouble('warn')} line={text('shell.connectionLost')} why={seeWhy} />;
  }
  const isAway = link.phase === 'disconnected';
  return (
    <Now
      sign={<Spinner className="tone-warn" />}
      line={text(isAway ? 'shell.connectionLost' : 'shell.connecting')}
      why={isAway ? text('shell.reconnecting') : text('shell.toGo', { count: pending })}
    />
  );
}

type Wait = Extract<DispatcherState, { kind: 'waiting' }>;

function NextIn({ untilMs, campaignId }: { untilMs: number; campaignId: Wait['campaignId'] }) {
  const { text, format } = useWords();
  const leftMs = Math.max(0, untilMs - useNow(250));
  const campaign = useCampaign(campaignId);
  const leftSeconds = Math.ceil(leftMs / 1_000);
  const time = format.duration(leftSeconds * 1_000);
  return (
    <Now
      sign={<Ring share={campaign === undefined ? 0 : leftMs / campaign.schedule.gapMaxMs} />}
      line={leftSeconds === 0 ? text('shell.nextNow') : text('shell.nextIn', { time })}
      why={campaign && <DoneOf campaign={campaign} />}
      button={<AllButton does="pause" />}
    />
  );
}

function Waiting({ untilMs, why, campaignId, count, country }: Wait) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const campaign = useCampaign(campaignId);
  const teamWords = useTeamWords(useOverview(({ team }) => team?.state));
  if (why === 'gap' && untilMs !== null) return <NextIn untilMs={untilMs} campaignId={campaignId} />;
  const waiting = campaign === undefined ? 0 : openOf(campaign.counts);
  const toGo = text('shell.toGo', { count: waiting });
  const time = untilMs === null ? '' : format.moment(untilMs, nowMs);
  const lines: Partial<Record<WaitReason, string>> = {
    no_answer: text('shell.waitsNoAnswer', { time }),
    asks_again: text('shell.waitsAsksAgain', { time }),
    catching_up: text('shell.waitsCatchingUp'),
    restriction_ends: text('shell.waitsRestriction'),
    checking_data: text('shell.waitsChecking'),
    database_busy: text('pausedShort.database_busy'),
    unconfirmed_in_a_row: text('shell.waitsUnconfirmed'),
    team: text('shell.waitsTeam'),
  };
  const reasons: Partial<Record<WaitReason, string>> = {
    start: text('shell.waitsStart'),
    own_time: toGo,
    window:
      country && campaign?.schedule.window
        ? text('shell.waitsThere', {
            toGo,
            country: format.country(country),
            time: toClock(campaign.schedule.window.fromMinute),
          })
        : text('shell.waitsWindow', { toGo }),
    asks_again: text('shell.waitsAsksAgainWhy'),
    team: teamWords,
    clock: text('shell.waitsClockWhy'),
    cap: text('shell.waitsCap', { toGo }),
    warm_up: text('shell.waitsWarmUp', { toGo }),
    unconfirmed_in_a_row: text('shell.waitsUnconfirmedWhy', { count: count ?? 0 }),
  };
  return (
    <Now
      sign={<Icon of={Clock} className="faint" />}
      line={lines[why] ?? text('shell.waitsUntil', { time })}
      why={reasons[why]}
      // An operator who has looked need not wait for WhatsApp's acknowledgement.
      button={why === 'unconfirmed_in_a_row' ? <ResumeButton /> : <AllButton does="pause" />}
    />
  );
}

function Sending({ campaignId, sinceMs }: Extract<DispatcherState, { kind: 'sending' }>) {
  const { text, format } = useWords();
  const nowMs = useNow();
  const campaign = useCampaign(campaignId);
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1_000));
  return (
    <Now
      sign={<Spinner />}
      line={text('shell.sendingNumber', {
        number: campaign === undefined ? '' : format.number(doneOf(campaign.counts) + 1),
      })}
      why={text('shell.sendingSince', { time: format.duration(seconds * 1_000) })}
      button={<AllButton does="pause" />}
    />
  );
}

function Paused(dispatcher: Extract<DispatcherState, { kind: 'paused' }>) {
  const text = useText();
  const isLinked = useOverview((overview) => heldLinkOf(overview).phase === 'ready');
  const isAgain = isLinkedAgain(dispatcher, isLinked);
  return (
    <Now
      sign={<Sign kind="paused" className="tone-warn" />}
      line={text('shell.paused')}
      why={isAgain ? text('pausedBanner.again') : text(`pausedShort.${dispatcher.reason}`)}
      button={<ResumeButton />}
    />
  );
}

/** Shown if no other place has the one button that resumes sending. */
function ResumeButton() {
  return useResumePlace() === 'sidebar' && <AllButton does="resume" />;
}

function DoneOf({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  return text('shell.doneOf', {
    done: format.number(doneOf(campaign.counts)),
    total: format.number(campaign.total - campaign.counts.cancelled),
  });
}

/** Shows how much of the gap is left. */
function Ring({ share }: { share: number }) {
  const roundPx = 2 * Math.PI * 6;
  return (
    <svg className="icon now-ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <circle
        cx="8"
        cy="8"
        r="6"
        strokeDasharray={`${Math.min(share, 1) * roundPx} ${roundPx}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}

function useCampaign(id: number | null): CampaignSummary | undefined {
  return useOverview(({ campaigns }) => campaigns.find((campaign) => campaign.id === id));
}
