import { useState } from 'react';
import type { ListReport } from '../../../../domain/contract.ts';
import type { ListChoices } from '../../../../domain/lists/list-choices.ts';
import { useText } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import type { ChangeList } from '../use-list-change.ts';
import { SegmentDialog } from './segment-dialog.tsx';
import { useSegmentLines } from './segment-lines.ts';

type Segment = ListChoices['segment'];

/** Who of the list gets it: everybody, or those whose cells in some columns say so. */
export function SegmentChoice({ list, change }: { list: ListReport; change: ChangeList }) {
  const text = useText();
  const lines = useSegmentLines(list);
  const [isOpen, setOpen] = useState(false);
  const { segment } = list.choices;
  const set = (next: Segment) => change({ kind: 'segment', segment: [...next] });
  return (
    <section className="stack list-part" aria-label={text('segment.title')}>
      <h2>{text('segment.title')}</h2>
      {segment.length === 0 ? (
        <p className="quiet">{text('segment.everybody')}</p>
      ) : (
        <ul>
          {lines(segment).map((line) => (
            <li key={line} className="quiet">
              {line}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button size="small" onPress={() => setOpen(true)}>
          {text('segment.choose')}
        </Button>
        {segment.length > 0 && (
          <Button size="small" kind="quiet" onPress={() => set([])}>
            {text('segment.all')}
          </Button>
        )}
      </div>
      {isOpen && <SegmentDialog list={list} onChoose={set} onClose={() => setOpen(false)} />}
    </section>
  );
}
