import type { Found } from '../search/search-index.ts';
import { and, type Conditions, nothing } from './message-filter-sql.ts';

/** What a page or a count is read from: the tables in the order in which SQLite takes them, and what is asked of them. */
export type Source = Conditions & { readonly from: string };
/** What a filter asks of the message `m` and, where there is a search, of its recipient `r`. */
export type Asking = Conditions & {
  /** Of these, what is asked of the recipient. */
  readonly ofPerson: Conditions;
  /** How many people a search may mean; null where nothing is searched for. */
  readonly found: Found | null;
};

// CROSS JOIN keeps the order as written: the planner would not know which side has the fewer rows.
export const recipientJoin = `CROSS JOIN recipient r ON r.id = m.recipient_id`;
const isFound: Conditions = { where: ['is_found(m.recipient_id)'], values: [] };

/** The same, and whether the recipient is one whom the last search found, where there is a search. */
export function withPerson({ from, ...asked }: Source, { found, ofPerson }: Asking): Source {
  if (found === null) return { from, ...asked };
  return { from: `${from} ${recipientJoin}`, ...and(asked, found === 'some' ? isFound : nothing, ofPerson) };
}

/** From some people, as JSON, to those of their messages that are asked for. Most of them may be nobody who is meant. */
export function ofPeople(people: string, { where, values }: Conditions): Source {
  return {
    from: `json_each(?) f CROSS JOIN recipient r ON r.id = f.value
      CROSS JOIN message m INDEXED BY message_person ON m.recipient_id = r.id`,
    where,
    values: [people, ...values],
  };
}
