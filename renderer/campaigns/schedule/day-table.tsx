import type { ForecastDay } from '../../../domain/schedule/forecast.ts';
import { useWords } from '../../text.tsx';

/** More days than this are not listed one by one: the first few, what lies between, and the last. */
const daysListed = 7;
const firstDaysListed = 4;

type Row = { readonly key: number; readonly day: string; readonly count: number; readonly hours: string };

/** About how many messages go out on which day, and from when to when. */
export function DayTable({ days, timeZone }: { days: readonly ForecastDay[]; timeZone: string }) {
  const { text, format } = useWords();
  const asRow = ({ count, firstMs, lastMs }: ForecastDay): Row => {
    const from = format.time(firstMs, timeZone);
    const to = format.time(lastMs, timeZone);
    const hours = from === to ? from : text('campaign.when.dayRange', { from, to });
    return { key: firstMs, day: format.weekday(firstMs, timeZone), count: roundGuess(count), hours };
  };
  const between = days.length > daysListed ? days.slice(firstDaysListed, -1) : [];
  const rows: Row[] = [
    ...days.slice(0, between.length > 0 ? firstDaysListed : undefined).map(asRow),
    ...(between.length > 0
      ? [
          {
            key: 0,
            day: text('campaign.when.moreDays', { count: between.length }),
            count: roundGuess(between.reduce((sum, { count }) => sum + count, 0)),
            hours: '',
          },
          ...days.slice(-1).map(asRow),
        ]
      : []),
  ];
  return (
    <table className="day-table">
      <caption className="visually-hidden">{text('campaign.when.daysTitle')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('campaign.when.day')}</th>
          <th scope="col" className="end">
            {text('campaign.when.dayCount')}
          </th>
          <th scope="col" className="end">
            {text('campaign.when.dayHours')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, day, count, hours }) => (
          <tr key={key}>
            <th scope="row">{day}</th>
            <td className="end number">{format.number(count)}</td>
            <td className="end number">
              <bdi>{hours}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A guess of thousands is not known to the last one. */
function roundGuess(count: number): number {
  const step = count < 1_000 ? 1 : count < 10_000 ? 50 : 500;
  return Math.round(count / step) * step;
}
