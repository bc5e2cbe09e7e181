import type { ListReport, ListRow } from '../../../../domain/contract.ts';
import { useText } from '../../../text.tsx';

/** The headers of a small table of rows: the cell stands under the name of its own column. */
export function RowHeads({ list, becomes, tool }: { list: ListReport; becomes: string; tool: string }) {
  const text = useText();
  const { headers, mapping } = list;
  const header = mapping === null ? '' : (headers[mapping.phone]?.trim() ?? '');
  return (
    <thead>
      <tr>
        <th className="col-no">{text('campaign.recipients.row')}</th>
        <th className="col-name">{text('decide.name')}</th>
        <th>{header === '' ? text('campaign.recipients.cell') : text('decide.cellUnder', { column: header })}</th>
        <th className="col-becomes">{becomes}</th>
        <th className="col-tool">
          <span className="visually-hidden">{tool}</span>
        </th>
      </tr>
    </thead>
  );
}

export function RowCells({ row }: { row: Pick<ListRow, 'rowNumber' | 'name' | 'cell'> }) {
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
