import { useText } from '../../text.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

/** At which time of the day each message goes that has a day of its own. */
export function TimeOfDayField({ editing: { form, problems, set } }: { editing: ScheduleEditing }) {
  const text = useText();
  return (
    <TextField
      type="time"
      label={text('campaign.own.at')}
      value={form.ownTime}
      onChange={(ownTime) => set({ ownTime })}
      error={problems.includes('no_own_time') ? text('campaign.when.problem.no_time') : null}
    />
  );
}
