import type { MessageRow } from '../../domain/contract.ts';
import { useFormat, useText } from '../text.tsx';
import { Checkbox } from '../ui/fields/choice.tsx';
import type { Column } from '../ui/virtual-table.tsx';
import type { Selection } from './selection.ts';

/** The column of boxes. `total`: how many the box in the header selects; null while that is not known. */
export function boxColumn(selection: Selection, total: number | null): Column<MessageRow> {
  return {
    id: 'box',
    header: <SelectAll selection={selection} total={total} />,
    className: 'col-box',
    cell: (row, active) => <SelectRow row={row} active={active} selection={selection} />,
  };
}

function SelectAll({ selection, total }: { readonly selection: Selection; readonly total: number | null }) {
  const text = useText();
  const format = useFormat();
  const label = total === null ? text('ui.selectAll') : text('outbox.selectAll', { number: format.number(total) });
  return <Checkbox label={label} checked={selection.all} onChange={selection.toggleAll} />;
}

function SelectRow({
  row,
  active,
  selection,
}: {
  readonly row: MessageRow;
  readonly active: boolean;
  readonly selection: Selection;
}) {
  const text = useText();
  if (row.status === 'sending') return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click on the box must not open the row
    <span
      className="cell-control"
      onClickCapture={(event) => {
        if (!event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        selection.extendTo(row);
      }}
      onClick={(event) => event.stopPropagation()}
    >
      <Checkbox
        label={text('outbox.selectRow', { name: row.name || row.phone })}
        checked={selection.has(row)}
        onChange={() => selection.toggle(row)}
        tabIndex={active ? 0 : -1}
      />
    </span>
  );
}
