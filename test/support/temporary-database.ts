import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Campaigns } from '../../db/campaigns/campaigns.ts';
import type { Db } from '../../db/database.ts';
import type { Ledger } from '../../db/ledger/ledger.ts';
import { openDatabase, openSecondConnection } from '../../db/open.ts';
import { makeStores as makeAppStores } from '../../db/stores.ts';
import { textScope } from '../../domain/messages/scope.ts';
import type { AliasHash } from '../../domain/people/alias.ts';
import { type CountryCode, countryOfPhone } from '../../domain/phone/phone.ts';
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

/** The hash of an alias under a key in hex, as fences and ledger lines hold it: 72 bits of it. */
export function hashAlias(key: string, alias: string): AliasHash {
  const keyed = createHmac('sha256', Buffer.from(key, 'hex')).update(alias);
  return keyed.digest('base64url').slice(0, 12) as AliasHash;
}

/** The bytes of a database with all tables and guards, and without rows. */
function emptyDatabase(): Buffer {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'empty.db');
  openTestDatabase(file).close();
  const bytes = readFileSync(file);
  remove();
  return bytes;
}

/**
 * Makes empty databases for tests that are about something else. Two thousand tests begin with one, and running the
 * migrations takes ten times as much processor time as writing the bytes of their result, which each process works out
 * once.
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

/** The stores of a database, as the app makes them. */
export function makeStores(db: Db, ledger: Pick<Ledger, 'hash' | 'hashes'> = underTestKey) {
  return { db, ...makeAppStores({ db, ledger }) };
}

/** Countries and zones of numbers. The same few stand in most lists, and to read one takes longer than to store it. */
class ReadPhones {
  readonly #zones = new PhoneZones();
  readonly #read = new Map<string, { readonly country: CountryCode | null; readonly zones: string }>();

  read(phone: string) {
    return this.#read.get(phone) ?? this.#add(phone);
  }

  #add(phone: string) {
    const country = countryOfPhone(phone);
    const read = { country, zones: this.#zones.find(phone, country) };
    this.#read.set(phone, read);
    return read;
  }
}

const readPhones = new ReadPhones();

/** A published list of the given numbers. */
export function addList(stores: Stores, phones: readonly string[]): number {
  const head = {
    fileName: 'people.csv',
    country: 'GB',
    fields: [{ key: 'first', header: 'First', index: 2, filled: 0 }],
    headers: ['Name', 'Mobile', 'First'],
  };
  const listId = stores.lists.begin(head, startMs);
  const rows = phones.map((phone, index) => {
    const { country, zones } = readPhones.read(phone);
    return {
      rowNumber: index + 2,
      name: `Person ${index + 1}`,
      phone,
      extra: '',
      cells: [`Person ${index + 1}`, phone, `First${index + 1}`],
      // The library of phone numbers assigns no country to the numbers that are reserved for examples.
      country: phone.startsWith('+447700900') ? 'GB' : (country ?? ''),
      zones,
    };
  });
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

/** Starts a draft as the app does, without the pauses between its batches. */
export function startAtOnce(
  campaigns: Campaigns,
  request: Parameters<Campaigns['people']['makeMessages']>[0] & { readonly account: string },
): void {
  campaigns.begin({ ...request, repeat: campaigns.get(request.campaignId)?.repeat ?? 0 });
  for (let after: number | null = 0; after !== null; ) after = campaigns.people.makeMessages(request, after);
}

/** Cancels a campaign as the app does, without the pauses between its batches. */
export function cancelAtOnce(campaigns: Campaigns, campaignId: number, nowMs: number): boolean {
  const isCancelled = campaigns.cancel(campaignId, nowMs);
  while (campaigns.cancelMessages(campaignId, 'operator', nowMs));
  return isCancelled;
}

/** Adds a running campaign with one pending message for each number. Returns its id and the ids of its messages. */
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
