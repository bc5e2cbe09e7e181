import type { Db } from '../../db/database.ts';
import type { LastLines } from '../../db/ledger/last-lines.ts';
import { openLedger } from '../../db/ledger/open-ledger.ts';
import type { Schedule } from '../../domain/campaign.ts';
import { defaultSettings, type Settings } from '../../domain/settings.ts';
import type { Account, DispatcherState } from '../../domain/state/state.ts';
import { ClockDoubt } from '../../electron/dispatch/clock-doubt.ts';
import { makeDispatch } from '../../electron/dispatch/dispatch.ts';
import type { DispatcherParts } from '../../electron/dispatch/dispatcher.ts';
import { PauseRecord } from '../../electron/dispatch/pause-record.ts';
import { recover } from '../../electron/dispatch/recovery.ts';
import { Together } from '../../electron/dispatch/together.ts';
import type { Log, ReadChat, Team } from '../../electron/ports.ts';
import { wait } from '../../electron/timeout.ts';
import { silentChanges } from './changes.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeMessenger } from './fake-messenger.ts';
import { quickSchedule } from './schedules.ts';
import {
  emptyDatabases,
  makeStores,
  openTestDatabase,
  startCampaign,
  startMs,
  temporaryFolder,
} from './temporary-database.ts';

export const account: Account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Test' };
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type RigOptions = {
  readonly settings?: Partial<Settings>;
  /** The folder of another process, with whose files a test continues. The caller removes it. */
  readonly folder?: string;
  /** The first number of tokens and message ids, since an earlier process has used those before it. */
  readonly countFrom?: number;
  /** The clock of the rig, where it should not be one that the test moves. */
  readonly clock?: FakeClock;
  readonly log?: Log;
  /** Returns a number in [0, 1); by default 0, which makes each gap the shortest. */
  readonly random?: () => number;
  /** Makes the team of this computer on its database. */
  readonly team?: (db: Db) => Team;
  /** Further accounts of the computer; null for one that was never linked. */
  readonly others?: readonly (Account | null)[];
  /** The last lines of ledgers that the computer knows; none by default. */
  readonly lastLines?: LastLines;
};

