import type { ReactNode } from 'react';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Counting } from '../ui/counting.tsx';
import { Checkbox } from '../ui/fields/choice.tsx';
import { Key } from '../ui/tooltip.tsx';
import type { Column } from '../ui/virtual-table.tsx';
import type { Selection } from './use-selection.ts';

/** How many rows are selected, what can be done with them, and a button that ends the selection. */
export function SelectionToolbar(props: {
  readonly label: string;
  readonly selection: Pick<Selection<never, never>, 'count' | 'clear'>;
  /** How many there are in all; null while that is not known. */
  readonly total: number | null;
  /** Counts again after a failure; null otherwise. */
  readonly countAgain: (() => unknown) | null;
  readonly children: ReactNode;
}) {
  const { count, clear } = props.selection;
  const { total } = props;
  const { text, format } = useWords();
  return (
    <div className="selection-bar row" role="toolbar" aria-label={props.label}>
      <span className="number" role="status">
        {count === null || total === null ? (
          <Counting again={props.countAgain} />
        ) : (
          text('outbox.selected', { number: format.number(count), total: format.number(total) })
        )}
      </span>
      {props.children}
      <Button kind="quiet" onPress={clear}>
        {text('outbox.clear')} <Key>Esc</Key>
      </Button>
    </div>
  );
}

type Named = { readonly id: number; readonly name: string; readonly phone: string };

/** The column of checkboxes. `total`: how many the box in the header selects; null while that is not known. */
export function boxColumn<Row extends Named, Filter>(
  selection: Selection<Row, Filter>,
  total: number | null,
  canSelect: (row: Row) => boolean = () => true,
): Column<Row> {
  return {
    id: 'box',
    header: <SelectAll selection={selection} total={total} />,
    className: 'col-box',
    isTool: true,
    cell: (row, active) => canSelect(row) && <SelectRow row={row} active={active} selection={selection} />,
  };
}

function SelectAll<Row, Filter>({ selection, total }: { selection: Selection<Row, Filter>; total: number | null }) {
  const { text, format } = useWords();
  const label = total === null ? text('ui.selectAll') : text('outbox.selectAll', { number: format.number(total) });
  return <Checkbox label={label} checked={selection.all} onChange={selection.toggleAll} />;
}

function SelectRow<Row extends Named, Filter>(props: {
  readonly row: Row;
  readonly active: boolean;
  readonly selection: Selection<Row, Filter>;
}) {
  const { row, active, selection } = props;
  const text = useText();
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
