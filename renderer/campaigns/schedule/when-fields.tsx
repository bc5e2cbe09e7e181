import { DateTime } from 'luxon';
import { useMemo, useState } from 'react';
import { toClock } from '../../../domain/schedule/hours.ts';
import type { OwnTimesPlan } from '../../../domain/schedule/own-times-plan.ts';
import { offsetOf, placeOf, useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { RadioChoices, Segmented } from '../../ui/fields/choice.tsx';
import { Select } from '../../ui/fields/select.tsx';
import type { Draft } from '../use-draft.ts';
import { firstRule, OwnTimesFields } from './own-times/own-times-fields.tsx';
import { OwnTimesGroups, OwnTimesSamples } from './own-times/own-times-plan.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { BeforeEach, firstWeekly, WeeklyDates, WeeklyFields } from './series/weekly-fields.tsx';
import type { ScheduleProps } from './use-schedule.ts';

type Props = Pick<ScheduleProps, 'editing' | 'nowMs'> & {
  readonly draft: Draft;
  /** When each row is sent, where that depends on a date; null until it is known. */
  readonly plan: OwnTimesPlan | null;
};

/** One time for all, a time around a date in the list, or every week. It cannot be changed after the start. */
export function WhenFields({ draft, editing, plan, nowMs }: Props) {
  const text = useText();
  const { form, set } = editing;
  const { schedule, state, list } = draft.detail;
  const isStarted = state !== 'draft';
  const { own, weekly } = form;
  if (isStarted && (weekly !== null || own?.everyYear === true)) return <LaterDates {...{ draft, editing, nowMs }} />;
  if (isStarted || list === null)
    return own === null ? <StartFields {...{ editing, schedule, nowMs, isStarted }} /> : null;
  const title = text('campaign.own.title');
  const mode = (
    <Segmented
      label={title}
      value={weekly !== null ? 'weekly' : own === null ? 'once' : 'around'}
      options={[
        ...(['once', 'around'] as const).map((value) => ({ value, label: text(`campaign.own.${value}`) })),
        { value: 'weekly' as const, label: text('campaign.series.weekly') },
      ]}
      onChange={(kind) => {
        const rule = kind === 'around' ? firstRule(list) : null;
        const weeks = kind === 'weekly' ? firstWeekly(nowMs, form.timeZone) : null;
        const atMinute = (weeks ?? rule)?.atMinute;
        set({
          own: rule,
          weekly: weeks,
          weeklyFrom: weeks?.fromDay ?? '',
          byItself: false,
          ...(atMinute === undefined ? {} : { ownTime: toClock(atMinute) }),
        });
      }}
    />
  );
  if (weekly !== null)
    return (
      <>
        <SchedulePart title={title}>
          {mode}
          <WeeklyFields {...{ editing, weekly }} />
          <div className="field-row flex wrap">
            <ZoneField editing={editing} nowMs={nowMs} />
          </div>
        </SchedulePart>
        {/* As it was read: its first day and time have fields of their own. */}
        <WeeklyDates {...{ editing, nowMs }} weekly={schedule.weekly ?? weekly} from="" />
        <BeforeEach editing={editing} isYearly={false} />
      </>
    );
  if (own === null)
    return (
      <>
        <SchedulePart title={title}>{mode}</SchedulePart>
        <StartFields {...{ editing, schedule, nowMs, isStarted }} />
      </>
    );
  const change = (part: Partial<typeof own>) => set({ own: { ...own, ...part } });
  return (
    <>
      <SchedulePart title={title}>
        {mode}
        <OwnTimesFields {...{ editing, own, list }} onColumn={(column) => change({ column, decisions: [] })} />
        <div className="field-row flex wrap">
          <ZoneField editing={editing} nowMs={nowMs} />
        </div>
        {plan !== null && <OwnTimesSamples plan={plan} timeZone={schedule.timeZone} />}
      </SchedulePart>
      {own.everyYear && <BeforeEach editing={editing} isYearly />}
      {plan !== null && own.column in list.headers && (
        <OwnTimesGroups plan={plan} own={own} onDecide={(decisions) => change({ decisions })} />
      )}
    </>
  );
}

/** The dates to come of a campaign that repeats. Sending by itself can be changed to asking first, but not back. */
function LaterDates({ draft, editing, nowMs }: Omit<Props, 'plan'>) {
  const { nextDay, schedule } = draft.detail;
  const { weekly } = editing.form;
  return (
    <>
      {weekly !== null && nextDay !== null && <WeeklyDates {...{ editing, weekly, nowMs }} from={nextDay} />}
      {schedule.byItself === true && <BeforeEach editing={editing} isYearly={weekly === null} />}
    </>
  );
}

type StartProps = Omit<ScheduleProps, 'check'>;

/** When the first message is sent: as soon as the operator presses Send, or at a given moment. */
function StartFields({ editing, schedule, nowMs, isStarted }: StartProps) {
  const text = useText();
  const { form, problems, set } = editing;
  const words = isStarted ? 'campaigns.edit' : 'campaign.when';
  const title = text(`${words}.startTitle`);
  return (
    <SchedulePart title={title}>
      <RadioChoices
        label={title}
        value={form.startsLater ? 'later' : 'now'}
        options={[
          { value: 'now', label: text(`${words}.startNow`) },
          { value: 'later', label: text(`${words}.startLater`) },
        ]}
        onChange={(value) => set({ startsLater: value === 'later' })}
      />
      <div className="field-row flex wrap">
        {form.startsLater && (
          <>
            <ScheduleField editing={editing} of="date" type="date" label={text('campaign.when.date')} />
            <ScheduleField editing={editing} of="time" type="time" label={text('campaign.when.time')} />
          </>
        )}
        <ZoneField editing={editing} nowMs={nowMs} />
      </div>
      {form.startsLater && problems.length === 0 && (
        <StartInWords schedule={schedule} nowMs={nowMs} isStarted={isStarted} />
      )}
    </SchedulePart>
  );
}

function ZoneField({ editing: { form, set }, nowMs }: Pick<Props, 'editing' | 'nowMs'>) {
  const text = useText();
  const [isReached, setReached] = useState(false);
  const zones = useZones(form.timeZone, isReached, nowMs);
  return (
    <Select
      label={text('campaign.when.zone')}
      value={form.timeZone}
      options={zones}
      onReach={() => setReached(true)}
      onChange={(timeZone) => set({ timeZone })}
    />
  );
}

function StartInWords({ schedule, nowMs, isStarted }: Omit<StartProps, 'editing'>) {
  const text = useText();
  const words = useScheduleWords();
  const { startAtMs, timeZone } = schedule;
  const prefix = isStarted ? 'campaigns.edit' : 'campaign.when';
  if (startAtMs === null) return null;
  if (startAtMs <= nowMs) return <p className="tone-warn">{text(`${prefix}.startsPast`)}</p>;
  return (
    <p className="quiet" role="status">
      {text(`${prefix}.starts`, {
        moment: words.moment(startAtMs, timeZone),
        zone: words.zone(timeZone, startAtMs),
      })}
    </p>
  );
}

/** Every time zone with its present offset; until they are reached only that in use: all take a tenth of a second. */
function useZones(inUse: string, isReached: boolean, nowMs: number) {
  const text = useText();
  // No clock in the world changes more often.
  const quarterMs = 15 * 60_000;
  const quarter = Math.floor(nowMs / quarterMs);
  return useMemo(() => {
    const names = new Set([inUse, ...(isReached ? Intl.supportedValuesOf('timeZone') : [])]);
    return [...names]
      .map((value) => {
        const offset = offsetOf(DateTime.fromMillis(quarter * quarterMs, { zone: value }));
        const place = placeOf(value, text);
        return { value, label: place === offset ? place : text('campaign.when.zoneOption', { place, offset }) };
      })
      .sort((one, other) => one.label.localeCompare(other.label));
  }, [inUse, isReached, quarter, text]);
}
