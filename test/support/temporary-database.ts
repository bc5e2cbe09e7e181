import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
import { hashAlias, type Ledger } from '../../db/ledger/ledger.ts';
import { Replay } from '../../db/ledger/replay.ts';
import { Acks } from '../../db/messages/acks.ts';
import { Attempts } from '../../db/messages/attempts.ts';
import { MessagePages } from '../../db/messages/message-pages.ts';
import { Messages } from '../../db/messages/messages.ts';
import { Moves } from '../../db/messages/moves.ts';
import { Queries } from '../../db/messages/queries.ts';
import { Queue } from '../../db/messages/queue.ts';
import { Notices } from '../../db/notices.ts';
import { openDatabase, openSecondConnection } from '../../db/open.ts';
import { Answers } from '../../db/people/answers.ts';
import { Conversations } from '../../db/people/conversations.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import { KnownPeople } from '../../db/people/known-people.ts';
import { People } from '../../db/people/people.ts';
import { Replies } from '../../db/people/replies.ts';
import { Stops } from '../../db/people/stops.ts';
import { Tags } from '../../db/people/tags.ts';
import { PersonSearch } from '../../db/search/person-search.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import { UntoldOutcomes } from '../../db/team/outcomes.ts';
import { textScope } from '../../domain/messages/scope.ts';
import { countryOfPhone } from '../../domain/phone/phone.ts';
import { PhoneZones } from '../../domain/phone/phone-zones.ts';
import { granted } from './granted.ts';
import { quickSchedule } from './schedules.ts';

export const migrationsFolder = resolve('db/migrations');
export const testKey = '42'.repeat(32);
export const testAccount = '+447700900118';
export const startMs = Date.UTC(2026, 2, 3, 12, 0, 0);

export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export function openTestDatabase(file: string): Db {
  return granted(openDatabase(file, { migrationsFolder, nowMs: startMs }));
}

/** The bytes of a database with all tables and guards, and nothing in them. */
function emptyDatabase(): Buffer {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'empty.db');
  openTestDatabase(file).close();
  const bytes = readFileSync(file);
  remove();
  return bytes;
}

/**
 * Makes empty databases for tests that are about something else. Two thousand of them begin with one, and migrations take
 * ten times as much of the processor as writing the bytes that they lead to, which a process finds out once.
 */
class EmptyDatabases {
  #bytes: Buffer | null = null;

  open(file: string): Db {
    this.#bytes ??= emptyDatabase();
    writeFileSync(file, this.#bytes, { flag: 'wx', mode: 0o600 });
    return openSecondConnection(file);
  }
}

export const emptyDatabases = new EmptyDatabases();

export type Stores = ReturnType<typeof makeStores>;

const underTestKey: Pick<Ledger, 'hash' | 'hashes'> = {
  hash: (alias) => hashAlias(testKey, alias),
  hashes: (alias) => [hashAlias(testKey, alias)],
};

/** The parts that read and write a database, wired as the app wires them. */
export function makeStores(db: Db, ledger: Pick<Ledger, 'hash' | 'hashes'> = underTestKey) {
  const hash = (alias: string) => ledger.hash(alias);
  const doNotContact = new DoNotContactList(db);
  const searchIndex = new SearchIndex(db);
  const isBlocked = (phone: string) => doNotContact.isBlocked(phone);
  const fences = new Fences(db, ledger);
  const alarms = new Alarms(db);
  const notices = new Notices(db);
  const attempts = new Attempts(db, fences);
  const stops = new Stops(db, hash);
  const messages = new Messages(db, { attempts, fences, stops, isBlocked });
  return {
    db,
    accounts: new Accounts(db),
    doNotContact,
    searchIndex,
    personSearch: new PersonSearch(db, searchIndex),
    alarms,
    notices,
    fences,
    stops,
    attempts,
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
    savedAnswers: new SavedTexts(db, 'saved_answer'),
    queries: new Queries(db),
    pages: new MessagePages(db, searchIndex),
    queue: new Queue(db),
    replies: new Replies(db, hash),
    conversations: new Conversations(db, hash),
    pauses: new Pauses(db),
    people: new People(db, searchIndex),
    knownPeople: new KnownPeople(db),
    tags: new Tags(db),
    untoldOutcomes: new UntoldOutcomes(db),
  };
}

/** A published list of the given numbers. */
export function addList(stores: Stores, phones: readonly string[]): number {
  const head = {
    fileName: 'doNotContact.csv',
    country: 'GB',
    fields: [{ key: 'first', header: 'First', index: 2, filled: 0 }],
    headers: ['Name', 'Mobile', 'First'],
  };
  const listId = stores.lists.begin(head, startMs);
  const phoneZones = new PhoneZones();
  const rows = phones.map((phone, index) => ({
    rowNumber: index + 2,
    name: `Person ${index + 1}`,
    phone,
    extra: '',
    cells: [`Person ${index + 1}`, phone, `First${index + 1}`],
    // The numbers that are kept for examples are of no country for whoever knows the real ones.
    country: phone.startsWith('+447700900') ? 'GB' : (countryOfPhone(phone) ?? ''),
    zones: phoneZones.find(phone, countryOfPhone(phone)),
  }));
  stores.lists.addRows(listId, rows, []);
  const sums = {
    rows: phones.length,
    recipients: phones.length,
    sameNumber: 0,
    doNotContact: 0,
    cannotBeUsed: 0,
    assumedCountry: 0,
  };
  stores.lists.publish(listId, { ...sums, fields: head.fields, possibleDuplicates: [] }, startMs);
  return listId;
}

/** A running campaign with one pending message for each number. Returns its id and the ids of its messages. */
/** Starts a draft as the app does, without a pause between its batches. */
export function startAtOnce(
  campaigns: Campaigns,
  request: Parameters<Campaigns['people']['makeMessages']>[0] & { readonly account: string },
): void {
  campaigns.begin({ ...request, repeat: campaigns.get(request.campaignId)?.repeat ?? 0 });
  for (let after: number | null = 0; after !== null; ) after = campaigns.people.makeMessages(request, after);
}

/** Cancels a campaign as the app does, without a pause between its batches. */
export function cancelAtOnce(campaigns: Campaigns, campaignId: number, nowMs: number): boolean {
  const isCancelled = campaigns.cancel(campaignId, nowMs);
  while (campaigns.cancelMessages(campaignId, 'operator', nowMs));
  return isCancelled;
}

export function startCampaign(
  stores: Stores,
  phones: readonly string[],
  text = 'Hello {{first}}',
  schedule = quickSchedule,
  account = testAccount,
) {
  const campaignId = stores.campaigns.create('Test campaign', schedule, startMs);
  stores.campaigns.update(campaignId, { text, listId: addList(stores, phones) });
  startAtOnce(stores.campaigns, { campaignId, account, textScope: textScope(text), nowMs: startMs });
  const messageIds = stores.db.sqlite
    .prepare(`SELECT id FROM message WHERE campaign_id = ? ORDER BY id`)
    .pluck()
    .all(campaignId) as number[];
  return { campaignId, messageIds };
}
