import { useState } from 'react';
import type { ListReport, ListRow } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Status } from '../../ui/status.tsx';
import { MoreRows, useRowsOfPart } from './decisions/group-rows.tsx';
import { RowCells, RowHeads } from './decisions/row-cells.tsx';
import type { ChangeList } from './use-list-change.ts';

/** People who are on the list more than once: which row is kept, and a button to keep the other. */
export function Repeats({ list, change }: { list: ListReport; change: ChangeList }) {
  const text = useText();
  const [showsAll, setShowsAll] = useState(false);
  if (list.sameNumber === 0) return null;
  return (
    <section className="pairs" aria-labelledby="twice">
      <div className="part-header row wrap">
        <h3 id="twice">{text('twice.title', { count: list.sameNumber })}</h3>
        <p className="small faint">{text('twice.hint')}</p>
      </div>
      {showsAll ? <AllPairs list={list} change={change} /> : <Pairs list={list} rows={list.repeats} change={change} />}
      {list.sameNumber > list.repeats.length && (
        <p className="group-more flex wrap gap-1">
          <Button kind="quiet" size="small" aria-describedby="twice" onPress={() => setShowsAll(!showsAll)}>
            {showsAll ? text('decide.hide') : text('campaign.recipients.showAll', { count: list.sameNumber })}
          </Button>
        </p>
      )}
    </section>
  );
}

function AllPairs({ list, change }: { list: ListReport; change: ChangeList }) {
  const { rows, more } = useRowsOfPart(list, { kind: 'repeats' });
  return (
    <>
      <Pairs list={list} rows={rows} change={change} />
      <MoreRows more={more} />
    </>
  );
}

function Pairs({ list, rows, change }: { list: ListReport; rows: readonly ListRow[]; change: ChangeList }) {
  const text = useText();
  return (
    <table className="table table-inset samples samples-pairs above-1">
      <RowHeads list={list} becomes={text('twice.which')} tool={text('twice.keep')} />
      <tbody>
        {rows.map((row) => (
          <Pair key={row.rowNumber} row={row} change={change} />
        ))}
      </tbody>
    </table>
  );
}

function Pair({ row, change }: { row: ListRow; change: ChangeList }) {
  const text = useText();
  const { kept } = row;
  if (kept === null) return null;
  return (
    <>
      <tr>
        <RowCells row={kept} />
        <td>
          <Status kind="sent">{text('twice.kept')}</Status>
        </td>
        <td />
      </tr>
      <tr className="pair-end">
        <RowCells row={row} />
        <td>
          <Status kind="cancelled">{text('twice.leftOut')}</Status>
        </td>
        <td className="end">
          <Button
            size="small"
            aria-label={text('twice.keepRow', { row: row.rowNumber })}
            onPress={() => change({ kind: 'keep', rowNumber: row.rowNumber, insteadOf: kept.rowNumber })}
          >
            {text('twice.keep')}
          </Button>
        </td>
      </tr>
    </>
  );
}
