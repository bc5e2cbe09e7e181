import { Info } from 'lucide-react';
import type { ListReport } from '../../../domain/contract.ts';
import { rowWarnings } from '../../../domain/phone-problem.ts';
import { useText } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Rows of a table that are shown before the operator asks for all. */
const rowsShown = 8;

/** Rows that are used, but whose number deserves a look. */
export function RowWarnings({ list }: { readonly list: ListReport }) {
  const text = useText();
  if (list.warnings.length === 0) return null;
  const words = (problem: string) => {
    const known = rowWarnings.find((one) => one === problem);
    return known === undefined ? text('warning.other') : text(`warning.${known}`);
  };
  return (
    <section>
      <div className="part-header">
        <h2>
          <Icon of={Info} className="faint" />
          {text('campaign.recipients.warnings', { count: list.warnings.length })}
        </h2>
      </div>
      <table className="table table-inset problems">
        <thead>
          <tr>
            <th className="col-row">{text('campaign.recipients.row')}</th>
            <th className="col-cell">{text('campaign.recipients.cell')}</th>
            <th>{text('campaign.recipients.toKnow')}</th>
          </tr>
        </thead>
        <tbody>
          {list.warnings.slice(0, rowsShown).map((row) => (
            <tr key={`${row.rowNumber} ${row.cell}`}>
              <td className="number">{row.rowNumber}</td>
              <td className="cell">
                <bdi>{row.cell}</bdi>
              </td>
              <td>{words(row.problem)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
