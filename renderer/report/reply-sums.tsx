import type { Report } from '../../domain/contract.ts';
import { useFormat, useWords } from '../text.tsx';

type Props = { readonly sums: Report['replySums']; readonly people: number; readonly timeZone: string };

/** When people wrote back, and with which words. */
export function ReplySumsCard({ sums: { byDay, byWord, otherWords }, people, timeZone }: Props) {
  const { text, format } = useWords();
  if (people === 0) return null;
  const dayOf = (atMs: number) => format.weekday(atMs, timeZone);
  return (
    <section>
      <h2>{text('report.answers')}</h2>
      <div className="report-halves">
        <Lines title={text('report.byDay')} people={people} lines={byDay.map((day) => [dayOf(day.atMs), day.people])} />
        <Lines
          title={text('report.byWord')}
          people={people}
          lines={[
            ...byWord.map((line): [string, number] => [line.word, line.people]),
            ...(otherWords > 0 ? [[text('report.otherWords'), otherWords] as [string, number]] : []),
          ]}
        />
      </div>
    </section>
  );
}

function Lines(props: {
  readonly title: string;
  readonly people: number;
  readonly lines: readonly (readonly [string, number])[];
}) {
  const { title, people, lines } = props;
  const format = useFormat();
  return (
    <table className="table table-inset split-table">
      <thead>
        <tr>
          <th colSpan={3}>{title}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, count]) => (
          <tr key={name}>
            <td>
              <bdi>{name}</bdi>
            </td>
            <td className="end number">{format.number(count)}</td>
            <td className="end number faint">{format.percent(count, people)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
