import { Check, TriangleAlert, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { ListRow, TriedNumber } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { useText, useWords } from '../../../text.tsx';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useRead } from '../../../ui/hooks/use-read.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useCauseWords } from './cause-words.ts';
import { RowCells } from './row-cells.tsx';

const restMs = 150;

/** Corrects a number in its row, and shows how it is read while it is typed. */
export function CellEdit(props: {
  readonly listId: number;
  readonly row: ListRow;
  /** `goOn`: the next row is edited then. */
  readonly onSave: (cell: string, goOn: boolean) => Promise<void>;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { row, listId } = props;
  const [cell, setCell] = useState(row.phone ?? row.cell);
  const { shown: tried } = useRead('list:tryNumber', { listId, rowNumber: row.rowNumber, cell }, { restMs });
  const says = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const save = async (goOn: boolean) => {
    if (cell.trim() === '') props.onClose();
    else await props.onSave(cell.trim(), goOn);
  };
  const onKey = (event: KeyboardEvent) => {
    // While an input method is active, these keys belong to the word being composed.
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (event.key === 'Escape') props.onClose();
    else void save(event.key === 'ArrowDown');
  };
  return (
    <tr className="editing">
      <RowCells row={row} />
      <td className="becomes" colSpan={2}>
        <div className="cell-edit row wrap gap-1">
          <input
            ref={field}
            className="input"
            dir="ltr"
            // biome-ignore lint/a11y/noAutofocus: the operator asked for this very field
            autoFocus
            aria-label={text('decide.numberOf', { row: row.rowNumber })}
            aria-describedby={says}
            value={cell}
            maxLength={limits.nameCharacters}
            onChange={(event) => setCell(event.target.value)}
            onKeyDown={onKey}
          />
          <Button size="small" onPress={() => save(false)}>
            {text('decide.save')}
          </Button>
          <IconButton icon={X} size="small" label={text('decide.cancel')} onPress={props.onClose} />
        </div>
        <p className="small cell-says" id={says} role="status">
          {tried !== null && <Verdict tried={tried} />}
        </p>
        <p className="cell-keys">{text('decide.keys')}</p>
      </td>
    </tr>
  );
}

function Verdict({ tried }: { tried: TriedNumber }) {
  const { text, format } = useWords();
  const words = useCauseWords();
  if (tried.kind === 'problem')
    return (
      <span className="flex top gap-6px tone-warn-ink">
        <Icon of={TriangleAlert} />
        {words.problem(tried.cause)}
      </span>
    );
  const country = format.country(tried.country);
  return (
    <span className={`flex top gap-6px ${tried.repeats === null ? 'tone-good-ink' : 'tone-warn-ink'}`}>
      <Icon of={tried.repeats === null ? Check : TriangleAlert} />
      {tried.repeats === null
        ? text(tried.isMobile ? 'decide.mobile' : 'decide.number', { country })
        : text('decide.repeatsRow', { row: tried.repeats })}
    </span>
  );
}
