import { randomBytes } from 'node:crypto';
import { Accounts } from './accounts.ts';
import { Alarms } from './alarms.ts';
import { Campaigns } from './campaigns/campaigns.ts';
import { ListChanges } from './campaigns/list-again.ts';
import { ListReadings } from './campaigns/list-readings.ts';
import { Lists } from './campaigns/lists.ts';
import { Pauses } from './campaigns/pauses.ts';
import { SavedLists } from './campaigns/saved-lists.ts';
import { SavedTexts } from './campaigns/saved-texts.ts';
import { SecondSteps } from './campaigns/second-steps.ts';
import { Series } from './campaigns/series.ts';
import { ShownTexts } from './campaigns/shown-texts.ts';
import type { Db } from './database.ts';
import { Fences } from './ledger/fences.ts';
import type { Ledger } from './ledger/ledger.ts';
import { Replay } from './ledger/replay.ts';
import { Acks } from './messages/acks.ts';
import { Attempts } from './messages/attempts.ts';
import { Claims } from './messages/claims.ts';
import { MessagePages } from './messages/message-pages.ts';
import { Messages } from './messages/messages.ts';
import { Moves } from './messages/moves.ts';
import { Queries } from './messages/queries.ts';
import { Queue } from './messages/queue.ts';
import { Notices } from './notices.ts';
import { Answers } from './people/answers.ts';
import { Conversations } from './people/conversations.ts';
import { DoNotContactList } from './people/do-not-contact.ts';
import { KnownPeople } from './people/known-people.ts';
import { People } from './people/people.ts';
import { Replies } from './people/replies.ts';
import { Stops } from './people/stops.ts';
import { Tags } from './people/tags.ts';
import { VerificationStore } from './report/verification.ts';
import { PersonSearch } from './search/person-search.ts';
import { SearchIndex } from './search/search-index.ts';
import { UntoldOutcomes } from './team/outcomes.ts';

export type Stores = ReturnType<typeof makeStores>;

/** The parts that read and write an open database. */
export function makeStores({ db, ledger }: { readonly db: Db; readonly ledger: Pick<Ledger, 'hash' | 'hashes'> }) {
  const doNotContact = new DoNotContactList(db);
  const searchIndex = new SearchIndex(db);
  const hash = (alias: string) => ledger.hash(alias);
  const fences = new Fences(db, ledger);
  const alarms = new Alarms(db);
  const notices = new Notices(db);
  const attempts = new Attempts(db, fences);
  const isBlocked = (phone: string) => doNotContact.isBlocked(phone);
  const stops = new Stops(db, hash);
  const messages = new Messages(db, { attempts, notices });
  return {
    accounts: new Accounts(db),
    doNotContact,
    searchIndex,
    personSearch: new PersonSearch(db, searchIndex),
    alarms,
    notices,
    fences,
    stops,
    attempts,
    claims: new Claims(db, { attempts, fences, stops, isBlocked }),
    answers: new Answers(db, { attempts, fences, stops, isBlocked }),
    messages,
    moves: new Moves(db),
    acks: new Acks(db, attempts),
    replay: new Replay(db, { alarms, attempts, fences, messages, notices }),
    campaigns: new Campaigns(db, fences),
    secondSteps: new SecondSteps(db, fences),
    series: new Series(db, fences),
    texts: new ShownTexts(db, hash),
    listChanges: new ListChanges(db, hash),
    listReadings: new ListReadings(db),
    lists: new Lists(db),
    savedLists: new SavedLists(db),
    savedTexts: new SavedTexts(db),
    savedAnswers: new SavedTexts(db, 'saved_answer'),
    queries: new Queries(db),
    pages: new MessagePages(db, searchIndex),
    queue: new Queue(db),
    replies: new Replies(db, hash),
    conversations: new Conversations(db, hash),
    pauses: new Pauses(db),
    verifications: new VerificationStore(db),
    people: new People(db, searchIndex),
    knownPeople: new KnownPeople(db),
    tags: new Tags(db),
    untoldOutcomes: new UntoldOutcomes(db),
  };
}

/** A random token: by it the page proves that a message is ours. */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}
