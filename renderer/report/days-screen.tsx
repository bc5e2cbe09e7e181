import { DateTime } from 'luxon';
import { useState } from 'react';
import type { Days, DaysReport } from '../../domain/contract.ts';
import { useScheduleWords } from '../shared/schedule-words.ts';
import { notInChatOf } from '../store/counts.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Busy } from '../ui/busy.tsx';
import { Button, NameButton } from '../ui/button.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { ReadFailure } from '../ui/read-failure.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { CampaignBadge } from '../ui/status.tsx';
import { Exceptions } from './exceptions.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { MadeOnPaper } from './made-on-paper.tsx';
import { PracticeBadge, PracticeMark } from './practice-mark.tsx';
import { TimelineChart } from './timeline-chart.tsx';
import { DaysTotals } from './totals.tsx';

const weekDays = 7;
const monthDays = 30;

/** What all campaigns did on some days: the report of a week, or of last evening. */
export function DaysScreen() {
  const text = useText();
  const nowMs = useNow(60_000);
  const [days, setDays] = useState(() => lastDays(weekDays, nowMs));
  // Nothing is asked while the days are in the wrong order.
  const asks = days.from !== '' && days.to !== '' && days.from <= days.to;
  const { result, again } = useRead('report:days', days, { asks });
  const report = result?.ok ? result.value : null;
  return (
    <>
      <ScreenHeader
        className="header-report lined"
        title={text('report.days.title')}
        isLong
        beside={<PracticeBadge />}
        actions={report !== null && <ExportButtons scope={{ kind: 'days', days: report.days }} />}
      >
        {report !== null && <DaysOnPaper report={report} />}
        <DaysChoice days={days} nowMs={nowMs} onChange={setDays} />
      </ScreenHeader>
      {result?.ok === false && (
        <div className="body">
          <ReadFailure title={text('report.cannotRead')} code={result.failure.code} onAgain={again} />
        </div>
      )}
      {report !== null && <DaysBody report={report} />}
      {result === null && <Busy className="body status">{text('report.loading')}</Busy>}
    </>
  );
}

/** Paper has no controls, so the days are printed in words. */
function DaysOnPaper({ report }: { report: DaysReport }) {
  const { text, format } = useWords();
  const words = useScheduleWords();
  const day = (date: string) => format.date(Date.parse(date), 'UTC');
  const { days, timeZone } = report;
  const zone = words.zone(timeZone, Date.parse(days.to));
  const when =
    days.from === days.to
      ? text('report.ranOneDay', { day: day(days.from), zone })
      : text('report.ran', { from: day(days.from), to: day(days.to), zone });
  return (
    <>
      <p className="print-only quiet">{when}</p>
      <MadeOnPaper timeZone={timeZone} />
    </>
  );
}

function DaysChoice({ days, nowMs, onChange }: { days: Days; nowMs: number; onChange: (days: Days) => void }) {
  const text = useText();
  const choices = [
    { label: text('report.days.today'), count: 1 },
    { label: text('report.days.week'), count: weekDays },
    { label: text('report.days.month'), count: monthDays },
  ];
  return (
    <fieldset className="days-choice gap-2-3 flex wrap" aria-label={text('report.days.choose')}>
      <TextField
        type="date"
        label={text('report.days.from')}
        value={days.from}
        onChange={(from) => onChange({ ...days, from })}
      />
      <TextField
        type="date"
        label={text('report.days.to')}
        value={days.to}
        onChange={(to) => onChange({ ...days, to })}
        error={days.from > days.to ? text('report.days.wrong') : null}
      />
      {choices.map(({ label, count }) => (
        <Button key={count} kind="quiet" onPress={() => onChange(lastDays(count, nowMs))}>
          {label}
        </Button>
      ))}
    </fieldset>
  );
}

function DaysBody({ report }: { report: DaysReport }) {
  const text = useText();
  const words = useScheduleWords();
  const { totals, waiting, cancelled, timeZone } = report;
  const zone = words.zone(timeZone, report.chart?.fromMs ?? Date.parse(report.days.to));
  return (
    <Scroll label={text('report.days.title')}>
      <div className="body stack report relative">
        <PracticeMark />
        <div>
          {report.campaigns.length === 0 ? (
            <p className="quiet">{text('report.days.nothing')}</p>
          ) : (
            <DaysTotals totals={totals} replied={report.replied} />
          )}
          <p className="small faint">
            {text('report.days.lead', { zone })}{' '}
            {waiting + cancelled > 0 && text('report.days.untried', { waiting, cancelled })}
          </p>
        </div>
        {report.campaigns.length > 0 && (
          <>
            <TimelineChart chart={report.chart} pauses={report.pauses} timeZone={timeZone} />
            <CampaignTable report={report} />
            <Exceptions rows={report.exceptions} count={totals.notSent + totals.notConfirmed} />
          </>
        )}
      </div>
    </Scroll>
  );
}

function CampaignTable({ report }: { report: DaysReport }) {
  const { text, format } = useWords();
  const hasLooked = notInChatOf(report.totals) > 0;
  const open = useStore((store) => store.open);
  const isAllPaused = useOverview(({ dispatcher }) => dispatcher.kind === 'paused');
  return (
    <section>
      <h2>{text('report.days.campaigns')}</h2>
      <table className="table table-inset rest">
        <thead>
          <tr>
            <th>{text('campaigns.name')}</th>
            <th className="col-state">{text('campaigns.state')}</th>
            <th className="end">{text('report.legend.sent')}</th>
            <th className="end">{text('report.legend.notConfirmed')}</th>
            {hasLooked && <th className="end">{text('report.legend.notInChat')}</th>}
            <th className="end">{text('report.legend.notSent')}</th>
          </tr>
        </thead>
        <tbody>
          {report.campaigns.map(({ id, name, state, totals }) => (
            <tr key={id}>
              <td className="name">
                <NameButton onPress={() => open({ screen: 'report', id })}>
                  <bdi>{name}</bdi>
                </NameButton>
              </td>
              <td>
                <CampaignBadge state={state === 'running' && isAllPaused ? 'paused' : state} />
              </td>
              <td className="end number">{format.number(totals.sent)}</td>
              <td className="end number">{format.number(totals.toCheck)}</td>
              {hasLooked && <td className="end number">{format.number(notInChatOf(totals))}</td>}
              <td className="end number">{format.number(totals.notSent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The `count` days that end today, by this computer's calendar. */
function lastDays(count: number, nowMs: number): Days {
  const today = DateTime.fromMillis(nowMs);
  const day = (moment: DateTime) => moment.toFormat('yyyy-MM-dd');
  return { from: day(today.minus({ days: count - 1 })), to: day(today) };
}
