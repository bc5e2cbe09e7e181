import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck, ListReport } from '../../../domain/contract.ts';
import { nextOpening, placeOfHours, toClock } from '../../../domain/schedule/hours.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { drawMomentMs, firstDay, isSeries } from '../../../domain/schedule/series.ts';
import { whyNotWithTeam } from '../../../domain/schedule/with-team.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { TemplateText } from '../../shared/template-text.tsx';
import { RichText, useText, useWords } from '../../text.tsx';
import { ForecastWarnings, PilotNote, roundToMinute } from '../schedule/finish-card.tsx';
import { useCountriesWithoutHours } from '../schedule/no-hours.tsx';
import { OverfullDayNote } from '../schedule/own-times/overfull-day-note.tsx';
import { useOwnTimesPlan } from '../schedule/own-times/use-own-times.ts';
import { StepWords } from '../schedule/second-step.tsx';
import { TooMany, WeeklyWords } from '../schedule/series/weekly-fields.tsx';
import { useForecast } from '../schedule/use-forecast.ts';
import { Fact, type FactsProps } from './fact.tsx';
import { useTeamOffer } from './other-computers.tsx';

/** People who get it by the campaign's clock because the operator decided so, although people's own hours count. */
function ByCampaignsClock(props: {
  readonly schedule: Schedule;
  readonly places: CampaignCheck['places'];
  readonly nowMs: number;
}) {
  const text = useText();
  const words = useScheduleWords();
  const { schedule, nowMs } = props;
  const { count, names } = useCountriesWithoutHours()(schedule, props.places, nowMs);
  if (count === 0 || schedule.window?.withoutHours !== 'campaign') return null;
  const zone = words.zone(schedule.timeZone, nowMs);
  return (
    <p className="small quiet">
      {text('campaign.when.noHours.byClock', { count, zone })} {names}
    </p>
  );
}

export function ScheduleFacts({ draft, check, nowMs, onStep }: FactsProps) {
  const text = useText();
  const words = useScheduleWords();
  const { schedule, list, step } = draft.detail;
  const count = check?.willSend ?? list?.recipients ?? 0;
  const plan = useOwnTimesPlan(draft);
  const isWithTeam = useTeamOffer() && whyNotWithTeam({ ...draft.detail, hasStep: step !== null }) === null;
  return (
    <>
      <Fact label={text('campaign.check.when')} step="when" onStep={onStep}>
        <WhenWords {...{ schedule, list, check, nowMs }} />
        <OverfullDayNote {...{ schedule, plan, check }} />
      </Fact>
      <Fact label={text('campaign.check.pace')} step="when" onStep={onStep}>
        <p className="number">{words.gap(schedule)}</p>
        <p>
          {schedule.dailyCap === null
            ? text('campaign.check.noCap')
            : text('campaign.check.cap', { count: schedule.dailyCap })}
        </p>
        {(schedule.from?.accounts.length ?? 1) > 1 && <p>{text('campaign.when.paceEach')}</p>}
        {schedule.warmUp === true && <p>{text('campaign.check.warmUp')}</p>}
      </Fact>
      <Fact label={text('campaign.check.pilot')} step="when" onStep={onStep}>
        <p>
          {schedule.pilotCount === null ? (
            <RichText words={text('campaign.check.noPilot', { count: asksEachDate(schedule) ? 0 : count })} />
          ) : (
            text('campaign.check.pilotFirst', { count: schedule.pilotCount })
          )}
        </p>
        {schedule.pilotCount !== null && isWithTeam && <p>{text('teamCampaign.pilotEach')}</p>}
      </Fact>
      {step !== null && (
        <Fact label={text('report.step.title')} step="when" onStep={onStep}>
          <TemplateText text={step.text} />
          <p>
            <StepWords step={step} />
          </p>
        </Fact>
      )}
      <DoneFact {...{ draft, check, nowMs }} />
    </>
  );
}

type WhenProps = Pick<FactsProps, 'check' | 'nowMs'> & {
  readonly schedule: Schedule;
  readonly list: ListReport | null;
};

