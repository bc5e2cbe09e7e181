import type { VirtualItem } from '@tanstack/react-virtual';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useRef } from 'react';
import { useActiveRow, useFocusOfGone } from './hooks/use-active-row.ts';
import { useRows } from './hooks/use-rows.ts';
import { Icon } from './icon.tsx';

export type Column<Row> = {
  readonly id: string;
  readonly header: ReactNode;
  readonly className?: string;
  /** Its cells say nothing about the row, and are not part of the name that a screen reader says. */
  readonly isTool?: boolean;
  /** How the rows are sorted by this column; null when they could be but are not. */
  readonly sort?: 'ascending' | 'descending' | null;
  /** Called when the header of a sortable column is pressed. */
  readonly onSort?: () => void;
  /** `active`: the row that Tab reaches. Controls in other rows take `tabIndex={-1}`. */
  readonly cell: (row: Row, active: boolean, index: number) => ReactNode;
};

/** Space on a row, or a click with Ctrl, toggles it. With Shift everything from the last chosen row on is selected. */
type RowSelection<Row> = {
  readonly has: (row: Row) => boolean;
  readonly toggle: (row: Row) => void;
  readonly startAt: (row: Row) => void;
  readonly extendTo: (row: Row, from?: Row) => void;
};

type Props<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Identifies the list of the rows: another one begins at its top. */
  readonly listKey?: string;
  /** The rows are still those of the previous list; the requested ones are on their way. */
  readonly isBusy?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => number;
  /** How many rows there are in all, read or not; null while that is not known, as in a search. */
  readonly rowCount: number | null;
  /** Null where no row can be selected. */
  readonly selection?: RowSelection<Row> | null;
  /** Whether a row is open in the side panel. */
  readonly isCurrent?: (row: Row) => boolean;
  readonly rowState?: (row: Row) => string | undefined;
  readonly onOpen?: (row: Row) => void;
  readonly onRange?: (firstVisible: number, lastVisible: number) => void;
  readonly headerHidden?: boolean;
  /** A header above the rows that says what they have in common: several such tables look like one with groups. */
  readonly group?: ReactNode;
  /** Extra lines above some rows, each as high as a row: by the row's position, with how each is rendered. */
  readonly lines?: {
    readonly above: ReadonlyMap<number, readonly number[]>;
    readonly draw: (line: number) => ReactNode;
  };
  /** Every row has the same height, so that none is measured: 100,000 rows are as fast as 100. */
  readonly fixedHeight?: boolean;
};

/** A table that renders only the visible rows. It scrolls in its nearest scrolling ancestor, and shows the open row. */
export function VirtualTable<Row>(props: Props<Row>) {
  const { rows, columns, rowKey, onRange, listKey = '', fixedHeight = false } = props;
  const table = useRef<HTMLTableElement>(null);
  const [activeIndex, setActive] = useActiveRow(props);
  const above = props.lines?.above ?? noLines;
  const { virtual, marginPx } = useRows(table, { rows, rowKey, activeIndex, fixedHeight, above, listKey });
  const items = virtual.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onRange?.(startIndex, endIndex), [onRange, startIndex, endIndex]);
  const focusRow = (index: number) => {
    const target = Math.max(0, Math.min(index, rows.length - 1));
    setActive(target);
    virtual.scrollToIndex(target);
    // The row may be rendered only after scrolling.
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>(`tr[data-index="${target}"]`)?.focus({ preventScroll: true }),
    );
  };
  useCurrentRow(props, (index) => {
    if (index <= startIndex || index >= endIndex) virtual.scrollToIndex(index);
    if (table.current?.contains(document.activeElement)) focusRow(index);
    else setActive(index);
  });
  const focusEvents = useFocusOfGone(() => focusRow(activeIndex));
  const onKeyDown = rowKeys(props, activeIndex, endIndex - startIndex, focusRow);

  return (
    <table
      ref={table}
      className="table"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is how ARIA calls a table whose rows take keys
      role="grid"
      aria-label={props.label}
      aria-busy={props.isBusy || undefined}
      aria-rowcount={props.rowCount === null ? -1 : props.rowCount + 1}
      onKeyDown={onKeyDown}
      {...focusEvents}
    >
      <Header columns={columns} isHidden={props.headerHidden ?? false} />
      {props.group && (
        <tbody>
          <Line>
            <div className="group in-gutter lined">{props.group}</div>
          </Line>
        </tbody>
      )}
      <tbody>
        {items.map((item, position) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const gapPx = item.start - (items[position - 1]?.end ?? marginPx);
          return (
            <Fragment key={rowKey(row)}>
              <Gap heightPx={gapPx} />
              {above.get(item.index)?.map((line) => (
                <Line key={line}>{props.lines?.draw(line)}</Line>
              ))}
              <TableRow
                {...props}
                row={row}
                item={item}
                measure={fixedHeight ? undefined : virtual.measureElement}
                active={item.index === activeIndex}
                onFocus={() => setActive(item.index)}
              />
            </Fragment>
          );
        })}
        <Gap heightPx={virtual.getTotalSize() + marginPx - (items.at(-1)?.end ?? marginPx)} />
      </tbody>
    </table>
  );
}

