import { CircleMinus } from 'lucide-react';
import { DateTime } from 'luxon';
import type { Schedule } from '../../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../../domain/contract.ts';
import { fitOnDate, peopleIn } from '../../../../domain/schedule/account-forecast.ts';
import { toClock } from '../../../../domain/schedule/hours.ts';
import { datesAhead, drawMomentMs, weeklyMoment } from '../../../../domain/schedule/series.ts';
import type { Weekly } from '../../../../domain/schedule/weekly-rule.ts';
import { useScheduleWords } from '../../../shared/schedule-words.ts';
import { useText, useWords } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { RadioChoices } from '../../../ui/fields/choice.tsx';
import { Select } from '../../../ui/fields/select.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ScheduleField } from '../schedule-field.tsx';
import { SchedulePart } from '../schedule-part.tsx';
import type { ScheduleEditing } from '../use-schedule.ts';

type Props = { readonly editing: ScheduleEditing; readonly weekly: Weekly };

const datesShown = 6;
const offered = [2, 4, 6, 8, 10, 12, 26, 52];

export function WeeklyFields({ editing, weekly }: Props) {
  const text = useText();
  const words = useScheduleWords();
  const { set } = editing;
  const change = (part: Partial<Weekly>) => set({ weekly: { ...weekly, ...part } });
  const counts = [...new Set([...offered, ...(weekly.times === null ? [] : [weekly.times])])].sort((a, b) => a - b);
  return (
    <>
      <div className="field-row flex wrap">
        <Select
          label={text('campaign.series.weekday')}
          value={weekly.weekday}
          options={words.dayNames.map(({ day, long }) => ({ value: day, label: long }))}
          onChange={(weekday) => change({ weekday })}
        />
        <ScheduleField editing={editing} of="ownTime" type="time" label={text('campaign.own.at')} />
        <ScheduleField editing={editing} of="weeklyFrom" type="date" label={text('campaign.series.from')} />
        <Select
          label={text('campaign.series.times')}
          value={weekly.times}
          options={[
            ...counts.map((count) => ({ value: count, label: text('campaign.series.timesOf', { count }) })),
            { value: null, label: text('campaign.series.noEnd') },
          ]}
          onChange={(times) => change({ times })}
        />
      </div>
      <p className="small faint">{text('campaign.series.hint')}</p>
    </>
  );
}

