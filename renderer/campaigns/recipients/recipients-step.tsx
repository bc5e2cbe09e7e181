import { Info } from 'lucide-react';
import { useState } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { columnLetters } from '../../../domain/lists/column-letters.ts';
import type { ListChoices } from '../../../domain/lists/list-choices.ts';
import { shortDate } from '../../../domain/schedule/short-date.ts';
import { useOverview } from '../../store/use-store.ts';
import { RichText, useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { CountrySelect } from '../../ui/fields/country-select.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToast } from '../../ui/toast.tsx';
import { WindowDrop } from '../../ui/window-drop.tsx';
import type { Draft } from '../use-draft.ts';
import { AudienceCard } from './audience-card.tsx';
import { RowDecisions } from './decisions/row-decisions.tsx';
import { dropProblem } from './dropped-list.ts';
import { ColumnMapping } from './file/column-mapping.tsx';
import { FileSource, OtherSheets } from './file/file-source.tsx';
import { ImportProgress } from './file/import-progress.tsx';
import { SegmentDialog } from './file/segment-dialog.tsx';
import { useSegmentLines } from './file/segment-lines.ts';
import type { Import } from './file/use-import.ts';
import type { OpenFile } from './file/use-open-file.ts';
import { RecipientNotes, RecipientSum } from './recipient-sum.tsx';
import { RecipientsStart } from './recipients-start.tsx';
import { ReplaceList, type Replacement } from './replace-list.tsx';
import { SourceNote } from './source-note.tsx';
import type { ChangeList } from './use-list-change.ts';

/** The first step: a file comes in, its columns are named, and unusable rows are shown before anything else. */
export function RecipientsStep({ draft, imported }: { draft: Draft; imported: Import }) {
  const text = useText();
  const { list } = draft.detail;
  const { file, phase } = imported;
  const [replacement, setReplacement] = useState<Replacement | null>(null);
  const replace = (next: Replacement) => (list === null ? void next.take() : setReplacement(next));
  const progress = <ImportProgress phase={phase} onStop={imported.stop} />;
  if (list === null && file === null) {
    return (
      <div className="body stack">
        <ListDrop onFile={imported.take} />
        {progress}
        {(phase.kind === 'idle' || phase.kind === 'failed') && (
          <RecipientsStart onFile={imported.take} onSaved={imported.takeSaved} onPeople={imported.takePeople} />
        )}
      </div>
    );
  }
  return (
    <div className="body columns">
      <ListDrop onFile={(dropped) => replace({ take: () => imported.take(dropped) })} />
      {list && <ReplaceList list={list} replacement={replacement} onClose={() => setReplacement(null)} />}
      <div className="stack">
        <div>
          <FileSource list={list} imported={imported} onReplace={replace} />
          <OtherSheets imported={imported} />
          {file?.isRead && <SheetNotes file={file} />}
          {file === null && <FollowedNote draft={draft} />}
        </div>
        {progress}
        {list && file === null && <AudienceCard list={list} onDraw={imported.takePeople} />}
        {list && (
          <RowDecisions
            list={list}
            change={imported.change}
            last={file?.sheet.lastDecisions ?? []}
            onCorrected={imported.addCorrected}
          />
        )}
        <ColumnMapping
          key={file === null ? 'list' : `${file.uploadId} ${file.sheet.name} ${file.sheet.headerRow}`}
          file={file}
          list={list}
          nextMapping={imported.nextMapping}
          onChange={imported.setMapping}
          onHeaderRow={imported.setHeaderRow}
        />
        {list && <BlankCells list={list} />}
      </div>
      <aside className="stack">
        {list && <RecipientSum list={list} />}
        {list && <SegmentChoice list={list} change={imported.change} />}
        {(file || list) && (
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

function FollowedNote({ draft: { detail } }: { draft: Draft }) {
  const text = useText();
  const source = useOverview(({ campaigns }) => campaigns.find(({ id }) => id === detail.followsId) ?? null);
  if (source === null) return null;
  return <SourceNote>{text('report.followUp.draft', { campaign: source.name })}</SourceNote>;
}

function ListDrop({ onFile }: { onFile: (file: File) => unknown }) {
  const text = useText();
  const toast = useToast();
  return (
    <WindowDrop
      label={text('campaign.drop.list')}
      onFiles={(files) => {
        const [file] = files;
        const problem = dropProblem(files);
        if (file !== undefined && problem === null) onFile(file);
        else if (problem === 'no_list') toast('bad', text('campaign.drop.noList', { file: file?.name ?? '' }));
        else toast('bad', text('campaign.drop.several'));
      }}
    />
  );
}

/** Filled cells without a meaning. They are shown because they count as blank in a message. */
function BlankCells({ list }: { list: ListReport }) {
  const { text, format } = useWords();
  const { blankCells } = list.facts;
  if (blankCells.length === 0) return null;
  return (
    <section>
      <div className="part-header row wrap">
        <h2>
          <Icon of={Info} className="faint" />
          {text('blankCells.title')}
        </h2>
        <p className="small faint">{text('blankCells.hint')}</p>
      </div>
      <ul className="blank-cells small quiet">
        {blankCells.map(({ index, count, samples }) => (
          <li key={index}>
            <RichText
              words={text('blankCells.line', {
                count,
                column: list.headers[index] ?? '',
                samples: format.list(samples),
              })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is hidden in the spreadsheet, left unused, or looks different on another computer. */
function SheetNotes({ file }: { file: OpenFile }) {
  const { text, format } = useWords();
  const { hiddenRows, hiddenColumns, phoneColumns, ambiguousDate, guessedWords, headers } = file.sheet;
  const columns = format.list(hiddenColumns.map((index) => headers[index] ?? ''));
  const { phone = null, further = [] } = file.mapping ?? {};
  const unused = phoneColumns.filter((index) => index !== phone && !further.includes(index));
  // A second table has the headers of the first.
  const numbers = format.list(unused.map((index) => `${headers[index] ?? ''} (${columnLetters(index)})`));
  return (
    <>
      {guessedWords.length > 0 && (
        <SourceNote>
          {text('campaign.recipients.guessedLetters', {
            words: format.list(guessedWords.map((word) => text('campaign.recipients.guessedWord', { word }))),
          })}
        </SourceNote>
      )}
      {hiddenRows > 0 && (
        <SourceNote>
          {text('campaign.recipients.hiddenRows', { rows: text('campaign.recipients.rows', { count: hiddenRows }) })}
        </SourceNote>
      )}
      {hiddenColumns.length > 0 && <SourceNote>{text('campaign.recipients.hiddenColumns', { columns })}</SourceNote>}
      {unused.length > 0 && <SourceNote>{text('campaign.recipients.otherNumbers', { columns: numbers })}</SourceNote>}
      {ambiguousDate !== null && file.country !== null && (
        <SourceNote>
          {text('campaign.recipients.shortDates', {
            country: format.country(file.country),
            example: shortDate(ambiguousDate, file.country),
            date: format.date(Date.parse(ambiguousDate), 'UTC'),
          })}
        </SourceNote>
      )}
    </>
  );
}

type Segment = ListChoices['segment'];

function SegmentChoice({ list, change }: { list: ListReport; change: ChangeList }) {
  const text = useText();
  const lines = useSegmentLines(list);
  const [isOpen, setOpen] = useState(false);
  const { segment } = list.choices;
  const set = (next: Segment) => change({ kind: 'segment', segment: [...next] });
  return (
    <section className="stack list-part" aria-label={text('segment.title')}>
      <h2>{text('segment.title')}</h2>
      {segment.length === 0 ? (
        <p className="quiet">{text('segment.everybody')}</p>
      ) : (
        <ul>
          {lines(segment).map((line) => (
            <li key={line} className="quiet">
              {line}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button size="small" onPress={() => setOpen(true)}>
          {text('segment.choose')}
        </Button>
        {segment.length > 0 && (
          <Button size="small" kind="quiet" onPress={() => set([])}>
            {text('segment.all')}
          </Button>
        )}
      </div>
      {isOpen && <SegmentDialog list={list} onChoose={set} onClose={() => setOpen(false)} />}
    </section>
  );
}
