import { useState } from 'react';
import type { SavedText } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { checkTemplate, parseTemplate } from '../../../domain/template/template.ts';
import { call } from '../../api.ts';
import { SavedRows } from '../../shared/saved-rows.tsx';
import { useText, useWords } from '../../text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchField } from '../../ui/fields/search-field.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** With fewer, all are in sight. */
const searchedFrom = 7;

/** The texts that are kept: one is used, renamed or deleted. */
export function SavedTextsDialog(props: {
  /** The placeholders of the list; null while there is none. */
  readonly columns: readonly string[] | null;
  readonly onUse: (saved: SavedText) => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const ask = useAsk();
  const { shown: texts, put } = useRead('campaign:savedTexts', undefined, { saysFailure: true });
  const [search, setSearch] = useState('');
  const found = texts?.filter((saved) => hasWords(saved, search)) ?? [];
  return (
    <Dialog title={text('campaign.message.saved.button')} onClose={props.onClose}>
      {texts !== null && texts.length >= searchedFrom && (
        <SearchField
          label={text('campaign.message.saved.search')}
          value={search}
          onChange={setSearch}
          maxLength={limits.searchCharacters}
        />
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
        <div className="small unknown">{text('campaign.message.unknown', { column: unknown })}</div>
      )}
    </>
  );
}

/** Every word of the search, in the name or the text. */
function hasWords({ name, text }: SavedText, search: string): boolean {
  const all = `${name} ${text}`.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function unknownPlaceholders(text: string, columns: readonly string[]): string[] {
  return checkTemplate(parseTemplate(text), columns).flatMap((problem) =>
    problem.code === 'unknown_placeholder' ? problem.name : [],
  );
}
