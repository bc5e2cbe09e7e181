import { Info } from 'lucide-react';
import type { ListReport } from '../../../domain/contract.ts';
import { RichText, useWords } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Cells that have something in them and say nothing: shown, since they count as blank in a message. */
export function BlankCells({ list }: { list: ListReport }) {
  const { text, format } = useWords();
  const { blankCells } = list.facts;
  if (blankCells.length === 0) return null;
  return (
    <section>
      <div className="part-header">
        <h2>
          <Icon of={Info} className="faint" />
          {text('blankCells.title')}
        </h2>
        <p className="small faint">{text('blankCells.hint')}</p>
      </div>
      <ul className="blank-cells small quiet">
        {blankCells.map(({ index, count, samples }) => (
          <li key={index}>
            <RichText
              words={text('blankCells.line', {
                ...{ count, column: list.headers[index] ?? '', samples: format.list(samples) },
              })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