/** The real dispatcher on a real database and ledger; only the channel to WhatsApp and the clock are simulated. */
export function makeRig(options: RigOptions = {}) {
  const given = options.folder;
  const { folder, remove } = given === undefined ? temporaryFolder() : { folder: given, remove: () => undefined };
  const clock = options.clock ?? new FakeClock(startMs);
  const messenger = new FakeMessenger(account, options.countFrom);
  const settings: Settings = { ...defaultSettings(false), ackWaitMs: 60_000, ...options.settings };
  const states: DispatcherState[] = [];
  const told = { messages: [] as number[], campaigns: [] as number[], alarms: [] as number[] };
  const attachments = new Map<string, ReturnType<DispatcherParts['attachment']>>();
  let tokens = options.countFrom ?? 0;
  const letGo = new Set<string>();
  const others = (options.others ?? []).map((other, place) => ({
    account: other,
    messenger: new FakeMessenger(other, (options.countFrom ?? 0) + 1_000_000 * (place + 1)),
    dispatch: undefined as ReturnType<typeof makeDispatch> | undefined,
  }));

  const databaseFile = `${folder}/sendonce.db`;
  const open = (db: Db) => {
    const file = `${folder}/ledger/fences.ledger`;
    const { ledger, hold } = openLedger(db, file, clock.nowMs(), undefined, options.lastLines);
    const stores = makeStores(db, ledger);
    const recovered = recover({ ...stores, ledger }, clock.nowMs());
    const recovery = { ...recovered, hold: hold ?? recovered.hold };
    const log = options.log ?? silentLog;
    const pauseRecord = new PauseRecord({ pauses: stores.pauses, clock, log });
    const together = new Together({ db, log });
    const clockDoubt = new ClockDoubt({ db, clock, log });
    const team = options.team?.(db);
    const shared = {
      ...stores,
      ...(team === undefined ? {} : { team: () => team }),
      together,
      clockDoubt,
      isHere: (phone: string) =>
        [messenger.account_ ?? account, ...others.map((other) => other.account)].some(
          (one) => one?.phone === phone && !letGo.has(phone),
        ),
      readOldChat: async (...[chatId, most, sinceMs, phone]: Parameters<ReadChat>) => {
        const one = [messenger, ...others.map((other) => other.messenger)].find(
          ({ account_ }) => account_?.phone === phone,
        );
        return one && one.isCaughtUp_ !== false ? one.readChat(chatId, most, sinceMs) : null;
      },
      ledger,
      isBlocked: (phone: string) => stores.doNotContact.isBlocked(phone),
      clock,
      log,
      settings: () => settings,
      newToken: () => {
        tokens += 1;
        return `token-${tokens}`.padEnd(40, '-');
      },
      random: options.random ?? (() => 0),
      isCheckingData: () => rig.isCheckingData,
      attachment: (hash: string) => attachments.get(hash),
      onAlarms: () => void told.alarms.push(stores.alarms.open().length),
      changes: {
        ...silentChanges,
        messages: (ids: readonly number[]) => void told.messages.push(...ids),
        campaign: (id: number) => {
          told.campaigns.push(id);
          pauseRecord.followCampaigns();
        },
      },
    };
    const from = (
      channel: FakeMessenger,
      own: Account | null,
      accountId: number,
      onState: (state: DispatcherState) => void,
    ) => {
      const phone = () => (channel.account_ ?? own)?.phone ?? null;
      const dispatch = makeDispatch({ ...shared, messenger: channel, accountId, phone, onState });
      channel.dispatch = dispatch;
      channel.nowMs = () => clock.nowMs();
      channel.wait = (ms) => wait(clock, ms);
      return dispatch;
    };
    const dispatch = from(messenger, account, 1, (state) => {
      pauseRecord.followDispatcher(state);
      states.push(state);
    });
    others.forEach((other, place) => {
      other.dispatch = from(other.messenger, other.account, place + 2, () => undefined);
    });
    return { db, ledger, stores, recovery, ...dispatch, pauseRecord, together, clockDoubt };
  };

  let opened = open(given === undefined ? emptyDatabases.open(databaseFile) : openTestDatabase(databaseFile));
  const rig = {
    folder,
    clock,
    messenger,
    states,
    /** The messages and campaigns whose changes were announced. */
    told,
    /** The attachments of campaigns, by hash. */
    attachments,
    settings,
    /** The messengers of the further accounts. */
    others,
    /** Removes the login of a further account from this computer. */
    letGo({ phone }: Account) {
      letGo.add(phone);
      const gone = others.find((other) => other.account?.phone === phone);
      if (gone) gone.messenger.account_ = null;
    },
    /** The messengers that read the chats of the accounts linked at this moment. */
    linked: (): ReadonlyMap<string, FakeMessenger> =>
      new Map(
        [messenger, ...others.map((other) => other.messenger)].flatMap((one) =>
          one.account_ ? [[one.account_.phone, one]] : [],
        ),
      ),
    /** Whether the check of the data after an unclean stop is still running. */
    isCheckingData: false,
    get dispatcher() {
      return opened.dispatcher;
    },
    get judge() {
      return opened.judge;
    },
    get ackReceipt() {
      return opened.ackReceipt;
    },
    get bypass() {
      return opened.bypass;
    },
    get together() {
      return opened.together;
    },
    get clockDoubt() {
      return opened.clockDoubt;
    },
    get raise() {
      return opened.raise;
    },
    get pauseRecord() {
      return opened.pauseRecord;
    },
    get stores() {
      return opened.stores;
    },
    get ledger() {
      return opened.ledger;
    },
    get recovery() {
      return opened.recovery;
    },
    start(phones: readonly string[], text?: string, schedule: Schedule = quickSchedule) {
      const started = startCampaign(opened.stores, phones, text, schedule);
      opened.dispatcher.nudge();
      return started;
    },
    status(id: number): string {
      const row = opened.db.sqlite.prepare(`SELECT status, reason FROM message WHERE id = ?`).get(id) as {
        status: string;
        reason: string | null;
      };
      return row.reason === null ? row.status : `${row.status}:${row.reason}`;
    },
    /** The operator acknowledges every alarm and resumes sending. Returns the kinds of the alarms. */
    acknowledge(): string[] {
      const open = opened.stores.alarms.open();
      for (const { id } of open) opened.stores.alarms.acknowledge(id, 'operator', clock.nowMs());
      opened.dispatcher.resume();
      return open.map(({ kind }) => kind);
    },
    deliveries(phone: string): number {
      return messenger.delivered.filter((delivery) => delivery.phone === phone).length;
    },
    /** Ends the process as a crash does, without finishing anything, and starts it again on the same files. */
    crash(meanwhile: () => void = () => undefined) {
      opened.ledger.close();
      opened.db.close();
      meanwhile();
      opened = open(openTestDatabase(databaseFile));
    },
    close() {
      opened.ledger.close();
      opened.db.close();
      remove();
    },
  };
  return rig;
}
export type Rig = ReturnType<typeof makeRig>;
