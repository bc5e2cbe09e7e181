import { Reply } from 'lucide-react';
import type { Report } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useStore } from '../store/use-store.ts';
import { useFormat, useWords } from '../text.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** How many of the people reached wrote back, with a link to their replies; and how many of these need somebody. */
export function ReplyFigures({ campaignId, replies }: { campaignId: number; replies: Report['replies'] }) {
  const { text, format } = useWords();
  const open = useStore((store) => store.open);
  const { reached, people, waiting, stopped } = replies;
  if (people === 0) return null;
  return (
    <ul className="legend flex wrap small quiet above-3 figures">
      <li className="row gap-6px">
        <Icon of={Reply} />
        <LinkButton onPress={() => open({ screen: 'replies', campaignId })}>
          {text('report.replied', { count: people })}
        </LinkButton>
        <span className="faint">
          {text('report.shareOf', { share: format.percent(people, reached), of: format.number(reached) })}
        </span>
      </li>
      <li className="row gap-6px">
        {text('report.unanswered')} <b>{format.number(waiting)}</b>
      </li>
      <li className="row gap-6px">
        {text('report.stopped')} <b>{format.number(stopped)}</b>
      </li>
    </ul>
  );
}

type Props = { readonly sums: Report['replySums']; readonly people: number; readonly timeZone: string };

export function ReplySumsCard({ sums: { byDay, byWord, otherWords }, people, timeZone }: Props) {
  const { text, format } = useWords();
  if (people === 0) return null;
  const dayOf = (atMs: number) => format.weekdayAndYear(atMs, timeZone);
  const later = byDay.slice(limits.replyDaysShown).reduce((sum, day) => sum + day.people, 0);
  return (
    <section>
      <h2>{text('report.answers')}</h2>
      <div className="report-halves grid top">
        <Lines
          title={text('report.byDay')}
          people={people}
          lines={byDay.slice(0, limits.replyDaysShown).map((day) => [dayOf(day.atMs), day.people])}
          others={[text('report.laterDays'), later]}
        />
        <Lines
          title={text('report.byWord')}
          people={people}
          lines={byWord.map((line) => [line.word, line.people])}
          others={[text('report.otherWords'), otherWords]}
        />
      </div>
    </section>
  );
}

type Line = readonly [name: string, people: number];

function Lines(props: {
  readonly title: string;
  readonly people: number;
  readonly lines: readonly Line[];
  /** The remaining ones, without a line of their own; not shown where there are none. */
  readonly others: Line;
}) {
  const { title, people, lines, others } = props;
  const format = useFormat();
  const shown = others[1] > 0 ? [...lines, others] : lines;
  return (
    <table className="table table-inset split-table">
      <thead>
        <tr>
          <th colSpan={3}>{title}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(([name, count]) => (
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
