import { ChevronDown, Download, Info, TriangleAlert, Upload } from 'lucide-react';
import { useState } from 'react';
import type { ListReport, RowProblem } from '../../../domain/contract.ts';
import type { ImportProblem } from '../../../domain/import.ts';
import { phoneProblems, rowWarnings } from '../../../domain/phone-problem.ts';
import { useFormat, useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useSavedToast } from '../../ui/saved-toast.ts';
import { useToast } from '../../ui/toast.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { listFileTypes } from './dropped-list.ts';

/** Rows of a table that are shown before the operator asks for all. */
const rowsShown = 8;

/** The rows that cannot be used, first of all: by row, with the cell as it stands in the file and what is wrong. */
export function RowProblems({
  list,
  onCorrected,
}: {
  readonly list: ListReport;
  /** Returns how many recipients the list has more. */
  readonly onCorrected: (file: File) => Promise<number | null>;
}) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const showSaved = useSavedToast();
  if (list.cannotBeUsed === 0) return null;
  const save = async (format: 'csv' | 'xlsx') => {
    const saved = await ask('list:exportProblems', { listId: list.id, format });
    if (saved) showSaved(saved.path);
  };
  return (
    <section>
      <div className="part-header">
        <h2>
          <Icon of={TriangleAlert} className="tone-warn" />
          {text('campaign.recipients.problems', { count: list.cannotBeUsed })}
        </h2>
        <div className="header-actions">
          <Menu
            trigger={
              <Button size="small" icon={Download}>
                {text('campaign.recipients.download')}
                <Icon of={ChevronDown} />
              </Button>
            }
            items={(['xlsx', 'csv'] as const).map((format) => ({
              id: format,
              label: text(`campaign.recipients.downloadAs.${format}`),
              onSelect: () => void save(format),
            }))}
          />
          <FileButton
            size="small"
            icon={Upload}
            accept={listFileTypes}
            onFile={async (file) => {
              const count = await onCorrected(file);
              if (count !== null) toast(count > 0 ? 'good' : 'bad', text('campaign.recipients.corrected', { count }));
            }}
          >
            {text('campaign.recipients.addCorrected')}
          </FileButton>
        </div>
      </div>
      <p className="small faint part-note">{text('campaign.recipients.correctHint')}</p>
      <ProblemTable rows={list.problems} country={list.country} />
      {list.problems.length < list.cannotBeUsed && (
        <p className="small faint">{text('campaign.recipients.problemsShown', { count: list.problems.length })}</p>
      )}
    </section>
  );
}

/** Rows that are used, but whose number deserves a look. */
export function RowWarnings({ list }: { readonly list: ListReport }) {
  const text = useText();
  if (list.warnings.length === 0) return null;
  return (
    <section>
      <div className="part-header">
        <h2>
          <Icon of={Info} className="faint" />
          {text('campaign.recipients.warnings', { count: list.warnings.length })}
        </h2>
      </div>
      <ProblemTable rows={list.warnings} country={list.country} areWarnings />
    </section>
  );
}

function ProblemTable(props: {
  readonly rows: readonly RowProblem[];
  readonly country: string;
  readonly areWarnings?: boolean;
}) {
  const text = useText();
  const words = useProblemWords(props.country);
  const [showsAll, setShowsAll] = useState(false);
  // What is beneath must stay within reach: a column that was guessed wrong makes a problem of every row.
  const rows = showsAll ? props.rows : props.rows.slice(0, rowsShown);
  return (
    <>
      <table className="table table-inset problems">
        <thead>
          <tr>
            <th className="col-row">{text('campaign.recipients.row')}</th>
            <th className="col-cell">{text('campaign.recipients.cell')}</th>
            <th>{text(props.areWarnings ? 'campaign.recipients.toKnow' : 'campaign.recipients.wrong')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.rowNumber} ${row.cell}`}>
              <td className="number">{row.rowNumber}</td>
              <td className={row.cell === '' ? 'faint' : 'cell'}>
                {row.cell === '' ? text('campaign.recipients.emptyCell') : <bdi>{row.cell}</bdi>}
              </td>
              <td>{props.areWarnings ? words.warning(row) : words.problem(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < props.rows.length && (
        <Button kind="quiet" size="small" onPress={() => setShowsAll(true)}>
          {text('campaign.recipients.showAll', { count: props.rows.length })}
        </Button>
      )}
    </>
  );
}

const problems: readonly ImportProblem[] = [...phoneProblems, 'broken_quotes', 'cell_too_long'];

/** Problems that depend on which country the number was read for. */
const dependOnCountry: readonly string[] = ['too_short', 'too_long', 'not_valid'];

function useProblemWords(country: string) {
  const text = useText();
  const format = useFormat();
  return {
    problem: ({ problem, cell }: RowProblem) => {
      const words = isOneOf(problems, problem) ? text(`problem.${problem}`) : text('problem.other');
      const namesItsCountry = /^\s*(\+|00)/.test(cell);
      if (namesItsCountry || !dependOnCountry.includes(problem)) return words;
      return text('problem.inCountry', { problem: words, country: format.country(country) });
    },
    warning: ({ problem }: RowProblem) =>
      isOneOf(rowWarnings, problem) ? text(`warning.${problem}`) : text('warning.other'),
  };
}

function isOneOf<Value extends string>(values: readonly Value[], value: string): value is Value {
  return (values as readonly string[]).includes(value);
}
