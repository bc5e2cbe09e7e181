import { useText } from '../../text.tsx';
import { CountrySelect } from '../../ui/country-select.tsx';
import type { Draft } from '../use-draft.ts';
import { ColumnMapping, KeptColumns } from './column-mapping.tsx';
import { FileSource } from './file-source.tsx';
import { ImportProgress } from './import-progress.tsx';
import { RecipientNotes, RecipientSum } from './recipient-sum.tsx';
import { RecipientsStart } from './recipients-start.tsx';
import { RowProblems, RowWarnings } from './row-problems.tsx';
import type { Import } from './use-import.ts';

/** The first step: a file comes in, its columns are named, and what cannot be used is said before anything else. */
export function RecipientsStep({ draft, imported }: { readonly draft: Draft; readonly imported: Import }) {
  const text = useText();
  const { list } = draft.detail;
  const { file, phase } = imported;
  const progress = <ImportProgress phase={phase} onStop={imported.stop} />;
  if (list === null && file === null) {
    return (
      <div className="body stack">
        {progress}
        {(phase.kind === 'idle' || phase.kind === 'failed') && (
          <RecipientsStart onFile={imported.take} onSaved={imported.takeSaved} />
        )}
      </div>
    );
  }
  return (
    <div className="body columns">
      <div className="stack">
        <FileSource list={list} imported={imported} />
        {progress}
        {list && <RowProblems list={list} onMended={imported.addMended} />}
        {file ? (
          <ColumnMapping
            key={`${file.uploadId} ${file.sheet.name} ${file.sheet.headerRow}`}
            file={file}
            onChange={imported.setMapping}
            onHeaderRow={imported.setHeaderRow}
          />
        ) : (
          list && <KeptColumns list={list} />
        )}
        {list && <RowWarnings list={list} />}
      </div>
      <aside className="stack">
        {list && <RecipientSum list={list} />}
        {file && (
          <CountrySelect
            label={text('campaign.recipients.country')}
            hint={text('campaign.recipients.countryHint')}
            value={imported.country}
            onChange={imported.setCountry}
          />
        )}
        {list && <RecipientNotes list={list} />}
      </aside>
    </div>
  );
}
