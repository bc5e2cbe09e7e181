import type { Found } from '../search/search-index.ts';
import { and, type Conditions, nothing } from './message-filter-sql.ts';

/** What a page or a count is read from: the tables in the order SQLite takes them, and the conditions on them. */
export type Source = Conditions & { readonly from: string };
/** The conditions of a filter on the message `m` and, for a search, on its recipient `r`. */
export type Asking = Conditions & {
  /** Those of the conditions that concern the recipient. */
  readonly ofPerson: Conditions;
  /** How many people a search may mean; null without a search. */
  readonly found: Found | null;
};

// CROSS JOIN keeps the order as written: the planner would not know which side has the fewer rows.
export const recipientJoin = `CROSS JOIN recipient r ON r.id = m.recipient_id`;
const isFound: Conditions = { where: ['is_found(m.recipient_id)'], values: [] };

/** Adds the recipient to a source, and for a search whether the recipient is one whom it found. */
export function withPerson({ from, ...asked }: Source, { found, ofPerson }: Asking): Source {
  if (found === null) return { from, ...asked };
  return { from: `${from} ${recipientJoin}`, ...and(asked, found === 'some' ? isFound : nothing, ofPerson) };
}

/** Goes from some people, as JSON, to those of their messages that fit. Most of the people may have none. */
export function ofPeople(people: string, { where, values }: Conditions): Source {
  return {
    from: `json_each(?) f CROSS JOIN recipient r ON r.id = f.value
      CROSS JOIN message m INDEXED BY message_person ON m.recipient_id = r.id`,
    where,
    values: [people, ...values],
  };
}
