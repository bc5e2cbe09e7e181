import type { Report } from '../../domain/contract.ts';
import { useFormat, useText } from '../text.tsx';

type Props = { readonly sums: Report['replySums']; readonly people: number; readonly timeZone: string };

/** When people wrote back, and with which words. */
export function ReplySumsCard({ sums: { byDay, byWord, otherWords }, people, timeZone }: Props) {
  const text = useText();
  const format = useFormat();
  if (people === 0) return null;
  const dayOf = (atMs: number) => format.weekday(atMs, timeZone);
  return (
    <section className="card stack" aria-label={text('report.answers')}>
      <h2>{text('report.answers')}</h2>
      <div className="report-pair">
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
  const format = useFormat();
  return (
    <table className="table table-inset">
      <caption className="small quiet">{props.title}</caption>
      <tbody>
        {props.lines.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td className="number">{format.number(count)}</td>
            <td className="number faint">{format.percent(count, props.people)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
