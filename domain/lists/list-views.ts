import { z } from 'zod';
import { Audience } from '../people/audience.ts';
import { AtMs, Id } from '../view-parts.ts';
import { Decision, ListChoices } from './list-choices.ts';
import { ListFacts } from './list-facts.ts';
import { Mapping } from './list-mapping.ts';
import { rowCauses } from './row-cause.ts';

/** The list of a campaign, as it was imported. */
const ListSummary = z.object({
  id: Id,
  fileName: z.string(),
  importedAtMs: AtMs,
  /** Data rows of the file: the recipients and everything that was taken out. */
  rows: z.int(),
  recipients: z.int(),
  sameNumber: z.int(),
  doNotContact: z.int(),
  cannotBeUsed: z.int(),
  assumedCountry: z.int(),
  country: z.string(),
  /** The placeholders this list offers, in the order of the file. */
  fields: z.array(
    z.object({
      key: z.string(),
      header: z.string(),
      /** Recipients whose cell in this column is not empty. */
      filled: z.int(),
    }),
  ),
});

const PossibleDuplicates = z.object({
  rowNumbers: z.tuple([z.int(), z.int()]),
  phones: z.tuple([z.string(), z.string()]),
});

/** A row of a list's file, as the operator has to see it to decide. */
export const ListRow = z.object({
  rowNumber: z.int(),
  name: z.string(),
  /** The cell that the number is read from, as it stands in the file or was corrected here. */
  cell: z.string(),
  /** The number that was read; null while there is none. */
  phone: z.string().nullable(),
  readings: z.array(
    z.object({
      as: z.string(),
      phone: z.string(),
      /** Absent where the number does not tell. */
      kind: z.enum(['mobile', 'landline']).nullish(),
      words: z.string().optional(),
      /** The cell that the number is read from, if it is not the cell of the phone column. */
      from: z.object({ index: z.int(), cell: z.string() }).optional(),
    }),
  ),
  /** Of a repeat: the row that is kept. */
  kept: z.object({ rowNumber: z.int(), name: z.string(), cell: z.string() }).nullable(),
  /** The cell that says no, where the row was decided by it. */
  refusal: z.object({ index: z.int(), cell: z.string() }).optional(),
});
export type ListRow = z.infer<typeof ListRow>;

/** The rows of a list to look at. */
export const ListPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cause'), cause: z.enum(rowCauses) }),
  z.object({ kind: z.literal('decision'), cause: z.string(), as: z.string() }),
  z.object({ kind: z.literal('repeats') }),
]);
export type ListPart = z.infer<typeof ListPart>;

export const ListReport = ListSummary.extend({
  leftOut: z.int(),
  notChosen: z.int(),
  headers: z.array(z.string()),
  /** The first rows of people, cells as text. */
  samples: z.array(z.array(z.string())),
  /** Null for the list of a campaign that was joined: its columns and decisions cannot be changed. */
  mapping: Mapping.nullable(),
  choices: ListChoices,
  facts: ListFacts,
  /** The first rows of each group in `facts`, and the first repeats. */
  groupRows: z.array(ListRow),
  repeats: z.array(ListRow),
  /** The filter that the list was made from; null for a list from a file. */
  audience: Audience.nullable(),
  /** At most `limits.problemsShown` of each. */
  possibleDuplicates: z.array(PossibleDuplicates),
});
export type ListReport = z.infer<typeof ListReport>;

/** The reading of what somebody typed: a number, or why it is none. */
export const TriedNumber = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    phone: z.string(),
    country: z.string(),
    isMobile: z.boolean(),
    /** The row that already has this number. */
    repeats: z.int().nullable(),
  }),
  z.object({ kind: z.literal('problem'), cause: z.enum(rowCauses) }),
]);
export type TriedNumber = z.infer<typeof TriedNumber>;

/** A list kept for further campaigns. */
export const SavedList = z.object({ id: Id, name: z.string(), recipients: z.int(), savedAtMs: AtMs });
export type SavedList = z.infer<typeof SavedList>;

export const Sheet = z.object({
  /** Empty for a text file, which has no sheets. */
  name: z.string(),
  rowCount: z.int(),
  /** The row of the file that names the columns; null where none does. */
  headerRow: z.int().nullable(),
  headers: z.array(z.string()),
  /** The first rows of people, cells as text. */
  samples: z.array(z.array(z.string())),
  /** The rows that can be chosen as the header. */
  firstRows: z.array(z.object({ rowNumber: z.int(), cells: z.array(z.string()) })),
  /** What the columns probably are; null when none looks like phone numbers. */
  mapping: Mapping.nullable(),
  /** The country for which the last list with these columns was read. Null without one, so that it is guessed. */
  lastCountry: z.string().nullable(),
  /** The decisions about the causes of that list. */
  lastDecisions: z.array(Decision),
  /** Rows that the spreadsheet hides although they hold something, and such columns, by position. */
  hiddenRows: z.int(),
  hiddenColumns: z.array(z.int()),
  /** The columns with phone numbers, used or not. */
  phoneColumns: z.array(z.int()),
  /** The first date (`yyyy-mm-dd`) whose order came from the computer and could be the other; null without one. */
  ambiguousDate: z.string().nullable(),
  /** A few words of a text file whose encoding had to be guessed; empty where it is certain. */
  guessedWords: z.array(z.string()),
});
export type Sheet = z.infer<typeof Sheet>;

/** The header that the operator chose instead of the one that was found. Null means that the file has none. */
export const ChosenHeader = z.object({ sheet: z.string(), row: z.int().positive().nullable() });
export type ChosenHeader = z.infer<typeof ChosenHeader>;

export const FileInspection = z.object({ fileName: z.string(), sheets: z.array(Sheet) });
export type FileInspection = z.infer<typeof FileInspection>;
