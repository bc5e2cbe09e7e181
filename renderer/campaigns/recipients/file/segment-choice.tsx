import { useEffect, useState } from 'react';
import type { ListReport } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import type { ListChoices } from '../../../../domain/lists/list-choices.ts';
import { foldText } from '../../../../domain/messages/fold.ts';
import { isErased } from '../../../../domain/people/erased.ts';
import { useFormat, useText } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { RadioChoices } from '../../../ui/fields/choice.tsx';
import { SearchField } from '../../../ui/fields/search-field.tsx';
import { Select } from '../../../ui/fields/select.tsx';
import { useAsk } from '../../../ui/hooks/use-ask.ts';
import type { ChangeList } from '../use-list-change.ts';

type Segment = ListChoices['segment'];

/** Who of the list gets it: everybody, or those whose cells in some columns say so. */
export function SegmentChoice({ list, change }: { readonly list: ListReport; readonly change: ChangeList }) {
  const text = useText();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { segment } = list.choices;
  const set = (next: Segment) => change({ kind: 'segment', segment: [...next] });
  return (
    <section className="stack list-part" aria-label={text('segment.title')}>
      <h2>{text('segment.title')}</h2>
      {segment.length === 0 ? (
        <p className="quiet">{text('segment.everybody')}</p>
      ) : (
        <ul>
          {segment.map(({ index, values, isAllBut }) => (
            <li key={index} className="quiet">
              {text(isAllBut ? 'segment.lineBut' : 'segment.line', {
                column: list.headers[index] ?? '',
                values: format.list(values.map(blankWord)),
              })}
            </li>
          ))}
        </ul>
      )}
      <div className="group-acts">
        <Button size="small" onPress={() => setOpen(true)}>
          {text('segment.choose')}
        </Button>
        {segment.length > 0 && (
          <Button size="small" kind="quiet" onPress={() => set([])}>
            {text('segment.all')}
          </Button>
        )}
      </div>
      {isOpen && <SegmentDialog list={list} onChoose={set} onClose={() => setOpen(false)} />}
    </section>
  );

  function blankWord(value: string): string {
    if (isErased(value)) return text('segment.deleted');
    return value === '' ? text('campaign.recipients.emptyCell') : value;
  }
}

function SegmentDialog(props: {
  readonly list: ListReport;
  readonly onChoose: (segment: Segment) => unknown;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { list, onClose } = props;
  const { segment } = list.choices;
  const [part, setPart] = useState(() => partOf(segment, segment[0]?.index ?? columnOfGroups(list)));
  const { index, values, isAllBut } = part;
  const toggle = (value: string) =>
    setPart({
      ...part,
      values: values.includes(value) ? values.filter((one) => one !== value) : [...values, value],
    });
  const choose = () => {
    const others = segment.filter((one) => one.index !== index);
    props.onChoose(values.length === 0 ? others : [...others, { index, values, ...(isAllBut ? { isAllBut } : {}) }]);
    onClose();
  };
  return (
    <Dialog
      open
      title={text('segment.choose')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text('ui.close')}</Button>
          <Button kind="primary" onPress={choose}>
            {text('segment.use')}
          </Button>
        </>
      }
    >
      <Select
        label={text('segment.column')}
        value={String(index)}
        options={list.headers.map((header, place) => ({
          value: String(place),
          label: header.trim() || text('campaign.recipients.unnamedColumn', { place: place + 1 }),
        }))}
        onChange={(next) => setPart(partOf(segment, Number(next)))}
      />
      <RadioChoices
        label={text('segment.values')}
        value={isAllBut ? 'but' : 'only'}
        options={[
          { value: 'only', label: text('segment.only') },
          { value: 'but', label: text('segment.but') },
        ]}
        onChange={(which) => setPart({ ...part, isAllBut: which === 'but' })}
      />
      <PartValues key={index} listId={list.id} index={index} chosen={values} onToggle={toggle} />
    </Dialog>
  );
}

/** The values of a column with how many rows have each, found by their words. */
function PartValues(props: {
  readonly listId: number;
  readonly index: number;
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}) {
  const text = useText();
  const [search, setSearch] = useState('');
  const { values, total } = useValues(props.listId, props.index, search);
  return (
    <>
      <SearchField
        label={text('segment.search')}
        value={search}
        onChange={setSearch}
        maxLength={limits.searchCharacters}
      />
      <fieldset className="part-values" aria-label={text('segment.values')}>
        {values.map(({ value, count }) => (
          <label key={value}>
            <input type="checkbox" checked={props.chosen.includes(value)} onChange={() => props.onToggle(value)} />
            <span className="clip">
              <bdi>{value === '' ? text('campaign.recipients.emptyCell') : value}</bdi>
            </span>
            <span className="number faint">{count}</span>
          </label>
        ))}
      </fieldset>
      {total > values.length && <p className="small faint">{text('segment.more', { count: values.length })}</p>}
    </>
  );
}

type Part = { readonly index: number; readonly values: string[]; readonly isAllBut: boolean };

/** What is chosen by a column now. */
function partOf(segment: Segment, index: number): Part {
  const chosen = segment.find((one) => one.index === index);
  return { index, values: chosen?.values ?? [], isAllBut: chosen?.isAllBut ?? false };
}

/** The column whose first cells have the fewest values, of those that have several: people are told apart by towns and teams. */
export function columnOfGroups({
  headers,
  samples,
  mapping,
}: Pick<ListReport, 'headers' | 'samples' | 'mapping'>): number {
  const isPersons = (index: number) =>
    mapping !== null && [mapping.phone, mapping.name, mapping.area, ...mapping.further].includes(index);
  const ranked = headers.flatMap((_, index) => {
    const cells = samples.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
    const values = new Set(cells).size;
    // One value tells nobody apart, and one for each person is no group.
    const isOfGroups = values > 1 && values < cells.length;
    const isField = mapping?.fields.some((field) => field.index === index);
    const rank = isOfGroups ? values : samples.length + (isField ? 1 : 2);
    return isPersons(index) ? [] : [{ index, rank }];
  });
  return ranked.toSorted((one, other) => one.rank - other.rank)[0]?.index ?? mapping?.name ?? 0;
}

type Values = { values: { value: string; count: number }[]; total: number };

/** Those that hold the words; main looks for them only where it has not told all values. */
function useValues(listId: number, index: number, search: string): Values {
  const ask = useAsk();
  const [read, setRead] = useState<Values>({ values: [], total: 0 });
  const [isMore, setMore] = useState(false);
  const asked = isMore ? search : '';
  useEffect(() => {
    let isCurrent = true;
    void ask('list:values', { listId, index, search: asked }).then((answer) => {
      if (answer === null || !isCurrent) return;
      setRead(answer);
      if (asked === '') setMore(answer.total > answer.values.length);
    });
    return () => {
      isCurrent = false;
    };
  }, [ask, listId, index, asked]);
  if (isMore) return read;
  const words = foldText(search.trim());
  const values = read.values.filter(({ value }) => foldText(value).includes(words));
  return { values, total: values.length };
}
