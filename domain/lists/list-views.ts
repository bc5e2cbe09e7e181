import { z } from 'zod';
import { Audience } from '../people/audience.ts';
import { AtMs, Id } from '../view-parts.ts';
import { Decision, ListChoices } from './list-choices.ts';
import { ListFacts } from './list-facts.ts';
import { Mapping } from './list-mapping.ts';
import { rowCauses } from './row-cause.ts';

/** What the screens show of lists and of the files that they are read from. */

/** The list behind a campaign, as it was imported. */
const ListSummary = z.object({
  id: Id,
  fileName: z.string(),
  importedAtMs: AtMs,
  /** Data rows read from the file: recipients plus everything that was taken out. */
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
      /** Recipients who have something in this column. */
      filled: z.int(),
    }),
  ),
});

const PossibleDuplicates = z.object({
  rowNumbers: z.tuple([z.int(), z.int()]),
  phones: z.tuple([z.string(), z.string()]),
});

/** A row of a list's file, as a decision needs to be seen. */
export const ListRow = z.object({
  rowNumber: z.int(),
  name: z.string(),
  /** What the number is read from, as it stands in the file or was corrected in place. */
  cell: z.string(),
  /** The number that it has become; null as long as it has none. */
  phone: z.string().nullable(),
  /** What the number may be. */
  readings: z.array(
    z.object({
      as: z.string(),
      phone: z.string(),
      /** Missing where the number does not tell. */
      kind: z.enum(['mobile', 'landline']).nullish(),
      /** What stands beside the number in its cell. */
      words: z.string().optional(),
      /** The cell that it is read from, where that is not the one of the phone column. */
      from: z.object({ index: z.int(), cell: z.string() }).optional(),
    }),
  ),
  /** Of a repeat: the row that is kept. */
  kept: z.object({ rowNumber: z.int(), name: z.string(), cell: z.string() }).nullable(),
});
export type ListRow = z.infer<typeof ListRow>;

/** Which rows of a list are looked at. */
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
  /** Null for the list of a campaign that was joined: its columns and decisions stay as they are. */
  mapping: Mapping.nullable(),
  choices: ListChoices,
  facts: ListFacts,
  /** The first rows of each group in `facts`, and the first repeats. */
  groupRows: z.array(ListRow),
  repeats: z.array(ListRow),
  /** Of whom it was drawn; null for a list of a file. */
  audience: Audience.nullable(),
  /** At most `limits.problemsShown` of each. */
  possibleDuplicates: z.array(PossibleDuplicates),
});
export type ListReport = z.infer<typeof ListReport>;

/** What somebody types for a number: the number, or why it is none. */
export const TriedNumber = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    phone: z.string(),
    country: z.string(),
    isMobile: z.boolean(),
    /** The row that has this number already. */
    repeats: z.int().nullable(),
  }),
  z.object({ kind: z.literal('problem'), cause: z.enum(rowCauses) }),
]);
export type TriedNumber = z.infer<typeof TriedNumber>;

/** A list that is kept for further campaigns. */
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
  /** The rows that may be chosen as the header. */
  firstRows: z.array(z.object({ rowNumber: z.int(), cells: z.array(z.string()) })),
  /** What the columns probably are; null when none looks like phone numbers. */
  mapping: Mapping.nullable(),
  /** The country that the last list with these columns was read for. Null when guessed. */
  lastCountry: z.string().nullable(),
  /** What was decided about the causes of that list. */
  lastDecisions: z.array(Decision),
  /** Rows, and columns by their place, with anything in them that the spreadsheet does not show. */
  hiddenRows: z.int(),
  hiddenColumns: z.array(z.int()),
  /** The first date (`yyyy-mm-dd`) whose order follows the computer and that could be read in another; null without one. */
  ambiguousDate: z.string().nullable(),
  /** A few words of a text file that does not say what its letters are; none where it does. */
  guessedWords: z.array(z.string()),
});
export type Sheet = z.infer<typeof Sheet>;

/** A header that the operator chose, in place of the one that was found; null means that no row is one. */
export const ChosenHeader = z.object({ sheet: z.string(), row: z.int().positive().nullable() });
export type ChosenHeader = z.infer<typeof ChosenHeader>;

export const FileInspection = z.object({ fileName: z.string(), sheets: z.array(Sheet) });
export type FileInspection = z.infer<typeof FileInspection>;
