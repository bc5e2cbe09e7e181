import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { CheckboxChoice } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

/** The hours and days in which messages may go out. */
export function HoursFields({ editing, nowMs }: { readonly editing: ScheduleEditing; readonly nowMs: number }) {
  const text = useText();
  const words = useScheduleWords();
  const { form, problems, set } = editing;
  return (
    <section>
      <div className="part-header">
        <h2>{text('campaign.when.hoursTitle')}</h2>
      </div>
      <div className="fields">
        <CheckboxChoice
          label={text('campaign.when.hours')}
          checked={form.hasWindow}
          onChange={(hasWindow) => set({ hasWindow })}
        />
        {form.hasWindow && (
          <>
            <div className="field-row">
              <TextField
                type="time"
                label={text('campaign.when.from')}
                value={form.windowFrom}
                onChange={(windowFrom) => set({ windowFrom })}
                error={problems.includes('window_empty') ? text('campaign.when.problem.window_empty') : null}
              />
              <TextField
                type="time"
                label={text('campaign.when.to')}
                value={form.windowTo}
                onChange={(windowTo) => set({ windowTo })}
              />
            </div>
            <ToggleGroup
              className="days"
              aria-label={text('campaign.when.days')}
              multiple
              value={form.days.map((day) => `${day}`)}
              onValueChange={(days) => set({ days: days.map(Number).toSorted() })}
            >
              {words.dayNames.map(({ day, short }) => (
                <Toggle key={day} value={`${day}`} className="day">
                  {short}
                </Toggle>
              ))}
            </ToggleGroup>
            {problems.includes('no_days') && (
              <p className="field-error" role="alert">
                {text('campaign.when.problem.no_days')}
              </p>
            )}
            <p className="small faint">{text('campaign.when.hoursHint', { zone: words.zone(form.timeZone, nowMs) })}</p>
          </>
        )}
      </div>
    </section>
  );
}
