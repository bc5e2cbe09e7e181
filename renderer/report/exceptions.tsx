import type { ReactNode } from 'react';
import type { MessageRow } from '../../domain/contract.ts';
import { MessageLink } from '../shared/people/message-link.tsx';
import { useOccasionWords } from '../shared/schedule-words.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { MessageStatus } from '../ui/status.tsx';

type Props = {
  readonly rows: readonly MessageRow[];
  /** How many there are; of very many only the newest are shown. */
  readonly count: number;
};

/** Every message that did not simply arrive, with the reason, and its date if it has one. */
export function Exceptions({ rows, count }: Props) {
  const text = useText();
  if (rows.length === 0) return <p className="quiet">{text('report.noExceptions')}</p>;
  return (
    <Messages
      rows={rows}
      count={count}
      title={text('report.exceptions', { count })}
      last={text('report.why')}
      lastOf={(row) => <Why row={row} />}
    />
  );
}

/** The people whose message was cancelled, and when: the outbox does not show them. On paper their count is enough. */
export function Cancelled({ rows, count }: Props) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  if (rows.length === 0) return null;
  return (
    <Messages
      className="report-cancelled"
      rows={rows}
      count={count}
      title={text('report.cancelledMessages', { count })}
      last={text('outbox.when')}
      lastOf={(row) => format.moment(row.changedAtMs, nowMs)}
    />
  );
}

type MessagesProps = Props & Last & { readonly className?: string; readonly title: string };

function Messages({ rows, count, className, title, ...last }: MessagesProps) {
  const text = useText();
  return (
    <section className={className}>
      <h2>{title}</h2>
      <People rows={rows} {...last} />
      {rows.length < count && <p className="small faint">{text('report.exceptionsShown', { count: rows.length })}</p>}
    </section>
  );
}

type Last = { readonly last: string; readonly lastOf: (row: MessageRow) => ReactNode };

/** The people of some messages, with a last column of the caller's. */
function People({ rows, label, last, lastOf }: Pick<Props, 'rows'> & Partial<Last> & { readonly label?: string }) {
  const text = useText();
  const occasionOf = useOccasionWords();
  const haveDates = rows.some(({ occasion }) => occasion !== '');
  return (
    <table className="table table-inset rest" aria-label={label}>
      <thead>
        <tr>
          <th>{text('report.name')}</th>
          <th className="col-phone">{text('report.phone')}</th>
          <th className="col-status">{text('report.status')}</th>
          {haveDates && <th className="col-date">{text('outbox.occasion')}</th>}
          {lastOf && <th className="col-why">{last}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="name">
              <MessageLink message={row} label={text('report.openMessage', { name: row.name || row.phone })}>
                <PersonName name={row.name} />
              </MessageLink>
            </td>
            <td>
              <Phone phone={row.phone} />
            </td>
            <td>
              <MessageStatus row={row} />
            </td>
            {haveDates && <td className="number">{occasionOf(row)}</td>}
            {lastOf && <td className="quiet">{lastOf(row)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Why({ row }: { row: MessageRow }) {
  const text = useText();
  return (
    <>
      {row.reason !== null && text(`reason.${row.reason}`)}
      {row.settlement === 'not_there' && <div className="faint small">{text('outbox.settledNotThere')}</div>}
    </>
  );
}

/** People in whose chat more than one copy was seen. This must never happen, so it is above everything else. */
export function SecondCopies({ rows }: { rows: readonly MessageRow[] }) {
  const text = useText();
  if (rows.length === 0) return null;
  return (
    <section>
      <Banner kind="alarm" boxed title={text('report.verify.alarm', { count: rows.length })}>
        {text('report.verify.alarmWhy')}
      </Banner>
      <People rows={rows} label={text('report.verify.more')} />
    </section>
  );
}
