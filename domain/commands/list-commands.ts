import { z } from 'zod';
import { limits } from '../limits.ts';
import { CsvSeparator } from '../lists/csv-separator.ts';
import { ListChange, Segment } from '../lists/list-choices.ts';
import { Mapping } from '../lists/list-mapping.ts';
import {
  ChosenHeader,
  FileInspection,
  ListPart,
  ListReport,
  ListRow,
  SavedList,
  TriedNumber,
} from '../lists/list-views.ts';
import { AudienceChanges } from '../people/audience.ts';
import { PersonFilter } from '../people/person-filter.ts';
import { ListAgainResult } from '../schedule/list-again-result.ts';
import { AtMs, ColumnIndex, Id } from '../view-parts.ts';
import { byId, command, KeptName, nothing, SavedFile, UploadId } from './command.ts';

export const listCommands = {
  'list:inspect': command(z.object({ uploadId: UploadId, header: ChosenHeader.nullable() }), FileInspection),

  /** Reads the whole file into a new list and gives it to the draft. Progress comes as `list:progress`. */
  'list:import': command(
    z.object({
      campaignId: Id,
      uploadId: UploadId,
      sheet: z.string().nullable(),
      headerRow: z.int().positive().nullable(),
      mapping: Mapping,
      country: z.string().length(2),
    }),
    ListReport,
  ),

  /** A new list of the same rows, read differently. `workId`: for `list:progress` and `list:cancelImport`. */
  'list:change': command(z.object({ campaignId: Id, workId: UploadId, change: ListChange }), ListReport),

  /** Rows of a list, a page at a time: after a given row of the file, or without one the first page. */
  'list:rows': command(
    z.object({ listId: Id, part: ListPart, after: z.int().nullable() }),
    z.object({ rows: z.array(ListRow), next: z.int().nullable() }),
  ),

  /** How a corrected cell would be read, before it is saved. */
  'list:tryNumber': command(
    z.object({ listId: Id, rowNumber: z.int().positive(), cell: z.string().max(limits.nameCharacters) }),
    TriedNumber,
  ),

  /** The values of a column and how many rows have each, the most frequent first. */
  'list:values': command(
    z.object({
      listId: Id,
      index: ColumnIndex,
      search: z.string().max(limits.nameCharacters),
    }),
    z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })), total: z.int() }),
  ),

  /** How many rows a part of a list has, and how many values each column has, up to one more than are shown. */
  'list:part': command(
    z.object({ listId: Id, segment: Segment }),
    z.object({ rows: z.int(), values: z.array(z.int()) }),
  ),

  /** Makes a new list with one more sheet's rows. A column says which sheet each row comes from (`from`). */
  'list:addSheet': command(
    z.object({ campaignId: Id, uploadId: UploadId, sheet: z.string(), from: z.string() }),
    ListReport,
  ),

  /** Adds corrected rows to the draft's list. This makes a new list, which replaces the old one. */
  'list:addCorrected': command(z.object({ campaignId: Id, uploadId: UploadId }), ListReport),

  /** Reads a started campaign's list with own days again: from a file, or from the people who fit its filter now. */
  'list:readAgain': command(z.object({ campaignId: Id, uploadId: UploadId.nullable() }), ListAgainResult),

  /** How a running campaign's list is read again (file or filter), and what the last reading changed; else null. */
  'list:reading': command(
    z.object({ campaignId: Id }),
    z.object({ isDrawn: z.boolean(), last: z.object({ atMs: AtMs, result: ListAgainResult }).nullable() }),
  ),

  /** Of a campaign that repeats: people whom the last reading did not find in the list still get further dates. */
  'list:keepGone': command(z.object({ campaignId: Id }), nothing),

  /** Takes back what the last reading changed, unless any of it was handed over already. */
  'list:undoReading': command(z.object({ campaignId: Id }), nothing),

  /** Adds the rows found new by the last reading, if there are as many as shown. Returns how many get a message. */
  'list:addRows': command(z.object({ campaignId: Id, count: z.int().min(1) }), z.int()),

  /** The work still under way that will give a draft its list, for an operator who left the draft and returns to it. */
  'list:underWay': command(z.object({ campaignId: Id }), z.object({ workId: z.string().nullable() })),
  'list:cancelImport': command(z.object({ uploadId: UploadId }), nothing),

  /** Saves the rows that cannot be used as an XLSX file to correct. Its cells are text, so that nothing is lost. */
  'list:exportProblems': command(
    z.object({ listId: Id, format: z.enum(['csv', 'xlsx']), separator: CsvSeparator.default(',') }),
    SavedFile,
  ),

  'list:saved': command(nothing, z.array(SavedList)),

  /** Keeps a copy of a list under a name. Returns all kept lists, as rename and delete do. */
  'list:save': command(z.object({ listId: Id, name: KeptName }), z.array(SavedList)),
  'list:renameSaved': command(z.object({ id: Id, name: KeptName }), z.array(SavedList)),
  'list:deleteSaved': command(byId, z.array(SavedList)),

  /** Gives the draft a list made from a saved one. `workId` names it in `list:progress` and `list:cancelImport`. */
  'list:useSaved': command(z.object({ campaignId: Id, id: Id, workId: UploadId }), ListReport),

  /** Gives the draft a list of the people who fit a filter now. `usesOld`: with old values too. `workId`: as above. */
  'list:ofPeople': command(
    z.object({
      campaignId: Id,
      conditions: PersonFilter.shape.conditions.min(1),
      usesOld: z.boolean(),
      workId: UploadId,
    }),
    ListReport,
  ),

  /** Who joined and who left an audience since a list was made from it. */
  'list:audienceChanges': command(z.object({ listId: Id }), AudienceChanges),
};
