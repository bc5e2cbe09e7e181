import { Info } from 'lucide-react';
import { shortDate } from '../../../../domain/schedule/short-date.ts';
import { useWords } from '../../../text.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { OpenFile } from './use-open-file.ts';

/** What cannot be seen in the spreadsheet, or looks different on another computer. */
export function SheetNotes({ file }: { file: OpenFile }) {
  const { text, format } = useWords();
  const { hiddenRows, hiddenColumns, ambiguousDate, headers } = file.sheet;
  const columns = format.list(hiddenColumns.map((index) => headers[index] ?? ''));
  return (
    <>
      {hiddenRows > 0 && (
        <Note
          words={text('campaign.recipients.hiddenRows', {
            rows: text('campaign.recipients.rows', { count: hiddenRows }),
          })}
        />
      )}
      {hiddenColumns.length > 0 && <Note words={text('campaign.recipients.hiddenColumns', { columns })} />}
      {ambiguousDate !== null && file.country !== null && (
        <Note
          words={text('campaign.recipients.shortDates', {
            country: format.country(file.country),
            example: shortDate(ambiguousDate, file.country),
            date: format.date(Date.parse(ambiguousDate), 'UTC'),
          })}
        />
      )}
    </>
  );
}

function Note({ words }: { words: string }) {
  return (
    <p className="source-note marked gap-2 small quiet above-2">
      <Icon of={Info} />
      <span>{words}</span>
    </p>
  );
}
