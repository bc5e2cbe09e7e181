import { Reply, Tags } from 'lucide-react';
import { useState } from 'react';
import { limits } from '../../domain/limits.ts';
import type { Condition, PersonFilter } from '../../domain/people/person-filter.ts';
import { type PeopleChoices, useCounts } from '../shared/people/use-people.ts';
import { useTagging } from '../shared/people/use-tagging.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Counting } from '../ui/counting.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { Select } from '../ui/fields/select.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { useToast } from '../ui/toast.tsx';

/** Makes a tag from each value of a list's column, and gives it to the people with that value. */
export function TagByColumn({ lists, onDone }: { lists: PeopleChoices['lists']; onDone: () => void }) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const [listId, setListId] = useState(lists[0]?.id ?? 0);
  const [index, setIndex] = useState(0);
  const headers = lists.find(({ id }) => id === listId)?.headers ?? [];
  const tag = async () => {
    if ((await ask('people:tagByColumn', { listId, index })) === null) return;
    setOpen(false);
    toast('good', text('people.taggedByColumn'));
    onDone();
  };
  return (
    <>
      <Button icon={Tags} onPress={() => setOpen(true)}>
        {text('people.tagByColumn')}
      </Button>
      <Dialog
        open={isOpen}
        title={text('people.tagByColumn')}
        onClose={() => setOpen(false)}
        actions={
          <Button kind="primary" onPress={tag}>
            {text('people.makeTags')}
          </Button>
        }
      >
        <p className="quiet">{text('people.tagByColumnBody')}</p>
        <Select
          label={text('people.list')}
          value={listId}
          options={lists.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            setListId(id);
            setIndex(0);
          }}
        />
        <Select
          label={text('people.column')}
          value={index}
          options={headers.map((header, place) => ({ value: place, label: header || String(place + 1) }))}
          onChange={setIndex}
        />
      </Dialog>
    </>
  );
}

/** Gives a tag to everybody who answered with a word, to a campaign or to any. */
export function TagByAnswer({
  campaigns,
  onDone,
}: {
  campaigns: PeopleChoices['campaigns'];
  onDone: () => Promise<void>;
}) {
  const text = useText();
  const tag = useTagging(onDone);
  const [isOpen, setOpen] = useState(false);
  const [campaignId, setCampaignId] = useState<number | null>(null);
  const [word, setWord] = useState('');
  const [name, setName] = useState('');
  const got: Condition[] = campaignId === null ? [] : [{ kind: 'got', is: true, campaignIds: [campaignId] }];
  const filter: PersonFilter = { conditions: [...got, { kind: 'answered', is: true, word: word.trim() }], search: '' };
  const { totals, again } = useCounts(isOpen ? [filter] : [], 0);
  const count = totals?.[0] ?? null;
  const isReady = name.trim() !== '' && count !== null && count > 0;
  const give = useOneAtATime(async () => {
    if (!isReady) return;
    await tag({ filter, except: [] }, name.trim(), true);
    setOpen(false);
    setWord('');
    setName('');
  });
  return (
    <>
      <Button icon={Reply} onPress={() => setOpen(true)}>
        {text('people.tagByAnswer')}
      </Button>
      <Dialog
        open={isOpen}
        title={text('people.tagByAnswer')}
        onClose={() => setOpen(false)}
        actions={
          again === null ? (
            <Button kind="primary" disabled={!isReady} onPress={give}>
              {count === null ? <Counting again={null} /> : text('people.tagThese', { count })}
            </Button>
          ) : (
            <Counting again={again} />
          )
        }
      >
        <Select
          label={text('people.answeredTo')}
          value={campaignId}
          none={text('outbox.allCampaigns')}
          options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setCampaignId}
        />
        <TextField
          label={text('people.word')}
          hint={text('people.wordHint')}
          value={word}
          onChange={setWord}
          maxLength={limits.stopWordCharacters}
        />
        <TextField
          label={text('people.tag')}
          value={name}
          onChange={setName}
          onEnter={() => void give()}
          maxLength={limits.nameCharacters}
        />
      </Dialog>
    </>
  );
}
