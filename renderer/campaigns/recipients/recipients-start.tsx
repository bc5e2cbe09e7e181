import { useState } from 'react';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { exampleCountry } from '../../../domain/settings.ts';
import { ConditionBar } from '../../shared/people/condition-bar.tsx';
import { useCounts, usePeopleChoices } from '../../shared/people/use-people.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Counting } from '../../ui/counting.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { FileDrop } from '../../ui/fields/file-drop.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { listFileTypes } from './dropped-list.ts';
import { SavedLists } from './saved-lists.tsx';

/** How a list comes in: a file dropped or chosen, pasted rows, the example, a saved list, or known people. */
export function RecipientsStart(props: {
  readonly onFile: (file: File, country?: string) => void;
  readonly onSaved: (id: number) => void;
  readonly onPeople: (conditions: Condition[]) => void;
}) {
  const { onFile, onSaved, onPeople } = props;
  const text = useText();
  const [pasting, setPasting] = useState(false);
  const [rows, onRows] = useState('');
  return (
    <div className="stack start-list">
      <FileDrop
        label={text('campaign.recipients.dropTitle')}
        hint={text('campaign.recipients.dropBody')}
        choose={text('campaign.recipients.choose')}
        accept={listFileTypes}
        onFile={onFile}
      >
        <Button onPress={() => setPasting(true)}>{text('campaign.recipients.paste')}</Button>
        <ExampleList onFile={onFile} />
      </FileDrop>
      <p className="small faint">{text('campaign.recipients.neverTwice')}</p>
      <SavedLists onUse={onSaved} />
      <PeopleSource onDraw={onPeople} />
      {pasting && <PasteDialog {...{ rows, onRows, onFile }} onClose={() => setPasting(false)} />}
    </div>
  );
}

/** In practice mode nobody needs a list of their own. */
function ExampleList({ onFile }: { onFile: (file: File, country: string) => void }) {
  const text = useText();
  const ask = useAsk();
  const isPractice = useOverview(({ practice }) => practice !== null);
  if (!isPractice) return null;
  const use = async () => {
    const list = await ask('app:exampleList', undefined);
    if (list !== null) onFile(new File([list.text], list.fileName, { type: 'text/csv' }), exampleCountry);
  };
  return <Button onPress={use}>{text('campaign.recipients.example')}</Button>;
}

/** Pasted rows become a file, so that they are treated like every other list. */
export function PasteDialog(props: {
  /** The typed rows, kept by the caller because a dialog may be closed by mistake. */
  readonly rows: string;
  readonly onRows: (rows: string) => void;
  readonly onClose: () => void;
  readonly onFile: (file: File) => void;
}) {
  const { rows, onRows, onClose, onFile } = props;
  const text = useText();
  const use = () => {
    onClose();
    onRows('');
    onFile(new File([rows], `${text('campaign.recipients.pastedName')}.csv`, { type: 'text/csv' }));
  };
  return (
    <Dialog
      title={text('campaign.recipients.paste')}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={use} disabled={rows.trim() === ''}>
          {text('campaign.recipients.pasteUse')}
        </Button>
      }
    >
      <TextArea
        label={text('campaign.recipients.pasteLabel')}
        hint={text('campaign.recipients.pasteHint')}
        value={rows}
        onChange={onRows}
        rows={10}
        autoFocus
      />
    </Dialog>
  );
}

/** Chooses the people of a campaign among all known people. Nothing where there are none. */
function PeopleSource({ onDraw }: { onDraw: (conditions: Condition[]) => void }) {
  const text = useText();
  const { choices } = usePeopleChoices();
  const [conditions, setConditions] = useState<Condition[]>([]);
  const { totals, again } = useCounts(conditions.length === 0 ? [] : [{ conditions, search: '' }], 0);
  const count = totals?.[0] ?? null;
  if (choices === null || choices.total === 0) return null;
  return (
    <section>
      <div className="part-header row wrap">
        <h2>{text('people.source.title')}</h2>
      </div>
      <div className="row wrap">
        <ConditionBar conditions={conditions} choices={choices} onChange={setConditions} />
        {again !== null && <Counting again={again} />}
        {conditions.length > 0 && again === null && (
          <Button disabled={count === null || count === 0} onPress={() => onDraw(conditions)}>
            {count === null ? <Counting again={null} /> : text('people.source.use', { count })}
          </Button>
        )}
      </div>
    </section>
  );
}
