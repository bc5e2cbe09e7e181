import { Pencil, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { ListPart, ListReport, ListRow } from '../../../../domain/contract.ts';
import { countryOfReading, leaveOut } from '../../../../domain/lists/row-cause.ts';
import { useText, useWords } from '../../../text.tsx';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useAsk } from '../../../ui/hooks/use-ask.ts';
import { useRead } from '../../../ui/hooks/use-read.ts';
import type { ChangeList } from '../use-list-change.ts';
import { CellEdit } from './cell-edit.tsx';
import { RowCells, RowHeads } from './row-cells.tsx';

/** Rows with the cell as it stands in the file and what it becomes. Each can be corrected in place. */
export function GroupRows(props: {
  readonly list: ListReport;
  readonly rows: readonly ListRow[];
  readonly isLeftOut?: boolean;
  readonly change: ChangeList;
}) {
  const { list, rows, isLeftOut = false, change } = props;
  const text = useText();
  const [edited, setEdited] = useState<number | null>(null);
  // The row that gets the focus after its correction was closed.
  const [closed, setClosed] = useState<number | null>(null);
  const place = rows.findIndex(({ rowNumber }) => rowNumber === edited);
  const save = async (rowNumber: number, cell: string, goOn: boolean) => {
    const next = goOn ? rows[place + 1] : undefined;
    setEdited(next?.rowNumber ?? null);
    setClosed(next === undefined ? rowNumber : null);
    await change({ kind: 'edit', rowNumber, cell });
  };
  return (
    <table className="table table-inset samples above-1">
      <RowHeads list={list} becomes={text('decide.becomes')} tool={text('decide.edit')} />
      <tbody>
        {rows.map((row) =>
          row.rowNumber === edited ? (
            <CellEdit
              key={row.rowNumber}
              listId={list.id}
              row={row}
              onSave={(cell, goOn) => save(row.rowNumber, cell, goOn)}
              onClose={() => {
                setEdited(null);
                setClosed(row.rowNumber);
              }}
            />
          ) : (
            <SampleRow
              key={row.rowNumber}
              list={list}
              row={row}
              isLeftOut={isLeftOut}
              change={change}
              hasFocus={row.rowNumber === closed}
              onEdit={() => setEdited(row.rowNumber)}
            />
          ),
        )}
      </tbody>
    </table>
  );
}

function SampleRow(props: {
  readonly list: ListReport;
  readonly row: ListRow;
  readonly isLeftOut: boolean;
  readonly change: ChangeList;
  readonly hasFocus: boolean;
  readonly onEdit: () => void;
}) {
  const text = useText();
  const { list, row, isLeftOut, change, hasFocus, onEdit } = props;
  const isEdited = list.choices.edits.some((edit) => edit.rowNumber === row.rowNumber);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'F2') return;
    event.preventDefault();
    onEdit();
  };
  const ownRow = useRef<HTMLTableRowElement>(null);
  const use = () => {
    // The row goes with its button, and would take the focus away.
    const next = ownRow.current?.nextElementSibling ?? ownRow.current?.previousElementSibling;
    next?.querySelector('button')?.focus();
    return change({ kind: 'despiteNo', rowNumber: row.rowNumber });
  };
  return (
    <tr ref={ownRow} onKeyDown={onKey}>
      <RowCells row={row} />
      <td className="becomes">
        <Becomes row={row} isLeftOut={isLeftOut} headers={list.headers} />
      </td>
      <td className="end">
        {isEdited && (
          <Button
            kind="quiet"
            size="small"
            aria-label={text('decide.takeBackOf', { row: row.rowNumber })}
            onPress={() => change({ kind: 'edit', rowNumber: row.rowNumber, cell: null })}
          >
            {text('decide.takeBack')}
          </Button>
        )}
        {isLeftOut && row.refusal !== undefined ? (
          <IconButton icon={Undo2} size="small" label={`${text('decide.act.as_is')}: ${row.name}`} onPress={use} />
        ) : (
          <IconButton
            icon={Pencil}
            size="small"
            autoFocus={hasFocus}
            label={text('decide.editOf', { row: row.rowNumber })}
            onPress={onEdit}
          />
        )}
      </td>
    </tr>
  );
}

function Becomes(props: { row: ListRow; isLeftOut: boolean; headers: readonly string[] }) {
  const { text, format } = useWords();
  const { row, isLeftOut, headers } = props;
  const { refusal } = row;
  const numbers: ListRow['readings'] = row.phone === null ? row.readings : [{ as: '', phone: row.phone }];
  return (
    <span>
      {numbers.length === 0 && (
        <span className="faint">{text(isLeftOut ? 'decide.done.leave_out' : 'decide.unknown')}</span>
      )}
      {numbers.map(({ as, phone, kind, words, from }, place) => {
        const country = countryOfReading(as);
        return (
          <span key={phone} className="block">
            {place === 0 ? (
              <span className="arrow" aria-hidden="true">
                →
              </span>
            ) : (
              <span className="faint"> {text('decide.or')} </span>
            )}
            <bdi className="number" dir="ltr">
              {format.phone(phone)}
            </bdi>
            {country !== null && <span className="faint"> {format.country(country)}</span>}
            {kind && <small> {text(`decide.kind.${kind}`)}</small>}
            {words !== undefined && (
              <span className="faint">
                {' '}
                <bdi>{words}</bdi>
              </span>
            )}
            {from !== undefined && (
              <span className="faint">
                {' '}
                <CellOf headers={headers} from={from} />
              </span>
            )}
          </span>
        );
      })}
      {refusal !== undefined && (
        <span className="block faint">
          <CellOf headers={headers} from={refusal} />
        </span>
      )}
    </span>
  );
}

/** A cell under the name of its column. */
function CellOf({ headers, from }: { headers: readonly string[]; from: { index: number; cell: string } }) {
  return (
    <>
      <bdi>{headers[from.index]}</bdi>: <bdi>{from.cell}</bdi>
    </>
  );
}

/** All rows of a part of the list, a page at a time. */
export function RowsOfPart({ list, part, change }: { list: ListReport; part: ListPart; change: ChangeList }) {
  const { rows, more } = useRowsOfPart(list, part);
  return (
    <>
      <GroupRows list={list} rows={rows} isLeftOut={'as' in part && part.as === leaveOut} change={change} />
      <MoreRows more={more} />
    </>
  );
}

export function MoreRows({ more }: { more: (() => Promise<void>) | null }) {
  const text = useText();
  if (more === null) return null;
  return (
    <p className="group-more flex wrap gap-1">
      <Button kind="quiet" size="small" onPress={more}>
        {text('decide.more')}
      </Button>
    </p>
  );
}

const noRows = { rows: [], next: null };

/** The rows read so far, and a function for the next page; null where there is none. */
export function useRowsOfPart(
  { id: listId, importedAtMs }: Pick<ListReport, 'id' | 'importedAtMs'>,
  part: ListPart,
): { readonly rows: readonly ListRow[]; readonly more: (() => Promise<void>) | null } {
  const ask = useAsk();
  // Rows of a list are read again at the same positions.
  const asked = { listId, part, after: null };
  const { shown, put } = useRead('list:rows', asked, { version: importedAtMs, saysFailure: true });
  const { rows, next } = shown ?? noRows;
  const more = async () => {
    const page = await ask('list:rows', { listId, part, after: next });
    if (page !== null) put({ rows: [...rows, ...page.rows], next: page.next });
  };
  return { rows, more: next === null ? null : more };
}
