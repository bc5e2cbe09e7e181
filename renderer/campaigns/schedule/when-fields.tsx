import type { OwnTimesPlan } from '../../../domain/schedule/own-times-plan.ts';
import { useText } from '../../text.tsx';
import { Segmented } from '../../ui/fields/choice.tsx';
import type { Draft } from '../use-draft.ts';
import { firstRule, OwnTimesFields } from './own-times/own-times-fields.tsx';
import { OwnTimesGroups, OwnTimesSamples } from './own-times/own-times-plan.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { StartFields, ZoneField } from './start-fields.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

type Props = {
  readonly draft: Draft;
  readonly editing: ScheduleEditing;
  /** When each row goes, where it goes around a date; null until that is known. */
  readonly plan: OwnTimesPlan | null;
  readonly nowMs: number;
};

/** At one time for all, or for each around a date of the list. Once it is started that stays. */
export function WhenFields({ draft, editing, plan, nowMs }: Props) {
  const text = useText();
  const { form, set } = editing;
  const { schedule, state, list } = draft.detail;
  const isStarted = state !== 'draft';
  const { own } = form;
  if (isStarted || list === null)
    return own === null ? <StartFields {...{ editing, schedule, nowMs, isStarted }} /> : null;
  const title = text('campaign.own.title');
  const mode = (
    <Segmented
      label={title}
      value={own === null ? 'once' : 'around'}
      options={(['once', 'around'] as const).map((value) => ({ value, label: text(`campaign.own.${value}`) }))}
      onChange={(kind) => set({ own: kind === 'around' ? firstRule(list) : null })}
    />
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
      {plan !== null && <OwnTimesGroups plan={plan} own={own} onDecide={(decisions) => change({ decisions })} />}
    </>
  );
}
