import { randomBytes } from 'node:crypto';
import { Acks } from '../db/acks.ts';
import { Campaigns } from '../db/campaigns.ts';
import { Lists } from '../db/lists.ts';
import { MessagePages } from '../db/message-pages.ts';
import { Messages } from '../db/messages.ts';
import { Names } from '../db/names.ts';
import { Pauses } from '../db/pauses.ts';
import { People } from '../db/people.ts';
import { PersonSearch } from '../db/person-search.ts';
import { Queries } from '../db/queries.ts';
import { Queue } from '../db/queue.ts';
import { Rebuilding } from '../db/rebuilding.ts';
import { Replies } from '../db/replies.ts';
import { SavedLists } from '../db/saved-lists.ts';
import { SavedTexts } from '../db/saved-texts.ts';
import { VerificationStore } from '../db/verification.ts';
import type { Storage } from './storage.ts';

export type Stores = ReturnType<typeof makeStores>;

/** The parts that read and write an open database. */
export function makeStores({ db, ledger }: Storage) {
  const people = new People(db);
  const names = new Names(db);
  const hash = (alias: string) => ledger.hash(alias);
  return {
    people,
    names,
    personSearch: new PersonSearch(db, names),
    acks: new Acks(db, hash),
    rebuilding: new Rebuilding(db, hash),
    messages: new Messages(db, hash, (phone) => people.isBlocked(phone)),
    campaigns: new Campaigns(db, hash),
    lists: new Lists(db),
    savedLists: new SavedLists(db),
    savedTexts: new SavedTexts(db),
    queries: new Queries(db),
    pages: new MessagePages(db, names),
    queue: new Queue(db),
    replies: new Replies(db, hash),
    pauses: new Pauses(db),
    verification: new VerificationStore(db),
  };
}

/** A token that nobody can guess: the page proves with it that a message is ours. */
export function newToken(): string {
  return randomBytes(24).toString('hex');
}
