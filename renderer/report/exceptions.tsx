import type { MessageRow } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { PersonCells } from './person-cells.tsx';

/** Everybody who did not simply get the message, with the reason. */
export function Exceptions({ rows, count }: { rows: readonly MessageRow[]; count: number }) {
  const text = useText();
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
            <th className="col-why">{text('report.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Exception key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length < count && <p className="small faint">{text('report.exceptionsShown', { count: rows.length })}</p>}
    </section>
  );
}

function Exception({ row }: { row: MessageRow }) {
  const text = useText();
  return (
    <tr>
      <PersonCells row={row} />
      <td className="quiet">{row.reason !== null && text(`reason.${row.reason}`)}</td>
    </tr>
  );
}
