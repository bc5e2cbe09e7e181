import { Ban, ChevronDown, Download, Minus, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommandInput, ListReport } from '../../../../domain/contract.ts';
import type { Decision, ListChange } from '../../../../domain/lists/list-choices.ts';
import { leaveOut } from '../../../../domain/lists/row-cause.ts';
import { useControlKeyOutside } from '../../../shared/control-key.ts';
import { useCsvSeparators } from '../../../shared/csv-separators.ts';
import { useText, useWords } from '../../../text.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { FileButton } from '../../../ui/fields/file-button.tsx';
import { useNextHeading } from '../../../ui/hooks/use-next-heading.ts';
import { useSaveFile } from '../../../ui/hooks/use-save-file.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Sign } from '../../../ui/sign.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { listFileTypes } from '../dropped-list.ts';
import { countFates, type Fate, fates, useStablePlaces } from '../fates.ts';
import { ListCountry } from '../file/list-country.tsx';
import { CountryLines } from '../ready-lines.tsx';
import { Repeats } from '../repeats.tsx';
import { SourceNote } from '../source-note.tsx';
import type { ChangeList } from '../use-list-change.ts';
import { isCause, useCauseWords } from './cause-words.ts';
import { DecidedLine } from './decided-line.tsx';
import { DecisionGroup } from './decision-group.tsx';

type Props = {
  readonly list: ListReport;
  readonly change: ChangeList;
  /** The decisions about the last list with these columns. */
  readonly last: readonly Decision[];
  /** Returns how many recipients were added. */
  readonly onCorrected: (file: File) => Promise<number | null>;
};

/** All rows of the list by what becomes of them: ready, one click away, unusable, left out. */
export function RowDecisions(props: Props) {
  const text = useText();
  const { list, change } = props;
  const { groups } = list.facts;
  const { area, focusNext } = useNextHeading(groups);
  const decide = (next: ListChange, cause: string) => {
    focusNext(cause);
    return change(next);
  };
  useUndoKey(list, change);
  const countryFirst = groups.find(({ cause }) => cause === 'country_first');
  const open = list.cannotBeUsed;
  return (
    <section ref={area} className="decisions" aria-labelledby="to-decide">
      <h2 id="to-decide" tabIndex={-1} className={open > 0 ? 'visually-hidden' : 'below-2'}>
        {open > 0 ? text('decide.title', { count: open }) : text(list.rows === 0 ? 'decide.noRows' : 'decide.none')}
      </h2>
      {countryFirst !== undefined ? (
        <ListCountry list={list} group={countryFirst} change={change} onDecide={decide} />
      ) : (
        <Fates {...props} onDecide={decide} />
      )}
    </section>
  );
}

type Decide = (change: ListChange, cause: string) => ReturnType<ChangeList>;

function Fates(props: Props & { readonly onDecide: Decide }) {
  const { list, change, last, onCorrected, onDecide } = props;
  const { groups, decided } = list.facts;
  const places = useStablePlaces(list.facts);
  const counts = countFates(list);
  const otherWay: Fate = counts.cannot_be_used > 0 ? 'cannot_be_used' : 'one_click';
  return (
    <>
      <FateStrip list={list} />
      {fates.map((fate) => {
        const causes = [...places].filter(([, place]) => place === fate).map(([cause]) => cause);
        if (causes.length === 0 && counts[fate] === 0) return null;
        return (
          <FatePart
            key={fate}
            fate={fate}
            isOpen={counts[fate] > 0}
            tools={fate === otherWay && list.cannotBeUsed > 0 && <OtherWay list={list} onCorrected={onCorrected} />}
          >
            {fate === 'one_click' && <LastDecisions list={list} last={last} change={change} />}
            {causes.map((cause) => (
              <div key={cause}>
                {decided
                  .filter((one) => one.cause === cause)
                  .map((one) => (
                    <DecidedLine key={one.as} list={list} decided={one} change={change} />
                  ))}
                {groups
                  .filter((one) => one.cause === cause)
                  .map((group) => (
                    <DecisionGroup key={cause} list={list} group={group} change={(next) => onDecide(next, cause)} />
                  ))}
              </div>
            ))}
            {fate === 'ready' && <CountryLines list={list} isAlone={causes.length === 0} />}
            {fate === 'left_out' && <LeftOutByItself list={list} />}
            {fate === 'left_out' && <Repeats list={list} change={change} />}
          </FatePart>
        );
      })}
    </>
  );
}

