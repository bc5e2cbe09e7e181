import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { RadioChoices } from '../../ui/fields/choice.tsx';
import { NoHoursField } from './no-hours.tsx';
import { ScheduleBox, ScheduleField } from './schedule-field.tsx';
import { SchedulePart } from './schedule-part.tsx';
import type { ScheduleProps } from './use-schedule.ts';

export function HoursFields({ editing, check, schedule, nowMs, isStarted }: ScheduleProps) {
  const text = useText();
  const words = useScheduleWords();
  const { form, problems, set } = editing;
  const zone = words.zone(form.timeZone, nowMs);
  return (
    <SchedulePart title={text('campaign.when.hoursTitle')}>
      <ScheduleBox editing={editing} of="hasWindow" label={text('campaign.when.hours')} />
      {form.hasWindow && (
        <>
          <div className="field-row flex wrap">
            <ScheduleField editing={editing} of="windowFrom" type="time" label={text('campaign.when.from')} />
            <ScheduleField editing={editing} of="windowTo" type="time" label={text('campaign.when.to')} />
          </div>
          <ToggleGroup
            className="days flex wrap gap-1"
            aria-label={text('campaign.when.days')}
            multiple
            value={form.days.map((day) => `${day}`)}
            onValueChange={(days) => set({ days: days.map(Number).toSorted() })}
          >
            {words.dayNames.map(({ day, short }) => (
              <Toggle key={day} value={`${day}`} className="day quiet">
                {short}
              </Toggle>
            ))}
          </ToggleGroup>
          {problems.includes('no_days') && (
            <p className="field-error small" role="alert">
              {text('campaign.when.problem.no_days')}
            </p>
          )}
          {form.own === null && (
            <RadioChoices
              label={text('campaign.when.whoseHours')}
              value={form.isPerPerson ? 'there' : 'here'}
              options={[
                { value: 'here', label: text('campaign.when.hoursHere', { zone }) },
                { value: 'there', label: text('campaign.when.hoursThere'), hint: text('campaign.when.hoursThereHint') },
              ]}
              onChange={(whose) => set({ isPerPerson: whose === 'there' })}
            />
          )}
          <p className="small faint">
            {text(form.own === null ? 'campaign.when.hoursHint' : 'campaign.own.hoursHint')}
          </p>
          {check !== null && form.own === null && (
            <NoHoursField {...{ editing, schedule, nowMs, isStarted }} places={check.places} />
          )}
        </>
      )}
    </SchedulePart>
  );
}
