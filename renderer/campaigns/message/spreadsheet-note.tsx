import { TriangleAlert } from 'lucide-react';
import type { Attachment } from '../../../domain/campaign.ts';
import { useText } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';

/** A contact's card and plain text may well go out. */
const spreadsheet = /\.(csv|tsv|xls[bmx]?|ods|numbers)$/i;

/** A list that is dropped one step too late goes out to everybody who stands in it: said wherever the file is shown. */
export function SpreadsheetNote({ attachment }: { attachment: Attachment }) {
  const text = useText();
  if (!spreadsheet.test(attachment.fileName)) return null;
  return (
    <p className="row gap-2 small" role="status">
      <Icon of={TriangleAlert} className="tone-warn rigid" />
      {text('campaign.message.isSpreadsheet')}
    </p>
  );
}
