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
import { AtMs, Id } from '../view-parts.ts';
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

  /** A new list of the same rows, read or decided otherwise. `workId`: in `list:progress`, `list:cancelImport`. */
  'list:change': command(z.object({ campaignId: Id, workId: UploadId, change: ListChange }), ListReport),

  /** Rows of a list, a page after a row of the file; the first page without it. */
  'list:rows': command(
    z.object({ listId: Id, part: ListPart, after: z.int().nullable() }),
    z.object({ rows: z.array(ListRow), next: z.int().nullable() }),
  ),

  /** What a corrected cell would be, before it is saved. */
  'list:tryNumber': command(
    z.object({ listId: Id, rowNumber: z.int().positive(), cell: z.string().max(limits.nameCharacters) }),
    TriedNumber,
  ),

  /** The values of a column and how many rows have each, the most frequent first. */
  'list:values': command(
    z.object({
      listId: Id,
      index: z.int().min(0).max(limits.importColumns),
      search: z.string().max(limits.nameCharacters),
    }),
    z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })), total: z.int() }),
  ),

  /** How many rows of a list a part of it is, and how many values each of its columns has, up to one more than are told. */
  'list:part': command(
    z.object({ listId: Id, segment: Segment }),
    z.object({ rows: z.int(), values: z.array(z.int()) }),
  ),

  /** A new list with the rows of a further sheet of the file; a column says which sheet each row is of (`from`). */
  'list:addSheet': command(
    z.object({ campaignId: Id, uploadId: UploadId, sheet: z.string(), from: z.string() }),
    ListReport,
  ),

  /** Adds rows that were corrected to the draft's list: a new list, which takes the place of the one it had. */
  'list:addCorrected': command(z.object({ campaignId: Id, uploadId: UploadId }), ListReport),

  /** Reads the list of a started campaign with own days again: from a file, or from whoever fits its filter now. */
  'list:readAgain': command(z.object({ campaignId: Id, uploadId: UploadId.nullable() }), ListAgainResult),

  /** How a running campaign's list is read again, file or filter, and what the last reading changed; null without. */
  'list:reading': command(
    z.object({ campaignId: Id }),
    z.object({ isDrawn: z.boolean(), last: z.object({ atMs: AtMs, result: ListAgainResult }).nullable() }),
  ),

  /** Whoever the last reading found gone from the list of what goes again gets further dates all the same. */
  'list:keepGone': command(z.object({ campaignId: Id }), nothing),

  /** Takes back what the last reading has changed, as long as nothing of it was handed over. */
  'list:undoReading': command(z.object({ campaignId: Id }), nothing),

  /** Adds the rows that the last reading found new, as many as were shown; returns how many of them get a message. */
  'list:addRows': command(z.object({ campaignId: Id, count: z.int().min(1) }), z.int()),

  /** The work that is to give a draft its list and still goes on, as for whoever left the draft and is back. */
  'list:underWay': command(z.object({ campaignId: Id }), z.object({ workId: z.string().nullable() })),
  'list:cancelImport': command(z.object({ uploadId: UploadId }), nothing),

  /** Saves the rows that cannot be used as a file to correct, in XLSX with text cells that lose nothing. */
  'list:exportProblems': command(
    z.object({ listId: Id, format: z.enum(['csv', 'xlsx']), separator: CsvSeparator.default(',') }),
    SavedFile,
  ),

  /** The lists that are kept for further campaigns. */
  'list:saved': command(nothing, z.array(SavedList)),

  /** Keeps a copy of a list under a name. Returns all that are kept, as rename and delete do. */
  'list:save': command(z.object({ listId: Id, name: KeptName }), z.array(SavedList)),
  'list:renameSaved': command(z.object({ id: Id, name: KeptName }), z.array(SavedList)),
  'list:deleteSaved': command(byId, z.array(SavedList)),

  /** Gives the draft a list made from a saved one. `workId` names it in `list:progress` and `list:cancelImport`. */
  'list:useSaved': command(z.object({ campaignId: Id, id: Id, workId: UploadId }), ListReport),

  /** Gives the draft a list of the people who fit conditions now. `usesOld`: with old values too. `workId` as above. */
  'list:ofPeople': command(
    z.object({
      campaignId: Id,
      conditions: PersonFilter.shape.conditions.min(1),
      usesOld: z.boolean(),
      workId: UploadId,
    }),
    ListReport,
  ),

  /** Who came to a list of people and who went since it was drawn. */
  'list:audienceChanges': command(z.object({ listId: Id }), AudienceChanges),
};
