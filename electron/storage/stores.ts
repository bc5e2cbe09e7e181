import { randomBytes } from 'node:crypto';
import { Acks } from '../../db/acks.ts';
import { Alarms } from '../../db/alarms.ts';
import { Attempts } from '../../db/attempts.ts';
import { Campaigns } from '../../db/campaigns.ts';
import { Conversations } from '../../db/conversations.ts';
import { DoNotContactList } from '../../db/do-not-contact.ts';
import { Fences } from '../../db/fences.ts';
import { Lists } from '../../db/lists.ts';
import { MessagePages } from '../../db/message-pages.ts';
import { Messages } from '../../db/messages.ts';
import { Notices } from '../../db/notices.ts';
import { Pauses } from '../../db/pauses.ts';
import { PersonSearch } from '../../db/person-search.ts';
import { Queries } from '../../db/queries.ts';
import { Queue } from '../../db/queue.ts';
import { Replay } from '../../db/replay.ts';
import { Replies } from '../../db/replies.ts';
import { SavedLists } from '../../db/saved-lists.ts';
import { SavedTexts } from '../../db/saved-texts.ts';
import { SearchIndex } from '../../db/search-index.ts';
import { ShownTexts } from '../../db/shown-texts.ts';
import { Stops } from '../../db/stops.ts';
import { VerificationStore } from '../../db/verification.ts';
import type { Storage } from './open-storage.ts';

export type Stores = ReturnType<typeof makeStores>;

/** The parts that read and write an open database. */
export function makeStores({ db, ledger }: Storage) {
  const doNotContact = new DoNotContactList(db);
  const searchIndex = new SearchIndex(db);
  const hash = (alias: string) => ledger.hash(alias);
  const fences = new Fences(db, hash);
  const alarms = new Alarms(db);
  const notices = new Notices(db);
  const attempts = new Attempts(db, fences);
  const isBlocked = (phone: string) => doNotContact.isBlocked(phone);
  const stops = new Stops(db, hash);
  const messages = new Messages(db, { attempts, fences, stops, isBlocked });
  return {
    doNotContact,
    searchIndex,
    personSearch: new PersonSearch(db),
    alarms,
    notices,
    fences,
    stops,
    attempts,
    messages,
    acks: new Acks(db, attempts),
    replay: new Replay(db, { alarms, attempts, fences, messages, notices }),
    campaigns: new Campaigns(db, hash),
    texts: new ShownTexts(db, hash),
    lists: new Lists(db),
    savedLists: new SavedLists(db),
    savedTexts: new SavedTexts(db),
    queries: new Queries(db),
    pages: new MessagePages(db, searchIndex),
    queue: new Queue(db),
    replies: new Replies(db, hash),
    conversations: new Conversations(db, hash),
    pauses: new Pauses(db),
    verification: new VerificationStore(db),
  };
}

/** A token that nobody can guess: the page proves with it that a message is ours. */
export function newToken(): string {
  return randomBytes(24).toString('hex');
}
