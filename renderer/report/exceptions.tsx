import type { MessageRow } from '../../domain/contract.ts';
import { MessageLink } from '../shared/people/message-link.tsx';
import { useOccasionWords } from '../shared/schedule-words.ts';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { MessageStatus } from '../ui/status.tsx';

/** Every message that somebody did not simply get, with the reason, and its date where it has one. */
export function Exceptions({ rows, count }: { rows: readonly MessageRow[]; count: number }) {
  const text = useText();
  const haveDates = rows.some(({ occasion }) => occasion !== '');
  if (rows.length === 0) return <p className="quiet">{text('report.noExceptions')}</p>;
  return (
    <section>
      <h2>{text('report.exceptions', { count })}</h2>
      <table className="table table-inset rest">
        <thead>
          <tr>
            <th>{text('report.name')}</th>
            <th className="col-phone">{text('report.phone')}</th>
            <th className="col-status">{text('report.status')}</th>
            {haveDates && <th className="col-date">{text('outbox.occasion')}</th>}
            <th className="col-why">{text('report.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Exception key={row.id} row={row} hasDate={haveDates} />
          ))}
        </tbody>
      </table>
      {rows.length < count && <p className="small faint">{text('report.exceptionsShown', { count: rows.length })}</p>}
    </section>
  );
}

function Exception({ row, hasDate }: { row: MessageRow; hasDate: boolean }) {
  const text = useText();
  const occasionOf = useOccasionWords();
  return (
    <tr>
      <PersonCells row={row} />
      {hasDate && <td className="number">{occasionOf(row)}</td>}
      <td className="quiet">
        {row.reason !== null && text(`reason.${row.reason}`)}
        {row.settlement === 'not_there' && <div className="faint small">{text('outbox.settledNotThere')}</div>}
      </td>
    </tr>
  );
}

/** The people in whose chat more than one copy was seen: what must never be, so it stands above everything else. */
export function SecondCopies({ rows }: { rows: readonly MessageRow[] }) {
  const text = useText();
  if (rows.length === 0) return null;
  return (
    <section>
      <Banner kind="alarm" boxed title={text('report.verify.alarm', { count: rows.length })}>
        {text('report.verify.alarmWhy')}
      </Banner>
      <table className="table table-inset rest" aria-label={text('report.verify.more')}>
        <thead>
          <tr>
            <th>{text('report.name')}</th>
            <th>{text('report.phone')}</th>
            <th>{text('report.status')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <PersonCells row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The first cells of a row about a person: the name, which opens the message, the number and the status. */
function PersonCells({ row }: { row: MessageRow }) {
  const text = useText();
  return (
    <>
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
    </>
  );
}
