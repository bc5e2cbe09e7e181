import type { ListReport } from '../../domain/contract.ts';
import type { LeftOutReason } from '../../domain/lists/left-out.ts';
import type { Reading } from '../../domain/lists/row-cause.ts';
import type { ColumnForm } from '../../domain/lists/value-form.ts';
import type { ReadDb, SqlValue } from '../database.ts';

/** A placeholder that the list offers, and the column it is filled from. */
export type ListField = { key: string; header: string; index: number; filled: number; form?: ColumnForm };

type Sums =
  | 'rows'
  | 'recipients'
  | 'sameNumber'
  | 'doNotContact'
  | 'cannotBeUsed'
  | 'leftOut'
  | 'notChosen'
  | 'assumedCountry';
type AsShown = 'id' | 'fileName' | 'country' | 'headers' | 'possibleDuplicates' | 'choices' | 'facts' | 'audience';

/** An imported list. It is shown only once it is published, by the one transaction that ends the import. */
export type ListRow = Pick<ListReport, AsShown | Sums> & {
  readonly fields: ListField[];
  readonly publishedAtMs: number | null;
  /** When the names, numbers and cells of its people were deleted; null while they are known. */
  readonly erasedAtMs: number | null;
  /** Where phone and name stood in the file: a later file with the same headers is mapped the same. */
  readonly phoneIndex: number | null;
  readonly nameIndex: number | null;
  /** Further columns with numbers of the same person, in their order. */
  readonly furtherIndexes: number[];
  readonly areaIndex: number | null;
  readonly countryIndex: number | null;
  /** The name under which the operator keeps the list for further campaigns; null when it is not kept. */
  readonly savedName: string | null;
};

/** A person on a list. */
export type RecipientRow = {
  readonly id: number;
  readonly rowNumber: number;
  readonly name: string;
  readonly phone: string;
  readonly extra: string;
  /** The row's cells in the order of the list's headers. */
  readonly cells: string[];
  /** The country that gives the number out; empty where none is known to. */
  readonly country: string;
  /** The time zones that its prefix tells, where these are more than the country's; else empty. */
  readonly zones: string;
  /** The decision that made a number of its cell; empty where none was needed. */
  readonly decision: string;
  /** The cell that tells it from another row of the same number, where the list has dates; else empty. */
  readonly occasion: string;
};

/** A row of the file that became no recipient, and why; kept so that the report adds up. */
export type LeftOutRow = {
  readonly rowNumber: number;
  readonly reason: LeftOutReason;
  readonly problem: string;
  readonly cell: string;
  readonly name: string;
  readonly cells: string[];
  /** What its number may be, where that waits for a decision. */
  readonly readings: Reading[];
};

type Json = 'fields' | 'headers' | 'possibleDuplicates' | 'furtherIndexes' | 'choices' | 'facts';
type StoredList = Omit<ListRow, Json | 'audience'> &
  Readonly<Record<Json, string>> & { readonly audience: string | null };

const listSql = `SELECT id, file_name AS fileName, country, fields, headers, published_at_ms AS publishedAtMs, erased_at_ms AS erasedAtMs,
    rows, recipients, same_number AS sameNumber, do_not_contact AS doNotContact, cannot_be_used AS cannotBeUsed, left_out AS leftOut,
    not_chosen AS notChosen, assumed_country AS assumedCountry, possible_duplicates AS possibleDuplicates, phone_index AS phoneIndex,
    name_index AS nameIndex, further_indexes AS furtherIndexes, area_index AS areaIndex, country_index AS countryIndex, choices, facts,
    audience, saved_name AS savedName
  FROM list`;
const recipientSql = `SELECT id, row_number AS rowNumber, name, phone, extra, cells, country, zones, decision, occasion FROM recipient`;

/** The first list of a condition and an order; undefined where there is none. */
export function readList(db: ReadDb, condition: string, ...bound: readonly SqlValue[]): ListRow | undefined {
  const stored = db.get<StoredList>(`${listSql} ${condition}`, ...bound);
  return (
    stored && {
      ...stored,
      fields: JSON.parse(stored.fields),
      headers: JSON.parse(stored.headers),
      possibleDuplicates: JSON.parse(stored.possibleDuplicates),
      furtherIndexes: JSON.parse(stored.furtherIndexes),
      choices: JSON.parse(stored.choices),
      facts: JSON.parse(stored.facts),
      audience: stored.audience === null ? null : JSON.parse(stored.audience),
    }
  );
}

/** The recipients of a condition and an order. */
export function readRecipients(db: ReadDb, condition: string, ...bound: readonly SqlValue[]): RecipientRow[] {
  return db
    .all<Omit<RecipientRow, 'cells'> & { readonly cells: string }>(`${recipientSql} ${condition}`, ...bound)
    .map((row) => ({ ...row, cells: JSON.parse(row.cells) }));
}
