import { Toolbar } from '@base-ui/react/toolbar';
import { BookmarkPlus, Library } from 'lucide-react';
import { useState } from 'react';
import type { SavedText } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { searchTest } from '../../../domain/messages/fold.ts';
import { checkTemplate, parseTemplate } from '../../../domain/template/template.ts';
import { call } from '../../api.ts';
import { SavedRows } from '../../shared/saved-rows.tsx';
import { useText, useWords } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/fields/search-field.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useRead } from '../../ui/hooks/use-read.ts';
import { Menu } from '../../ui/menu.tsx';
import { NameDialog } from '../../ui/name-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import type { EditorField } from './editor-field.ts';

type Props = {
  readonly field: EditorField;
  readonly value: string;
  /** The placeholders of the list; null while there is none. */
  readonly columns: readonly string[] | null;
  readonly suggested: string;
};

/** Among the editor's tools: texts kept for further campaigns, and saving this one. */
export function SavedTexts({ field, value, columns, suggested }: Props) {
  const text = useText();
  const [shown, setShown] = useState<'list' | 'naming' | null>(null);
  const [asked, setAsked] = useState<SavedText | null>(null);
  const close = () => setShown(null);
  const use = (chosen: SavedText) => {
    close();
    if (value.trim() !== '' && value !== chosen.text) setAsked(chosen);
    else afterDialog(() => field.rewrite(chosen.text));
  };
  return (
    <>
      <Menu
        trigger={
          <Toolbar.Button
            render={<IconButton size="small" icon={Library} label={text('campaign.message.saved.button')} />}
          />
        }
        items={[
          { id: 'open', label: text('campaign.message.saved.open'), icon: Library, onSelect: () => setShown('list') },
          {
            id: 'save',
            label: text('campaign.message.saved.save'),
            icon: BookmarkPlus,
            disabled: value.trim() === '',
            onSelect: () => setShown('naming'),
          },
        ]}
      />
      {shown === 'list' && <SavedTextsDialog columns={columns} onUse={use} onClose={close} />}
      {shown === 'naming' && <KeepText value={value} suggested={suggested} onClose={close} />}
      <ConfirmDialog
        open={asked !== null}
        title={text('campaign.message.saved.overTitle')}
        confirm={text('campaign.message.saved.over')}
        keep={text('campaign.message.saved.overKeep')}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked !== null) afterDialog(() => field.rewrite(asked.text));
        }}
      >
        {text('campaign.message.saved.overBody', { name: asked?.name ?? '' })}
      </ConfirmDialog>
    </>
  );
}

/** A closing dialog keeps the focus for a moment, but the field needs it to make a change that its undo knows. */
function afterDialog(act: () => void): void {
  setTimeout(act, dialogClosesMs);
}

const dialogClosesMs = 250;

function KeepText({ value, suggested, onClose }: { value: string; suggested: string; onClose: () => void }) {
  const text = useText();
  const toast = useToast();
  return (
    <NameDialog
      title={text('campaign.message.saved.saveTitle')}
      label={text('campaign.message.saved.name')}
      confirm={text('campaign.message.saved.save')}
      name={suggested}
      onName={(name) => call('campaign:saveText', { name, text: value, replaces: false })}
      takeOver={{
        confirm: text('campaign.message.saved.replaceSaved'),
        onName: (name) => call('campaign:saveText', { name, text: value, replaces: true }),
      }}
      onDone={() => toast('good', text('campaign.message.saved.done'))}
      onClose={onClose}
    />
  );
}

/** With fewer texts all are visible without a search. */
const searchedFrom = 7;

function SavedTextsDialog(props: {
  readonly columns: readonly string[] | null;
  readonly onUse: (saved: SavedText) => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const ask = useAsk();
  const { shown: texts, put } = useRead('campaign:savedTexts', undefined, { saysFailure: true });
  const [search, setSearch] = useState('');
  const isFound = searchTest(search);
  const found = texts?.filter((saved) => isFound('', saved.name, saved.text)) ?? [];
  return (
    <Dialog title={text('campaign.message.saved.button')} onClose={props.onClose}>
      {texts !== null && texts.length >= searchedFrom && (
        <SearchField label={text('campaign.message.saved.search')} value={search} onChange={setSearch} />
      )}
      {texts?.length === 0 && <p className="quiet">{text('campaign.message.saved.empty')}</p>}
      {texts !== null && texts.length > 0 && found.length === 0 && (
        <p className="quiet" role="status">
          {text('campaign.message.saved.noneFound')}
        </p>
      )}
      {found.length > 0 && (
        <SavedRows
          of="message"
          rows={found}
          about={(saved) => <AboutText saved={saved} columns={props.columns} />}
          onUse={props.onUse}
          rename={({ id }, name) => call('campaign:renameText', { id, name })}
          remove={({ id }) => ask('campaign:deleteText', { id })}
          onRows={put}
        />
      )}
    </Dialog>
  );
}

function AboutText({ saved, columns }: { saved: SavedText; columns: readonly string[] | null }) {
  const { text, format } = useWords();
  const [unknown] = columns === null ? [] : unknownPlaceholders(saved.text, columns);
  return (
    <>
      <div className="small quiet clip" dir="auto">
        {saved.text.replace(/\s+/g, ' ').slice(0, limits.nameCharacters)}
      </div>
      {unknown === undefined ? (
        <div className="small faint">{text('campaign.message.saved.line', { date: format.date(saved.savedAtMs) })}</div>
      ) : (
        <div className="small unknown anywhere">{text('campaign.message.unknown', { column: unknown })}</div>
      )}
    </>
  );
}

function unknownPlaceholders(text: string, columns: readonly string[]): string[] {
  return checkTemplate(parseTemplate(text), columns).flatMap((problem) =>
    problem.code === 'unknown_placeholder' ? problem.name : [],
  );
}
