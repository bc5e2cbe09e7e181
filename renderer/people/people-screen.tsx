import { useEffect, useState } from 'react';
import { everybody } from '../../domain/people/person-filter.ts';
import { BlockedPeople } from '../do-not-contact/blocked-people.tsx';
import { useBlocked } from '../do-not-contact/use-blocked.ts';
import { useCounts, usePeopleChoices } from '../shared/people/use-people.ts';
import { useText } from '../text.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { PeopleList } from './people-list.tsx';
import { TagByAnswer } from './tag-by-answer.tsx';
import { TagByColumn } from './tag-by-column.tsx';

/** Everybody who is known, the filters that are kept, and who must not be contacted. */
export function PeopleScreen({
  tab,
  personId,
}: {
  tab: 'all' | 'blocked';
  /** Who is open at first. */
  personId: number | null;
}) {
  const text = useText();
  const [shown, setShown] = useState<string>(tab);
  useEffect(() => setShown(tab), [tab]);
  const { choices, reread } = usePeopleChoices();
  const blocked = useBlocked();
  const [version, setVersion] = useState(0);
  const kept = choices?.kept ?? [];
  const { totals: counts } = useCounts(
    kept.map(({ filter }) => filter),
    version,
  );
  const open = kept.find(({ id }) => keptTab(id) === shown);
  const changed = async () => {
    setVersion(version + 1);
    await Promise.all([reread(), blocked.reread()]);
  };
  return (
    <>
      <header className="screen-header">
        <div className="screen-header-row">
          <h1>{text('people.title')}</h1>
          {choices !== null && choices.lists.length > 0 && shown !== 'blocked' && (
            <div className="header-actions">
              <TagByColumn lists={choices.lists} onDone={changed} />
              <TagByAnswer campaigns={choices.campaigns} onDone={changed} />
            </div>
          )}
        </div>
      </header>
      <Tabs
        label={text('people.views')}
        value={open || shown === 'blocked' ? shown : 'all'}
        onChange={setShown}
        tabs={[
          { value: 'all', label: text('people.all'), ...(choices === null ? {} : { count: choices.total }) },
          {
            value: 'blocked',
            label: text('doNotContact.title'),
            ...(blocked.entries === null ? {} : { count: blocked.entries.length }),
          },
          ...kept.map(({ id, name }, place) => {
            const count = counts?.[place];
            return { value: keptTab(id), label: name, ...(count === undefined ? {} : { count }) };
          }),
        ]}
      >
        {shown === 'blocked' ? (
          <BlockedPeople blocked={blocked} />
        ) : (
          <PeopleList
            key={open?.id ?? 'all'}
            kept={open ?? null}
            personId={personId}
            filter={open?.filter ?? everybody}
            choices={choices}
            onChanged={changed}
            onKept={async (id) => {
              await reread();
              setShown(id === null ? 'all' : keptTab(id));
            }}
          />
        )}
      </Tabs>
    </>
  );
}

function keptTab(id: number): string {
  return `kept ${id}`;
}