function WhenWords({ schedule, list, check, nowMs }: WhenProps) {
  const text = useText();
  const words = useScheduleWords();
  const { own, weekly, startAtMs, timeZone } = schedule;
  const startMs = Math.max(nowMs, startAtMs ?? 0);
  const beginsMs = firstOpen(schedule, check?.places ?? [], startMs);
  return (
    <>
      {own !== undefined && <OwnTimesFact {...{ schedule, list, check, nowMs, own }} />}
      {weekly !== undefined && (
        <>
          <p>
            <WeeklyWords {...{ schedule, nowMs, weekly }} />
          </p>
          <TooMany {...{ schedule, nowMs, check, weekly }} />
        </>
      )}
      {isSeries(schedule) && <SeriesAsks schedule={schedule} nowMs={nowMs} />}
      {own === undefined && weekly === undefined && (
        <p>
          {beginsMs === nowMs
            ? text('campaign.check.now', { date: words.day(nowMs, timeZone) })
            : words.moment(beginsMs, timeZone)}
        </p>
      )}
      <p>
        {weekly !== undefined && schedule.window === null
          ? words.zone(timeZone, startMs)
          : words.hours(schedule, startMs)}
      </p>
      {check !== null && own === undefined && (
        <ByCampaignsClock schedule={schedule} places={check.places} nowMs={nowMs} />
      )}
    </>
  );
}

/** When the first can be sent: within the hours, which may be each person's own. */
function firstOpen(schedule: Schedule, places: CampaignCheck['places'], startMs: number): number {
  const { window } = schedule;
  if (window === null) return startMs;
  const all = places.length > 0 ? places : [{ country: '', zones: '' }];
  const opensMs = all.flatMap(
    (where) => nextOpening(startMs, window, placeOfHours(schedule, where, startMs).zones) ?? [],
  );
  return opensMs.length > 0 ? Math.min(...opensMs) : startMs;
}

const asksEachDate = ({ weekly, byItself }: Schedule) => weekly !== undefined && byItself !== true;

/** Whether somebody sees each date of a series first. Messages made at the start were just seen. */
function SeriesAsks({ schedule, nowMs }: { schedule: Schedule; nowMs: number }) {
  const { text, format } = useWords();
  if (schedule.byItself === true) return <p>{text('campaign.series.checkByItself')}</p>;
  if (schedule.weekly === undefined) return <p>{text('campaign.series.checkAskYear')}</p>;
  const first = firstDay(schedule, nowMs);
  if (first === null || drawMomentMs(schedule, first) > nowMs) return <p>{text('campaign.series.checkAsk')}</p>;
  const day = format.weekday(Date.parse(first), 'UTC');
  return <p>{text('campaign.series.checkAskButFirst', { day })}</p>;
}

function DoneFact({ draft: { detail }, check, nowMs }: Omit<FactsProps, 'onStep'>) {
  const { text, format } = useWords();
  const forecast = useForecast(detail, check, nowMs);
  if (forecast === null) return null;
  const { finishMs } = forecast;
  return (
    <Fact label={text('campaign.check.done')}>
      <p>
        {finishMs === null ? (
          text('campaign.when.doneNever')
        ) : (
          <RichText
            words={text('campaign.check.doneAbout', {
              moment: format.moment(finishMs, nowMs, detail.schedule.timeZone),
              duration: format.duration(roundToMinute(finishMs - nowMs)),
            })}
          />
        )}
      </p>
      <PilotNote detail={detail} forecast={forecast} nowMs={nowMs} />
      <ForecastWarnings detail={detail} forecast={forecast} nowMs={nowMs} />
    </Fact>
  );
}

function OwnTimesFact({ schedule, own, list, check, nowMs }: WhenProps & { readonly own: OwnTimes }) {
  const { text, format } = useWords();
  const kind = own.unit === 'days' && own.count === 0 ? 'On' : own.unit === 'days' ? 'Days' : 'Hours';
  const lastMs = check?.lastDueMs ?? null;
  const column = list?.headers[own.column];
  if (list !== null && column === undefined) return <p>{text('campaign.own.columnGone')}</p>;
  return (
    <>
      <p>
        {text(`campaign.own.rule${kind}`, {
          count: own.count,
          side: text(`campaign.own.${own.side}`),
          column: column ?? '',
          time: toClock(own.atMinute),
          clock: text(`campaign.own.${own.clock === 'theirs' ? 'theirs' : 'here'}`),
        })}
      </p>
      {own.everyYear && <p>{text('campaigns.everyYear')}</p>}
      {lastMs !== null && !own.everyYear && (
        <p>{text('campaign.own.last', { moment: format.moment(lastMs, nowMs, schedule.timeZone) })}</p>
      )}
    </>
  );
}
