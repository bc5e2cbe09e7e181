import type { CSSProperties } from 'react';
import type { ReportPause } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { pauseWords } from '../../domain/report/pause-words.ts';
import type { ChartBar } from '../../domain/report/report-chart.ts';
import { doneOf, notInChatOf } from '../store/counts.ts';
import { useFormat, useText, useWords } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { barLength, isMidnight, type Plot, type ReportChart, toPlot } from './chart-scale.ts';

type Props = {
  readonly chart: ReportChart | null;
  readonly pauses: readonly ReportPause[];
  readonly timeZone: string;
};

const parts = [
  { part: 'sent', fill: 'fill-sent', of: ({ sent }) => sent },
  { part: 'notConfirmed', fill: 'fill-unconfirmed', of: ({ toCheck }) => toCheck },
  { part: 'notInChat', fill: 'fill-not-in-chat', of: notInChatOf },
  { part: 'notSent', fill: 'fill-not-sent', of: ({ notSent }) => notSent },
] as const satisfies readonly {
  readonly part: string;
  readonly fill: string;
  readonly of: (bar: ChartBar) => number;
}[];

const dayMs = 24 * 60 * 60_000;

/** The attempts over time with their outcomes, and the times in which nothing was sent. */
export function TimelineChart({ chart, pauses, timeZone }: Props) {
  const text = useText();
  const nowMs = useNow(60_000);
  return (
    <section className="timeline">
      <h2>{text('report.overTime')}</h2>
      {chart === null ? (
        <p className="quiet">{text('report.chartEmpty')}</p>
      ) : (
        <>
          <Drawing chart={chart} plot={toPlot(chart, pauses, timeZone, nowMs)} timeZone={timeZone} />
          <Numbers chart={chart} timeZone={timeZone} />
          <Legend chart={chart} hasPauses={pauses.length > 0} />
        </>
      )}
      <PauseList pauses={pauses} timeZone={timeZone} />
    </section>
  );
}

/** The labels are HTML text, so they keep their size and direction. */
function Drawing({ chart, plot, timeZone }: { chart: ReportChart; plot: Plot; timeZone: string }) {
  const { text, format } = useWords();
  const sum = (part: 'sent' | 'notConfirmed' | 'notSent') => chart.bars.reduce((total, bar) => total + bar[part], 0);
  const label = text('report.chartLabel', {
    from: format.dateTime(chart.fromMs, timeZone),
    to: format.dateTime(chart.toMs, timeZone),
    sent: sum('sent'),
    notConfirmed: sum('notConfirmed'),
    notSent: sum('notSent'),
  });
  return (
    <div className="chart grid caption faint figures" role="img" aria-label={label}>
      <div className="chart-y grid">
        {plot.countTicks.map((tick) => (
          <span key={tick.value} style={at(tick.percent)}>
            {format.number(tick.value)}
          </span>
        ))}
      </div>
      <div className="chart-plot relative">
        {plot.countTicks.map((tick) => (
          <i key={tick.value} className="chart-grid lined" style={at(tick.percent)} />
        ))}
        {plot.bands.map((band) => (
          <span key={band.key} className="chart-band" style={along(band)}>
            {band.label !== null && <b className="quiet medium">{format.number(band.label)}</b>}
          </span>
        ))}
        {plot.bars.map(({ bar, ...stretch }) => (
          <Bar key={bar.fromMs} bar={bar} top={plot.top} style={along(stretch)} />
        ))}
      </div>
      <div className="chart-x relative">
        {plot.timeTicks.map((tick) => (
          <span key={tick.value} style={at(tick.percent)}>
            <TimeLabel chart={chart} atMs={tick.value} timeZone={timeZone} />
          </span>
        ))}
      </div>
    </div>
  );
}

function Bar({ bar, top, style }: { bar: ChartBar; top: number; style: CSSProperties }) {
  return (
    <span className="chart-bar row" style={style}>
      {parts
        .filter(({ of }) => of(bar) > 0)
        .map(({ part, fill, of }) => (
          <i key={part} className={fill} style={{ '--share': (of(bar) / top) * 100 } as CSSProperties} />
        ))}
    </span>
  );
}

