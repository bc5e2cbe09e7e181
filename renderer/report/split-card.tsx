import { useEffect, useRef } from 'react';
import type { Report, ReportKind, ReportPart, ReportSplit, SplitLine, TeamReport } from '../../domain/contract.ts';
import { accountColumn, dayColumn, memberColumn } from '../../domain/report/report-views.ts';
import { useNameOfAccount } from '../shared/accounts/account-now.tsx';
import { useComputerName } from '../shared/team/team-now.tsx';
import { notInChatOf } from '../store/counts.ts';
import { useFormat, useText, useWords } from '../text.tsx';
import { LinkButton, NameButton } from '../ui/button.tsx';
import { InlineSelect } from '../ui/fields/select.tsx';
import { useRead } from '../ui/hooks/use-read.ts';

const counts = [
  { word: 'report.split.people', of: ({ people }) => people },
  { word: 'report.split.sent', of: ({ sent }) => sent },
  { word: 'report.split.notConfirmed', of: ({ toCheck }) => toCheck },
  { word: 'report.legend.notInChat', of: notInChatOf },
  { word: 'report.split.notSent', of: ({ notSent }) => notSent },
  { word: 'report.split.replied', of: ({ replied }) => replied },
] as const satisfies readonly { readonly word: string; readonly of: (line: SplitLine) => number }[];
type Count = (typeof counts)[number];
/** Messages that somebody did not find in the chat have a column only where there are any. */
const countsOf = ({ lines, others }: ReportSplit) =>
  counts.filter(({ of }) => of !== notInChatOf || [...lines, ...(others ? [others] : [])].some((line) => of(line) > 0));

type Props = {
  readonly report: Report | TeamReport;
  readonly part: ReportPart | null;
  /** The column that people are grouped by; null for none. */
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
  readonly onPart: (part: ReportPart) => void;
};

/** The outcomes grouped by the value of a column: by town, by team. */
export function SplitCard({ report, part, index, onIndex, onPart }: Props) {
  const text = useText();
  const columnName = useColumnName();
  const split = useSplit(report, part, index);
  if (report.columns.length === 0) return null;
  return (
    <section className="split-card">
      <div className="split-head row wrap below-2">
        <h2>{text('report.split.title')}</h2>
        <InlineSelect
          label={text('report.split.column')}
          showLabel={false}
          quiet={false}
          value={index}
          none={text('report.split.none')}
          options={report.columns.map((column) => ({ value: column.index, label: columnName(report, column.index) }))}
          onChange={onIndex}
        />
      </div>
      {index !== null && split !== null && (
        <SplitTable
          column={columnName(report, index)}
          index={index}
          kind={report.kind}
          split={split}
          onValue={(value) => onPart({ index, value })}
        />
      )}
    </section>
  );
}

function SplitTable(props: {
  readonly column: string;
  readonly index: number;
  readonly kind: ReportKind;
  readonly split: ReportSplit;
  readonly onValue: (value: string) => void;
}) {
  const text = useText();
  const { column, index, split, onValue } = props;
  const valueWords = useValueWords(props.kind);
  const shown = countsOf(split);
  return (
    <table className="table table-inset split-table" aria-label={text('report.split.title')}>
      <thead>
        <tr>
          <th>
            <bdi>{column}</bdi>
          </th>
          {shown.map(({ word }) => (
            <th key={word} className="end">
              {text(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {split.lines.map(({ value, ...line }) => {
          const word = valueWords(index, value);
          return (
            <tr key={value}>
              <td className="name">
                <NameButton label={text('report.split.show', { value: word })} onPress={() => onValue(value)}>
                  <bdi>{word}</bdi>
                </NameButton>
              </td>
              <Numbers line={line} shown={shown} />
            </tr>
          );
        })}
        {split.others !== null && (
          <tr>
            <td className="quiet">{text('report.split.others', { count: split.others.values })}</td>
            <Numbers line={split.others} shown={shown} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Numbers({ line, shown }: { line: SplitLine; shown: readonly Count[] }) {
  const format = useFormat();
  return shown.map(({ word, of }) => (
    <td key={word} className="end number">
      {format.number(of(line))}
    </td>
  ));
}

/** Says that the report is of some people only, and leads back to all. */
export function PartLine(props: {
  readonly report: Report | TeamReport;
  readonly part: ReportPart | null;
  readonly onAll: () => void;
}) {
  const { report, part, onAll } = props;
  const text = useText();
  const columnName = useColumnName();
  const valueWords = useValueWords(report.kind);
  const line = useRef<HTMLParagraphElement>(null);
  // The value was pressed far below, so the changed report is scrolled into view, and focused for the keyboard.
  useEffect(() => {
    if (part !== null) line.current?.focus();
  }, [part]);
  if (part === null) return null;
  const value = valueWords(part.index, part.value);
  return (
    <p className="part-line" role="status" tabIndex={-1} ref={line}>
      <strong>{text('report.split.shown', { column: columnName(report, part.index), value })}</strong>{' '}
      <LinkButton onPress={onAll}>{text('report.split.all')}</LinkButton>
    </p>
  );
}

function useColumnName() {
  const text = useText();
  return ({ columns }: Report | TeamReport, index: number): string => {
    if (index === accountColumn) return text('outbox.account');
    if (index === memberColumn) return text('team.colComputer');
    if (index === dayColumn) return text('report.split.day');
    const header = columns.find((column) => column.index === index)?.header.trim();
    return header || text('campaign.recipients.unnamedColumn', { place: index + 1 });
  };
}

/** The words for a column's value; an account or computer has its name. Some people of a team have no outcome yet. */
function useValueWords(kind: ReportKind) {
  const { text, format } = useWords();
  const nameOf = useNameOfAccount();
  const nameOfComputer = useComputerName();
  return (index: number, value: string): string => {
    if (value === '' && kind === 'team') return text('report.ofTeam.untold');
    if (index === accountColumn) return nameOf(value);
    if (index === memberColumn) return nameOfComputer(Number(value));
    if (index === dayColumn) return format.date(Date.parse(value), 'UTC');
    return value === '' ? text('report.split.blank') : value;
  };
}

/** People grouped by a column; null until known. Read again with each report, and shown only with its own report. */
function useSplit(report: Report | TeamReport, part: ReportPart | null, index: number | null): ReportSplit | null {
  const asked = { id: report.campaign.id, index: index ?? 0, ...(part === null ? {} : { part }) };
  const command = report.kind === 'team' ? 'teamCampaign:split' : 'report:split';
  const { value } = useRead(command, asked, { asks: index !== null, version: report });
  return index === null ? null : value;
}
