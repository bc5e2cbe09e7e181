import { z } from 'zod';
import { CsvSeparator } from '../lists/csv-separator.ts';
import {
  Days,
  DaysReport,
  Report,
  ReportPart,
  ReportScope,
  ReportSplit,
  SplitColumn,
  Verification,
} from '../report/report-views.ts';
import { Id } from '../view-parts.ts';
import { byId, command, nothing, SavedFile } from './command.ts';

export const reportCommands = {
  /** With `part`: of these people alone. */
  'report:get': command(byId.extend({ part: ReportPart.optional() }), Report),
  'report:split': command(z.object({ id: Id, part: ReportPart.optional(), index: SplitColumn }), ReportSplit),

  /** What all campaigns did on some days. */
  'report:days': command(Days, DaysReport),

  /** Looks through WhatsApp's own chats, gently paced. Goes on where it was stopped; progress comes as an event. */
  'report:verify': command(byId, Verification),
  'report:stopVerify': command(byId, Verification),

  /** `pdf` is what the window shows, on paper: it is asked for where that report is open. */
  'report:export': command(
    z.object({
      scope: ReportScope,
      format: z.enum(['csv', 'xlsx', 'pdf']),
      separator: CsvSeparator.default(','),
    }),
    SavedFile,
  ),
  /** Ends the file that is being written last, of which nothing stays; not a PDF. */
  'report:stopExport': command(nothing, nothing),
};
