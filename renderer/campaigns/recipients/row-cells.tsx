import type { ListRow } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';

/** The heads of a small table of rows, for screen readers: what stands below them says itself to the eye. */
export function RowHeads({ becomes, tool }: { readonly becomes: string; readonly tool: string }) {
  const text = useText();
  return (
    <thead className="head-hidden">
      <tr>
        <th className="col-no">
          <span className="visually-hidden">{text('campaign.recipients.row')}</span>
        </th>
        <th className="col-name">
          <span className="visually-hidden">{text('decide.name')}</span>
        </th>
        <th>
          <span className="visually-hidden">{text('campaign.recipients.cell')}</span>
        </th>
        <th className="col-becomes">
          <span className="visually-hidden">{becomes}</span>
        </th>
        <th className="col-tool">
          <span className="visually-hidden">{tool}</span>
        </th>
      </tr>
    </thead>
  );
}

/** Which row of the file it is, whose, and what stands in its cell. */
export function RowCells({ row }: { readonly row: Pick<ListRow, 'rowNumber' | 'name' | 'cell'> }) {
  const text = useText();
  return (
    <>
      <td className="number faint">{row.rowNumber}</td>
      <td className="name">
        <bdi>{row.name}</bdi>
      </td>
      <td className="cell">
        {row.cell.trim() === '' ? (
          <span className="faint">{text('campaign.recipients.emptyCell')}</span>
        ) : (
          <bdi dir="ltr">{row.cell}</bdi>
        )}
      </td>
    </>
  );
}
