import { Undo2 } from 'lucide-react';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/names.tsx';
import { Key } from '../../ui/tooltip.tsx';
import { SaidSign, useSaidWords } from './check-queue.tsx';
import type { CheckRound } from './use-check-round.ts';

type Props = {
  readonly round: CheckRound;
  readonly onAgain: () => void;
  readonly onUndo: () => void;
  readonly onClose: () => void;
};

/** All were looked at: what became of each, and what is still in doubt. */
export function CheckEnded({ round, onAgain, onUndo, onClose }: Props) {
  const text = useText();
  const words = useSaidWords();
  const open = round.open.length;
  return (
    <div className="scroll look-ended grid gap-4">
      <div role="status">
        <h2>{text('check.ended')}</h2>
        {open > 0 && <p className="quiet">{text('check.endedOpen', { count: open })}</p>}
      </div>
      <div className="buttons">
        <Button kind="primary" onPress={onClose} data-first>
          {text('check.toList')}
        </Button>
        {open > 0 && <Button onPress={onAgain}>{text('check.again', { count: open })}</Button>}
        {round.said !== null && (
          <Button kind="quiet" icon={Undo2} onPress={onUndo} aria-keyshortcuts="U">
            {text('check.undoLast')} <Key>U</Key>
          </Button>
        )}
      </div>
      <dl className="sum">
        {round.rows.map((row) => {
          const said = round.saidOf(row);
          return (
            <div key={row.id} className="sum-row">
              <dt className="row">
                <SaidSign said={said} />
                <PersonName name={row.name} />
              </dt>
              <dd className="quiet">{said !== undefined && words(said)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
