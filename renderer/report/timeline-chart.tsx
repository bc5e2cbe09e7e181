import type { CSSProperties } from 'react';
import { RichText, useFormat, useText } from '../text.tsx';
import { type Chart, chartHeight, chartWidth, type TimelinePoint, toChart } from './chart-scale.ts';

type Props = { readonly timeline: readonly TimelinePoint[]; readonly timeZone: string };

/** How many messages were sent and read by when. The plot stretches; its labels are text of the page. */
export function TimelineChart({ timeline, timeZone }: Props) {
  const text = useText();
  const format = useFormat();
  const chart = toChart(timeline, timeZone);
  return (
    <section>
      <h2>{text('report.overTime')}</h2>
      {chart === null ? (
        <p className="quiet">{text('report.chartEmpty')}</p>
      ) : (
        <div
          className="chart"
          role="img"
          aria-label={text('report.chartLabel', {
            from: format.dateTime(chart.firstMs, timeZone),
            to: format.dateTime(chart.lastMs, timeZone),
            sent: chart.sent,
            read: chart.read,
          })}
        >
          <CountAxis chart={chart} />
          <Plot chart={chart} />
          <LineEnds chart={chart} />
          <TimeAxis chart={chart} timeZone={timeZone} />
        </div>
      )}
    </section>
  );
}

function Plot({ chart }: { readonly chart: Chart }) {
  const grid = chart.countTicks
    .map((tick) => `M0 ${(chartHeight * (100 - tick.percent)) / 100}H${chartWidth}`)
    .join('');
  return (
    <div className="chart-plot">
      <svg viewBox={`0 0 ${chartWidth} ${chartHeight}`} preserveAspectRatio="none" aria-hidden="true">
        <path className="chart-grid" d={grid} />
        <path className="chart-area" d={chart.sentArea} />
        <path className="chart-sent" d={chart.sentLine} />
        <path className="chart-read" d={chart.readLine} />
      </svg>
    </div>
  );
}

function CountAxis({ chart }: { readonly chart: Chart }) {
  const format = useFormat();
  return (
    <div className="chart-y">
      {chart.countTicks.map((tick) => (
        <span key={tick.value} style={at(tick.percent)}>
          {format.number(tick.value)}
        </span>
      ))}
    </div>
  );
}

/** Two words closer than this share of the height would lie upon each other. */
const leastDistancePercent = 10;

function LineEnds({ chart }: { readonly chart: Chart }) {
  const text = useText();
  const sentPercent = (chart.sent / chart.top) * 100;
  const readPercent = Math.min((chart.read / chart.top) * 100, sentPercent - leastDistancePercent);
  return (
    <div className="chart-end">
      <span style={at(sentPercent)}>
        <RichText words={text('report.chartSent', { count: chart.sent })} />
      </span>
      <span style={at(readPercent)}>
        <RichText words={text('report.chartRead', { count: chart.read })} />
      </span>
    </div>
  );
}

function TimeAxis({ chart, timeZone }: { readonly chart: Chart; readonly timeZone: string }) {
  const format = useFormat();
  const [first, second] = chart.timeTicks;
  const isByDay = first !== undefined && second !== undefined && second.value - first.value >= dayMs;
  return (
    <div className="chart-x">
      {chart.timeTicks.map((tick) => (
        <span key={tick.value} style={at(tick.percent)}>
          {isByDay ? format.dayAndMonth(tick.value, timeZone) : format.time(tick.value, timeZone)}
        </span>
      ))}
    </div>
  );
}

const dayMs = 24 * 60 * 60 * 1000;

/** The stylesheet places a label by this custom property. */
function at(percent: number): CSSProperties {
  return { '--at': percent } as CSSProperties;
}
