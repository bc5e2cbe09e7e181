import type { Db } from '../../../db/database.ts';
import type { People } from '../../../db/people/people.ts';
import { limits } from '../../../domain/limits.ts';
import { type Condition, everybody, type PersonFilter } from '../../../domain/people/person-filter.ts';
import { assert } from '../../../domain/result.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { makeStores, openTestDatabase, startMs, temporaryFolder } from '../../support/temporary-database.ts';
import { binding, type Figure, paced } from './figures.ts';
import { costOnce, repeatedCost } from './pairs.ts';

/** Nearly everybody has the first of each, and hardly anybody the second: each filter asks for those without it. */
const [most, few] = [1, 2];
const excluding: readonly Condition[] = [
  ...[most, few].flatMap((id): Condition[] => [
    { kind: 'tagged', is: false, tagIds: [id] },
    { kind: 'onList', is: false, listIds: [id] },
    { kind: 'got', is: false, campaignIds: [id] },
  ]),
  { kind: 'answered', is: false, word: '' },
  { kind: 'quiet', days: 90 },
];
/** Each condition by itself, and pairs that leave nobody: these have to look at everybody. */
const filters: readonly PersonFilter[] = [
  ...excluding.map((one) => [one]),
  ...[0, 2].flatMap((place) => [3, 5].map((other) => [place, other].flatMap((index) => excluding[index] ?? []))),
].map((conditions) => ({ ...everybody, conditions }));
const dayMs = 24 * 60 * 60 * 1_000;

/** The people of a filter that excludes many or leaves many, compared with a plain look at the most recent ones. */
export function peopleGoals(people: number): Figure[] {
  const { folder, remove } = temporaryFolder();
  const db = openTestDatabase(`${folder}/people.db`);
  try {
    fill(db, people);
    const { people: known } = makeStores(db);
    const plain = repeatedCost(() => known.page(everybody, null, startMs));
    const costs = filters.map((filter) => ({
      asked: wordsOf(filter),
      page: repeatedCost(() => known.page(filter, null, startMs)),
      ...countCost(known, filter),
    }));
    const page = slowest(costs, ({ page }) => page.pacedMs);
    const filled = slowest(costs.slice(0, excluding.length), ({ page }) => page.pacedMs);
    const soon = slowest(costs, ({ isSoon, count }) => (isSoon ? count.pacedMs : 0));
    const worker = slowest(costs, ({ isSoon, count }) => (isSoon ? 0 : count.pacedMs));
    return [
      paced('people whom a filter leaves of many, a page or as far as it came, ms', page.page, 50, page.asked),
      binding('a page of those by one condition ÷ of everybody', filled.page.pacedMs / plain.pacedMs, 40, filled.asked),
      paced('the same people, counted at once, ms', soon.count, 50, soon.asked),
      paced('the same people, counted by the worker, ms', worker.count, 50, worker.asked),
    ];
  } finally {
    db.close();
    remove();
  }
}

/** Counts as the app does: at once, or in the worker when too many people would have to be looked up. */
function countCost(known: People, filter: PersonFilter) {
  const soon = costOnce(() => known.count(filter, startMs, limits.peopleCountedSoon));
  const isSoon = known.count(filter, startMs, limits.peopleCountedSoon) !== null;
  if (isSoon) return { isSoon, count: soon };
  const whole = () => known.count(filter, startMs, limits.peopleCountedWhole) ?? [...known.ids(filter, startMs)].length;
  return { isSoon, count: costOnce(whole) };
}

/** Each condition with the ids that it names, as `tagged1`. */
function wordsOf({ conditions }: PersonFilter): string {
  return conditions
    .map(
      (one) =>
        `${one.kind}${Object.values(one)
          .filter((value) => Array.isArray(value))
          .join('')}`,
    )
    .join(', ');
}

function slowest<One>(all: readonly One[], msOf: (one: One) => number): One {
  const [first] = all.toSorted((one, other) => msOf(other) - msOf(one));
  assert(first !== undefined, 'there are filters');
  return first;
}

/** Of a hundred people one has the rare ones, another both, and all others the common ones; every third wrote back. */
function fill(db: Db, people: number): void {
  for (const trigger of db.values<string>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`))
    db.exec(`DROP TRIGGER "${trigger}"`);
  const lists = [most, few].map(
    (id) => `
    INSERT INTO list (id, uid, file_name, country, fields, headers, created_at_ms, possible_duplicates, people_until)
    VALUES (${id}, 'list-${id}', 'people.csv', 'GB', '[]', '["Name","Mobile"]', 0, '[]', 1);
    INSERT INTO campaign (id, uid, name, state, text, repeat, list_id, account, schedule, created_at_ms, started_at_ms)
    VALUES (${id}, '${id}', 'Campaign', 'running', '', 0, ${id}, '+447700900118', '${JSON.stringify(quickSchedule)}', 0, 0);
    INSERT INTO tag (id, name) VALUES (${id}, 'tag ${id}');`,
  );
  db.exec(`
    PRAGMA synchronous = OFF;
    PRAGMA foreign_keys = OFF;
    BEGIN;
    ${lists.join('')}
    INSERT INTO person (id, since_ms, heard_ms, replied_ms, wrote_ms)
      WITH RECURSIVE i(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM i WHERE id < ${people})
      SELECT id, 0, iif(id % 100 = 50, ${startMs - 100 * dayMs}, ${startMs - dayMs}), iif(id % 3 = 0, ${startMs}, NULL), iif(id % 3 = 0, ${startMs}, NULL) FROM i;
    CREATE TEMP TABLE stands AS SELECT iif(id % 100 = 0, ${few}, ${most}) AS list, id AS person, row_number() OVER () AS row FROM person
      UNION ALL SELECT ${few}, id, ${people} + id FROM person WHERE id % 100 = 50;
    INSERT INTO recipient (id, list_id, row_number, name, phone, extra, cells)
      SELECT row, list, row, 'Name ' || person, '+447' || (100000000 + person), '', '[]' FROM stands;
    INSERT INTO membership (recipient_id, list_id, person_id) SELECT row, list, person FROM stands;
    INSERT INTO person_number (variant_key, person_id) SELECT '+447' || (100000000 + id), id FROM person;
    INSERT INTO person_tag (tag_id, person_id) SELECT DISTINCT list, person FROM stands;
    INSERT INTO message (id, campaign_id, recipient_id, name_key, phone_key, account, status, evidence, ack, change, changed_at_ms, changed_by)
      SELECT row, list, row, 'name ' || person, '+447' || (100000000 + person), '+447700900118', 'sent', 'ack', 1, 0, ${startMs}, NULL FROM stands;
    COMMIT;`);
}
