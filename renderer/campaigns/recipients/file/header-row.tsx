import type { Sheet } from '../../../../domain/contract.ts';
import { useText } from '../../../text.tsx';
import { InlineSelect } from '../../../ui/fields/select.tsx';

/** As many rows as an operator looks through to find the header. */
const rowsOffered = 15;
/** The choice that no row is a header. */
const noRow = 'none';

/** Which row of the file the names of the columns were taken from, and the way to take another. */
export function HeaderRow({ sheet, onChange }: { sheet: Sheet; onChange: (row: number | null) => void }) {
  const text = useText();
  // Contacts have no header of their own.
  if (sheet.firstRows.length === 0)
    return <p className="small faint below-2">{text('campaign.recipients.contactNumbers')}</p>;
  const place = sheet.firstRows.findIndex((row) => row.rowNumber === sheet.headerRow);
  const rows = sheet.firstRows
    .slice(0, Math.max(rowsOffered, place + 1))
    .map(({ rowNumber, cells }) => ({ rowNumber, cells: cells.filter((cell) => cell.trim() !== '').join(', ') }));
  return (
    <div className="header-choice row wrap below-2">
      <InlineSelect
        label={text('campaign.recipients.headerRow')}
        value={sheet.headerRow === null ? noRow : String(sheet.headerRow)}
        options={[
          ...rows.map(({ rowNumber, cells }) => ({
            value: String(rowNumber),
            label: text('campaign.recipients.headerRowOption', { row: rowNumber, cells }),
          })),
          { value: noRow, label: text('campaign.recipients.noHeaderRow') },
        ]}
        onChange={(chosen) => onChange(chosen === noRow ? null : Number(chosen))}
      />
      {place > 0 && <span className="small faint">{text('campaign.recipients.rowsAbove', { count: place })}</span>}
    </div>
  );
}
