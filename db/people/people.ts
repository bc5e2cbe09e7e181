import { limits } from '../../domain/limits.ts';
import { readSearch } from '../../domain/messages/fold.ts';
import type { PeopleChoices, PersonDetail, PersonPage, PersonRow } from '../../domain/people/people-views.ts';
import type { PersonFilter, PersonSort } from '../../domain/people/person-filter.ts';
import { variantKey } from '../../domain/phone/digit-variants.ts';
import type { Db } from '../database.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { partable } from './known-people.ts';
import { countPeople } from './person-count.ts';
import { type FilterSql, filterSql, lastAccountSql } from './person-filter-sql.ts';

type StoredRow = Omit<PersonRow, 'tags' | 'isBlocked'> & { readonly tags: string; readonly isBlocked: 0 | 1 };
type Sent = PersonDetail['sent'][number];
type Stretch = { readonly ids: number[]; readonly next: number | null };

/** Higher than any id. */
const behindAll = Number.MAX_SAFE_INTEGER;

/** The name comes from the newest list that has one. */
const rowsSql = `
  SELECT p.id, coalesce((SELECT r.name FROM membership x JOIN recipient r ON r.id = x.recipient_id
      WHERE x.person_id = p.id AND r.name <> '' ORDER BY x.recipient_id DESC LIMIT 1), '') AS name, f.phone,
    p.heard_ms AS heardAtMs, p.wrote_ms AS repliedAtMs, ${lastAccountSql} AS account,
    (SELECT json_group_array(name ORDER BY name) FROM person_tag x JOIN tag t ON t.id = x.tag_id WHERE x.person_id = p.id) AS tags,
    EXISTS (SELECT 1 FROM person_number n JOIN do_not_contact d ON d.variant_key = n.variant_key WHERE n.person_id = p.id) AS isBlocked
  FROM json_each(?) asked CROSS JOIN person p ON p.id = asked.value
  CROSS JOIN recipient f ON f.id = (SELECT max(recipient_id) FROM membership WHERE person_id = p.id)
  ORDER BY asked.key`;

/** The people of all lists, each once, newest first. The amount of work in one go is bounded, whatever is asked. */
export class People {
  readonly #db: Db;
  readonly #searchIndex: SearchIndex;

  constructor(db: Db, searchIndex: SearchIndex) {
    this.#db = db;
    this.#searchIndex = searchIndex;
  }

