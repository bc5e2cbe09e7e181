import { useEffect, useState } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { isErased } from '../../../domain/erased.ts';
import type { ListChoices } from '../../../domain/list-choices.ts';
import { useFormat, useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import type { ChangeList } from './use-list-change.ts';

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
          {segment.map(({ index, values }) => (
            <li key={index} className="quiet">
              {text('segment.line', { column: list.headers[index] ?? '', values: format.list(values.map(blankWord)) })}
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
  const [index, setIndex] = useState(segment[0]?.index ?? firstColumn(list));
  const [chosen, setChosen] = useState<readonly string[]>(segment.find((one) => one.index === index)?.values ?? []);
  const { values, total } = useValues(list.id, index);
  const toggle = (value: string) =>
    setChosen(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  const choose = () => {
    const others = segment.filter((one) => one.index !== index);
    props.onChoose(chosen.length === 0 ? others : [...others, { index, values: [...chosen] }]);
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
        onChange={(next) => {
          setIndex(Number(next));
          setChosen(segment.find((one) => one.index === Number(next))?.values ?? []);
        }}
      />
      <fieldset className="part-values">
        <legend className="field-label">{text('segment.values')}</legend>
        {values.map(({ value, count }) => (
          <label key={value}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            <span className="clip">
              <bdi>{value === '' ? text('campaign.recipients.emptyCell') : value}</bdi>
            </span>
            <span className="number faint">{count}</span>
          </label>
        ))}
      </fieldset>
      {total > values.length && <p className="small faint">{text('segment.more', { count: values.length })}</p>}
    </Dialog>
  );
}

/** The first placeholder that is not the name: people are told apart by towns and teams. */
function firstColumn({ mapping }: ListReport): number {
  return mapping?.fields[0]?.index ?? mapping?.name ?? 0;
}

function useValues(listId: number, index: number) {
  const ask = useAsk();
  const [read, setRead] = useState<{ values: { value: string; count: number }[]; total: number }>({
    values: [],
    total: 0,
  });
  useEffect(() => {
    let isCurrent = true;
    void ask('list:values', { listId, index }).then((answer) => {
      if (answer !== null && isCurrent) setRead(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [ask, listId, index]);
  return read;
}
