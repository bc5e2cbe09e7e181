import { useState } from 'react';
import type { CommandOutput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { call } from '../api.ts';
import { StopProposals } from '../shared/stop-proposals.tsx';
import { uploadFile } from '../shared/upload.ts';
import { useUnsaved } from '../shared/use-unsaved.ts';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { FileButton } from '../ui/fields/file-button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { useSaveFile } from '../ui/hooks/use-save-file.ts';
import { ReadFailure } from '../ui/read-failure.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { useToast } from '../ui/toast.tsx';
import { EntryTable } from './entry-table.tsx';
import type { useBlocked } from './use-blocked.ts';

type Blocked = ReturnType<typeof useBlocked>;
type Imported = CommandOutput<'doNotContact:import'>;

/** The people who get no messages, whichever list they are on: why, since when, and who said so. */
export function BlockedPeople({ blocked }: { blocked: Blocked }) {
  const text = useText();
  const { entries, failure, reread } = blocked;
  const [unread, setUnread] = useState<Imported | null>(null);
  return (
    <Scroll label={text('doNotContact.title')} className="grow">
      <div className="body stack">
        <div className="top flex wrap between gap-3">
          <p className="quiet lead-in">{text('doNotContact.lead')}</p>
          <ListFiles canExport={entries !== null && entries.length > 0} onAdded={reread} onRead={setUnread} />
        </div>
        {unread !== null && unread.cannotBeUsed > 0 && <Unread {...unread} onClose={() => setUnread(null)} />}
        <StopProposals onChanged={reread} />
        <AddForm onAdded={reread} />
        <WithoutNumber />
        {entries?.length === 0 && (
          <EmptyState title={text('doNotContact.emptyTitle')}>{text('doNotContact.emptyBody')}</EmptyState>
        )}
        {entries && entries.length > 0 && <EntryTable entries={entries} onRemoved={reread} />}
        {failure !== null && <ReadFailure title={text('doNotContact.cannotRead')} code={failure} onAgain={reread} />}
      </div>
    </Scroll>
  );
}

/** Rows of a file in which no number could be read: their people can still get messages. */
function Unread({ cannotBeUsed, unread, onClose }: Imported & { readonly onClose: () => void }) {
  const text = useText();
  const others = cannotBeUsed - unread.length;
  return (
    <Banner
      kind="paused"
      boxed
      title={text('doNotContact.importedBad', { count: cannotBeUsed })}
      actions={<Button onPress={onClose}>{text('ui.close')}</Button>}
    >
      {text('doNotContact.unread')}
      {unread.map(({ sheet, rowNumber, cell }) => (
        <span key={`${sheet} ${rowNumber}`} className="row gap-2">
          {sheet !== '' && <bdi>{sheet}</bdi>}
          <span className="quiet">{text('campaign.message.row', { row: rowNumber })}</span>
          {cell === '' ? text('problem.empty') : <bdi>{cell}</bdi>}
        </span>
      ))}
      {others > 0 && text('doNotContact.unreadMore', { count: others })}
    </Banner>
  );
}

/** People who are stopped by a WhatsApp id only, because WhatsApp gave no number for the list. */
function WithoutNumber() {
  const { text, format } = useWords();
  const ask = useAsk();
  const open = useOverview((overview) => overview.stopProposals);
  const { shown, failure, again } = useRead('doNotContact:withoutNumber', undefined, { version: open });
  if (failure !== null) return <ReadFailure title={text('doNotContact.cannotRead')} code={failure} onAgain={again} />;
  if (shown === null || shown.length === 0) return null;
  const decideAgain = async (id: number) => {
    await ask('doNotContact:answer', { ids: [id], answer: 'reopen' });
    await again();
  };
  return (
    <section className="proposals grid gap-2 framed" aria-label={text('doNotContact.withoutNumber')}>
      <h2>{text('doNotContact.withoutNumber')}</h2>
      <p className="quiet">{text('doNotContact.withoutNumberBody')}</p>
      <ul className="grid gap-3">
        {shown.map(({ id, text: words, atMs }) => (
          <li key={id} className="proposal row wrap between gap-3 lined-above">
            <div>
              <p>
                <q dir="auto">{words}</q>
              </p>
              <p className="faint small">{format.dateTime(atMs)}</p>
            </div>
            <Button
              kind="quiet"
              aria-label={text('doNotContact.decideAgainOn', { words })}
              onPress={() => decideAgain(id)}
            >
              {text('doNotContact.decideAgain')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AddForm({ onAdded }: { onAdded: () => Promise<void> }) {
  const { text, format } = useWords();
  const toast = useToast();
  const country = useOverview((overview) => overview.settings.country);
  const [phone, setPhone] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  // An operator who leaves with a number in the field may believe that it is on the list.
  useUnsaved(phone.trim() !== '' || note.trim() !== '' ? 'unsaved' : 'nothing');
  const add = useOneAtATime(async () => {
    if (phone.trim() === '') return;
    const result = await call('doNotContact:add', { phone: phone.trim(), note: note.trim() });
    if (!result.ok) {
      const { code } = result.failure;
      setProblem(text(`failure.${code === 'invalid_request' ? 'not_a_number' : code}`));
      return;
    }
    setProblem(null);
    setPhone('');
    setNote('');
    toast('good', text('doNotContact.added', { phone: format.phoneInText(result.value.phone) }));
    await onAdded();
  });
  return (
    <div className="field-row flex wrap add-number">
      <TextField
        type="tel"
        dir="ltr"
        label={text('doNotContact.phone')}
        hint={text('doNotContact.phoneHint', { country: format.country(country) })}
        error={problem}
        value={phone}
        onChange={setPhone}
        onEnter={() => void add()}
        maxLength={maxPhoneCharacters}
      />
      <TextField
        label={text('doNotContact.note')}
        hint={text('doNotContact.noteHint')}
        value={note}
        onChange={setNote}
        onEnter={() => void add()}
        maxLength={limits.noteCharacters}
      />
      <Button kind="primary" onPress={add} disabled={phone.trim() === ''}>
        {text('doNotContact.add')}
      </Button>
    </div>
  );
}

const maxPhoneCharacters = 40;

/** Saves the list with the separator that spreadsheets expect here, and reads files with any separator. */
function ListFiles(props: {
  readonly canExport: boolean;
  readonly onAdded: () => Promise<void>;
  readonly onRead: (imported: Imported | null) => void;
}) {
  const { canExport, onAdded, onRead } = props;
  const text = useText();
  const separator = useOverview(({ csvSeparator }) => csvSeparator);
  const toast = useToast();
  const saveFile = useSaveFile();
  const [isReading, setReading] = useState(false);
  const importFile = async (file: File) => {
    setReading(true);
    onRead(null);
    await readNumbers(file);
    setReading(false);
  };
  const readNumbers = async (file: File) => {
    const upload = await uploadFile(file, () => undefined);
    const result = upload.ok ? await call('doNotContact:import', { uploadId: upload.value }) : upload;
    if (!result.ok) {
      toast('bad', text(`failure.${result.failure.code}`));
      return;
    }
    // The operator is told of the numbers only after the list below shows them.
    await onAdded();
    const { added, known } = result.value;
    onRead(result.value);
    const words: string[] = [text('doNotContact.imported', { count: added })];
    if (known > 0) words.push(text('doNotContact.importedKnown', { count: known }));
    toast('good', words.join(' '));
  };
  return (
    <div className="header-actions flex gap-2 push rigid">
      <FileButton disabled={isReading} onFile={(file) => void importFile(file)}>
        {text(isReading ? 'listAgain.reading' : 'doNotContact.import')}
      </FileButton>
      {canExport && (
        <Button onPress={() => saveFile('doNotContact:export', { separator })}>{text('doNotContact.export')}</Button>
      )}
    </div>
  );
}
