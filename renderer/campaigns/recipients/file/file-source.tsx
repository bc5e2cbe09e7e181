import { Check, Info, Sheet as SheetIcon } from 'lucide-react';
import type { ListReport, Sheet } from '../../../../domain/contract.ts';
import { sheetsWithPhones } from '../../../../domain/lists/best-sheet.ts';
import { useText } from '../../../text.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { FileButton } from '../../../ui/fields/file-button.tsx';
import { InlineSelect } from '../../../ui/fields/select.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { listFileTypes } from '../dropped-list.ts';
import { OtherLists, type Replacement } from '../replace-list.tsx';
import { SaveList } from '../saved-lists.tsx';
import { SourceNote } from '../source-note.tsx';
import type { Import } from './use-import.ts';
import type { OpenFile } from './use-open-file.ts';

/** The file that the list comes from, with its sheets and the choice of another file. */
export function FileSource(props: {
  readonly list: ListReport | null;
  readonly imported: Import;
  /** The operator wants another list instead of this one. */
  readonly onReplace: (replacement: Replacement) => void;
}) {
  const { list, imported, onReplace } = props;
  const text = useText();
  const { file } = imported;
  // The choice of sheets says how many rows each has.
  const hasSheets = file !== null && file.inspection.sheets.length > 1;
  return (
    <section className="source row wrap gap-3 framed" aria-label={text('campaign.recipients.inFile')}>
      <div className="source-file row wrap">
        <Icon of={SheetIcon} className="tone-accent" />
        <div className="clip">
          <strong>
            <bdi>{file?.inspection.fileName ?? list?.fileName}</bdi>
          </strong>
          {!hasSheets && (
            <span className="faint number">
              {' '}
              <FileSize list={list} file={file} />
            </span>
          )}
        </div>
        {hasSheets && (
          <InlineSelect
            label={text('campaign.recipients.sheet')}
            value={file.sheet.name}
            options={file.inspection.sheets.map((sheet) => ({
              value: sheet.name,
              label: sheetLabel(text, sheet),
              short: sheet.name,
            }))}
            onChange={imported.setSheet}
          />
        )}
      </div>
      <div className="source-tools row wrap">
        {list !== null && <SaveList list={list} suggested={list.fileName.replace(/\.[^.]+$/, '')} />}
        <FileButton accept={listFileTypes} onFile={imported.take}>
          {text('campaign.recipients.changeFile')}
        </FileButton>
        <OtherLists
          onFile={(chosen) => onReplace({ take: () => imported.take(chosen) })}
          onSaved={(id) => onReplace({ take: () => imported.takeSaved(id) })}
        />
      </div>
    </section>
  );
}

/** A sheet with its content, so that the right one is recognised. */
function sheetLabel(text: ReturnType<typeof useText>, { name, rowCount, mapping, headers }: Sheet): string {
  const rows = text('campaign.recipients.rows', { count: rowCount });
  if (mapping === null) return text('campaign.recipients.sheetWithout', { sheet: name, rows });
  return text('campaign.recipients.sheetWith', { sheet: name, rows, column: headers[mapping.phone] ?? '' });
}

/** Other sheets with phone numbers. Their people are not in the list unless they are added. */
export function OtherSheets({ imported }: { imported: Import }) {
  const text = useText();
  const { file } = imported;
  if (!file?.isRead) return null;
  const others = sheetsWithPhones(file.inspection.sheets).filter(({ name }) => name !== file.sheet.name);
  return others.map(({ name, rowCount }) => {
    const isAdded = file.added.includes(name);
    const about = { sheet: name, rows: text('campaign.recipients.rows', { count: rowCount }) };
    return (
      <SourceNote key={name} icon={isAdded ? Check : Info}>
        {isAdded ? (
          text('campaign.recipients.sheetAdded', { ...about, column: text('campaign.recipients.fromSheet') })
        ) : (
          <>
            {text('campaign.recipients.otherSheet', about)}{' '}
            <LinkButton onPress={() => imported.addSheet(name)}>{text('campaign.recipients.addSheet')}</LinkButton>
          </>
        )}
      </SourceNote>
    );
  });
}

function FileSize({ list, file }: { list: ListReport | null; file: OpenFile | null }) {
  const text = useText();
  const rows = text('campaign.recipients.rows', { count: list?.rows ?? file?.sheet.rowCount ?? 0 });
  if (file === null) return rows;
  const columns = text('campaign.recipients.columns', { count: file.sheet.headers.length });
  return text('campaign.recipients.size', { rows, columns });
}