/** The dates from a day on: what happens on each, and which are left out. */
export function WeeklyDates({ editing, weekly, from, nowMs }: Props & { from: string; nowMs: number }) {
  const { text, format } = useWords();
  const { form, set } = editing;
  const calendar = { timeZone: form.timeZone, window: null, weekly };
  const dates = datesAhead(calendar, nowMs).filter(({ day }) => day >= from);
  const nameOf = (day: string) => format.weekday(weeklyMoment(calendar, day).dueAtMs, form.timeZone);
  const last = dates.at(-1);
  const more = dates.length - datesShown;
  const shown = dates.slice(0, datesShown);
  const time = toClock(weekly.atMinute);
  const timeOn = (day: string) => format.time(weeklyMoment(calendar, day).dueAtMs, form.timeZone);
  const skipped = shown.filter(({ day, isLeftOut }) => !isLeftOut && timeOn(day) !== time);
  const putBack = (day: string) => weekly.leftOut.filter((other) => other !== day);
  return (
    <section aria-labelledby="series-dates">
      <h2 id="series-dates">{text('campaign.series.dates')}</h2>
      <table className="table series-dates">
        <thead>
          <tr>
            <th scope="col">{text('campaign.series.date')}</th>
            <th scope="col">{text('campaign.series.what')}</th>
            <th scope="col">
              <span className="visually-hidden">{text('campaign.series.leaveOut')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ day, isLeftOut }) => {
            const madeMs = drawMomentMs(calendar, day);
            const done = madeMs <= nowMs ? 'atStart' : form.byItself ? 'goes' : 'waits';
            return (
              <tr key={day}>
                <td className="number">{nameOf(day)}</td>
                <td>
                  {isLeftOut ? (
                    <span className="row gap-2 quiet">
                      <Icon of={CircleMinus} className="faint" />
                      {text('campaign.series.leftOut')}
                    </span>
                  ) : (
                    text(`campaign.series.${done}`, { day: format.weekday(madeMs, form.timeZone) })
                  )}
                </td>
                <td className="end">
                  <Button
                    kind="quiet"
                    size="small"
                    aria-label={text(`campaign.series.${isLeftOut ? 'putBackOf' : 'leaveOutOf'}`, { day: nameOf(day) })}
                    onPress={() =>
                      set({ weekly: { ...weekly, leftOut: isLeftOut ? putBack(day) : [...weekly.leftOut, day] } })
                    }
                  >
                    {text(`campaign.series.${isLeftOut ? 'putBack' : 'leaveOut'}`)}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="small faint above-1">
        {skipped.length === 0
          ? text('campaign.series.stays', { time })
          : skipped
              .map(({ day }) => text('campaign.series.skipped', { day: nameOf(day), time, other: timeOn(day) }))
              .join(' ')}
      </p>
      {weekly.times !== null && more > 0 && last !== undefined && (
        <p className="small faint above-1">{text('campaign.series.more', { count: more, day: nameOf(last.day) })}</p>
      )}
    </section>
  );
}

export function BeforeEach({ editing, isYearly }: { editing: ScheduleEditing; isYearly: boolean }) {
  const text = useText();
  const { form, set } = editing;
  const title = text(isYearly ? 'campaign.series.beforeYear' : 'campaign.series.before');
  return (
    <SchedulePart title={title}>
      <RadioChoices
        label={title}
        value={form.byItself ? 'itself' : 'ask'}
        options={[
          { value: 'ask', label: text('campaign.step.ask'), hint: text('campaign.series.askHint') },
          { value: 'itself', label: text('campaign.step.byItself'), hint: text('campaign.step.byItselfHint') },
        ]}
        onChange={(chosen) => set({ byItself: chosen === 'itself' })}
      />
    </SchedulePart>
  );
}

type Coming = { readonly schedule: Schedule; readonly weekly: Weekly; readonly nowMs: number };

/** How many dates are to come, and the first and last of them. */
export function useComing(coming: Coming): string {
  const { text, format } = useWords();
  const dates = comingDates(coming);
  const nameOf = (day: string) => format.weekday(DateTime.fromISO(day, { zone: 'UTC' }).toMillis(), 'UTC');
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return text('failure.no_dates');
  if (coming.weekly.times === null) return text('campaign.series.comingOpen', { first: nameOf(first) });
  return text('campaign.series.comingDates', { count: dates.length, first: nameOf(first), last: nameOf(last) });
}

function comingDates({ schedule, weekly, nowMs }: Coming): string[] {
  return datesAhead({ ...schedule, weekly }, nowMs).flatMap(({ day, isLeftOut }) => (isLeftOut ? [] : day));
}

export function ComingCard(props: Coming & { people: number; check: CampaignCheck | null }) {
  const text = useText();
  const coming = useComing(props);
  const leftOut = datesAhead({ ...props.schedule, weekly: props.weekly }, props.nowMs).filter((date) => date.isLeftOut);
  return (
    <Card title={text('campaign.series.coming')} isStacked aria-live="polite">
      <p className="lead">{coming}</p>
      {leftOut.length > 0 && (
        <p className="quiet">{text('campaign.series.comingLeftOut', { count: leftOut.length })}</p>
      )}
      <p className="quiet">{text('campaign.series.comingPeople', { count: props.people })}</p>
      <TooMany {...props} />
    </Card>
  );
}

/** Says that a date has more people than fit, with how many do. Nothing while all fit. */
export function TooMany({ check, ...coming }: Coming & { readonly check: CampaignCheck | null }) {
  const text = useText();
  const [day] = comingDates(coming);
  const accounts = check?.accounts ?? [];
  if (day === undefined) return null;
  const sumOf = (countOf: (account: CampaignCheck['accounts'][number]) => number) =>
    accounts.reduce((sum, account) => sum + countOf(account), 0);
  const fits = sumOf((account) => fitOnDate(coming.schedule, account, day));
  if (fits >= sumOf(({ places }) => peopleIn(places))) return null;
  return <p className="small tone-warn">{text('campaign.series.tooMany', { fits })}</p>;
}

export function WeeklyWords(coming: Coming) {
  const { text, format } = useWords();
  const words = useScheduleWords();
  const { weekly } = coming;
  const dates = comingDates(coming);
  const first = DateTime.fromISO(dates[0] ?? weekly.fromDay, { zone: 'UTC' });
  return text('campaign.series.rule', {
    weekday: words.dayNames.find(({ day }) => day === weekly.weekday)?.long ?? '',
    time: toClock(weekly.atMinute),
    end: weekly.times === null ? text('campaign.series.noEnd') : text('campaign.series.ends', { count: dates.length }),
    day: format.weekday(first.toMillis(), 'UTC'),
  });
}

/** The initial rule of a draft: at 17:00 from the day after tomorrow, whose people are drawn tomorrow. */
export function firstWeekly(nowMs: number, timeZone: string): Weekly {
  const from = DateTime.fromMillis(nowMs, { zone: timeZone }).plus({ days: 2 });
  return {
    weekday: from.weekday,
    atMinute: 17 * 60,
    fromDay: from.toFormat('yyyy-MM-dd'),
    times: 8,
    leftOut: [],
  };
}
