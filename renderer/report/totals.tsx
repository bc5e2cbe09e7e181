import type { Report, ReportTotals } from '../../domain/contract.ts';
import { useFormat, useText } from '../text.tsx';
import { type BarPart, OutcomeBar } from '../ui/progress.tsx';
import { Status } from '../ui/status.tsx';

/** The equation of the report, then the same as a bar with its legend. */
export function Totals({ totals }: { readonly totals: Report['totals'] }) {
  const text = useText();
  return (
    <section aria-label={text('report.totals')}>
      <Equation totals={totals} />
      <Outcome totals={totals} />
    </section>
  );
}

/** imported = sent + not confirmed + not sent + cancelled + skipped, and what is still open while it runs. */
function Equation({ totals }: { readonly totals: ReportTotals }) {
  const text = useText();
  const format = useFormat();
  return (
    <dl className="equation">
      <div>
        <dt>{text('report.imported')}</dt>
        <dd>{format.number(totals.imported)}</dd>
      </div>
      <div>
        <dt>
          <Status kind="sent">{text('report.sent')}</Status>
        </dt>
        <dd>{format.number(totals.sent)}</dd>
      </div>
      <div>
        <dt>
          <Status kind="unconfirmed">{text('report.notConfirmed')}</Status>
        </dt>
        <dd>{format.number(totals.notConfirmed)}</dd>
      </div>
      <div>
        <dt>
          <Status kind="not-sent">{text('report.notSent')}</Status>
        </dt>
        <dd>{format.number(totals.notSent)}</dd>
      </div>
      <div>
        <dt>
          <Status kind="cancelled">{text('report.cancelled')}</Status>
        </dt>
        <dd>{format.number(totals.cancelled)}</dd>
      </div>
      <div>
        <dt>
          <a href="#skipped">{text('report.skipped')}</a>
        </dt>
        <dd>{format.number(totals.skipped)}</dd>
      </div>
      {totals.open > 0 && (
        <div>
          <dt>
            <Status kind="pending">{text('report.stillOpen')}</Status>
          </dt>
          <dd>{format.number(totals.open)}</dd>
        </div>
      )}
    </dl>
  );
}

type LegendPart = BarPart & { readonly word: string };

function Outcome({ totals }: { readonly totals: ReportTotals }) {
  const text = useText();
  const format = useFormat();
  const total = totals.imported - totals.skipped;
  const parts: LegendPart[] = [
    { fill: 'read', word: text('report.legend.read'), count: totals.read },
    { fill: 'delivered', word: text('report.legend.delivered'), count: totals.delivered - totals.read },
    {
      fill: 'server',
      word: text('report.legend.server'),
      count: totals.sent - totals.delivered - totals.seenByOperator,
    },
    { fill: 'word', word: text('report.legend.word'), count: totals.seenByOperator },
    { fill: 'unconfirmed', word: text('report.legend.notConfirmed'), count: totals.notConfirmed },
    { fill: 'not-sent', word: text('report.legend.notSent'), count: totals.notSent },
  ];
  const shown = parts.filter((part) => part.count > 0);
  // What never went out is the bar's empty end.
  const left = [
    { word: text('report.legend.cancelled'), count: totals.cancelled },
    { word: text('report.legend.open'), count: totals.open },
  ].filter((part) => part.count > 0);
  const words = format.list([...shown, ...left].map((part) => `${format.number(part.count)} ${part.word}`));
  return (
    <>
      <OutcomeBar tall label={text('report.barLabel', { total, parts: words })} parts={parts} total={total} />
      <ul className="legend">
        {shown.map((part) => (
          <li key={part.fill}>
            <i className={`swatch fill-${part.fill}`} />
            {part.word} <b>{format.number(part.count)}</b>
          </li>
        ))}
        {left.map((part) => (
          <li key={part.word}>
            <i className="swatch fill-open" />
            {part.word} <b>{format.number(part.count)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
