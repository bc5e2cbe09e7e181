import { DateTime } from 'luxon';
import { useMemo } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import { offsetOf, placeOf, useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { RadioChoices } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { SchedulePart } from './schedule-part.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

type Props = {
  readonly editing: ScheduleEditing;
  readonly schedule: Schedule;
  readonly nowMs: number;
  /** For a started campaign nobody presses Send any more: what waits goes out at once, or not before a moment. */
  readonly isStarted: boolean;
};

/** When the first message goes: as soon as the operator says so, or at a moment that is spelled out. */
export function StartFields({ editing, schedule, nowMs, isStarted }: Props) {
  const text = useText();
  const { form, problems, set } = editing;
  const timeProblem = problems.find((problem) => problem === 'no_time' || problem === 'time_skipped');
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
      <div className="field-row">
        {form.startsLater && (
          <>
            <TextField
              type="date"
              label={text('campaign.when.date')}
              value={form.date}
              onChange={(date) => set({ date })}
              error={problems.includes('no_date') ? text('campaign.when.problem.no_date') : null}
            />
            <TextField
              type="time"
              label={text('campaign.when.time')}
              value={form.time}
              onChange={(time) => set({ time })}
              error={timeProblem === undefined ? null : text(`campaign.when.problem.${timeProblem}`)}
            />
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

/** By whose clock the campaign runs. */
export function ZoneField({ editing: { form, set }, nowMs }: Pick<Props, 'editing' | 'nowMs'>) {
  const text = useText();
  const zones = useZones(form.timeZone, nowMs);
  return (
    <Select
      label={text('campaign.when.zone')}
      value={form.timeZone}
      options={zones}
      onChange={(timeZone) => set({ timeZone })}
    />
  );
}

function StartInWords({ schedule, nowMs, isStarted }: Omit<Props, 'editing'>) {
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

/** Every time zone by city, with its offset now. The one in use is there even if this computer does not know it. */
function useZones(inUse: string, nowMs: number) {
  const text = useText();
  return useMemo(() => {
    const names = new Set([inUse, ...Intl.supportedValuesOf('timeZone')]);
    return [...names]
      .map((value) => {
        const offset = offsetOf(DateTime.fromMillis(nowMs, { zone: value }));
        const place = placeOf(value);
        return { value, label: place === offset ? place : text('campaign.when.zoneOption', { place, offset }) };
      })
      .sort((one, other) => one.label.localeCompare(other.label));
  }, [inUse, nowMs, text]);
}
