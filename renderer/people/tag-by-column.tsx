import { Tags } from 'lucide-react';
import { useState } from 'react';
import type { PeopleChoices } from '../shared/people/use-people.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/fields/select.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';

/** Makes a tag of each value of a list's column, and gives it to whoever has that value. */
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
          value={String(listId)}
          options={lists.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(value) => {
            setListId(Number(value));
            setIndex(0);
          }}
        />
        <Select
          label={text('people.column')}
          value={String(index)}
          options={headers.map((header, place) => ({ value: String(place), label: header || String(place + 1) }))}
          onChange={(value) => setIndex(Number(value))}
        />
      </Dialog>
    </>
  );
}
