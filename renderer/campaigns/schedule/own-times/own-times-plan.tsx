import { Check, Minus, TriangleAlert, Undo2 } from 'lucide-react';
import { DateTime } from 'luxon';
import { useId, useState } from 'react';
import type { Schedule } from '../../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../../domain/contract.ts';
import type { OwnTimesPlan } from '../../../../domain/schedule/own-times-plan.ts';
import { answersOf, type OwnTimes, type TimeDecision } from '../../../../domain/schedule/own-times-rule.ts';
import { placeOf, useScheduleWords } from '../../../shared/schedule-words.ts';
import { RichText, useFormat, useText, useWords } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/fields/field.tsx';
import { useNextHeading } from '../../../ui/hooks/use-next-heading.ts';
import { Icon } from '../../../ui/icon.tsx';
import { toMinute } from '../schedule-form.ts';
import { OverfullDayNote } from './overfull-day-note.tsx';

type Group = OwnTimesPlan['groups'][number];
type Decision = Omit<TimeDecision, 'cause'>;
const rowsShown = 3;

/** A few people: the cell as in the list, and the moment; also on the campaign's clock where it differs. */
export function OwnTimesSamples({ plan, timeZone }: { plan: OwnTimesPlan; timeZone: string }) {
  const { text, format } = useWords();
  if (plan.samples.length === 0) return null;
  // A date in the list may be years away by mistake.
  const at = (atMs: number, zone: string) =>
    text('campaign.own.moment', { day: format.weekdayAndYear(atMs, zone), time: format.time(atMs, zone) });
  return (
    <>
      <table className="table own-samples">
        <thead>
          <tr>
            <th scope="col">{text('campaign.own.name')}</th>
            <th scope="col">{text('campaign.own.cell')}</th>
            <th scope="col">{text('campaign.own.goes')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.samples.map(({ name, cell, dueAtMs, zone }) => (
            <tr key={`${name} ${cell} ${dueAtMs}`}>
              <td className="clip">
                <bdi>{name}</bdi>
              </td>
              <td className="cell">
                <bdi>{cell}</bdi>
              </td>
              <td>
                {format.time(dueAtMs, zone) === format.time(dueAtMs, timeZone)
                  ? at(dueAtMs, zone)
                  : text('campaign.own.there', { moment: at(dueAtMs, zone), place: placeOf(zone, text) })}
                {format.time(dueAtMs, zone) !== format.time(dueAtMs, timeZone) && (
                  <small className="faint">
                    {' '}
                    {text('campaign.own.hereTime', { time: format.time(dueAtMs, timeZone) })}
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small faint">
        {text(`campaign.own.order.${plan.order}`)}{' '}
        {plan.dmy + plan.mdy > 0 && text('campaign.own.orderCounts', { dmy: plan.dmy, mdy: plan.mdy })}
      </p>
    </>
  );
}

/** Cells that are no certain date, or have no time within the hours: a decision for each cause. Undecided: left out. */
export function OwnTimesGroups(props: {
  readonly plan: OwnTimesPlan;
  readonly own: OwnTimes;
  readonly onDecide: (decisions: OwnTimes['decisions']) => void;
}) {
  const text = useText();
  const { plan, own, onDecide } = props;
  const { area, focusNext } = useNextHeading(plan.groups);
  if (plan.groups.length === 0) return null;
  const others = (cause: Group['cause']) => own.decisions.filter((one) => one.cause !== cause);
  return (
    <section ref={area} className="decisions" aria-labelledby="times-to-decide">
      <h2 id="times-to-decide" tabIndex={-1} className="row gap-2">
        {plan.open > 0 && <Icon of={TriangleAlert} className="tone-warn" />}
        {plan.open > 0 ? text('decide.title', { count: plan.open }) : text('decide.none')}
      </h2>
      {plan.open > 0 && <p className="small faint">{text('campaign.own.until')}</p>}
      <div className="groups">
        {plan.groups.map((group) =>
          group.as === null ? (
            <OpenGroup
              key={group.cause}
              group={group}
              own={own}
              onDecide={(decision) => {
                focusNext(group.cause);
                onDecide([...others(group.cause), { cause: group.cause, ...decision }]);
              }}
            />
          ) : (
            <DecidedGroup key={group.cause} group={group} as={group.as} onUndo={() => onDecide(others(group.cause))} />
          ),
        )}
      </div>
    </section>
  );
}

function DecidedGroup({ group, as, onUndo }: { group: Group; as: Decision['as']; onUndo: () => void }) {
  const text = useText();
  const words = useScheduleWords();
  const cause = text(`campaign.own.cause.${group.cause}`);
  const moment = group.at === null ? '' : words.moment(atMsOf(group.at), 'UTC');
  const done = text(`campaign.own.done.${as}`, { moment });
  return (
    <div className="cause group-done row">
      <Icon of={as === 'leave_out' ? Minus : Check} className={as === 'leave_out' ? 'faint' : 'tone-good'} />
      <p>
        <RichText words={text('decide.line', { count: group.count, cause, done })} />
      </p>
      <Button kind="quiet" size="small" icon={Undo2} aria-label={`${text('decide.undo')}: ${cause}`} onPress={onUndo}>
        {text('decide.undo')}
      </Button>
    </div>
  );
}

function OpenGroup({ group, own, onDecide }: { group: Group; own: OwnTimes; onDecide: (decision: Decision) => void }) {
  const { text, format } = useWords();
  const heading = useId();
  const [isTimed, setTimed] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const { cause, count, canRead, rows } = group;
  const shown = showsAll ? rows : rows.slice(0, rowsShown);
  const answers = answersOf(cause, own).filter((as) => as !== 'read' || canRead);
  return (
    <section className="cause" aria-labelledby={heading}>
      <div className="group-head row wrap gap-2-3">
        <h3 id={heading} tabIndex={-1} data-cause={cause} className="group-what medium">
          <b className="number">{format.number(count)}</b> {text(`campaign.own.cause.${cause}`)}
        </h3>
        <div className="buttons">
          {answers.map((as) => (
            <Button
              key={as}
              size="small"
              aria-describedby={heading}
              aria-expanded={as === 'at_one_time' ? isTimed : undefined}
              onPress={() => (as === 'at_one_time' ? setTimed(!isTimed) : onDecide({ as }))}
            >
              {text('decide.actCount', { act: text(`campaign.own.act.${as}`), count })}
            </Button>
          ))}
        </div>
      </div>
      {isTimed && <OneTime onTime={(at) => onDecide({ as: 'at_one_time', at })} />}
      <table className="table samples own-rows above-1">
        <tbody>
          {shown.map(({ rowNumber, name, cell, reading }) => (
            <tr key={rowNumber}>
              <td className="number faint">{format.number(rowNumber)}</td>
              <td className="name">
                <bdi>{name}</bdi>
              </td>
              <td className="cell">
                {cell === '' ? <i className="faint">{text('campaign.own.empty')}</i> : <bdi>{cell}</bdi>}
              </td>
              <td>{reading !== null && <ReadAs {...reading} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > rowsShown && (
        <Button kind="quiet" size="small" aria-describedby={heading} onPress={() => setShowsAll(!showsAll)}>
          {showsAll ? text('decide.hide') : text('campaigns.more', { shown: rowsShown, total: count })}
        </Button>
      )}
    </section>
  );
}

/** The moment as if the clock were UTC. */
function atMsOf({ day, minute }: NonNullable<Decision['at']>): number {
  return DateTime.fromISO(day, { zone: 'UTC' }).plus({ minutes: minute }).toMillis();
}

/** The day and time at which all people without a time of their own get it. */
function OneTime({ onTime }: { onTime: (at: NonNullable<Decision['at']>) => void }) {
  const text = useText();
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const minute = toMinute(time);
  const isWhole = DateTime.fromISO(day).isValid && Number.isInteger(minute);
  return (
    <div className="field-row flex wrap">
      <TextField type="date" label={text('campaign.when.date')} value={day} onChange={setDay} />
      <TextField type="time" label={text('campaign.when.time')} value={time} onChange={setTime} />
      <Button disabled={!isWhole} onPress={() => onTime({ day, minute })}>
        {text('campaign.own.thenSend')}
      </Button>
    </div>
  );
}

/** How a cell would be read. A date without a year recurs every year. */
function ReadAs({ year, month, day, minute }: NonNullable<Group['rows'][number]['reading']>) {
  const format = useFormat();
  const at = DateTime.fromObject({ year: year ?? 2024, month, day }, { zone: 'UTC' }).plus({ minutes: minute ?? 0 });
  const atMs = at.toMillis();
  const date = year === null ? format.dayAndMonth(atMs, 'UTC') : format.fullDate(atMs, 'UTC');
  return (
    <>
      <span className="arrow" aria-hidden="true">
        →
      </span>
      {minute === null ? date : `${date}, ${format.time(atMs, 'UTC')}`}
    </>
  );
}

type PlanProps = {
  readonly schedule: Schedule;
  readonly plan: OwnTimesPlan;
  readonly check: CampaignCheck | null;
};

/** How many are sent on each day, or in each month of a long time. */
export function PlanOfDays({ schedule, plan, check }: PlanProps) {
  const { text, format } = useWords();
  const { timeZone } = schedule;
  const bars = barsOf(plan.days, timeZone);
  const most = Math.max(...bars.map(({ count }) => count));
  const left = plan.open + plan.leftOut;
  const yearOf = (atMs: number) => DateTime.fromMillis(atMs, { zone: timeZone }).year;
  const isAllThisYear = bars.every(({ atMs }) => yearOf(atMs) === yearOf(Date.now()));
  const words = { day: isAllThisYear ? format.weekday : format.weekdayAndYear, month: format.monthAndYear };
  return (
    <Card title={text('campaign.own.plan')} aria-live="polite">
      <ol className="plan-days grid">
        {bars.map(({ kind, atMs, count }) => (
          <li key={atMs}>
            <span>{words[kind](atMs, timeZone)}</span>
            <i className="plan-bar" style={{ inlineSize: `${Math.max(2, (100 * count) / most)}%` }} />
            <span className="number end">{format.number(count)}</span>
          </li>
        ))}
      </ol>
      <p className="plan-total row between strong">
        <span>{text('campaign.own.have')}</span>
        <span className="number">{format.number(plan.moments)}</span>
      </p>
      {left > 0 && (
        <p className="small faint">{text('campaign.own.planLeft', { left, rows: plan.rows, open: plan.open })}</p>
      )}
      <OverfullDayNote {...{ schedule, plan, check }} />
    </Card>
  );
}

type Bar = { readonly kind: 'day' | 'month'; readonly atMs: number; readonly count: number };
/** Up to this many days are listed one by one. */
const daysShown = 14;

function barsOf(days: OwnTimesPlan['days'], timeZone: string): Bar[] {
  if (days.length <= daysShown) return days.map(({ count, firstMs }) => ({ kind: 'day', atMs: firstMs, count }));
  const months = new Map<string, Bar>();
  for (const { count, firstMs } of days) {
    const key = DateTime.fromMillis(firstMs, { zone: timeZone }).toFormat('yyyy-MM');
    const known = months.get(key) ?? { kind: 'month', atMs: firstMs, count: 0 };
    months.set(key, { ...known, count: known.count + count });
  }
  return [...months.values()];
}
