import { randomBytes } from 'node:crypto';
import { Accounts } from '../../db/accounts.ts';
import { Alarms } from '../../db/alarms.ts';
import { Campaigns } from '../../db/campaigns/campaigns.ts';
import { ListChanges } from '../../db/campaigns/list-again.ts';
import { ListReadings } from '../../db/campaigns/list-readings.ts';
import { Lists } from '../../db/campaigns/lists.ts';
import { Pauses } from '../../db/campaigns/pauses.ts';
import { SavedLists } from '../../db/campaigns/saved-lists.ts';
import { SavedTexts } from '../../db/campaigns/saved-texts.ts';
import { SecondSteps } from '../../db/campaigns/second-steps.ts';
import { Series } from '../../db/campaigns/series.ts';
import { ShownTexts } from '../../db/campaigns/shown-texts.ts';
import type { Db } from '../../db/database.ts';
import { Fences } from '../../db/ledger/fences.ts';
import type { Ledger } from '../../db/ledger/ledger.ts';
import { Replay } from '../../db/ledger/replay.ts';
import { Acks } from '../../db/messages/acks.ts';
import { Attempts } from '../../db/messages/attempts.ts';
import { Claims } from '../../db/messages/claims.ts';
import { MessagePages } from '../../db/messages/message-pages.ts';
import { Messages } from '../../db/messages/messages.ts';
import { Moves } from '../../db/messages/moves.ts';
import { Queries } from '../../db/messages/queries.ts';
import { Queue } from '../../db/messages/queue.ts';
import { Notices } from '../../db/notices.ts';
import { Answers } from '../../db/people/answers.ts';
import { Conversations } from '../../db/people/conversations.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import { KnownPeople } from '../../db/people/known-people.ts';
import { People } from '../../db/people/people.ts';
import { Replies } from '../../db/people/replies.ts';
import { Stops } from '../../db/people/stops.ts';
import { Tags } from '../../db/people/tags.ts';
import { VerificationStore } from '../../db/report/verification.ts';
import { PersonSearch } from '../../db/search/person-search.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import { UntoldOutcomes } from '../../db/team/outcomes.ts';

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

/** A token that nobody can guess: the page proves with it that a message is ours. */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}
