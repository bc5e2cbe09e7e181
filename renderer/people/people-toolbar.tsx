import { useState } from 'react';
import type { KeptFilter } from '../../domain/people/people-views.ts';
import { type Condition, isEverybody, type PersonFilter } from '../../domain/people/person-filter.ts';
import { call } from '../api.ts';
import { FindField } from '../shared/find-field.tsx';
import { ConditionBar } from '../shared/people/condition-bar.tsx';
import type { PeopleChoices } from '../shared/people/use-people.ts';
import { useActions } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Counting } from '../ui/counting.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { isTyping, useKey } from '../ui/hooks/use-key.ts';
import { NameDialog } from '../ui/name-dialog.tsx';
import type { CountedPeople } from './use-counted-people.ts';

type Props = {
  readonly filter: PersonFilter;
  readonly kept: KeptFilter | null;
  readonly choices: PeopleChoices | null;
  readonly counted: CountedPeople;
  readonly onFilter: (filter: PersonFilter) => void;
  /** A filter was kept; null: the one shown was deleted. */
  readonly onKept: (id: number | null) => Promise<void>;
};

/** The filter, how many people fit, and what can be done with all of them: keeping the filter, or writing to them. */
export function PeopleToolbar({ filter, kept, choices, counted, onFilter, onKept }: Props) {
  const { total, soFar, again } = counted;
  const { text, format } = useWords();
  const ask = useAsk();
  const counting = soFar === null ? undefined : text('people.countedSoFar', { number: format.number(soFar) });
  useKey(
    (event) => event.key === '/' && !event.ctrlKey && !event.metaKey,
    () => document.querySelector<HTMLElement>('.add-condition')?.click(),
  );
  useKey(
    (event) => event.key === 'Backspace' && !isTyping(event) && filter.conditions.length > 0,
    () => onFilter({ ...filter, conditions: filter.conditions.slice(0, -1) }),
  );
  return (
    <div className="toolbar in-gutter row wrap">
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
      {!isEverybody(filter) && (
        <span className="number quiet" role="status">
          {total === null ? <Counting again={again} soFar={counting} /> : text('people.fit', { count: total })}
        </span>
      )}
      {filter.conditions.length > 0 && (
        <>
          <Keep filter={filter} kept={kept} onKept={onKept} />
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
    </div>
  );
}

function Keep({ filter, kept, onKept }: Pick<Props, 'filter' | 'kept' | 'onKept'>) {
  const text = useText();
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Button kind="quiet" onPress={() => setNaming(true)}>
        {text('people.keep')}
      </Button>
      {isNaming && (
        <NameDialog
          title={text('people.keepTitle')}
          label={text('people.keepName')}
          confirm={text('people.keep')}
          name={kept?.name ?? ''}
          onName={(name) => call('people:keep', { name, filter })}
          onDone={(all: readonly KeptFilter[]) => {
            const same = all.findLast((one) => JSON.stringify(one.filter) === JSON.stringify(filter));
            void onKept(same?.id ?? null);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function WriteToThese({ conditions, count }: { conditions: Condition[]; count: number }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const { open, fromHere } = useActions();
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
