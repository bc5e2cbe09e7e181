import { toClock } from '../../../domain/schedule/hours.ts';
import type { OwnTimesPlan } from '../../../domain/schedule/own-times-plan.ts';
import { useText } from '../../text.tsx';
import { Segmented } from '../../ui/fields/choice.tsx';
import type { Draft } from '../use-draft.ts';
import { firstRule, OwnTimesFields } from './own-times/own-times-fields.tsx';
import { OwnTimesGroups, OwnTimesSamples } from './own-times/own-times-plan.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { BeforeEach, firstWeekly, WeeklyDates, WeeklyFields } from './series/weekly-fields.tsx';
import { StartFields, ZoneField } from './start-fields.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

type Props = {
  readonly draft: Draft;
  readonly editing: ScheduleEditing;
  /** When each row goes, where it goes around a date; null until that is known. */
  readonly plan: OwnTimesPlan | null;
  readonly nowMs: number;
};

/** At one time for all, for each around a date of the list, or every week. Once it is started that stays. */
export function WhenFields({ draft, editing, plan, nowMs }: Props) {
  const text = useText();
  const { form, set } = editing;
  const { schedule, state, list } = draft.detail;
  const isStarted = state !== 'draft';
  const { own, weekly } = form;
  if (isStarted && (weekly !== null || own?.everyYear === true)) return <LaterDates {...{ draft, editing }} />;
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
          ...{ own: rule, weekly: weeks, weeklyFrom: weeks?.fromDay ?? '', byItself: false },
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
          <div className="field-row">
            <ZoneField editing={editing} nowMs={nowMs} />
          </div>
        </SchedulePart>
        <WeeklyDates {...{ editing, weekly }} from="" />
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
        <div className="field-row">
          <ZoneField editing={editing} nowMs={nowMs} />
        </div>
        {plan !== null && <OwnTimesSamples plan={plan} timeZone={schedule.timeZone} />}
      </SchedulePart>
      {own.everyYear && <BeforeEach editing={editing} isYearly />}
      {plan !== null && <OwnTimesGroups plan={plan} own={own} onDecide={(decisions) => change({ decisions })} />}
    </>
  );
}

/** Of what goes again, the dates that are still to come. What goes by itself may be asked about from now on, not the other way round. */
function LaterDates({ draft, editing }: Pick<Props, 'draft' | 'editing'>) {
  const { nextDay, schedule } = draft.detail;
  const { weekly } = editing.form;
  return (
    <>
      {weekly !== null && nextDay !== null && <WeeklyDates {...{ editing, weekly }} from={nextDay} />}
      {schedule.byItself === true && <BeforeEach editing={editing} isYearly={weekly === null} />}
    </>
  );
}
