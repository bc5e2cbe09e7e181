import { headerKey, segmentValue } from '../../domain/lists/segment.ts';
import { foldText, readSearch } from '../../domain/messages/fold.ts';
import { type Condition, gotCampaigns, type PersonFilter } from '../../domain/people/person-filter.ts';
import { plainWords } from '../../domain/people/stop-words.ts';
import type { ReadDb, SqlValue } from '../database.ts';
import { doubtSql } from '../messages/message-rows.ts';
import { type SearchIndex, searchConditions } from '../search/search-index.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** The ids of people that a filter may match, and its conditions on the person `p`. */
export type FilterSql = {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: Readonly<Record<string, SqlValue>>;
};

/**
 * An index that has the people of a condition. `id` is the column with the person; `isInOrder`: the index has them in
 * the order of people, so that they need not be sorted, however many they are.
 */
export type Way = { readonly table: string; readonly id: string; readonly where: string; readonly isInOrder: boolean };
export const everyPerson: Way = { table: 'person', id: 'id', where: 'true', isInOrder: true };

type Parts = { readonly db: ReadDb; readonly searchIndex: SearchIndex; readonly nowMs: number };

export type ConditionsSql = Pick<FilterSql, 'where' | 'values'>;

/** The SQL of conditions at a moment, from which relative days are counted back. */
export function conditionsSql(db: ReadDb, conditions: readonly Condition[], nowMs: number): ConditionsSql {
  const got = gotCampaigns(conditions);
  const values: Record<string, SqlValue> = {};
  const where = conditions.map((condition, index) => {
    if (condition.kind === 'answered') values[`word${index}`] = wantedWords(condition.word);
    if (condition.kind === 'quiet') values[`before${index}`] = nowMs - condition.days * dayMs;
    if (condition.kind === 'account') values[`accounts${index}`] = JSON.stringify(condition.accounts);
    if (condition.kind === 'column') {
      values[`columns${index}`] = columnsOf(db, condition.header);
      values[`value${index}`] = segmentValue(condition.value);
    }
    return conditionSql(condition, index, got);
  });
  return { where, values };
}

/** A filter as SQL. Starts from the condition with the fewest people, and checks the others for each of them. */
export function filterSql(parts: Parts, filter: PersonFilter): FilterSql {
  const { where, values } = conditionsSql(parts.db, filter.conditions, parts.nowMs);
  const ways = filter.conditions.flatMap((condition, index) =>
    'is' in condition && !condition.is ? [] : (wayOf(parts.db, condition, index) ?? []),
  );
  const searched = searchSql(parts, filter.search);
  if (searched === null) return { from: fewest(parts.db, ways, values), where, values };
  const from = searched.from ?? fewest(parts.db, ways, values);
  return { from, where: [...where, ...searched.where], values: { ...values, ...searched.values } };
}

/** The messages of a person, which are few: the `+` keeps SQLite from reading the whole campaign's, which are many. */
const rowsOf = `membership x CROSS JOIN message m WHERE x.person_id = p.id AND m.recipient_id = x.recipient_id`;

/** Which account wrote to the person `p` last. */
export const lastAccountSql = `(SELECT a.account FROM membership x CROSS JOIN message m CROSS JOIN attempt a
  WHERE x.person_id = p.id AND m.recipient_id = x.recipient_id AND a.message_id = m.id AND a.passed_at_ms IS NOT NULL
  ORDER BY a.passed_at_ms DESC LIMIT 1)`;

function conditionSql(condition: Condition, index: number, got: readonly number[]): string {
  switch (condition.kind) {
    case 'tagged':
      return is(
        condition,
        `EXISTS (SELECT 1 FROM person_tag t WHERE t.person_id = p.id AND t.tag_id IN (${condition.tagIds}))`,
      );
    case 'onList':
      return is(
        condition,
        `EXISTS (SELECT 1 FROM membership x WHERE x.person_id = p.id AND x.list_id IN (${condition.listIds}))`,
      );
    case 'account':
      return is(condition, `coalesce(${lastAccountSql}, '') IN (SELECT value FROM json_each(@accounts${index}))`);
    case 'got': {
      // A person who may have got it counts neither as one who did nor as one who did not.
      const left = condition.is
        ? `+m.status = 'sent'`
        : `(+m.status IN ('sent', 'sending') OR m.reason IN ${doubtSql})`;
      return is(
        condition,
        `EXISTS (SELECT 1 FROM ${rowsOf} AND +m.campaign_id IN (${condition.campaignIds}) AND ${left})`,
      );
    }
    case 'answered': {
      if (got.length === 0 && condition.word.trim() === '')
        return condition.is ? 'p.replied_ms IS NOT NULL' : 'p.replied_ms IS NULL';
      const toThese = got.length === 0 ? '' : `AND +m.campaign_id IN (${got})`;
      return is(
        condition,
        `EXISTS (SELECT 1 FROM ${rowsOf} ${toThese} AND m.reply_count > 0 AND (@word${index} = '' OR EXISTS (
           SELECT 1 FROM reply WHERE message_id = m.id AND instr(${saidSql(condition.word)}, @word${index}) > 0)))`,
      );
    }
    case 'column':
      return is(
        condition,
        `coalesce((SELECT segment_value(r.cells ->> (@columns${index} ->> ('$.' || x.list_id))) AS said
           FROM membership x CROSS JOIN recipient r ON r.id = x.recipient_id
           WHERE x.person_id = p.id AND (@columns${index} ->> ('$.' || x.list_id)) IS NOT NULL AND said <> ''
           ORDER BY x.recipient_id DESC LIMIT 1), '') = @value${index}`,
      );
    case 'twice':
      return is(condition, sameNameSql);
    case 'quiet':
      return quietSql('p', index);
  }
}

