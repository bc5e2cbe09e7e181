import type { ComponentProps, ReactNode } from 'react';
import { limits } from '../../../domain/limits.ts';
import { useWords } from '../../text.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import type { ScheduleForm, ScheduleProblem } from './schedule-form.ts';
import type { ScheduleEditing } from './use-schedule.ts';

type OfType<Value> = {
  [Name in keyof ScheduleForm]: Value extends ScheduleForm[Name] ? Name : never;
}[keyof ScheduleForm];
type Props<Value> = { readonly editing: ScheduleEditing; readonly of: OfType<Value> & keyof ScheduleForm };

/** The problems of each field, the most important first. */
const problemsOf: Partial<Record<keyof ScheduleForm, readonly ScheduleProblem[]>> = {
  date: ['no_date'],
  time: ['no_time', 'time_skipped'],
  ownCount: ['own_count_out_of_range'],
  ownTime: ['no_own_time'],
  weeklyFrom: ['no_first_day'],
  windowFrom: ['window_empty'],
  gapMinSeconds: ['gap_min_out_of_range'],
  gapMaxSeconds: ['gap_max_out_of_range', 'gap_reversed'],
  dailyCap: ['daily_cap_out_of_range'],
  pilotCount: ['pilot_out_of_range'],
};

function useProblemWords(): (problem: ScheduleProblem) => string {
  const { text, format } = useWords();
  const gaps = { least: format.seconds(limits.gapMinMs), most: format.number(limits.gapMaxMs / 1000) };
  return (problem) => {
    switch (problem) {
      case 'gap_min_out_of_range':
      case 'gap_max_out_of_range':
        return text('campaign.when.problem.gap_out_of_range', gaps);
      case 'daily_cap_out_of_range':
        return text('campaign.when.problem.daily_cap_out_of_range', { most: limits.dailyCapMax });
      case 'pilot_out_of_range':
        return text('campaign.when.problem.pilot_out_of_range', { most: limits.pilotMaxCount });
      case 'own_count_out_of_range':
        return text('campaign.own.countProblem');
      case 'no_own_time':
        return text('campaign.when.problem.no_time');
      case 'no_first_day':
        return text('campaign.series.problem');
      default:
        return text(`campaign.when.problem.${problem}`);
    }
  };
}

export function ScheduleField({
  editing: { form, problems, set },
  of,
  ...field
}: Props<string> & Pick<ComponentProps<typeof TextField>, 'label' | 'type' | 'unit'>) {
  const wordsOf = useProblemWords();
  const problem = problemsOf[of]?.find((one) => problems.includes(one));
  return (
    <TextField
      {...field}
      // A bare number has no direction of its own, and would be at the left of a page that reads from the right.
      dir={undefined}
      value={form[of]}
      onChange={(value) => set({ [of]: value } as Partial<ScheduleForm>)}
      error={problem && wordsOf(problem)}
    />
  );
}

export function ScheduleBox({ editing: { form, set }, of, label }: Props<boolean> & { readonly label: ReactNode }) {
  return (
    <CheckboxChoice
      label={label}
      checked={form[of]}
      onChange={(isOn) => set({ [of]: isOn } as Partial<ScheduleForm>)}
    />
  );
}
