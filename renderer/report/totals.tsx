import { Reply } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DaysReport, Report, TeamReport } from '../../domain/contract.ts';
import { messagesOf } from '../../domain/report/report-views.ts';
import { doneOf, notInChatOf } from '../store/counts.ts';
import { useText, useWords } from '../text.tsx';
import { Icon } from '../ui/icon.tsx';
import { type BarPart, OutcomeBar } from '../ui/progress.tsx';
import { Status } from '../ui/status.tsx';

/**
 * imported = sent + not confirmed + not sent + cancelled + skipped + open. A team's report does not know rows left out
 * before the start. In a campaign that repeats people have several messages, and the messages add up.
 */
export function Totals({ report: { kind, totals } }: { report: Report | TeamReport }) {
  const text = useText();
  const messages = messagesOf(totals);
  const isOfRows = messages === totals.imported - totals.skipped;
  const rowWords = text(kind === 'here' ? 'report.imported' : 'report.ofTeam.people');
  return (
    <section aria-label={text('report.totals')}>
      <dl className="equation">
        <Term count={isOfRows ? totals.imported : messages}>{isOfRows ? rowWords : text('report.days.messages')}</Term>
        <Outcomes totals={totals} of={messages} />
        <Term count={totals.cancelled} of={messages}>
          <Status kind="cancelled">{text('report.cancelled')}</Status>
        </Term>
        {kind === 'here' && isOfRows && (
          <Term count={totals.skipped}>
            <a href="#skipped">{text('report.skipped')}</a>
          </Term>
        )}
        {totals.open > 0 && (
          <Term count={totals.open} of={messages}>
            <Status kind="pending">{text('report.stillOpen')}</Status>
          </Term>
        )}
      </dl>
      <Outcome
        totals={totals}
        total={messages}
        left={[
          { word: text('report.legend.cancelled'), count: totals.cancelled },
          { word: text('report.legend.open'), count: totals.open },
        ]}
      />
      {totals.hasText > 0 && (
        <p className="small quiet above-1">{text('report.haveText', { count: totals.hasText })}</p>
      )}
    </section>
  );
}

/** messages = sent + not confirmed + not sent: the attempts of some days. */
export function DaysTotals({ totals, replied }: Pick<DaysReport, 'totals' | 'replied'>) {
  const text = useText();
  const total = doneOf(totals);
  return (
    <section aria-label={text('report.totals')}>
      <dl className="equation equation-days">
        <Term count={total}>{text('report.days.messages')}</Term>
        <Outcomes totals={totals} of={total} />
      </dl>
      <Outcome totals={totals} total={total} left={[]} replied={replied} />
    </section>
  );
}

type OutcomesProps = {
  readonly totals: DaysReport['totals'];
  readonly of: number;
};

function Outcomes({ totals, of }: OutcomesProps) {
  const text = useText();
  const notInChat = notInChatOf(totals);
  return (
    <>
      <Term count={totals.sent} of={of} isWholeNamed>
        <Status kind="sent">{text('report.sent')}</Status>
      </Term>
      <Term count={totals.toCheck} of={of}>
        <Status kind="unconfirmed">{text('report.notConfirmed')}</Status>
      </Term>
      {notInChat > 0 && (
        <Term count={notInChat} of={of}>
          <Status kind="cancelled">{text('report.notInChat')}</Status>
        </Term>
      )}
      <Term count={totals.notSent} of={of}>
        <Status kind="not-sent">{text('report.notSent')}</Status>
      </Term>
    </>
  );
}

type TermProps = {
  readonly count: number;
  readonly of?: number;
  /** The whole is named once, beside its first part. */
  readonly isWholeNamed?: boolean;
  readonly children: ReactNode;
};

function Term({ count, of = 0, isWholeNamed = false, children }: TermProps) {
  const { text, format } = useWords();
  const share = format.percent(count, of);
  return (
    <div>
      <dt className="quiet">
        {children}
        {of > 0 && (
          <small className="figures">
            {isWholeNamed ? text('report.shareOf', { share, of: format.number(of) }) : share}
          </small>
        )}
      </dt>
      <dd>{format.number(count)}</dd>
    </div>
  );
}

type OutcomeProps = {
  readonly totals: DaysReport['totals'];
  readonly total: number;
  /** Messages that were not sent: the empty end of the bar. */
  readonly left: readonly { readonly word: string; readonly count: number }[];
  /** How many wrote back, if nothing else says it. */
  readonly replied?: DaysReport['replied'];
};

function Outcome({ totals, total, left, replied }: OutcomeProps) {
  const { text, format } = useWords();
  const notInChat = notInChatOf(totals);
  const parts: (BarPart & { readonly word: string })[] = [
    { fill: 'read', word: text('report.legend.read'), count: totals.read },
    { fill: 'delivered', word: text('report.legend.delivered'), count: totals.delivered - totals.read },
    {
      fill: 'server',
      word: text('report.legend.server'),
      count: totals.sent - totals.delivered - totals.seenByOperator,
    },
    { fill: 'word', word: text('report.legend.word'), count: totals.seenByOperator },
    { fill: 'unconfirmed', word: text('report.legend.notConfirmed'), count: totals.toCheck },
    { fill: 'not-in-chat', word: text('report.legend.notInChat'), count: notInChat },
    { fill: 'not-sent', word: text('report.legend.notSent'), count: totals.notSent },
  ];
  const shown = [...parts, ...left.map((part) => ({ ...part, fill: 'open' }))].filter(({ count }) => count > 0);
  const words = format.list(shown.map((part) => `${format.number(part.count)} ${part.word}`));
  return (
    <>
      <OutcomeBar tall label={text('report.barLabel', { total, parts: words })} parts={parts} total={total} />
      <ul className="legend flex wrap small quiet above-3 figures">
        {shown.map((part) => (
          <li key={part.word} className="row gap-6px">
            <i className={`swatch fill-${part.fill}`} />
            {part.word} <b>{format.number(part.count)}</b>{' '}
            <span className="faint">{format.percent(part.count, total)}</span>
          </li>
        ))}
        {replied !== undefined && replied.people > 0 && (
          <li className="row gap-6px">
            <Icon of={Reply} />
            {text('report.replied', { count: replied.people })}
            <span className="faint">
              {text('report.shareOf', {
                share: format.percent(replied.people, replied.reached),
                of: format.number(replied.reached),
              })}
            </span>
          </li>
        )}
      </ul>
    </>
  );
}
