import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { limits } from '../../../../domain/limits.ts';
import type { ListChoices } from '../../../../domain/lists/list-choices.ts';
import { segmentValue } from '../../../../domain/lists/segment.ts';
import { foldText } from '../../../../domain/messages/fold.ts';
import { useText, useWords } from '../../../text.tsx';
import { Checkbox, Segmented } from '../../../ui/fields/choice.tsx';
import { SearchField } from '../../../ui/fields/search-field.tsx';
import { isLetterKey } from '../../../ui/hooks/use-key.ts';
import { useRead } from '../../../ui/hooks/use-read.ts';

type Part = ListChoices['segment'][number];
type Values = { readonly values: readonly { value: string; count: number }[]; readonly total: number };

/** The values of a column, with a search: only these, or all but these. */
export function SegmentValues(props: {
  readonly listId: number;
  readonly part: Part;
  /** Almost every row has its own value, so none is shown before a search. */
  readonly isOfMany: boolean;
  readonly onChange: (part: Part) => void;
}) {
  const text = useText();
  const { listId, part, isOfMany, onChange } = props;
  const [search, setSearch] = useState('');
  const searchField = useRef<HTMLInputElement>(null);
  const found = useValues(listId, part.index, search);
  const isClosed = isOfMany && search.trim() === '' && part.values.length === 0;
  const chosen = new Set(part.values.map(segmentValue));
  const set = (values: readonly string[], isIn: boolean) => {
    const meant = new Set(values.map(segmentValue));
    const others = part.values.filter((value) => !meant.has(segmentValue(value)));
    onChange({ ...part, values: isIn ? [...others, ...values].slice(0, limits.segmentValues) : others });
  };
  return (
    <>
      <div className="choose-tools row wrap">
        <SearchField
          label={text('segment.search')}
          value={search}
          onChange={setSearch}
          inputRef={searchField}
          shortcut="/"
        />
        <Segmented
          label={text('segment.values')}
          value={part.isAllBut ? 'but' : 'only'}
          options={[
            { value: 'only', label: text('segment.only') },
            { value: 'but', label: text('segment.but') },
          ]}
          onChange={(which) => {
            const { isAllBut: _, ...rest } = part;
            onChange(which === 'but' ? { ...rest, isAllBut: true } : rest);
          }}
        />
      </div>
      {isClosed ? (
        <p className="small quiet choose-note">{text('segment.searchFirst')}</p>
      ) : (
        <ValueList
          {...{ found, chosen, set }}
          isAllBut={part.isAllBut === true}
          onSearch={() => searchField.current?.focus()}
        />
      )}
    </>
  );
}

function ValueList(props: {
  readonly found: Values;
  readonly chosen: ReadonlySet<string>;
  readonly isAllBut: boolean;
  readonly set: (values: readonly string[], isIn: boolean) => void;
  readonly onSearch: () => void;
}) {
  const { text, format } = useWords();
  const { found, chosen, isAllBut, set, onSearch } = props;
  const all = found.values.map(({ value }) => value);
  const isIn = (value: string) => chosen.has(segmentValue(value));
  const inSet = all.filter(isIn).length;
  const most = Math.max(1, ...found.values.map(({ count }) => count));
  const toggleAll = () => set(all, inSet < all.length);
  return (
    <fieldset
      className="choose-list grow"
      aria-label={text('segment.values')}
      onKeyDown={keys({ toggleAll, onSearch })}
    >
      <div className="choose-value choose-all lined small quiet">
        <BoxOf checked={inSet === 0 ? false : inSet === all.length || 'mixed'} onChange={toggleAll}>
          {text(isAllBut ? 'segment.chosenOut' : 'segment.chosen', { some: inSet, total: found.total })}
        </BoxOf>
      </div>
      {found.values.map(({ value, count }) => {
        const isOut = isAllBut && isIn(value);
        return (
          <div
            key={value}
            className="choose-value"
            data-out={isOut || undefined}
            data-in={isIn(value) !== isAllBut || undefined}
          >
            <BoxOf checked={isIn(value)} onChange={(next) => set([value], next)}>
              <bdi className={value === '' ? 'faint' : undefined}>
                {value === '' ? text('campaign.recipients.emptyCell') : value}
              </bdi>
            </BoxOf>
            {isOut ? (
              <span className="small faint">{text('segment.out')}</span>
            ) : (
              <span className="bar" aria-hidden="true">
                <span style={{ '--share': (100 * count) / most } as CSSProperties} />
              </span>
            )}
            <span className="quiet number end">{format.number(count)}</span>
          </div>
        );
      })}
      {found.total > all.length && (
        <p className="small faint choose-note">{text('segment.more', { count: all.length })}</p>
      )}
    </fieldset>
  );
}

/** A checkbox and its label in separate cells of the row. */
function BoxOf(props: {
  readonly checked: boolean | 'mixed';
  readonly onChange: (isIn: boolean) => void;
  readonly children: ReactNode;
}) {
  const id = useId();
  const { checked, onChange, children } = props;
  return (
    <>
      <Checkbox labelledBy={id} checked={checked} onChange={onChange} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the words widen the box's target; the keyboard uses the box */}
      <span id={id} className="clip" onClick={() => onChange(checked !== true)}>
        {children}
      </span>
    </>
  );
}

/** Arrow keys move between boxes, A selects all or none, and a slash goes to the search. */
function keys({ toggleAll, onSearch }: { toggleAll: () => void; onSearch: () => void }) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="checkbox"]')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step !== 0) boxes[boxes.indexOf(document.activeElement as HTMLElement) + step]?.focus();
    else if (isLetterKey(event, 'a')) toggleAll();
    else if (event.key === '/') onSearch();
    else return;
    event.preventDefault();
  };
}

const noValues: Values = { values: [], total: 0 };

/** The values that match the search. Main searches only where it has not sent all values. */
function useValues(listId: number, index: number, search: string): Values {
  const all = useRead('list:values', { listId, index, search: '' }, { saysFailure: true }).shown ?? noValues;
  const asks = all.total > all.values.length && search !== '';
  const found = useRead('list:values', { listId, index, search }, { asks, saysFailure: true }).shown;
  if (asks) return found ?? all;
  if (search === '') return all;
  const words = foldText(search.trim());
  const values = all.values.filter(({ value }) => foldText(value).includes(words));
  return { values, total: values.length };
}
