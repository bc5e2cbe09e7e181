import { limits } from '../../domain/limits.ts';
import { blankReason } from '../../domain/lists/blank-cell.ts';
import { isCouple } from '../../domain/lists/first-name.ts';
import type { ListEvidence } from '../../domain/lists/list-evidence.ts';
import type { ListFacts } from '../../domain/lists/list-facts.ts';
import type { Refusal } from '../../domain/lists/refusal/refusal.ts';
import {
  defaultOf,
  fateOf,
  likelyReading,
  type Reading,
  type RowCause,
  readingKinds,
  rowCauses,
} from '../../domain/lists/row-cause.ts';
import type { NumberColumns } from '../../domain/lists/value-form.ts';
import { foldText } from '../../domain/messages/fold.ts';
import { tally } from '../../domain/tally.ts';

type Group = { count: number; readonly readings: Map<string, number>; rowNumbers: number[] };
type Decided = ListFacts['decided'][number];
type DecidedRow = Pick<Decided, 'cause' | 'as'> & { readonly isRepeat?: boolean };
type Blank = { count: number; readonly samples: Set<string> };

/** Counts what a list has besides its sums, continuing from its facts. `by` -1 removes something from the counts. */
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

  static of(facts: ListFacts): ListTally {
    const tally = new ListTally(facts);
    for (const { cause, count, readings, rowNumbers } of facts.groups) {
      const counts = new Map(readings.map(({ as, count }) => [as, count]));
      tally.#groups.set(cause, { count, readings: counts, rowNumbers: [...rowNumbers] });
    }
    for (const decided of facts.decided) tally.#decided.set(`${decided.cause} ${decided.as}`, { ...decided });
    for (const { country, ...counted } of facts.countries) tally.#countries.set(country, counted);
    for (const { country, count } of facts.named) tally.#named.set(country, count);
    for (const refusal of facts.refusals) tally.#refusals.set(refusalKey(refusal), { ...refusal });
    for (const { index, count, samples } of facts.blankCells)
      tally.#blanks.set(index, { count, samples: new Set(samples) });
    tally.#unnamed = facts.unnamed;
    tally.#countryByRow = facts.countryByRow;
    tally.#couples = facts.couples;
    return tally;
  }

  /** Counts a row that waits for a decision. */
  open(rowNumber: number, cause: RowCause, readings: readonly Reading[], by: 1 | -1 = 1): void {
    const group: Group = this.#groups.get(cause) ?? { count: 0, readings: new Map(), rowNumbers: [] };
    this.#groups.set(cause, group);
    group.count += by;
    for (const { as } of readings) tally(group.readings, as, by);
    if (by > 0 && group.rowNumbers.length < limits.rowSamples) group.rowNumbers.push(rowNumber);
  }

  /** Names the first rows of each cause anew, after some were removed. */
  nameFirst(firstOf: (cause: RowCause) => readonly number[]): void {
    for (const [cause, group] of this.#groups) if (group.count > 0) group.rowNumbers = [...firstOf(cause)];
  }

  /** Counts a row that was decided on; `isRepeat`: its number occurs before it. */
  decided({ cause, as, isRepeat = false }: DecidedRow, by: 1 | -1 = 1): void {
    const key = `${cause} ${as}`;
    const isDefault = isCause(cause) && defaultOf(cause) === as;
    const decided = this.#decided.get(key) ?? { cause, as, count: 0, repeats: 0, isDefault };
    this.#decided.set(key, decided);
    decided.count += by;
    if (isRepeat) decided.repeats += by;
  }

  recipient(
    country: string,
    is: { readonly isLandline: boolean; readonly isCountryByRow: boolean; readonly name: string },
    by: 1 | -1 = 1,
  ): void {
    const counted = this.#countries.get(country) ?? { count: 0, landlines: 0 };
    this.#countries.set(country, counted);
    counted.count += by;
    if (is.isLandline) counted.landlines += by;
    if (is.isCountryByRow) this.#countryByRow += by;
    if (isCouple(is.name)) this.#couples += by;
  }

  /** Counts the value of a row's Country column; null where that is no country. */
  named(country: string | null): void {
    if (country === null) this.#unnamed += 1;
    else tally(this.#named, country);
  }

  /** Counts a row that says no, by where it says so; null where it does not. */
  refusal(refusal: Refusal | null): void {
    if (refusal === null) return;
    const key = refusalKey(refusal);
    const counted = this.#refusals.get(key) ?? { ...refusal, count: 0 };
    this.#refusals.set(key, counted);
    counted.count += 1;
  }

  /** Counts a cell of a placeholder, as it stands in the file. */
  cell(index: number, cell: string, by: 1 | -1 = 1): void {
    if (blankReason(cell) === null) return;
    const blank: Blank = this.#blanks.get(index) ?? { count: 0, samples: new Set() };
    this.#blanks.set(index, blank);
    blank.count += by;
    if (by > 0 && blank.samples.size < limits.rowSamples)
      blank.samples.add(cell.trim().slice(0, limits.nameCharacters));
  }

  facts(): ListFacts {
    return {
      evidence: this.#evidence,
      numbers: this.#numbers,
      groups: this.#groupsInOrder(),
      decided: left([...this.#decided.values()]),
      countries: left([...this.#countries].map(([country, counted]) => ({ country, ...counted }))).sort(
        mostFirst(({ country }) => country),
      ),
      named: [...this.#named].map(([country, count]) => ({ country, count })).sort(mostFirst(({ country }) => country)),
      unnamed: this.#unnamed,
      countryByRow: this.#countryByRow,
      couples: this.#couples,
      refusals: [...this.#refusals.values()].sort(mostFirst(({ words }) => words)).slice(0, limits.refusalsShown),
      blankCells: left(
        [...this.#blanks].map(([index, { count, samples }]) => ({ index, count, samples: [...samples] })),
      ),
    };
  }

  /** The groups in order: the country of the list first, then the largest, and last what only a person can correct. */
  #groupsInOrder(): ListFacts['groups'] {
    const groups = left([...this.#groups].map(([cause, group]) => ({ cause, ...group }))).map((group) => {
      const { cause, count, rowNumbers } = group;
      const offered = left([...group.readings].map(([as, count]) => ({ as, count })));
      const best = likelyReading(
        cause,
        offered.map(({ as }) => as),
      );
      const rank = (as: string) => (as === best ? 0 : 1);
      offered.sort(
        (one, other) => rank(one.as) - rank(other.as) || other.count - one.count || placeOf(one.as) - placeOf(other.as),
      );
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

function refusalKey({ index, words }: Pick<Refusal, 'index' | 'words'>): string {
  return `${index} ${foldText(words)}`;
}

/** As cells name them: as a number of another country first, and as it is last. */
function placeOf(as: string): number {
  return (readingKinds as readonly string[]).indexOf(as);
}

/** Sorts by count and, for equal counts, by name, so that the order of the rows does not matter. */
function mostFirst<One extends { readonly count: number }>(nameOf: (one: One) => string) {
  return (one: One, other: One) => other.count - one.count || (nameOf(one) < nameOf(other) ? -1 : 1);
}

/** The entries that are not 0. */
function left<One extends { readonly count: number }>(counted: readonly One[]): One[] {
  return counted.filter(({ count }) => count > 0);
}