  /** A filter may take long and fit few, so a page ends after some time, however far it came. */
  page(filter: PersonFilter, before: number | null, nowMs: number): PersonPage {
    const endMs = performance.now() + limits.peopleLookedAtMs;
    const sql = filterSql(this.#partsAt(nowMs), filter);
    const ids: number[] = [];
    let next: number | null = before ?? behindAll;
    // At least one stretch: if the filter alone took that long, it would never get further.
    do {
      const stretch = this.#stretch(sql, next, limits.peopleLookedAt, limits.pageRows - ids.length);
      ids.push(...stretch.ids);
      next = stretch.next;
    } while (next !== null && ids.length < limits.pageRows && performance.now() < endMs);
    return { people: this.rows(ids), next };
  }

  rows(ids: readonly number[]): PersonRow[] {
    return this.#db
      .all<StoredRow>(rowsSql, JSON.stringify(ids))
      .map(({ tags, isBlocked, ...row }) => ({ ...row, tags: JSON.parse(tags), isBlocked: isBlocked === 1 }));
  }

  /** How many people fit a filter; null where counting takes too long: a search, or more than `most` look-ups. */
  count({ conditions, search }: PersonFilter, nowMs: number, most: number): number | null {
    return readSearch(search) === null ? countPeople(this.#db, conditions, nowMs, most) : null;
  }

  /** Everybody who fits a filter, some at a time, with a stop after each stretch; a stretch may be empty. */
  *ids(filter: PersonFilter, nowMs: number): Generator<number[], void> {
    const sql = filterSql(this.#partsAt(nowMs), filter);
    for (let before: number | null = behindAll; before !== null; ) {
      const stretch: Stretch = this.#stretch(sql, before, limits.searchBatchRows, limits.searchBatchRows);
      yield stretch.ids;
      before = stretch.next;
    }
  }

  /** Everybody who fits a filter in an order, first those without a value to sort by. It stops after each stretch. */
  *sorted(filter: PersonFilter, { by, descending }: NonNullable<PersonSort>, nowMs: number): Generator<void, number[]> {
    const found: { id: number; key: string | number }[] = [];
    const sql = `SELECT p.id, ${sortKeySql[by]} AS key FROM json_each(?) asked CROSS JOIN person p ON p.id = asked.value`;
    for (const ids of this.ids(filter, nowMs)) {
      for (const row of this.#db.iterate<(typeof found)[number]>(sql, JSON.stringify(ids))) found.push(row);
      yield;
    }
    const turn = descending ? -1 : 1;
    found.sort((one, other) => turn * (one.key < other.key ? -1 : one.key > other.key ? 1 : 0) || other.id - one.id);
    return found.map(({ id }) => id);
  }

  total(): number {
    return this.#db.count(`SELECT count(*) FROM person`);
  }

  /** A person's numbers, the newest first. */
  phones(id: number): string[] {
    return this.#db.values(
      `SELECT r.phone FROM membership x JOIN recipient r ON r.id = x.recipient_id WHERE x.person_id = ?
       GROUP BY r.phone ORDER BY max(x.recipient_id) DESC`,
      id,
    );
  }

  /** The person of a message, with their tags; null where the message's row has no known person. */
  ofMessage(messageId: number): { readonly id: number; readonly tags: string[] } | null {
    const id = this.#db.value<number>(
      `SELECT x.person_id FROM message m JOIN membership x ON x.recipient_id = m.recipient_id WHERE m.id = ?`,
      messageId,
    );
    const [row] = id === undefined ? [] : this.rows([id]);
    return row ? { id: row.id, tags: row.tags } : null;
  }

  #numbersOf(id: number): PersonDetail['phones'] {
    const apart = new Set(partable(this.#db, id));
    return this.phones(id).map((phone) => ({ phone, isPartable: apart.has(variantKey(phone)) }));
  }

  detail(id: number): PersonDetail | undefined {
    const [row] = this.rows([id]);
    if (!row) return undefined;
    return {
      ...row,
      tagIds: this.#db.values(`SELECT tag_id FROM person_tag WHERE person_id = ?`, id),
      phones: this.#numbersOf(id),
      sinceMs: this.#db.count(`SELECT since_ms FROM person WHERE id = ?`, id),
      lists: this.#listsOf(id),
      columns: this.#columnsOf(id),
      sent: this.#sentTo(id),
    };
  }

  /** The choices for a filter: the newest campaigns that were started, and the lists whose people are known. */
  choices(): Pick<PeopleChoices, 'campaigns' | 'lists'> {
    const lists = this.#db.all<{ id: number; name: string; headers: string }>(
      `SELECT l.id, ${listNameSql} AS name, l.headers FROM list l WHERE l.people_until > 0 AND l.erased_at_ms IS NULL ORDER BY l.id DESC`,
    );
    return {
      campaigns: this.#db.all(`SELECT id, name FROM campaign WHERE state <> 'draft' ORDER BY id DESC`),
      lists: lists.map((list) => ({ ...list, headers: JSON.parse(list.headers) })),
    };
  }

  #partsAt(nowMs: number) {
    return { db: this.#db, searchIndex: this.#searchIndex, nowMs };
  }

  /** The next people of a filter among the next `looked` people, and where to go on. */
  #stretch({ from, where, values }: FilterSql, before: number, looked: number, most: number): Stretch {
    const bound = { ...values, before, looked };
    const asked = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    const ids = this.#db.values<number>(
      `SELECT p.id FROM (${from}) looked CROSS JOIN person p ON p.id = looked.id ${asked} LIMIT @most`,
      { ...bound, most },
    );
    if (ids.length === most) return { ids, next: ids.at(-1) ?? null };
    const all = this.#db.get<{ last: number | null; count: number }>(
      `SELECT min(id) AS last, count(*) AS count FROM (${from}) looked`,
      bound,
    );
    return { ids, next: all?.count === looked ? all.last : null };
  }

  #listsOf(id: number): PersonDetail['lists'] {
    return this.#db.all(
      `SELECT ${listNameSql} AS name, r.row_number AS rowNumber, l.published_at_ms AS atMs
       FROM membership x JOIN recipient r ON r.id = x.recipient_id JOIN list l ON l.id = x.list_id
       WHERE x.person_id = ? ORDER BY x.recipient_id DESC LIMIT ${limits.personListsShown}`,
      id,
    );
  }

  #columnsOf(id: number): PersonDetail['columns'] {
    const newest = this.#db.get<{ headers: string; cells: string }>(
      `SELECT l.headers, r.cells FROM recipient r JOIN list l ON l.id = r.list_id
       WHERE r.id = (SELECT max(recipient_id) FROM membership WHERE person_id = ?)`,
      id,
    );
    if (!newest) return [];
    const cells: string[] = JSON.parse(newest.cells);
    const columns = (JSON.parse(newest.headers) as string[]).map((header, index) => ({
      header,
      value: cells[index] ?? '',
    }));
    return columns.filter(({ value }) => value.trim() !== '');
  }

  #sentTo(id: number): Sent[] {
    const sent = this.#db.all<Omit<Sent, 'replies' | 'answers'>>(
      `SELECT m.id AS messageId, c.id AS campaignId, c.name AS campaignName, m.occasion, m.account, m.status, m.reason, m.evidence, m.ack,
         coalesce((SELECT max(passed_at_ms) FROM attempt WHERE message_id = m.id AND outcome <> 'not_sent'), m.changed_at_ms) AS atMs
       FROM membership x JOIN message m ON m.recipient_id = x.recipient_id JOIN campaign c ON c.id = m.campaign_id
       WHERE x.person_id = ? AND m.status <> 'cancelled' ORDER BY m.id DESC LIMIT ${limits.personMessagesShown}`,
      id,
    );
    const repliesTo = (messageId: number) =>
      this.#db.all<Sent['replies'][number]>(
        `SELECT written_at_ms AS atMs, text FROM reply WHERE message_id = ? ORDER BY id DESC`,
        messageId,
      );
    const answersOf = (messageId: number) =>
      this.#db
        .all<{ atMs: number; text: string; isConfirmed: number }>(
          `SELECT coalesce(a.passed_at_ms, a.opened_at_ms) AS atMs, a.body AS text, a.outcome = 'sent' AS isConfirmed
           FROM answer w JOIN attempt a ON a.id = w.attempt_id
           WHERE w.message_id = ? AND a.body <> '' AND a.wa_random IS NOT NULL AND a.outcome <> 'not_sent'
           ORDER BY w.attempt_id DESC`,
          messageId,
        )
        .map((answer) => ({ ...answer, isConfirmed: answer.isConfirmed === 1 }));
    return sent.map((message) => ({
      ...message,
      replies: repliesTo(message.messageId),
      answers: answersOf(message.messageId),
    }));
  }
}

/** The sort keys, from the same values as the rows: the name is that of the newest list that has one. */
const sortKeySql = {
  name: `coalesce((SELECT r.folded FROM membership x JOIN recipient r ON r.id = x.recipient_id
    WHERE x.person_id = p.id AND r.name <> '' ORDER BY x.recipient_id DESC LIMIT 1), '')`,
  phone: `(SELECT r.phone FROM membership x JOIN recipient r ON r.id = x.recipient_id
    WHERE x.person_id = p.id ORDER BY x.recipient_id DESC LIMIT 1)`,
  heard: `coalesce(p.heard_ms, 0)`,
  replied: `coalesce(p.wrote_ms, 0)`,
};

const listNameSql = `coalesce(l.saved_name, l.file_name)`;
