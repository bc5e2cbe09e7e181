import { ChevronDown, Download, TriangleAlert, Upload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CommandInput, ListReport } from '../../../domain/contract.ts';
import type { Decision, ListChange } from '../../../domain/list-choices.ts';
import { csvSeparators } from '../../shared/csv-separators.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useSavedToast } from '../../ui/saved-toast.ts';
import { useToast } from '../../ui/toast.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useKey } from '../../ui/use-key.ts';
import { isCause, useCauseWords } from './cause-words.ts';
import { DecidedLine } from './decided-line.tsx';
import { DecisionGroup } from './decision-group.tsx';
import { listFileTypes } from './dropped-list.ts';
import { LastDecisions } from './last-decisions.tsx';
import type { ChangeList } from './use-list-change.ts';
import { useNextHeading } from './use-next-heading.ts';

type Props = {
  readonly list: ListReport;
  readonly change: ChangeList;
  /** What was decided about the last list with these columns. */
  readonly last: readonly Decision[];
  /** Returns how many recipients the list has more. */
  readonly onCorrected: (file: File) => Promise<number | null>;
};

/** The rows that need a decision: one for each cause, with what it would make of them. */
export function RowDecisions({ list, change, last, onCorrected }: Props) {
  const text = useText();
  const { groups, decided } = list.facts;
  const causes = useStableOrder([...decided.map(({ cause }) => cause), ...groups.map(({ cause }) => cause)]);
  const { area, focusNext } = useNextHeading(groups);
  const decide = async (next: ListChange, cause: string) => {
    focusNext(cause);
    await change(next);
  };
  useUndoKey(list, change);
  if (causes.length === 0) return null;
  const open = list.cannotBeUsed;
  return (
    <section ref={area} className="decisions" aria-labelledby="to-decide">
      <div className="part-header">
        <h2 id="to-decide" tabIndex={-1}>
          {open > 0 && <Icon of={TriangleAlert} className="tone-warn" />}
          {open > 0 ? text('decide.title', { count: open }) : text('decide.none')}
        </h2>
        {open > 0 && <OtherWay list={list} onCorrected={onCorrected} />}
      </div>
      {open > 0 && <p className="small faint">{text('decide.hint')}</p>}
      <LastDecisions list={list} last={last} change={change} />
      <div className="groups">
        {causes.map((cause) => (
          <div key={cause}>
            {decided
              .filter((one) => one.cause === cause)
              .map((one) => (
                <DecidedLine key={`${one.as}`} list={list} decided={one} change={change} />
              ))}
            {groups
              .filter((one) => one.cause === cause)
              .map((group) => (
                <DecisionGroup
                  key={group.cause}
                  list={list}
                  group={group}
                  onDecide={(next) => decide(next, group.cause)}
                  change={change}
                />
              ))}
          </div>
        ))}
      </div>
    </section>
  );
}

/** The same causes at the same places while decisions are made: what is pressed next does not jump away. */
function useStableOrder(causes: readonly string[]): readonly string[] {
  const order = useRef<readonly string[]>([]);
  const now = new Set(causes);
  const kept = order.current.filter((cause) => now.has(cause));
  const result = [...new Set([...kept, ...causes])];
  useEffect(() => {
    order.current = result;
  });
  return result;
}

/** Ctrl+Z takes back the last decision, and says which. */
function useUndoKey({ choices }: ListReport, change: ChangeList): void {
  const text = useText();
  const toast = useToast();
  const words = useCauseWords();
  useKey(
    (event) => event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey,
    () => {
      const decision = choices.decisions.at(-1);
      if (decision === undefined || !isCause(decision.cause)) return;
      void change({ kind: 'undo', decision });
      toast('good', text('decide.undone', { cause: words.cause(decision.cause) }));
    },
  );
}

/** The rows as a file, to be corrected elsewhere, and the way back. */
function OtherWay({ list, onCorrected }: Pick<Props, 'list' | 'onCorrected'>) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const showSaved = useSavedToast();
  const save = async (how: Omit<CommandInput<'list:exportProblems'>, 'listId'>) => {
    const saved = await ask('list:exportProblems', { listId: list.id, ...how });
    if (saved) showSaved(saved.path);
  };
  return (
    <div className="header-actions">
      <Menu
        trigger={
          <Button size="small" icon={Download}>
            {text('campaign.recipients.download')}
            <Icon of={ChevronDown} />
          </Button>
        }
        items={[
          {
            id: 'xlsx',
            label: text('campaign.recipients.downloadAs.xlsx'),
            onSelect: () => void save({ format: 'xlsx' }),
          },
          ...csvSeparators.map(({ id, separator }) => ({
            id,
            label: text(`campaign.recipients.downloadAs.${id}`),
            onSelect: () => void save({ format: 'csv', separator }),
          })),
        ]}
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
  );
}
