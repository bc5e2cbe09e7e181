import { Link2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { limits } from '../../domain/limits.ts';
import type { KeptFilter, PersonRow } from '../../domain/people/people-views.ts';
import { type Condition, type PersonFilter, type PersonSort, PersonTarget } from '../../domain/people/person-filter.ts';
import { call } from '../api.ts';
import { useHasSeveralAccounts, useNameOfAccount } from '../shared/accounts/account-now.tsx';
import { FindField } from '../shared/find-field.tsx';
import { ConditionBar } from '../shared/people/condition-bar.tsx';
import { useConditionWords } from '../shared/people/condition-words.ts';
import { TagDialog } from '../shared/people/tag-dialog.tsx';
import { TagList } from '../shared/people/tag-list.tsx';
import { type PeopleChoices, useCounts, usePeople } from '../shared/people/use-people.ts';
import { useTagging } from '../shared/people/use-tagging.ts';
import { boxColumn } from '../shared/select-boxes.tsx';
import { type Selection, useSelectionKeys, useSelectionOf } from '../shared/use-selection.ts';
import { noneSelected } from '../store/selected.ts';
import { useStore } from '../store/use-store.ts';
import type { ShownPeople } from '../store/views.ts';
import { useText, useWords } from '../text.tsx';
import { Busy } from '../ui/busy.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Counting } from '../ui/counting.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { plainKey } from '../ui/hooks/letter-key.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { isTyping, useKey } from '../ui/hooks/use-key.ts';
import { NameDialog } from '../ui/name-dialog.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { Key } from '../ui/tooltip.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { PersonPanel } from './person-panel.tsx';

type Props = {
  /** The filter that is kept, where the list is of one. */
  readonly kept: KeptFilter | null;
  readonly shown: ShownPeople;
  readonly onShown: (change: Partial<ShownPeople>) => void;
  readonly choices: PeopleChoices | null;
  /** Who is open at first. */
  readonly personId: number | null;
  readonly onChanged: () => void;
  /** A filter was kept, or is not any more. */
  readonly onKept: (id: number | null) => Promise<void>;
};

/** The people of a filter, found, selected and tagged, and the one that is open beside them. */
export function PeopleList({ kept, shown, onShown, choices, personId, onChanged, onKept }: Props) {
  const { filter, sort } = shown;
  const [version, setVersion] = useState(0);
  const [openId, setOpenId] = useState(personId);
  const [selected, select] = useState(noneSelected);
  const [tagged, setTagged] = useState<PersonRow | 'selection' | null>(null);
  const list = usePeople(filter, sort);
  const counted = useTotal(filter, choices, version);
  const { total } = counted;
  const isSelectable = () => true;
  const selection = useSelectionOf({ filter, rows: list.people, total, isSelectable, selected, select });
  const columns = usePeopleColumns(selection, total, { sort, setSort: (next) => onShown({ sort: next }) });
  const text = useText();
  const changed = () => {
    setVersion((before) => before + 1);
    onChanged();
    return list.reread();
  };
  useReadLists(choices, () => {
    setVersion((before) => before + 1);
    void list.reread();
  });
  const tag = useTagging(changed);
  const change = (next: PersonFilter) => {
    onShown({ filter: next });
    select(noneSelected);
  };
  useKey(
    (event) => event.key === '/' && !event.ctrlKey && !event.metaKey,
    () => document.querySelector<HTMLElement>('.add-condition')?.click(),
  );
  useKey(
    (event) => event.key === 'Backspace' && !isTyping(event) && filter.conditions.length > 0,
    () => change({ ...filter, conditions: filter.conditions.slice(0, -1) }),
  );
  useSelectionKeys(selection, { isPanelOpen: openId !== null });
  useKey(plainKey('t'), () => {
    const id = openId ?? focusedId();
    setTagged(selection.isAny ? 'selection' : (list.people.find((person) => person.id === id) ?? null));
  });
  const target = tagged === null || tagged === 'selection' ? selection.target : { ids: [tagged.id] };
  return (
    <>
      <section className="list people" aria-label={text('people.title')}>
        <Toolbar filter={filter} kept={kept} choices={choices} counted={counted} onFilter={change} onKept={onKept} />
        {choices?.isWhole === false && <Busy className="people-reading row quiet">{text('people.reading')}</Busy>}
        <div className="scroll">
          {list.failure !== null && (
            <div className="body">
              <ReadFailure title={text('people.cannotRead')} code={list.failure} onAgain={list.reread} />
            </div>
          )}
          {list.failure === null && (list.isRead || total === 0) && list.people.length === 0 && (
            <Nobody filter={filter} choices={choices} onFilter={change} />
          )}
          {list.people.length > 0 && (
            <VirtualTable
              label={text('people.title')}
              rows={list.people}
              listKey={list.key}
              isBusy={list.isOld}
              rowCount={total}
              columns={columns}
              rowKey={({ id }) => id}
              isSelected={selection.has}
              isCurrent={({ id }) => id === openId}
              onOpen={({ id }) => setOpenId(id)}
              onSelect={(row, how) => (how === 'range' ? selection.extendTo(row) : selection.toggle(row))}
              onRange={list.onRange}
              fixedHeight
            />
          )}
        </div>
        <PeopleSelection
          selection={selection}
          counted={counted}
          onTags={() => setTagged('selection')}
          onJoined={setOpenId}
          onChanged={changed}
        />
      </section>
      {openId !== null && (
        <PersonPanel
          id={openId}
          version={version}
          onTags={setTagged}
          onChanged={() => void changed()}
          onClose={() => setOpenId(null)}
        />
      )}
      {tagged !== null && (
        <TagDialog
          tags={choices?.tags ?? []}
          has={tagged === 'selection' ? null : new Set(tagged.tags)}
          onTag={(name, isOn) => tag(PersonTarget.parse(target), name, isOn)}
          onClose={() => setTagged(null)}
        />
      )}
    </>
  );
}

/** Lists that were still being read bring people, and what went to those who are shown already. */
function useReadLists(choices: PeopleChoices | null, onRead: () => void) {
  const wasReading = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: that the choices are others is the reason
  useEffect(() => {
    if (wasReading.current) onRead();
    wasReading.current = choices?.isWhole === false;
  }, [choices]);
}

/** Everybody is counted already. */
function useTotal(filter: PersonFilter, choices: PeopleChoices | null, version: number) {
  const isAll = filter.conditions.length === 0 && filter.search.trim() === '';
  const { totals, ...counting } = useCounts(isAll ? [] : [filter], version);
  const total = isAll ? choices?.total : totals?.[0];
  return { ...counting, total: total ?? null };
}
type Counted = ReturnType<typeof useTotal>;

/** The person of the row that has the focus. */
function focusedId(): number | null {
  const row = document.activeElement?.closest('tr');
  return row?.dataset.key === undefined ? null : Number(row.dataset.key);
}

function Toolbar(
  props: Pick<Props, 'kept' | 'choices' | 'onKept'> & {
    readonly filter: PersonFilter;
    readonly counted: Counted;
    readonly onFilter: (filter: PersonFilter) => void;
  },
) {
  const { filter, kept, choices, counted, onFilter, onKept } = props;
  const { total, soFar, again } = counted;
  const { text, format } = useWords();
  const ask = useAsk();
  const [isNaming, setNaming] = useState(false);
  const counting = soFar === null ? undefined : text('people.countedSoFar', { number: format.number(soFar) });
  const keep = async (name: string) => call('people:keep', { name, filter });
  return (
    <div className="toolbar row wrap">
      <FindField
        label={text('people.search')}
        value={filter.search}
        onChange={(search) => onFilter({ ...filter, search })}
      />
      <ConditionBar
        conditions={filter.conditions}
        choices={choices}
        onChange={(conditions) => onFilter({ ...filter, conditions })}
      />
      {filter.conditions.length > 0 && (
        <>
          <span className="number quiet" role="status">
            {total === null ? <Counting again={again} soFar={counting} /> : text('people.fit', { count: total })}
          </span>
          <Button kind="quiet" onPress={() => setNaming(true)}>
            {text('people.keep')}
          </Button>
          {filter.search.trim() === '' && total !== null && total > 0 && (
            <WriteToThese conditions={filter.conditions} count={total} />
          )}
        </>
      )}
      {kept !== null && (
        <Button
          kind="quiet"
          onPress={async () => {
            if ((await ask('people:forget', { id: kept.id })) !== null) await onKept(null);
          }}
        >
          {text('people.forget')}
        </Button>
      )}
      {isNaming && (
        <NameDialog
          title={text('people.keepTitle')}
          label={text('people.keepName')}
          confirm={text('people.keep')}
          name={kept?.name ?? ''}
          onName={keep}
          onDone={(all: readonly KeptFilter[]) => {
            const same = all.findLast((one) => JSON.stringify(one.filter) === JSON.stringify(filter));
            void onKept(same?.id ?? null);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

/** A new campaign for the people of the filter, as they are now. */
function WriteToThese({ conditions, count }: { conditions: Condition[]; count: number }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const open = useStore((store) => store.open);
  const fromHere = useStore((store) => store.fromHere);
  const write = async () => {
    const goOn = fromHere();
    const name = text('shell.newCampaignName', { date: format.dayAndMonth(Date.now()) });
    const draft = await ask('campaign:create', { name });
    if (draft === null) return;
    await ask('list:ofPeople', { campaignId: draft.id, conditions, usesOld: false, workId: crypto.randomUUID() });
    goOn(() => open({ screen: 'campaign', id: draft.id, step: 'recipients' }));
  };
  return (
    <Button kind="primary" onPress={write}>
      {text('people.writeTo', { count })}
    </Button>
  );
}

/** Where nobody fits: how many would without each of the conditions. */
function Nobody(props: {
  readonly filter: PersonFilter;
  readonly choices: PeopleChoices | null;
  readonly onFilter: (filter: PersonFilter) => void;
}) {
  const text = useText();
  const { filter, choices, onFilter } = props;
  const words = useConditionWords(choices);
  const { conditions } = filter;
  const without = conditions.map((_, place) => ({ ...filter, conditions: conditions.toSpliced(place, 1) }));
  const { totals: counts } = useCounts(without, 0);
  const isAll = conditions.length === 0 && filter.search.trim() === '';
  return (
    <div className="list-empty">
      <EmptyState
        title={text(isAll ? 'people.emptyTitle' : 'people.noneTitle')}
        action={
          counts !== null && (
            <span className="grid gap-2">
              {conditions.map((condition, place) => {
                const [left, count] = [without[place], counts[place]];
                if (left === undefined || count === undefined) return null;
                const said = text('people.fitsWithout', { condition: words(condition), count });
                return (
                  <LinkButton key={JSON.stringify(condition)} onPress={() => onFilter(left)}>
                    {said}
                  </LinkButton>
                );
              })}
            </span>
          )
        }
      >
        {text(isAll ? 'people.emptyBody' : 'people.noneBody')}
      </EmptyState>
    </div>
  );
}

function PeopleSelection(props: {
  readonly selection: Selection<PersonRow, PersonFilter>;
  readonly counted: Counted;
  readonly onTags: () => void;
  /** Opens the one whom several became: there it can be taken back. */
  readonly onJoined: (id: number) => void;
  readonly onChanged: () => Promise<void>;
}) {
  const { selection, onTags, onJoined, onChanged } = props;
  const { total, again } = props.counted;
  const { text, format } = useWords();
  const ask = useAsk();
  if (!selection.isAny) return null;
  const { count, target } = selection;
  const join = async (ids: number[]) => {
    const joined = await ask('people:join', { ids });
    if (joined === null) return;
    selection.clear();
    await onChanged();
    onJoined(joined.id);
  };
  const block = async (ids: number[]) => {
    if ((await ask('people:block', { ids, note: '' })) === null) return;
    selection.clear();
    await onChanged();
  };
  return (
    <div className="selection-bar row" role="toolbar" aria-label={text('people.selectionBar')}>
      <span className="number" role="status">
        {count === null || total === null ? (
          <Counting again={again} />
        ) : (
          text('outbox.selected', { number: format.number(count), total: format.number(total) })
        )}
      </span>
      <Button onPress={onTags}>
        {text('people.tags')} <Key>T</Key>
      </Button>
      {'ids' in target && target.ids.length > 1 && target.ids.length <= limits.filterChoices && (
        <Button icon={Link2} onPress={() => join(target.ids)}>
          {text('people.join')}
        </Button>
      )}
      {'ids' in target && <Button onPress={() => block(target.ids)}>{text('shell.doNotContact')}</Button>}
      <Button kind="quiet" onPress={selection.clear}>
        {text('outbox.clear')} <Key>Esc</Key>
      </Button>
    </div>
  );
}

function usePeopleColumns(
  selection: Selection<PersonRow, PersonFilter>,
  total: number | null,
  { sort, setSort }: { sort: PersonSort; setSort: (sort: PersonSort) => void },
): readonly Column<PersonRow>[] {
  const { text, format } = useWords();
  const isOfSeveral = useHasSeveralAccounts();
  const nameOf = useNameOfAccount();
  const day = (atMs: number | null) => <span className="number">{atMs === null ? '' : format.date(atMs)}</span>;
  // Names from A, times from the last; pressed again it is the other way about, and then as they came.
  const sorting = (by: NonNullable<PersonSort>['by']): Pick<Column<PersonRow>, 'sort' | 'onSort'> => {
    const first = by === 'heard' || by === 'replied';
    const isSorted = sort?.by === by;
    const next = isSorted && sort.descending !== first ? null : { by, descending: isSorted ? !first : first };
    return { sort: isSorted ? (sort.descending ? 'descending' : 'ascending') : null, onSort: () => setSort(next) };
  };
  const accountColumn: Column<PersonRow> = {
    id: 'account',
    header: text('outbox.account'),
    className: 'col-account quiet',
    cell: ({ account }) => account !== null && <bdi>{nameOf(account)}</bdi>,
  };
  return [
    boxColumn(selection, total),
    {
      id: 'name',
      header: text('people.name'),
      ...sorting('name'),
      className: 'name col-name',
      cell: ({ name }) => <PersonName name={name} />,
    },
    {
      id: 'phone',
      header: text('people.phone'),
      ...sorting('phone'),
      className: 'col-phone',
      cell: ({ phone }) => <Phone phone={phone} />,
    },
    {
      id: 'tags',
      header: text('people.tags'),
      cell: (person) => (
        <span className="tags row gap-1">
          <TagList person={person} isShort />
        </span>
      ),
    },
    ...(isOfSeveral ? [accountColumn] : []),
    {
      id: 'heard',
      header: text('people.heard'),
      ...sorting('heard'),
      className: 'col-heard',
      cell: ({ heardAtMs }) => day(heardAtMs),
    },
    {
      id: 'replied',
      header: text('people.replied'),
      ...sorting('replied'),
      className: 'col-replied',
      cell: ({ repliedAtMs }) => day(repliedAtMs),
    },
  ];
}
