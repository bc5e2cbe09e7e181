import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { placeOfHours } from '../../../domain/hours.ts';
import { limits } from '../../../domain/limits.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useFormat, useText } from '../../text.tsx';

type Props = {
  readonly schedule: Schedule;
  readonly countries: CampaignCheck['countries'];
  readonly nowMs: number;
};

/** Who gets the message by the campaign's clock although each person's own hours are meant, and why. */
export function OtherHours({ schedule, countries, nowMs }: Props) {
  const text = useText();
  const format = useFormat();
  const zone = useScheduleWords().zone(schedule.timeZone, nowMs);
  const hours = limits.commonHoursMs / 3_600_000;
  return (['few_hours', 'no_zone'] as const).map((why) => {
    const those = countries.filter(({ country }) => placeOfHours(schedule, country, nowMs).why === why);
    if (those.length === 0) return null;
    const named = those.map(({ country, people }) =>
      text('campaign.recipients.countryCount', {
        count: people,
        country: country === '' ? text('campaign.check.noCountry') : format.country(country),
      }),
    );
    const count = those.reduce((sum, { people }) => sum + people, 0);
    return (
      <p key={why} className="small quiet">
        {text(`campaign.when.otherHours.${why}`, { count, zone, hours })} {named.join(' · ')}
      </p>
    );
  });
}