/** The hour within a day; the date at midnight, and where bars are days. */
function TimeLabel({ chart, atMs, timeZone }: { chart: ReportChart; atMs: number; timeZone: string }) {
  const format = useFormat();
  const isLong = chart.toMs - chart.fromMs > dayMs;
  return isLong && isMidnight(atMs, timeZone) ? format.dayAndMonth(atMs, timeZone) : format.time(atMs, timeZone);
}

/** The same as a table, for people who cannot see the bars. */
function Numbers({ chart, timeZone }: { chart: ReportChart; timeZone: string }) {
  const { text, format } = useWords();
  const bars = chart.bars.filter((bar) => doneOf(bar) > 0);
  return (
    <div className="visually-hidden">
      <table>
        <caption>{text('report.overTime')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('report.chartTime')}</th>
            {parts.map(({ part }) => (
              <th key={part} scope="col">
                {text(`report.legend.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.fromMs}>
              <th scope="row">{format.dateTime(bar.fromMs, timeZone)}</th>
              {parts.map(({ part, of }) => (
                <td key={part}>{format.number(of(bar))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend({ chart, hasPauses }: { chart: ReportChart; hasPauses: boolean }) {
  const text = useText();
  const { unit, count } = barLength(chart);
  const shown = [
    ...parts.filter(({ of }) => chart.bars.some((bar) => of(bar) > 0)),
    ...(hasPauses ? [{ part: 'paused', fill: 'fill-paused' } as const] : []),
  ];
  return (
    <ul className="legend flex wrap small quiet above-3 figures">
      {shown.map(({ part, fill }) => (
        <li key={fill} className="row gap-6px">
          <i className={`swatch ${fill}`} />
          {text(`report.legend.${part}`)}
        </li>
      ))}
      <li className="row gap-6px">
        {unit === 'minutes' || unit === 'hours' ? text(`report.bar.${unit}`, { count }) : text(`report.bar.${unit}`)}
      </li>
    </ul>
  );
}

/** The stylesheet positions a label by this custom property. */
function at(percent: number): CSSProperties {
  return { '--at': percent } as CSSProperties;
}

function along({ from, share }: { from: number; share: number }): CSSProperties {
  return { '--from': from, '--share': share } as CSSProperties;
}

type PausesProps = { readonly pauses: readonly ReportPause[]; readonly timeZone: string };

function PauseList({ pauses, timeZone }: PausesProps) {
  const text = useText();
  if (pauses.length === 0) return null;
  return (
    <>
      <h3 id="pauses">{text('report.pauses')}</h3>
      <ol className="pauses grid gap-1 figures" aria-labelledby="pauses">
        {pauses.map((pause) => (
          <li key={`${pause.fromMs} ${pause.campaignId} ${pause.reason}`}>
            <span>{pauseWords(text, pause)}</span>
            <PauseTime pause={pause} timeZone={timeZone} />
          </li>
        ))}
      </ol>
      {pauses.length === limits.pausesShown && (
        <p className="small faint">{text('report.pausesMore', { count: pauses.length })}</p>
      )}
    </>
  );
}

function PauseTime({ pause, timeZone }: { pause: ReportPause; timeZone: string }) {
  const { text, format } = useWords();
  const { fromMs, toMs } = pause;
  const from = format.dateTime(fromMs, timeZone);
  if (toMs === null) return <span className="block faint small">{text('report.pausedSince', { from })}</span>;
  const isOneDay = format.date(fromMs, timeZone) === format.date(toMs, timeZone);
  const to = isOneDay ? format.time(toMs, timeZone) : format.dateTime(toMs, timeZone);
  const length = format.duration(toMs - fromMs);
  const words =
    format.dateTime(toMs, timeZone) === from
      ? text('report.pausedAt', { at: from, length })
      : text('report.pausedFromTo', { from, to, length });
  return <span className="block faint small">{words}</span>;
}
