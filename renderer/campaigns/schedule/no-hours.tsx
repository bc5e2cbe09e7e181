import type { CampaignCheck } from '../../../domain/contract.ts';
import { hasNoHours } from '../../../domain/schedule/hours.ts';
import { tally } from '../../../domain/tally.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useText, useWords } from '../../text.tsx';
import { RadioChoices } from '../../ui/fields/choice.tsx';
import type { ScheduleProps } from './use-schedule.ts';

type Answer = 'campaign' | 'leave_out';

/** The countries of people for whom no time of day is possible, each with its number of people. */
export function useCountriesWithoutHours(): (
  schedule: Parameters<typeof hasNoHours>[0],
  places: CampaignCheck['places'],
  nowMs: number,
) => { readonly count: number; readonly names: string } {
  const { text, format } = useWords();
  return (schedule, places, nowMs) => {
    const people = new Map<string, number>();
    for (const place of places.filter((where) => hasNoHours(schedule, where, nowMs)))
      tally(people, place.country, place.people);
    const names = [...people].map(([code, count]) => {
      const country = code === '' ? text('campaign.check.noCountry') : format.country(code);
      return text('campaign.recipients.countryCount', { count, country });
    });
    return { count: [...people.values()].reduce((sum, one) => sum + one, 0), names: names.join(' · ') };
  };
}

/** The decision about people for whom no time of day is possible. In a started campaign they cannot be left out. */
export function NoHoursField(props: Omit<ScheduleProps, 'check'> & { readonly places: CampaignCheck['places'] }) {
  const text = useText();
  const words = useScheduleWords();
  const { editing, schedule, nowMs } = props;
  const { count, names } = useCountriesWithoutHours()(schedule, props.places, nowMs);
  if (count === 0) return null;
  const zone = words.zone(schedule.timeZone, nowMs);
  return (
    <>
      <p className="small">
        {text('campaign.when.noHours.open', { count })} {names}
      </p>
      <RadioChoices<Answer | ''>
        label={text('leftOut.no_hours')}
        value={editing.form.withoutHours}
        options={[
          { value: 'campaign', label: text('campaign.when.noHours.useClock', { zone }) },
          ...(props.isStarted ? [] : [{ value: 'leave_out' as const, label: text('campaign.when.noHours.leaveOut') }]),
        ]}
        onChange={(withoutHours) => editing.set({ withoutHours })}
      />
    </>
  );
}
