import { useCallback, useEffect, useState } from 'react';
import type { CommandOutput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { call, useAsk } from '../api.ts';
import { useOverview } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { TextField } from '../ui/field.tsx';
import { Phone } from '../ui/names.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useToast } from '../ui/toast.tsx';
import { ListFiles } from './list-files.tsx';
import { StopProposals } from './stop-proposals.tsx';

type Entry = CommandOutput<'doNotContact:list'>[number];

/** The numbers that get nothing, whatever list they stand on. */
export function DoNotContactScreen() {
  const text = useText();
  const ask = useAsk();
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const reread = useCallback(async () => {
    const answer = await ask('doNotContact:list', undefined);
    if (answer !== null) setEntries(answer);
  }, [ask]);
  useEffect(() => {
    void reread();
  }, [reread]);
  return (
    <>
      <header className="head head-plain">
        <div className="head-row">
          <h1>{text('doNotContact.title')}</h1>
          {entries && <span className="faint number">{text('doNotContact.count', { count: entries.length })}</span>}
          <ListFiles canExport={entries !== null && entries.length > 0} onAdded={reread} />
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={text('doNotContact.title')}>
        <div className="body stack">
          <p className="quiet lead-in">{text('doNotContact.lead')}</p>
          <StopProposals onAdded={reread} />
          <AddForm onAdded={reread} />
          {entries && (entries.length === 0 ? <Nobody /> : <EntryTable entries={entries} onRemoved={reread} />)}
        </div>
      </section>
    </>
  );
}

function Nobody() {
  const text = useText();
  return <EmptyState title={text('doNotContact.emptyTitle')}>{text('doNotContact.emptyBody')}</EmptyState>;
}

function AddForm({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const text = useText();
  const format = useFormat();
  const toast = useToast();
  const country = useOverview((overview) => overview.settings.country);
  const [phone, setPhone] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = async () => {
    if (phone.trim() === '') return;
    const reply = await call('doNotContact:add', { phone: phone.trim(), note: note.trim() });
    if (!reply.ok) {
      const isNumber = reply.failure.code !== 'invalid_request';
      setProblem(isNumber ? text(`failure.${reply.failure.code}`) : text('doNotContact.notANumber'));
      return;
    }
    setProblem(null);
    setPhone('');
    setNote('');
    toast('good', text('doNotContact.added', { phone: format.phoneInText(reply.value.phone) }));
    await onAdded();
  };
  return (
    <div className="field-row add-number">
      <TextField
        type="tel"
        dir="ltr"
        label={text('doNotContact.phone')}
        hint={text('doNotContact.phoneHint', { country: format.country(country) })}
        error={problem}
        value={phone}
        onChange={setPhone}
        onEnter={add}
        maxLength={maxPhoneCharacters}
      />
      <TextField
        label={text('doNotContact.note')}
        hint={text('doNotContact.noteHint')}
        value={note}
        onChange={setNote}
        onEnter={add}
        maxLength={limits.noteCharacters}
      />
      <Button kind="primary" onPress={add} disabled={phone.trim() === ''}>
        {text('doNotContact.add')}
      </Button>
    </div>
  );
}

const maxPhoneCharacters = 40;

/** Rows drawn before the operator asks for more: a list of thousands would hold the window up for seconds. */
const shownAtOnce = 200;

function EntryTable(props: { readonly entries: readonly Entry[]; readonly onRemoved: () => Promise<void> }) {
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [removing, setRemoving] = useState<Entry | null>(null);
  const [most, setMost] = useState(shownAtOnce);
  const found = props.entries.filter((entry) => matches(entry, search, format.phone(entry.phone)));
  const shown = found.slice(0, most);
  return (
    <section className="list">
      <div className="toolbar toolbar-inset">
        <SearchField
          label={text('doNotContact.find')}
          value={search}
          onChange={setSearch}
          maxLength={limits.searchCharacters}
        />
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{text('doNotContact.noMatch', { search })}</p>
      ) : (
        <table className="table table-inset">
          <thead>
            <tr>
              <th className="col-phone">{text('doNotContact.phone')}</th>
              <th>{text('doNotContact.note')}</th>
              <th className="col-since">{text('doNotContact.since')}</th>
              <th className="col-remove end">
                <span className="visually-hidden">{text('doNotContact.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <tr key={entry.phone}>
                <td>
                  <Phone phone={entry.phone} />
                </td>
                <td className="quiet">
                  <bdi>{entry.note}</bdi>
                </td>
                <td className="number">{format.date(entry.addedAtMs)}</td>
                <td className="end">
                  <Button
                    kind="quiet"
                    size="small"
                    aria-label={text('doNotContact.removeWho', { phone: format.phone(entry.phone) })}
                    onPress={() => setRemoving(entry)}
                  >
                    {text('doNotContact.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > most && (
        <div>
          <Button onPress={() => setMost(most + shownAtOnce)}>
            {text('doNotContact.more', { shown: most, total: found.length })}
          </Button>
        </div>
      )}
      <RemoveDialog entry={removing} onClose={() => setRemoving(null)} onRemoved={props.onRemoved} />
    </section>
  );
}

/** Numbers are found by their digits, however they are spaced. */
function matches(entry: Entry, search: string, shownPhone: string): boolean {
  const wanted = search.trim().toLowerCase();
  const digits = wanted.replace(/[^\d+]/g, '');
  return (
    entry.note.toLowerCase().includes(wanted) ||
    shownPhone.includes(wanted) ||
    (digits !== '' && entry.phone.includes(digits))
  );
}

function RemoveDialog(props: {
  readonly entry: Entry | null;
  readonly onClose: () => void;
  readonly onRemoved: () => Promise<void>;
}) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const { entry } = props;
  return (
    <ConfirmDialog
      open={entry !== null}
      title={text('doNotContact.removeTitle')}
      confirm={text('doNotContact.removeConfirm')}
      keep={text('doNotContact.removeKeep')}
      onClose={props.onClose}
      onConfirm={async () => {
        if (entry === null) return;
        await ask('doNotContact:remove', { phone: entry.phone });
        await props.onRemoved();
      }}
    >
      {entry && text('doNotContact.removeBody', { phone: format.phoneInText(entry.phone) })}
    </ConfirmDialog>
  );
}