/** People with the same name, by all names that the lists have for them, from an index. */
const sameNameSql = `EXISTS (SELECT 1 FROM membership x CROSS JOIN membership y ON y.name_hash = x.name_hash
  WHERE x.person_id = p.id AND y.person_id <> p.id)`;

/** The place of a header's column in each list that has it, as a JSON path: `{"4":"$[2]"}`. */
function columnsOf(db: ReadDb, header: string): string {
  const lists = db.all<{ id: number; headers: string }>(`SELECT id, headers FROM list WHERE people_until > 0`);
  const key = headerKey(header);
  const places = lists.flatMap(({ id, headers }) => {
    const index = (JSON.parse(headers) as string[]).findIndex((one) => headerKey(one) === key);
    return index === -1 ? [] : [[id, `$[${index}]`] as const];
  });
  return JSON.stringify(Object.fromEntries(places));
}

/** Whole words only, in any case and with any accents: "no" is not in "know". Signs are looked for as they are. */
function wantedWords(word: string): string {
  const words = plainWords(word);
  return words === '' ? foldText(word.trim()) : ` ${words} `;
}

const saidSql = (word: string) => (plainWords(word) === '' ? 'fold_text(text)' : `' ' || plain_words(text) || ' '`);

function is(condition: { readonly is: boolean }, sql: string): string {
  return condition.is ? sql : `NOT ${sql}`;
}

/** Written exactly as in the index. */
const quietSql = (person: string, index: number) => `coalesce(${person}.heard_ms, 0) < @before${index}`;

/** The index of a condition's people, whether the filter asks for them or for the others; null without one. */
export function wayOf(db: ReadDb, condition: Condition, index: number): Way | null {
  const ofLists = (ids: readonly number[]): Way => ({
    table: 'membership',
    where: `list_id IN (${ids})`,
    id: 'person_id',
    isInOrder: ids.length === 1,
  });
  switch (condition.kind) {
    case 'quiet':
      return { table: 'person INDEXED BY person_heard', id: 'id', where: quietSql('person', index), isInOrder: false };
    case 'tagged':
      return {
        table: 'person_tag',
        where: `tag_id IN (${condition.tagIds})`,
        id: 'person_id',
        isInOrder: condition.tagIds.length === 1,
      };
    case 'onList':
      return ofLists(condition.listIds);
    case 'got':
      return ofLists(db.values(`SELECT DISTINCT list_id FROM campaign WHERE id IN (${condition.campaignIds})`));
    case 'answered':
      return { table: 'person', id: 'id', where: 'replied_ms IS NOT NULL', isInOrder: true };
    default:
      return null;
  }
}

/** An index with more people than this is not counted any further, since the work in one go is bounded. */
const countedPeople = 20_000;

function fewest(db: ReadDb, ways: readonly Way[], values: Readonly<Record<string, SqlValue>>): string {
  const sizeOf = ({ table, where }: Way) =>
    db.count(`SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${where} LIMIT ${countedPeople})`, values);
  const sized = ways.map((way) => ({ way, size: sizeOf(way) }));
  // Many people in no order would have to be sorted for each page.
  const usable = sized.filter(({ way, size }) => way.isInOrder || size < countedPeople);
  const [best] = usable.sort((one, other) => one.size - other.size);
  return idsOf(best?.way ?? everyPerson);
}

function idsOf({ table, id, where }: Way): string {
  return `SELECT DISTINCT ${id} AS id FROM ${table} WHERE ${where} AND ${id} < @before ORDER BY ${id} DESC LIMIT @looked`;
}

/** Few are looked up one by one. Many are tested first by whether they may be among them, then by whether they are. */
function searchSql({ db, searchIndex }: Parts, search: string) {
  const terms = readSearch(search);
  if (terms === null) return null;
  const lists = db.values<number>(`SELECT id FROM list WHERE people_until > 0`);
  const found = searchIndex.find(lists, terms);
  const asked = searchConditions(terms);
  const values = Object.fromEntries(asked.values.map((value, index) => [`search${index}`, value]));
  const named = asked.where.map((sql, index) => sql.replace('?', `@search${index}`));
  const meant = found === 'some' ? ['is_found(x.recipient_id)'] : [];
  const where = [
    `EXISTS (SELECT 1 FROM membership x CROSS JOIN recipient r
       WHERE x.person_id = p.id AND r.id = x.recipient_id AND ${[...meant, ...named].join(' AND ')})`,
  ];
  if (found !== 'few') return { from: null, where, values };
  const from = `SELECT DISTINCT x.person_id AS id FROM json_each(@found) j CROSS JOIN membership x ON x.recipient_id = j.value
    WHERE x.person_id < @before ORDER BY 1 DESC LIMIT @looked`;
  return { from, where, values: { ...values, found: searchIndex.found() } };
}
