import { Link2 } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { limits } from '../../domain/limits.ts';
import type { KeptFilter, PersonRow } from '../../domain/people/people-views.ts';
import { isEverybody, type PersonFilter, PersonTarget } from '../../domain/people/person-filter.ts';
import { useConditionWords } from '../shared/people/condition-words.ts';
import { TagDialog } from '../shared/people/tag-dialog.tsx';
import { type PeopleChoices, useCounts, usePeople } from '../shared/people/use-people.ts';
import { useTagging } from '../shared/people/use-tagging.ts';
import { SelectionToolbar } from '../shared/select-boxes.tsx';
import { type Selection, useSelectionKeys, useSelectionOf } from '../shared/use-selection.ts';
import { noneSelected } from '../store/selected.ts';
import { useOverview } from '../store/use-store.ts';
import type { ShownPeople } from '../store/views.ts';
import { useText } from '../text.tsx';
import { Busy } from '../ui/busy.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { plainKey, useKey } from '../ui/hooks/use-key.ts';
import { useEvery } from '../ui/hooks/use-read.ts';
import { Key } from '../ui/tooltip.tsx';
import { PeopleTable } from './people-table.tsx';
import { PeopleToolbar } from './people-toolbar.tsx';
import { PersonPanel } from './person-panel.tsx';
import { type CountedPeople, useCountedPeople } from './use-counted-people.ts';

/** Messages and replies change who fits a filter. No event tells of it, and counting a million takes a while. */
const rereadMs = 30_000;

type Props = {
  /** The kept filter that the list is of, if any. */
  readonly kept: KeptFilter | null;
  readonly shown: ShownPeople;
  readonly onShown: (change: Partial<ShownPeople>) => void;
  readonly choices: PeopleChoices | null;
  /** The person who is open at first. */
  readonly personId: number | null;
  readonly onChanged: () => void;
  readonly onKept: (id: number | null) => Promise<void>;
};

/** The people of a filter, to search, select and tag, with the open person beside them. */
export function PeopleList({ kept, shown, onShown, choices, personId, onChanged, onKept }: Props) {
  const { filter, sort } = shown;
  const [version, setVersion] = useState(0);
  const [openId, setOpenId] = useState(personId);
  const [selected, select] = useState(noneSelected);
  const [tagged, setTagged] = useState<PersonRow | 'selection' | null>(null);
  const list = usePeople(filter, sort);
  const counted = useCountedPeople(filter, choices, version);
  const { total } = counted;
  const selection = useSelectionOf({ filter, rows: list.people, total, selected, select });
  const text = useText();
  const reread = () => {
    setVersion((before) => before + 1);
    return list.reread();
  };
  const changed = () => {
    onChanged();
    return reread();
  };
  useReadLists(choices, reread);
  const isSending = useOverview(({ dispatcher: { kind } }) => kind === 'sending' || kind === 'waiting');
  useEvery(isSending ? rereadMs : undefined, changed);
  const change = (next: PersonFilter) => {
    onShown({ filter: next });
    select(noneSelected);
  };
  useSelectionKeys(selection, { isPanelOpen: openId !== null });
  useKey(plainKey('t'), () => {
    const id = openId ?? focusedId();
    setTagged(selection.isAny ? 'selection' : (list.people.find((person) => person.id === id) ?? null));
  });
  return (
    <>
      <section className="list people grow" aria-label={text('people.title')}>
        <PeopleToolbar
          filter={filter}
          kept={kept}
          choices={choices}
          counted={counted}
          onFilter={change}
          onKept={onKept}
        />
        {choices?.isWhole === false && <Reading problem={choices.problem} />}
        <PeopleTable
          list={list}
          total={total}
          selection={selection}
          sort={sort}
          onSort={(next) => onShown({ sort: next })}
          openId={openId}
          onOpen={setOpenId}
        >
          <Nobody filter={filter} choices={choices} onFilter={change} />
        </PeopleTable>
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
        <Tags
          choices={choices}
          person={tagged === 'selection' ? null : tagged}
          selection={selection}
          onChanged={changed}
          onClose={() => setTagged(null)}
        />
      )}
    </>
  );
}

function Tags(props: {
  readonly choices: PeopleChoices | null;
  readonly person: PersonRow | null;
  readonly selection: Selection<PersonRow, PersonFilter>;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { choices, person, selection, onClose } = props;
  const tag = useTagging(props.onChanged);
  const target = person === null ? selection.target : { ids: [person.id] };
  return (
    <TagDialog
      tags={choices?.tags ?? []}
      has={person && new Set(person.tags)}
      onTag={(name, isOn) => tag(PersonTarget.parse(target), name, isOn)}
      onClose={onClose}
    />
  );
}

function Reading({ problem }: Pick<PeopleChoices, 'problem'>) {
  const text = useText();
  if (problem === null) return <Busy className="people-reading row quiet">{text('people.reading')}</Busy>;
  return (
    <p className="people-reading tone-warn" role="status">
      {text('people.stopped')} {text(`failure.${problem}`)}
    </p>
  );
}

/** Lists that are still being read bring more people, and messages of people who are shown already. */
function useReadLists(choices: PeopleChoices | null, onRead: () => unknown) {
  const wasReading = useRef(false);
  const reread = useEffectEvent(onRead);
  useEffect(() => {
    if (wasReading.current) reread();
    wasReading.current = choices?.isWhole === false;
  }, [choices]);
}

function focusedId(): number | null {
  const row = document.activeElement?.closest('tr');
  return row?.dataset.key === undefined ? null : Number(row.dataset.key);
}

function PeopleSelection(props: {
  readonly selection: Selection<PersonRow, PersonFilter>;
  readonly counted: CountedPeople;
  readonly onTags: () => void;
  /** Opens the person who resulted from joining several, where joining can be undone. */
  readonly onJoined: (id: number) => void;
  readonly onChanged: () => Promise<void>;
}) {
  const { selection, onTags, onJoined, onChanged } = props;
  const { total, again } = props.counted;
  const text = useText();
  const ask = useAsk();
  if (!selection.isAny) return null;
  const { target } = selection;
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
    <SelectionToolbar label={text('people.selectionBar')} selection={selection} total={total} countAgain={again}>
      <Button onPress={onTags}>
        {text('people.tags')} <Key>T</Key>
      </Button>
      {'ids' in target && target.ids.length > 1 && target.ids.length <= limits.filterChoices && (
        <Button icon={Link2} onPress={() => join(target.ids)}>
          {text('people.join')}
        </Button>
      )}
      {'ids' in target && <Button onPress={() => block(target.ids)}>{text('shell.doNotContact')}</Button>}
    </SelectionToolbar>
  );
}

/** If nobody fits: how many would without each of the conditions. */
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
  const isAll = isEverybody(filter);
  return (
    <EmptyState
      isOfList
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
  );
}
