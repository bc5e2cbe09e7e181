import { blankReason } from '../../domain/blank-cell.ts';
import { limits } from '../../domain/limits.ts';
import type { ListFacts } from '../../domain/list-facts.ts';
import { type Reading, type RowCause, rowCauses } from '../../domain/row-cause.ts';

type Group = { count: number; readonly readings: Map<string, number>; readonly rowNumbers: number[] };
type Decided = { readonly cause: string; readonly as: string; count: number; repeats: number };
type Blank = { count: number; readonly samples: Set<string> };

/** Causes that no reading helps with: a person must look the number up. They are shown last. */
const forPeople: readonly RowCause[] = ['empty', 'not_a_number', 'rounded', 'too_short', 'too_long', 'not_a_person'];

/** Counts what a list comes to beside its sums. */
export class ListTally {
  readonly #groups = new Map<RowCause, Group>();
  readonly #decided = new Map<string, Decided>();
  readonly #countries = new Map<string, number>();
  readonly #named = new Map<string, number>();
  readonly #blanks = new Map<number, Blank>();
  #unnamed = 0;

  /** A row that waits for a decision. */
  open(rowNumber: number, cause: RowCause, readings: readonly Reading[]): void {
    const group: Group = this.#groups.get(cause) ?? { count: 0, readings: new Map(), rowNumbers: [] };
    this.#groups.set(cause, group);
    group.count += 1;
    for (const { as } of readings) count(group.readings, as);
    if (group.rowNumbers.length < limits.rowSamples) group.rowNumbers.push(rowNumber);
  }

  /** A row that a decision was made for. */
  decided(cause: string, as: string, isRepeat: boolean): void {
    const key = `${cause} ${as}`;
    const decided = this.#decided.get(key) ?? { cause, as, count: 0, repeats: 0 };
    this.#decided.set(key, decided);
    decided.count += 1;
    if (isRepeat) decided.repeats += 1;
  }

  recipient(country: string): void {
    count(this.#countries, country);
  }

  /** What the Country column of a row says; null where that is no country. */
  named(country: string | null): void {
    if (country === null) this.#unnamed += 1;
    else count(this.#named, country);
  }

  /** A cell of a placeholder, as it stands in the file. */
  cell(index: number, cell: string): void {
    if (blankReason(cell) === null) return;
    const blank: Blank = this.#blanks.get(index) ?? { count: 0, samples: new Set() };
    this.#blanks.set(index, blank);
    blank.count += 1;
    if (blank.samples.size < limits.rowSamples) blank.samples.add(cell.trim().slice(0, limits.nameCharacters));
  }

  facts(): ListFacts {
    const groups = [...this.#groups].map(([cause, { count, readings, rowNumbers }]) => ({
      ...{ cause, count, rowNumbers },
      readings: [...readings].map(([as, count]) => ({ as, count })).sort((one, other) => other.count - one.count),
    }));
    const rank = (cause: RowCause) => (forPeople.includes(cause) ? 1 : 0);
    const place = (cause: RowCause) => rowCauses.indexOf(cause);
    return {
      groups: groups.sort(
        (one, other) =>
          rank(one.cause) - rank(other.cause) || other.count - one.count || place(one.cause) - place(other.cause),
      ),
      decided: [...this.#decided.values()],
      countries: mostFirst(this.#countries),
      named: mostFirst(this.#named),
      unnamed: this.#unnamed,
      blankCells: [...this.#blanks].map(([index, { count, samples }]) => ({ index, count, samples: [...samples] })),
    };
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): { country: string; count: number }[] {
  return [...counts].map(([country, count]) => ({ country, count })).sort((one, other) => other.count - one.count);
}
