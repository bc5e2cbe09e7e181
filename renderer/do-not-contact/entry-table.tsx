import { useMemo, useState } from 'react';
import { searchTest } from '../../domain/messages/fold.ts';
import { FindField } from '../shared/find-field.tsx';
import { useView } from '../store/use-store.ts';
import { useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import type { Entry } from './use-blocked.ts';

/** The numbers on the list, searched by number, name or note. Renders only visible rows: there may be thousands. */
export function EntryTable({ entries, onRemoved }: { entries: readonly Entry[]; onRemoved: () => Promise<void> }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const [{ blocked: search }, narrow] = useView('people');
  const [removing, setRemoving] = useState<Entry | null>(null);
  const found = useMemo(() => {
    const isFound = searchTest(search);
    return entries.filter(({ phone, name, note }) => isFound(phone, name, note));
  }, [entries, search]);
  const columns = useColumns(setRemoving);
  return (
    <section className="list blocked">
      <div className="toolbar in-gutter toolbar-inset row wrap">
        <FindField label={text('doNotContact.find')} value={search} onChange={(words) => narrow({ blocked: words })} />
        {search.trim() !== '' && (
          <span className="number quiet" role="status">
            {text('outbox.found', { number: format.number(found.length) })}
          </span>
        )}
      </div>
      {found.length === 0 ? (
        <p className="quiet">{text('doNotContact.noMatch', { search })}</p>
      ) : (
        <VirtualTable
          label={text('doNotContact.title')}
          rows={found}
          columns={columns}
          rowKey={({ phone }) => Number(phone.slice(1))}
          rowCount={found.length}
          fixedHeight
        />
      )}
      <ConfirmDialog
        open={removing !== null}
        title={text('doNotContact.removeTitle')}
        confirm={text('doNotContact.removeConfirm')}
        keep={text('doNotContact.removeKeep')}
        onClose={() => setRemoving(null)}
        onConfirm={async () => {
          if (removing === null) return;
          await ask('doNotContact:remove', { phone: removing.phone });
          await onRemoved();
        }}
      >
        {removing && text('doNotContact.removeBody', { phone: format.phoneInText(removing.phone) })}
      </ConfirmDialog>
    </section>
  );
}

function useColumns(onRemove: (entry: Entry) => void): readonly Column<Entry>[] {
  const { text, format } = useWords();
  return [
    {
      id: 'name',
      header: text('doNotContact.name'),
      className: 'col-name',
      cell: ({ name }) => <PersonName name={name} />,
    },
    {
      id: 'phone',
      header: text('doNotContact.phone'),
      className: 'col-phone',
      cell: ({ phone }) => <Phone phone={phone} />,
    },
    {
      id: 'why',
      header: text('doNotContact.why'),
      className: 'col-why',
      cell: ({ why, note }) => (
        <span>
          {text(`doNotContact.reasons.${why}`)}
          {note !== '' && (
            <span className="quiet">
              {' '}
              <bdi>{why === 'wrote' ? text('ui.quoted', { words: note }) : note}</bdi>
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'since',
      header: text('doNotContact.since'),
      className: 'col-since',
      cell: ({ addedAtMs }) => <span className="number">{format.date(addedAtMs)}</span>,
    },
    {
      id: 'who',
      header: text('doNotContact.who'),
      className: 'quiet col-who',
      cell: ({ who, fileName }) => (
        <bdi className="clip">{[who, fileName].filter((part) => part !== '').join(', ')}</bdi>
      ),
    },
    {
      id: 'remove',
      header: <span className="visually-hidden">{text('doNotContact.remove')}</span>,
      className: 'col-remove end',
      cell: (entry, active) => (
        <Button
          kind="quiet"
          size="small"
          tabIndex={active ? 0 : -1}
          aria-label={text('doNotContact.removeWho', { phone: format.phone(entry.phone) })}
          onPress={() => onRemove(entry)}
        >
          {text('doNotContact.remove')}
        </Button>
      ),
    },
  ];
}
