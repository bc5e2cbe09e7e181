import type { MessageRow } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { PersonCells } from './person-cells.tsx';

/** The people in whose chat more than one copy was seen: what must never be, so it stands above everything else. */
export function SecondCopies({ rows }: { rows: readonly MessageRow[] }) {
  const text = useText();
  if (rows.length === 0) return null;
  return (
    <section>
      <Banner kind="alarm" boxed title={text('report.verify.alarm', { count: rows.length })}>
        {text('report.verify.alarmWhy')}
      </Banner>
      <table className="table table-inset rest" aria-label={text('report.verify.people')}>
        <thead>
          <tr>
            <th>{text('report.name')}</th>
            <th>{text('report.phone')}</th>
            <th>{text('report.status')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <PersonCells row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
