import { readCampaign } from '../../db/campaigns/campaign-rows.ts';
import { peopleToFollow } from '../../db/campaigns/follow-ups.ts';
import { type ListRow, Lists } from '../../db/campaigns/lists.ts';
import type { Db } from '../../db/database.ts';
import { limits } from '../../domain/limits.ts';
import { valueOfCell } from '../../domain/lists/blank-cell.ts';
import { KnownNumbers } from '../../domain/phone/known-numbers.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { Job, JobProgress } from '../worker/jobs.ts';
import { pauseForOthers } from '../worker/pause-for-others.ts';
import { ListTally } from './list-tally.ts';
import type { Sums } from './row-sorter.ts';

/** Makes a list of the people of a follow-up, with all columns and the numbers to which messages went. */
export async function makeFollowUpList(
  db: Db,
  { campaignId, group, part, nowMs }: Job<'followUp'>,
  { onProgress }: JobProgress,
): Answer<{ listId: number }> {
  const lists = new Lists(db);
  const source = lists.get(readCampaign(db, campaignId)?.listId ?? 0);
  if (!source) return refuse('not_found');
  const pageAfter = (after: number) =>
    peopleToFollow(db, { campaignId, part }, group, after, limits.importRowsPerTransaction);
  let page = pageAfter(0);
  if (page.length === 0) return refuse('nobody_left');
  const listId = lists.begin(headOf(source), nowMs);
  const copy = new FollowUpCopy(source);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    for (const person of page) copy.count(person);
    lists.addRows(
      listId,
      page.map((person) => ({ ...person, cells: [...person.cells] })),
      [],
    );
    onProgress(copy.rows, null);
    await pauseForOthers();
    page = pageAfter(last.rowNumber);
  }
  lists.publish(listId, copy.sums(), nowMs);
  return succeed({ listId });
}

type Person = ReturnType<typeof peopleToFollow>[number];

function headOf({ fileName, country, fields, headers, ...source }: ListRow) {
  const { phoneIndex, nameIndex, furtherIndexes, areaIndex, countryIndex } = source;
  return {
    fileName,
    country,
    headers,
    phoneIndex,
    nameIndex,
    furtherIndexes,
    areaIndex,
    countryIndex,
    fields: fields.map((field) => ({ ...field, filled: 0 })),
  };
}

class FollowUpCopy {
  readonly #fields: ListRow['fields'];
  readonly #choices: ListRow['choices'];
  readonly #tally: ListTally;
  readonly #known = new KnownNumbers();
  readonly #rowNumbers = new Set<number>();

  constructor({ fields, choices, facts }: ListRow) {
    this.#tally = new ListTally(facts);
    this.#fields = fields.map((field) => ({ ...field, filled: 0 }));
    this.#choices = choices;
  }

  get rows(): number {
    return this.#rowNumbers.size;
  }

  count({ rowNumber, name, cells, phone, country, decision }: Person): void {
    this.#rowNumbers.add(rowNumber);
    this.#tally.recipient(country, { isLandline: this.#known.isLandline(phone), isCountryByRow: false, name });
    const [cause = '', as = ''] = decision.split('>');
    if (decision !== '') this.#tally.decided({ cause, as });
    for (const field of this.#fields) {
      const cell = cells[field.index] ?? '';
      if (valueOfCell(cell) === '') this.#tally.cell(field.index, cell);
      else field.filled += 1;
    }
  }

  sums(): Sums {
    const none = { sameNumber: 0, doNotContact: 0, cannotBeUsed: 0, assumedCountry: 0 };
    return {
      ...none,
      rows: this.rows,
      recipients: this.rows,
      possibleDuplicates: [],
      fields: this.#fields,
      facts: this.#tally.facts(),
      choices: this.#choicesMade(),
    };
  }

  /** Decisions are copied; corrections of rows that are not on the new list are not. */
  #choicesMade(): ListRow['choices'] {
    const edits = this.#choices.edits.filter(({ rowNumber }) => this.#rowNumbers.has(rowNumber));
    return { ...this.#choices, edits, kept: [] };
  }
}
