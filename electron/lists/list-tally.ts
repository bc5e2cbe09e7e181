import { limits } from '../../domain/limits.ts';
import { blankReason } from '../../domain/lists/blank-cell.ts';
import { isCouple } from '../../domain/lists/first-name.ts';
import type { ListEvidence } from '../../domain/lists/list-evidence.ts';
import type { ListFacts } from '../../domain/lists/list-facts.ts';
import {
  defaultOf,
  fateOf,
  likelyReading,
  type Reading,
  type RowCause,
  rowCauses,
} from '../../domain/lists/row-cause.ts';
import type { NumberColumns } from '../../domain/lists/value-form.ts';
import { foldText } from '../../domain/messages/fold.ts';
import type { Refusal } from '../../domain/refusal.ts';

type Group = { count: number; readonly readings: Map<string, number>; readonly rowNumbers: number[] };
type Decided = ListFacts['decided'][number];
type Blank = { count: number; readonly samples: Set<string> };

/** Counts what a list comes to beside its sums. */
export class ListTally {
  readonly #evidence: ListEvidence;
  readonly #numbers: NumberColumns;
  readonly #groups = new Map<RowCause, Group>();
  readonly #decided = new Map<string, Decided>();
  readonly #countries = new Map<string, { count: number; landlines: number }>();
  readonly #named = new Map<string, number>();
  readonly #refusals = new Map<string, { readonly index: number; readonly words: string; count: number }>();
  readonly #blanks = new Map<number, Blank>();
  #unnamed = 0;
  #countryByRow = 0;
  #couples = 0;

  constructor({ evidence, numbers }: Pick<ListFacts, 'evidence' | 'numbers'>) {
    this.#evidence = evidence;
    this.#numbers = numbers;
  }

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
    const isDefault = isCause(cause) && defaultOf(cause) === as;
    const decided = this.#decided.get(key) ?? { cause, as, count: 0, repeats: 0, isDefault };
    this.#decided.set(key, decided);
    decided.count += 1;
    if (isRepeat) decided.repeats += 1;
  }

  recipient(
    country: string,
    is: { readonly isLandline: boolean; readonly isCountryByRow: boolean; readonly name: string },
  ): void {
    const counted = this.#countries.get(country) ?? { count: 0, landlines: 0 };
    this.#countries.set(country, counted);
    counted.count += 1;
    if (is.isLandline) counted.landlines += 1;
    if (is.isCountryByRow) this.#countryByRow += 1;
    if (isCouple(is.name)) this.#couples += 1;
  }

  /** What the Country column of a row says; null where that is no country. */
  named(country: string | null): void {
    if (country === null) this.#unnamed += 1;
    else count(this.#named, country);
  }

  /** Where a row says no; null where it does not. */
  refusal(refusal: Refusal | null): void {
    if (refusal === null) return;
    const key = `${refusal.index} ${foldText(refusal.words)}`;
    const counted = this.#refusals.get(key) ?? { ...refusal, count: 0 };
    this.#refusals.set(key, counted);
    counted.count += 1;
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
    const most = (one: { readonly count: number }, other: { readonly count: number }) => other.count - one.count;
    return {
      evidence: this.#evidence,
      numbers: this.#numbers,
      groups: this.#groupsInOrder(),
      decided: [...this.#decided.values()],
      countries: [...this.#countries].map(([country, counted]) => ({ country, ...counted })).sort(most),
      named: [...this.#named].map(([country, count]) => ({ country, count })).sort(most),
      unnamed: this.#unnamed,
      countryByRow: this.#countryByRow,
      couples: this.#couples,
      refusals: [...this.#refusals.values()].sort(most).slice(0, limits.refusalsShown),
      blankCells: [...this.#blanks].map(([index, { count, samples }]) => ({ index, count, samples: [...samples] })),
    };
  }

  /** The country of the list first, then the largest, and last what only a person can correct. */
  #groupsInOrder(): ListFacts['groups'] {
    const groups = [...this.#groups].map(([cause, { count, readings, rowNumbers }]) => {
      const best = likelyReading(cause, [...readings.keys()]);
      const offered = [...readings].map(([as, count]) => ({ as, count }));
      const rank = (as: string) => (as === best ? 0 : 1);
      offered.sort((one, other) => rank(one.as) - rank(other.as) || other.count - one.count);
      return { cause, count, readings: offered, best, rowNumbers };
    });
    const rank = (group: ListFacts['groups'][number]) => {
      if (group.cause === 'country_first') return 0;
      return fateOf(group) === 'one_click' ? 1 : 2;
    };
    const place = (cause: RowCause) => rowCauses.indexOf(cause);
    return groups.sort(
      (one, other) => rank(one) - rank(other) || other.count - one.count || place(one.cause) - place(other.cause),
    );
  }
}

function isCause(cause: string): cause is RowCause {
  return rowCauses.some((known) => known === cause);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
