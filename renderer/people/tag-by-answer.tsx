import { Reply } from 'lucide-react';
import { useState } from 'react';
import { limits } from '../../domain/limits.ts';
import type { Condition, PersonFilter } from '../../domain/people/person-filter.ts';
import { type PeopleChoices, useCounts } from '../shared/people/use-people.ts';
import { useTagging } from '../shared/people/use-tagging.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { Select } from '../ui/fields/select.tsx';

const any = 'any';

/** Gives a tag to everybody who answered, to a campaign or to any, with a word. */
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
  const [campaignId, setCampaignId] = useState(any);
  const [word, setWord] = useState('');
  const [name, setName] = useState('');
  const got: Condition[] = campaignId === any ? [] : [{ kind: 'got', is: true, campaignIds: [Number(campaignId)] }];
  const filter: PersonFilter = { conditions: [...got, { kind: 'answered', is: true, word: word.trim() }], search: '' };
  const count = useCounts(isOpen ? [filter] : [], 0).totals?.[0] ?? null;
  const isReady = name.trim() !== '' && count !== null && count > 0;
  const give = async () => {
    if (!isReady) return;
    await tag({ filter, except: [] }, name.trim(), true);
    setOpen(false);
    setWord('');
    setName('');
  };
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
          <Button kind="primary" disabled={!isReady} onPress={give}>
            {count === null ? text('outbox.counting') : text('people.tagThese', { count })}
          </Button>
        }
      >
        <Select
          label={text('people.answeredTo')}
          value={campaignId}
          options={[
            { value: any, label: text('outbox.allCampaigns') },
            ...campaigns.map((campaign) => ({ value: String(campaign.id), label: campaign.name })),
          ]}
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
