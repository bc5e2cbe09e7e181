import { useMemo } from 'react';
import type { CampaignDetail } from '../../../domain/contract.ts';
import { type Forecast, type ForecastDay, forecastWarnings, momentOf } from '../../../domain/schedule/forecast.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { type useFormat, useText, useWords } from '../../text.tsx';
import { Card } from '../../ui/card.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import { StepForecast } from './second-step.tsx';

type Props = {
  readonly detail: CampaignDetail;
  /** Null while there is nothing to send. */
  readonly forecast: Forecast | null;
  readonly nowMs: number;
};

/** When everything is done: the moment, the duration, the days, and what is probably not intended. */
export function FinishCard(props: Props) {
  const text = useText();
  const { detail, nowMs } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another schedule is the reason
  const changedAtMs = useMemo(() => nowMs, [detail.schedule]);
  return (
    // It is announced when the schedule changes, not each time the clock changes it.
    <Card title={text('campaign.when.done')} isStacked aria-live={changedAtMs === nowMs ? 'polite' : 'off'}>
      {props.forecast === null ? (
        <p className="quiet">{text('campaign.when.doneUnknown')}</p>
      ) : (
        <Finish {...props} forecast={props.forecast} />
      )}
    </Card>
  );
}

function Finish({ detail, forecast, nowMs }: Props & { forecast: Forecast }) {
  const { text, format } = useWords();
  const words = useScheduleWords();
  const { schedule } = detail;
  const { timeZone } = schedule;
  const { days, finishMs } = forecast;
  return (
    <>
      {finishMs === null ? (
        <p className="lead">
          <strong>{text('campaign.when.doneNever')}</strong>
        </p>
      ) : (
        <div>
          <p className="lead">
            <strong>{text('campaign.when.doneAbout', { moment: format.moment(finishMs, nowMs, timeZone) })}</strong>
          </p>
          <p className="quiet">
            {text('campaign.when.doneIn', { duration: format.duration(roundToMinute(finishMs - nowMs)) })}
          </p>
          <p className="small faint">{words.zone(timeZone, finishMs)}</p>
        </div>
      )}
      {days.length > 1 && finishMs !== null && (
        <>
          <p className="quiet">
            {text('campaign.when.sendingTime', { count: days.length, hours: sendingHours(forecast, format) })}
          </p>
          <DayTable days={days} timeZone={timeZone} />
        </>
      )}
      {days[0] && <StepForecast detail={detail} firstMs={days[0].firstMs} nowMs={nowMs} />}
      <PilotNote detail={detail} forecast={forecast} nowMs={nowMs} />
      <ForecastWarnings detail={detail} forecast={forecast} nowMs={nowMs} />
    </>
  );
}

/** Says that the rest waits for the operator, which no forecast can know. */
export function PilotNote({ detail, forecast, nowMs }: Props & { forecast: Forecast }) {
  const { text, format } = useWords();
  const { schedule, counts } = detail;
  const left = (schedule.pilotCount ?? 0) - counts.sent - counts.notConfirmed;
  const messages = forecast.days.reduce((sum, { count }) => sum + count, 0);
  const atMs = left > 0 && left < messages ? momentOf(forecast, left) : null;
  if (atMs === null) return null;
  const moment = format.moment(atMs, nowMs, schedule.timeZone);
  return <p className="small quiet">{text('campaign.when.pilotOut', { count: left, moment })}</p>;
}

/** What in the schedule is probably not intended. A start in the past is shown beside the start. */
export function ForecastWarnings({ detail, forecast, nowMs }: Props & { forecast: Forecast }) {
  const text = useText();
  const warnings = forecastWarnings(detail.schedule, forecast, nowMs).filter((warning) => warning !== 'start_past');
  if (warnings.length === 0) return null;
  return (
    <ul className="checks grid gap-3">
      {warnings.map((warning) => (
        <NoteLine key={warning} tone="warn">
          {text(`campaign.when.warning.${warning}`)}
        </NoteLine>
      ))}
    </ul>
  );
}

/** A duration in whole minutes, since a guess should not look exact; below one minute in seconds, at least one. */
export function roundToMinute(durationMs: number): number {
  const [secondMs, minuteMs] = [1_000, 60_000];
  if (durationMs < minuteMs) return Math.max(1, Math.ceil(durationMs / secondMs)) * secondMs;
  return Math.round(durationMs / minuteMs) * minuteMs;
}

/** The time between the first and the last message of each day, summed up in hours, even if these are many. */
function sendingHours({ days }: Forecast, format: ReturnType<typeof useFormat>): string {
  const hourMs = 3_600_000;
  const sumMs = days.reduce((sum, { firstMs, lastMs }) => sum + lastMs - firstMs, 0);
  return sumMs < hourMs ? format.duration(roundToMinute(sumMs)) : format.hours(Math.round(sumMs / hourMs));
}

/** If there are more days than this, only the first few, the rest as one line, and the last are listed. */
const daysListed = 7;
const firstDaysListed = 4;

type Row = { readonly key: number; readonly day: string; readonly count: number; readonly hours: string };

function DayTable({ days, timeZone }: { days: readonly ForecastDay[]; timeZone: string }) {
  const { text, format } = useWords();
  const asRow = ({ count, firstMs, lastMs }: ForecastDay): Row => {
    const from = format.time(firstMs, timeZone);
    const to = format.time(lastMs, timeZone);
    const hours = from === to ? from : text('campaign.when.dayRange', { from, to });
    return { key: firstMs, day: format.weekday(firstMs, timeZone), count: roundGuess(count), hours };
  };
  const between = days.length > daysListed ? days.slice(firstDaysListed, -1) : [];
  const rows = days.map(asRow);
  if (between.length > 0) {
    const day = text('campaign.when.moreDays', { count: between.length });
    const count = roundGuess(between.reduce((sum, one) => sum + one.count, 0));
    rows.splice(firstDaysListed, between.length, { key: 0, day, count, hours: '' });
  }
  return (
    <table className="day-table small">
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

/** A predicted count of thousands is not exact. */
function roundGuess(count: number): number {
  const step = count < 1_000 ? 1 : count < 10_000 ? 50 : 500;
  return Math.round(count / step) * step;
}
