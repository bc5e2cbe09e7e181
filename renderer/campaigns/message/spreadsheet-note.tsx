import { TriangleAlert } from 'lucide-react';
import type { Attachment } from '../../../domain/campaign.ts';
import { useText } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';

/** A contact card or a plain text may well be meant to be sent. */
const spreadsheet = /\.(csv|tsv|xls[bmx]?|ods|numbers)$/i;

/** A list dropped in the wrong step would be sent to everybody on it, so this is said wherever the file is shown. */
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
