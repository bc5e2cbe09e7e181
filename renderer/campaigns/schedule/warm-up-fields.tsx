import { useId } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { startOfDay } from '../../../domain/schedule/pacing.ts';
import { useText, useWords } from '../../text.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { SchedulePart } from './schedule-part.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

type Props = {
  readonly editing: ScheduleEditing;
  /** Knows on which days the linked account has sent from here; null until it has been asked. */
  readonly check: CampaignCheck | null;
  readonly nowMs: number;
};

const steps = limits.warmUpMessages;

/** Few messages on the first days of an account, with each day's number and where this account stands. */
export function WarmUpFields({ editing, check, nowMs }: Props) {
  const { text, format } = useWords();
  const labelId = useId();
  const { form, set } = editing;
  const sendingDays = check?.sendingDays ?? null;
  const todayMs = startOfDay(nowMs, form.timeZone);
  const before = sendingDays === null ? null : sendingDays.filter(({ startMs }) => startMs < todayMs).length;
  return (
    <SchedulePart title={text('campaign.when.warmUpTitle')}>
      <CheckboxChoice
        label={text('campaign.when.warmUp')}
        checked={form.hasWarmUp}
        onChange={(hasWarmUp) => set({ hasWarmUp })}
      />
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
      <Standing isOn={form.hasWarmUp} before={before} messages={check?.willSend ?? 0} />
    </SchedulePart>
  );
}

/** Where the account stands in the warm-up, or that one would suit it. */
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
