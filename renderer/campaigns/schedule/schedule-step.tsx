import { useId } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { peopleIn } from '../../../domain/schedule/account-forecast.ts';
import { startOfDay } from '../../../domain/schedule/pacing.ts';
import { isSeries } from '../../../domain/schedule/series.ts';
import { StartWithComputer } from '../../shared/start-with-computer.tsx';
import { useText, useWords } from '../../text.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { NoteLine } from '../../ui/note-line.tsx';
import type { Draft } from '../use-draft.ts';
import { FinishCard } from './finish-card.tsx';
import { HoursFields } from './hours-fields.tsx';
import { PlanOfDays } from './own-times/own-times-plan.tsx';
import { useOwnTimesPlan } from './own-times/use-own-times.ts';
import { PaceFields, PilotFields } from './pace-fields.tsx';
import { ScheduleBox } from './schedule-field.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { SecondStepPart } from './second-step.tsx';
import { SenderFields } from './sender-fields.tsx';
import { ComingCard } from './series/weekly-fields.tsx';
import { useForecast } from './use-forecast.ts';
import { type ScheduleProps, useSchedule } from './use-schedule.ts';
import { WhenFields } from './when-fields.tsx';

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  /** Called when fields become wrong or right: while one is wrong, the operator cannot go on. */
  readonly onProblems: (areThere: boolean) => void;
};

/** The third step, also for a started campaign: start, hours, pace and pilot, and when everything will be done. */
export function ScheduleStep({ draft, check, onProblems }: Props) {
  const text = useText();
  const nowMs = useNow(20_000);
  const editing = useSchedule(draft, onProblems);
  const { schedule, state, counts } = draft.detail;
  const isStarted = state !== 'draft';
  const hasBegun = counts.sent + counts.notConfirmed > 0;
  const forecast = useForecast(draft.detail, check, nowMs);
  const plan = useOwnTimesPlan(draft);
  return (
    <div className="body columns">
      <div className="stack">
        {!isStarted && (
          <SenderFields {...{ editing, check, schedule, nowMs }} headers={draft.detail.list?.headers ?? []} />
        )}
        <WhenFields {...{ draft, editing, plan, nowMs }} />
        <HoursFields editing={editing} check={check} schedule={schedule} nowMs={nowMs} isStarted={isStarted} />
        <PaceFields editing={editing} />
        <WarmUpFields editing={editing} check={check} nowMs={nowMs} />
        {/* Once messages were sent, the pilot is approved or was never wanted. */}
        {!hasBegun && <PilotFields editing={editing} />}
        {/* A second message planned before the campaign became a repeating one must be removable. */}
        {!isStarted && (!isSeries(schedule) || draft.detail.step !== null) && <SecondStepPart draft={draft} />}
      </div>
      <aside className="stack">
        {schedule.weekly !== undefined && (
          <ComingCard
            {...{ schedule, nowMs, check }}
            weekly={schedule.weekly}
            people={check?.willSend ?? draft.detail.list?.recipients ?? 0}
          />
        )}
        {schedule.own === undefined && schedule.weekly === undefined && (
          <FinishCard detail={draft.detail} forecast={forecast} nowMs={nowMs} />
        )}
        {plan !== null && plan.moments > 0 && <PlanOfDays {...{ schedule, plan, check }} />}
        <ul className="checks grid gap-3">
          {isSeries(schedule) && <NoteLine isQuiet>{text('campaign.series.again')}</NoteLine>}
          {schedule.own !== undefined && <NoteLine isQuiet>{text('campaign.own.missed')}</NoteLine>}
          <NoteLine isQuiet>{text('campaign.when.gentle')}</NoteLine>
          <NoteLine isQuiet>{text('campaign.when.keepOn')}</NoteLine>
        </ul>
        {(schedule.own !== undefined ||
          schedule.weekly !== undefined ||
          schedule.startAtMs !== null ||
          schedule.window !== null ||
          schedule.dailyCap !== null) && <StartWithComputer />}
      </aside>
    </div>
  );
}

const steps = limits.warmUpMessages;

/** The warm-up: few messages on an account's first days, with each day's number and where this account is. */
function WarmUpFields({ editing, check, nowMs }: Omit<ScheduleProps, 'schedule' | 'isStarted'>) {
  const { text, format } = useWords();
  const labelId = useId();
  const { form } = editing;
  const todayMs = startOfDay(nowMs, form.timeZone);
  // Of several accounts, the one with the most of the warm-up to come.
  const [coldest] = (check?.accounts ?? [])
    .filter(({ phone }) => phone !== null)
    .map(({ sendingDays, places }) => ({
      before: sendingDays.filter(({ startMs }) => startMs < todayMs).length,
      messages: peopleIn(places),
    }))
    .toSorted((one, other) => one.before - other.before);
  const before = coldest?.before ?? null;
  return (
    <SchedulePart title={text('campaign.when.warmUpTitle')}>
      <ScheduleBox editing={editing} of="hasWarmUp" label={text('campaign.when.warmUp')} />
      {form.hasWarmUp && (
        <>
          <p id={labelId} className="small quiet">
            {text('campaign.when.warmUpSteps')}
          </p>
          <ol className="ramp flex wrap gap-1" aria-labelledby={labelId}>
            {steps.map((most, place) => (
              <li key={most} aria-current={place === before ? 'step' : undefined}>
                <span className="small">{text('campaign.when.warmUpDay', { day: place + 1 })}</span>
                <strong className="number">{format.number(most)}</strong>
              </li>
            ))}
          </ol>
          <p className="small faint">
            {text('campaign.when.warmUpThen')} {text('campaign.when.warmUpHint')}
          </p>
        </>
      )}
      <Standing isOn={form.hasWarmUp} before={before} messages={coldest?.messages ?? 0} />
    </SchedulePart>
  );
}

function Standing({ isOn, before, messages }: { isOn: boolean; before: number | null; messages: number }) {
  const text = useText();
  if (before === null) return null;
  if (!isOn) {
    const isMuch = before < steps.length && messages > (steps[before] ?? 0);
    return isMuch ? <p className="small quiet">{text('campaign.when.warmUpAdvice')}</p> : null;
  }
  if (before >= steps.length) return <p className="small quiet">{text('campaign.when.warmUpWarm')}</p>;
  if (before === 0) return <p className="small quiet">{text('campaign.when.warmUpFirst')}</p>;
  return <p className="small quiet">{text('campaign.when.warmUpNext', { count: before, day: before + 1 })}</p>;
}
