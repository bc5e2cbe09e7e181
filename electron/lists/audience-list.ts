import { type ListRow, Lists } from '../../db/campaigns/lists.ts';
import type { Db } from '../../db/database.ts';
import { audienceOf, countChanges, type PersonOnList, rowsOfPeople } from '../../db/people/audiences.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import { People } from '../../db/people/people.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import { limits } from '../../domain/limits.ts';
import { guessMapping } from '../../domain/lists/guess-mapping.ts';
import { noChoices } from '../../domain/lists/list-choices.ts';
import type { TableRow } from '../../domain/lists/row-reading.ts';
import { headerKey } from '../../domain/lists/segment.ts';
import { noNumberColumns, writersOf } from '../../domain/lists/value-form.ts';
import type { Audience, AudienceChanges } from '../../domain/people/audience.ts';
import { type Result, refuse, succeed } from '../../domain/result.ts';
import { tally } from '../../domain/tally.ts';
import type { Answer } from '../commands.ts';
import type { Job, JobProgress } from '../worker/jobs.ts';
import { withPauses } from '../worker/pause-for-others.ts';
import { makeList } from './intake.ts';

/**
 * Makes a list of the people who fit a filter, newest first. The value of each column comes from the newest list that
 * has one for the person; an empty cell never counts. It is read like any file, so all rules for lists hold for it.
 */
export async function drawAudience(
  db: Db,
  { conditions, usesOld, country, fileName, headers, nowMs }: Job<'audience'>,
  progress: JobProgress,
): Answer<{ listId: number }> {
  const people = new People(db, new SearchIndex(db));
  const drawn = [...people.ids({ conditions: [...conditions], search: '' }, nowMs)].flat();
  if (drawn.length === 0) return refuse('nobody_left');
  if (drawn.length > limits.importRows) return refuse('too_many_rows');
  const notBeforeMs = usesOld ? 0 : nowMs - limits.valueOldMs;
  const rows = new DrawnRows(db, drawn, { headers, country, notBeforeMs });
  const columns = rows.survey();
  const all = [...headers, ...columns.map(({ header }) => header)];
  const mapping = mappingOf(all);
  const source = { fileName, headers: all, mapping, country, choices: noChoices, totalRows: drawn.length };
  const audience: Audience = {
    conditions: [...conditions],
    drawnAtMs: nowMs,
    usesOld,
    withOld: rows.withOld,
    columns,
  };
  return makeList(db, { ...source, audience, numbers: noNumberColumns, rows: () => rows.all() }, progress);
}

/** Counts the people who came to an audience and who left it, as of now. */
export async function audienceChanges(db: Db, { listId, nowMs }: Job<'audienceChanges'>): Answer<AudienceChanges> {
  const audience = audienceOf(db, listId);
  if (audience === null) return refuse('not_found');
  const { conditions } = audience;
  const fitting = new People(db, new SearchIndex(db)).ids({ conditions, search: '' }, nowMs);
  return succeed(await withPauses(countChanges(db, listId, fitting, nowMs)));
}

/** Name and number are the first columns; every other column is a placeholder under its header. */
function mappingOf(headers: readonly string[]) {
  const guessed = guessMapping(headers, []);
  const ways = { further: [], area: null, country: null };
  const fields = (guessed?.fields ?? []).filter(({ index }) => index > 1);
  return { ...ways, name: 0, phone: 1, fields };
}

type Value = { readonly header: string; readonly value: string; readonly listId: number };
type Column = { readonly header: string; readonly sources: Map<number, number> };

/** A list, and how its columns are written for a country: a workbook's numbers have a form only in their own list. */
type KnownList = ListRow & { readonly writers: readonly ((value: string) => string)[] };

/** The rows of the people, built from all lists that they are on. */
class DrawnRows {
  readonly #db: Db;
  readonly #lists: Lists;
  readonly #blocked: DoNotContactList;
  readonly #drawn: readonly number[];
  readonly #taken: ReadonlySet<string>;
  readonly #notBeforeMs: number;
  readonly #country: string;
  readonly #known = new Map<number, KnownList>();
  readonly #columns = new Map<string, Column>();

