import { useState } from 'react';
import { everybody } from '../../domain/people/person-filter.ts';
import { BlockedPeople } from '../do-not-contact/blocked-people.tsx';
import { useBlocked } from '../do-not-contact/use-blocked.ts';
import { useCounts, usePeopleChoices } from '../shared/people/use-people.ts';
import { useOverview, useView } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { LinkButton } from '../ui/button.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { PeopleList } from './people-list.tsx';
import { TagByAnswer, TagByColumn } from './tag-many.tsx';

/** All known people, the kept filters, and the do-not-contact list. */
export function PeopleScreen(props: { readonly personId: number | null }) {
  const text = useText();
  const [view, narrow] = useView('people');
  /** The person who is open at first in the first tab. In a tab that is gone to nobody is. */
  const [openId, setOpenId] = useState(props.personId);
  const show = (tab: string, lists = view.lists) => {
    narrow({ tab, lists });
    setOpenId(null);
  };
  const proposals = useOverview(({ stopProposals }) => stopProposals);
  const { choices, reread } = usePeopleChoices();
  const blocked = useBlocked();
  const [version, setVersion] = useState(0);
  const kept = choices?.kept ?? [];
  const { totals: counts } = useCounts(
    kept.map(({ filter }) => filter),
    version,
  );
  const open = kept.find(({ id }) => keptTab(id) === view.tab);
  // The kept filters become known a moment later.
  const isOfKept = view.tab !== 'all' && view.tab !== 'blocked';
  const tab = isOfKept && choices !== null && !open ? 'all' : view.tab;
  const { [tab]: list = { filter: open?.filter ?? everybody, sort: null }, ...others } = view.lists;
  const changed = async () => {
    setVersion((before) => before + 1);
    await Promise.all([reread(), blocked.reread()]);
  };
  return (
    <>
      <ScreenHeader
        title={text('people.title')}
        // The number beside the screen's name is that of this tab.
        beside={
          proposals > 0 &&
          tab !== 'blocked' && (
            <LinkButton onPress={() => show('blocked')}>{text('proposals.title', { count: proposals })}</LinkButton>
          )
        }
        actions={
          choices !== null &&
          choices.lists.length > 0 &&
          tab !== 'blocked' && (
            <>
              <TagByColumn lists={choices.lists} onDone={changed} />
              <TagByAnswer campaigns={choices.campaigns} onDone={changed} />
            </>
          )
        }
      />
      <Tabs
        label={text('people.views')}
        value={tab}
        onChange={show}
        tabs={[
          { value: 'all', label: text('people.all'), count: choices?.total },
          { value: 'blocked', label: text('doNotContact.title'), count: blocked.entries?.length },
          ...kept.map(({ id, name }, place) => ({ value: keptTab(id), label: name, count: counts?.[place] })),
        ]}
      >
        {tab === 'blocked' ? (
          <BlockedPeople blocked={blocked} />
        ) : isOfKept && choices === null ? null : (
          <PeopleList
            key={tab}
            kept={open ?? null}
            personId={openId}
            shown={list}
            onShown={(change) => narrow({ lists: { ...others, [tab]: { ...list, ...change } } })}
            choices={choices}
            onChanged={changed}
            onKept={async (id) => {
              await reread();
              // A filter that was just kept has a tab of its own.
              show(id === null ? 'all' : keptTab(id), others);
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
