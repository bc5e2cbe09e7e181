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
  /** With `part`: the report of these people alone. */
  'report:get': command(byId.extend({ part: ReportPart.optional() }), Report),
  'report:split': command(z.object({ id: Id, part: ReportPart.optional(), index: SplitColumn }), ReportSplit),

  /** What all campaigns did on the given days. */
  'report:days': command(Days, DaysReport),

  /** Looks through WhatsApp's chats at a gentle pace, from where it was stopped; progress comes as an event. */
  'report:verify': command(byId, Verification),
  'report:stopVerify': command(byId, Verification),

  /** `pdf` prints what the window shows, so that report has to be open. */
  'report:export': command(
    z.object({
      scope: ReportScope,
      format: z.enum(['csv', 'xlsx', 'pdf']),
      separator: CsvSeparator.default(','),
    }),
    SavedFile,
  ),
  /** Stops the file that was begun last, and removes what was written. A PDF cannot be stopped. */
  'report:stopExport': command(nothing, nothing),
};
