import { Ban } from 'lucide-react';
import type { ListReport } from '../../../domain/contract.ts';
import { useWords } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Sign } from '../../ui/sign.tsx';
import { countFates, type Fate, fates } from './fates.ts';

const signs = { ready: 'sent', one_click: 'unconfirmed', left_out: 'cancelled' } as const;

/** Where the rows stand: four counts that are the whole list. Each leads to its part. */
export function FateStrip({ list }: { list: ListReport }) {
  const { text, format } = useWords();
  const counts = countFates(list);
  return (
    <nav className="fates flex wrap lined" aria-label={text('decide.fate.label')}>
      {fates.map((fate) => (
        <button
          key={fate}
          type="button"
          className="fate row quiet"
          data-fate={counts[fate] > 0 ? fate : 'none'}
          onClick={() => document.getElementById(headingOf(fate))?.focus()}
        >
          {fate === 'cannot_be_used' ? <Icon of={Ban} /> : <Sign kind={signs[fate]} />}
          <span>{text(`decide.fate.${fate}`)}</span> <b className="number">{format.number(counts[fate])}</b>
        </button>
      ))}
    </nav>
  );
}

/** The id of the heading of a fate's part. */
export function headingOf(fate: Fate): string {
  return `fate-${fate}`;
}