function FatePart(props: { fate: Fate; isOpen: boolean; tools: ReactNode; children: ReactNode }) {
  const { fate, isOpen, tools, children } = props;
  const text = useText();
  return (
    <section aria-labelledby={headingOf(fate)}>
      <div className="fate-header gap-0-2 flex wrap">
        <h2 id={headingOf(fate)} tabIndex={-1}>
          {text(`decide.fate.${fate}`)}
        </h2>
        {isOpen && (fate === 'one_click' || fate === 'cannot_be_used') && (
          <p className="small faint">{text(`decide.fateHint.${fate}`)}</p>
        )}
        {tools}
      </div>
      <div className="groups">{children}</div>
    </section>
  );
}

/** Rows left out by the do-not-contact list or by the chosen part: no decision about a cause did it. */
function LeftOutByItself({ list }: { list: ListReport }) {
  const text = useText();
  const lines = [
    ['do_not_contact', list.doNotContact],
    ['not_chosen', list.notChosen],
  ] as const;
  return lines
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => (
      <div key={reason} className="cause group-done row">
        <Icon of={Minus} className="faint" />
        <p>{text('decide.actCount', { act: text(`leftOut.${reason}`), count })}</p>
      </div>
    ));
}

/** Ctrl+Z undoes the last decision, and says which. In a field it undoes typing. */
function useUndoKey({ choices }: ListReport, change: ChangeList): void {
  const text = useText();
  const toast = useToast();
  const words = useCauseWords();
  useControlKeyOutside('z', () => {
    const decision = choices.decisions.at(-1);
    if (decision === undefined || !isCause(decision.cause)) return;
    void change({ kind: 'undo', decision });
    toast('good', text('decide.undone', { cause: words.cause(decision.cause) }));
  });
}

/** Offers the decisions about the last list with these columns. They are never applied unseen. */
function LastDecisions({ list, last, change }: { list: ListReport; last: readonly Decision[]; change: ChangeList }) {
  const text = useText();
  const { groups } = list.facts;
  const useful = last.filter(({ cause, as }) =>
    groups.some((group) => group.cause === cause && (as === leaveOut || group.readings.some((one) => one.as === as))),
  );
  if (useful.length === 0) return null;
  return (
    <SourceNote>
      {text('decide.lastTime', { count: useful.length })}{' '}
      <LinkButton onPress={() => change({ kind: 'decide', decisions: [...useful] })}>
        {text('decide.lastTimeUse')}
      </LinkButton>
    </SourceNote>
  );
}

/** Saves the rows as a file to be corrected elsewhere, and reads it back. */
function OtherWay(props: { readonly list: ListReport; readonly onCorrected: (file: File) => Promise<number | null> }) {
  const { list, onCorrected } = props;
  const text = useText();
  const separators = useCsvSeparators();
  const toast = useToast();
  const saveFile = useSaveFile();
  const save = (how: Omit<CommandInput<'list:exportProblems'>, 'listId'>) =>
    saveFile('list:exportProblems', { listId: list.id, ...how });
  return (
    <div className="header-actions flex gap-2 push rigid">
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
          ...separators.map(({ id, separator }) => ({
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

const signs = { ready: 'sent', one_click: 'unconfirmed', left_out: 'cancelled' } as const;

/** Four counts that add up to the whole list. Each leads to its part. */
function FateStrip({ list }: { list: ListReport }) {
  const { text, format } = useWords();
  const counts = countFates(list);
  return (
    <nav className="fates flex wrap lined" aria-label={text('decide.fate.label')}>
      {fates.map((fate) => (
        <button
          key={fate}
          type="button"
          className="fate row gap-6px quiet"
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

function headingOf(fate: Fate): string {
  return `fate-${fate}`;
}