function Header<Row>({ columns, isHidden }: { columns: readonly Column<Row>[]; isHidden: boolean }) {
  return (
    <thead className={isHidden ? 'header-hidden' : undefined}>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} isHidden={isHidden} />
        ))}
      </tr>
    </thead>
  );
}

function HeaderCell<Row>({ column, isHidden }: { column: Column<Row>; isHidden: boolean }) {
  const { header, className, sort, onSort } = column;
  const shown = (
    <>
      {header}
      {sort && !isHidden && <Icon of={sort === 'ascending' ? ChevronUp : ChevronDown} />}
    </>
  );
  return (
    <th scope="col" className={className} aria-sort={sort ?? undefined}>
      {onSort === undefined || isHidden ? (
        shown
      ) : (
        <button type="button" className="sort-button" onClick={onSort}>
          {shown}
        </button>
      )}
    </th>
  );
}

type RowProps<Row> = Props<Row> & {
  readonly row: Row;
  readonly item: VirtualItem;
  readonly active: boolean;
  readonly measure: ((element: Element | null) => void) | undefined;
  readonly onFocus: () => void;
};

function TableRow<Row>({ row, item, columns, active, measure, onFocus, onOpen, selection, ...its }: RowProps<Row>) {
  const rowId = useId();
  const cellId = (column: Column<Row>) => `${rowId}-${column.id}`;
  return (
    <tr
      ref={measure}
      data-index={item.index}
      data-key={its.rowKey(row)}
      data-state={its.rowState?.(row)}
      aria-labelledby={columns
        .filter(({ isTool = false }) => !isTool)
        .map(cellId)
        .join(' ')}
      aria-rowindex={item.index + 2}
      aria-selected={selection?.has(row)}
      aria-current={its.isCurrent?.(row) || undefined}
      tabIndex={active ? 0 : -1}
      onFocus={onFocus}
      // A click with Shift would also mark the text in between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => {
        if (selection && event.shiftKey) selection.extendTo(row);
        else if (selection && (event.ctrlKey || event.metaKey)) selection.toggle(row);
        else openRow(row, onOpen, selection);
      }}
    >
      {columns.map((column) => (
        <td key={column.id} id={cellId(column)} className={column.className}>
          {column.cell(row, active, item.index)}
        </td>
      ))}
    </tr>
  );
}

const noLines: ReadonlyMap<number, readonly number[]> = new Map();

/** A single cell as wide as the list: hidden columns of a narrow list must not reappear because of it. */
function Line({ children }: { children: ReactNode }) {
  return (
    <tr className="group-row">
      <td>{children}</td>
    </tr>
  );
}

/** Stands for rows that are not rendered. A single cell, so that hidden columns of a narrow list do not reappear. */
function Gap({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden className="table-gap">
      <td style={{ blockSize: heightPx }} />
    </tr>
  );
}

/** Scrolls to a row that is opened elsewhere, and takes the focus along if it is on a row. Tab then reaches it. */
function useCurrentRow<Row>({ rows, rowKey, isCurrent }: Props<Row>, goTo: (index: number) => void): void {
  const index = isCurrent === undefined ? -1 : rows.findIndex(isCurrent);
  const row = rows[index];
  const key = row === undefined ? null : rowKey(row);
  const open = useEffectEvent(() => goTo(index));
  useEffect(() => {
    if (key !== null) open();
  }, [key]);
}

/** A click with Shift extends the selection from the row that was opened last. */
function openRow<Row>(
  row: Row,
  onOpen: ((row: Row) => void) | undefined,
  selection: RowSelection<Row> | null | undefined,
): void {
  selection?.startAt(row);
  onOpen?.(row);
}

function rowKeys<Row>(
  { rows, onOpen, selection }: Props<Row>,
  active: number,
  pageRows: number,
  focusRow: (index: number) => void,
) {
  const targets: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: rows.length - 1,
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    // Keys on a control inside a row are the control's, and keys with Alt are the panel's.
    if (!(event.target instanceof HTMLTableRowElement) || event.altKey) return;
    const row = rows[active];
    const target = targets[event.key];
    if (target !== undefined) {
      focusRow(target);
      const reached = rows[Math.max(0, Math.min(target, rows.length - 1))];
      if (event.shiftKey && reached !== undefined) selection?.extendTo(reached, row);
    } else if (event.key === 'Enter' && row !== undefined && !event.repeat) openRow(row, onOpen, selection);
    else if (event.key === ' ' && row !== undefined && !event.repeat) {
      if (event.shiftKey) selection?.extendTo(row);
      else selection?.toggle(row);
    } else return;
    event.preventDefault();
  };
}