  /** How many people have a value that is too old; known after the survey. */
  withOld = 0;

  constructor(
    db: Db,
    drawn: readonly number[],
    given: { readonly headers: readonly string[]; readonly country: string; readonly notBeforeMs: number },
  ) {
    const { headers, country, notBeforeMs } = given;
    this.#notBeforeMs = notBeforeMs;
    this.#country = country;
    this.#db = db;
    this.#lists = new Lists(db);
    this.#blocked = new DoNotContactList(db);
    this.#drawn = drawn;
    this.#taken = new Set(headers.map(headerKey));
  }

  /** Reads everybody once, to find which columns there are and where their values come from. */
  survey(): Audience['columns'] {
    for (const rows of this.#people()) {
      const { values, hasOld } = this.#valuesOf(rows);
      if (hasOld) this.withOld += 1;
      for (const [key, { header, listId }] of values) {
        const column = this.#columns.get(key) ?? { header, sources: new Map<number, number>() };
        tally(column.sources, listId);
        if (this.#columns.has(key) || this.#columns.size < limits.importColumns - this.#taken.size)
          this.#columns.set(key, column);
      }
    }
    return [...this.#columns.values()].map(({ header, sources }) => ({
      header,
      sources: [...sources]
        .sort(([one], [other]) => other - one)
        .map(([listId, people]) => {
          const list = this.#list(listId);
          return { list: list?.savedName ?? list?.fileName ?? '', atMs: list?.publishedAtMs ?? 0, people };
        }),
    }));
  }

  *all(): Generator<Result<TableRow, never>> {
    let rowNumber = 1;
    for (const rows of this.#people()) {
      rowNumber += 1;
      const { values } = this.#valuesOf(rows);
      const name = rows.find((row) => row.name !== '')?.name ?? '';
      const others = [...this.#columns.keys()].map((key) => values.get(key)?.value ?? '');
      yield succeed({ rowNumber, cells: [name, this.#phoneOf(rows), ...others], broken: false });
    }
  }

  /** The person's newest number, or the one on the do-not-contact list, since that holds for the person. */
  #phoneOf(rows: readonly PersonOnList[]): string {
    const blocked = rows.find(({ phone }) => this.#blocked.isBlocked(phone));
    return (blocked ?? rows[0])?.phone ?? '';
  }

  *#people(): Generator<readonly PersonOnList[]> {
    for (let at = 0; at < this.#drawn.length; at += limits.checkedRecipients) {
      const ids = this.#drawn.slice(at, at + limits.checkedRecipients);
      yield* Map.groupBy(rowsOfPeople(this.#db, ids), ({ personId }) => personId).values();
    }
  }

  /** The person's value under each header, from the newest list that has it. */
  #valuesOf(rows: readonly PersonOnList[]): { values: Map<string, Value>; hasOld: boolean } {
    const values = new Map<string, Value>();
    let hasOld = false;
    for (const { listId, cells } of rows) {
      const list = this.#list(listId);
      if (!list) continue;
      const numbers = [list.phoneIndex, list.nameIndex, list.areaIndex, list.countryIndex, ...list.furtherIndexes];
      for (const [index, header] of list.headers.entries()) {
        const value = cells[index] ?? '';
        const key = headerKey(header);
        if (value === '' || key === '' || numbers.includes(index) || this.#taken.has(key) || values.has(key)) continue;
        if ((list.publishedAtMs ?? 0) < this.#notBeforeMs) hasOld = true;
        else values.set(key, { header: header.trim(), value: list.writers[index]?.(value) ?? value, listId });
      }
    }
    return { values, hasOld };
  }

  #list(id: number): KnownList | undefined {
    const known = this.#known.get(id);
    const list = known ? undefined : this.#lists.get(id);
    if (!list) return known;
    const now = { ...list, writers: writersOf(list, this.#country) };
    this.#known.set(id, now);
    return now;
  }
}
