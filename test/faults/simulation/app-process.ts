import type { AccountRow } from '../../../db/accounts.ts';
import { compareWithList } from '../../../db/campaigns/list-comparison.ts';
import { Db } from '../../../db/database.ts';
import { type InstanceLock, takeInstanceLock } from '../../../db/folder/instance-lock.ts';
import { machineName } from '../../../db/folder/machine.ts';
import { LastLines } from '../../../db/ledger/last-lines.ts';
import type { Ledger } from '../../../db/ledger/ledger.ts';
import { openLedger } from '../../../db/ledger/open-ledger.ts';
import { openSecondConnection } from '../../../db/open.ts';
import { refuse } from '../../../domain/result.ts';
import { defaultSettings, type Settings } from '../../../domain/settings.ts';
import type { AccountAtWork } from '../../../electron/app/account-at-work.ts';
import { AccountsAtWork } from '../../../electron/app/accounts-at-work.ts';
import { CampaignBatches } from '../../../electron/campaigns/batches.ts';
import { Draws } from '../../../electron/campaigns/draws.ts';
import { countAsHaving, type ExternalSendsParts } from '../../../electron/campaigns/external-sends.ts';
import { finishBegun } from '../../../electron/campaigns/finish-begun.ts';
import type { CampaignParts } from '../../../electron/campaigns/parts.ts';
import { ClockDoubt } from '../../../electron/dispatch/clock-doubt.ts';
import { makeDispatch } from '../../../electron/dispatch/dispatch.ts';
import type { DispatcherParts } from '../../../electron/dispatch/dispatcher.ts';
import { Reconciliation } from '../../../electron/dispatch/reconciliation.ts';
import { recover } from '../../../electron/dispatch/recovery.ts';
import { Together } from '../../../electron/dispatch/together.ts';
import { applyList } from '../../../electron/lists/read-again.ts';
import type { AckNews, Clock, GateAnswer, GateAsk } from '../../../electron/ports.ts';
import type { Folders } from '../../../electron/storage/folders.ts';
import { openStorage, type Storage } from '../../../electron/storage/open-storage.ts';
import { wait } from '../../../electron/timeout.ts';
import { type CampaignActions, campaignActions } from '../../support/campaign-actions.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, silentLog } from '../../support/dispatch-rig.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { makeStores, migrationsFolder, type Stores } from '../../support/temporary-database.ts';
import { type AccountInRun, makeAccounts, sessionOf } from './accounts.ts';
import type { Disk } from './disk.ts';
import { Crash, type Faults, isPlanned } from './faults.ts';
import { files } from './people.ts';
import type { Weakness } from './weakness.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

export type World = {
  readonly disk: Disk;
  readonly clock: FakeClock;
  readonly whatsapp: SimulatedWhatsApp;
  readonly faults: Faults;
  readonly newToken: () => string;
  readonly weakness: Weakness | null;
};

const settings: Settings = { ...defaultSettings(false), gapMinMs: 200, gapMaxMs: 200 };
const noGo: GateAnswer = { go: false, why: 'unknown_attempt' };

function openWithGuards(folders: Folders, { clock }: World): Pick<Storage, 'db' | 'ledger'> {
  const opened = openStorage(folders, migrationsFolder, clock.nowMs());
  if (!opened.ok) throw new Error(`${opened.failure.code}: ${opened.failure.detail}`);
  return opened.value;
}

/** Opens a database whose guards a weakness removed, which the real start would refuse. */
function openWithoutGuards(
  { database, ledger, lastLines }: Folders,
  { clock, weakness }: World,
): Pick<Storage, 'db' | 'ledger'> {
  const db = openSecondConnection(database);
  const known = weakness?.believesOldFolders ? null : new LastLines(lastLines);
  return { db, ledger: openLedger(db, ledger, clock.nowMs(), machineName(), known).ledger };
}

/** A start that fails ends the process, and the system then frees its lock. */
function openWith<Opened>(lock: InstanceLock, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** One life of the app, wired like the real service, from its start until it quits or is killed. */
export class AppProcess {
  readonly stores: Stores;
  readonly ledger: Ledger;
  readonly accounts: AccountsAtWork;
  readonly campaign: CampaignActions;
  readonly draws: Draws;
  readonly countAsHaving: (id: number, phones: readonly string[]) => ReturnType<typeof countAsHaving>;
  readonly applyList: (id: number, listId: number) => ReturnType<typeof applyList>;
  readonly faults: Faults;
  readonly newToken: () => string;
  readonly #lock: InstanceLock;
  readonly #db: Db;
  readonly #world: World;
  readonly #clock: FakeClock;
  readonly #atWork = new Map<number, AccountInRun>();
  #isAlive = true;

  /** Starts the app. Throws `Crash` when it ended during the start. */
  constructor(world: World) {
    const { disk, whatsapp, faults } = world;
    const lock = takeInstanceLock(disk.folders.instanceLock);
    if (!lock) throw new Error('another copy of the app is running');
    this.#lock = lock;
    this.#world = world;
    this.faults = faults;
    this.newToken = world.newToken;
    const opened = openWith(lock, () =>
      world.weakness ? openWithoutGuards(disk.folders, world) : openWithGuards(disk.folders, world),
    );
    const { ledger } = opened;
    // The accounts were linked in earlier days, so this is no step of the run.
    makeAccounts(opened.db, whatsapp.accounts);
    // A second wrapper of the same connection has no prepared statement yet, so that all of them are counted.
    const db = new Db(opened.db.sqlite, opened.db.file);
    this.#db = db;
    this.ledger = ledger;
    faults.onCrash(() => this.die());
    this.#countSteps(db.sqlite);
    this.#mayBeBusy(db);
    this.stores = makeStores(db, ledger);
    this.#clock = world.clock;
    const clock = this.#clockOf(world.clock);
    const { queue } = this.stores;
    const shared = { ...this.stores, ledger, clock, log: silentLog, changes: silentChanges };
    const together = new Together(shared);
    const clockDoubt = new ClockDoubt(shared);
    // The parts above swallow errors of the store, and so even the app's own end.
    if (!this.#isAlive) throw new Crash('crash');
    try {
      world.weakness?.atStart?.(this, together);
      recover({ ...this.stores, ledger }, clock.nowMs());
      this.accounts = new AccountsAtWork({
        accounts: this.stores.accounts,
        together,
        loginFolder: disk.folders.whatsapp,
        onChange: () => undefined,
        make: (row) => this.#makeAccount(row, { together, clockDoubt }),
      });
    } catch (error) {
      this.die();
      throw error;
    }
    const parts: CampaignParts & ExternalSendsParts = {
      campaigns: this.stores.campaigns,
      secondSteps: this.stores.secondSteps,
      lists: this.stores.lists,
      texts: this.stores.texts,
      queries: this.stores.queries,
      queue,
      batches: new CampaignBatches(() => this.stores.db.writeBack()),
      isFileWhole: async () => true,
      replay: this.stores.replay,
      ledger,
      newToken: world.newToken,
      clock,
      settings: () => settings,
      account: () => this.accounts.ready()[0] ?? null,
      isHere: (phone) => this.#isHere(phone),
      computers: () => [],
      isOfTeam: () => true,
      timeZone: () => 'Europe/London',
      changes: silentChanges,
      nudge: () => {
        this.accounts.nudge();
        this.draws.arm();
      },
    };
    this.draws = new Draws({
      ...shared,
      clockDoubt,
      nameOf: (name) => `${name}: second`,
      messengerOf: (phone) =>
        (whatsapp.accounts === 1 ? this.accounts.first : this.accounts.of(phone))?.session ?? null,
      nudge: () => this.accounts.nudge(),
    });
    this.campaign = campaignActions(parts, this.stores);
    // A process that has ended meanwhile cannot write anything, not even this.
    finishBegun({ ...parts, notices: this.stores.notices, log: silentLog }).catch((error) => {
      if (this.#isAlive) throw error;
    });
    this.applyList = async (id, listId) => {
      const found = compareWithList(this.stores.db, { campaignId: id, listId, nowMs: parts.clock.nowMs() });
      return found === null ? refuse('not_found') : applyList({ ...parts, ...this.stores }, id, found);
    };
    this.countAsHaving = (id, phones) => countAsHaving(parts, id, phones);
    // The app swallows errors of the store, so it would even swallow its own end.
    if (!this.#isAlive) throw new Crash('crash');
  }

  /** All parts of an account at work, by default of the first; undefined when it is gone. */
  atWork(id = 1): AccountInRun | undefined {
    return this.accounts.find(id) && this.#atWork.get(id);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Lets the app begin: it reads what was left open, and the queue continues. */
  begin(): void {
    for (const { id } of this.accounts.all) this.accept(id);
    this.accounts.readRecords();
    this.accounts.nudge();
    this.draws.arm();
  }

  /**
   * The page of an account is ready. A number that belongs to another account here is logged out again; where that
   * cannot be checked now, the session gives the link up.
   */
  accept(id: number): void {
    const { whatsapp } = this.#world;
    const page = whatsapp.pageOf(id);
    const { linked } = page;
    if (whatsapp.accounts === 1 || linked === null || !this.accounts.find(id)) return;
    page.linked = null;
    try {
      if (this.stores.accounts.linked(id, linked.phone) === 'taken') return;
    } catch (error) {
      if (isPlanned(error) && this.#isAlive) return;
      throw error;
    }
    page.linked = linked;
    this.stores.moves.readable(linked.phone);
  }

  /** The operator moves a person to another account, and confirms the move where chats cannot be read. */
  moveTo(id: number, to: string, unread: readonly string[]): boolean {
    return this.stores.moves.move([{ id, to, unread }], 'Olga', this.nowMs()) === 1;
  }

  #makeAccount({ id }: AccountRow, ofAll: Pick<DispatcherParts, 'together' | 'clockDoubt'>): AccountAtWork {
    const { whatsapp } = this.#world;
    const isSingle = whatsapp.accounts === 1;
    const messenger = whatsapp.channelOf(() => this, id);
    const clock = this.#clockOf(this.#clock);
    const shared = { ...this.stores, ledger: this.ledger, messenger, clock, log: silentLog, changes: silentChanges };
    const phone = () =>
      isSingle ? (messenger.account() ?? account).phone : (this.stores.accounts.get(id)?.phone ?? null);
    const dispatch = makeDispatch({
      ...shared,
      ...ofAll,
      accountId: id,
      phone,
      isHere: (asked) => this.#isHere(asked),
      readOldChat: (...of) => this.accounts.readOldChat(...of),
      isBlocked: (asked) => this.stores.doNotContact.isBlocked(asked),
      settings: () => settings,
      newToken: this.newToken,
      random: () => 0,
      isCheckingData: () => false,
      attachment: (hash) => {
        const file = files.find((one) => one.hash === hash);
        const read = async () => (await whatsapp.readFile(hash, id)) ?? Promise.reject(new Error('unreadable'));
        return file && { file, read };
      },
      onState: () => undefined,
      onAlarms: () => undefined,
    });
    const onAck = (news: AckNews) => this.receiveAck(news, id);
    const reconciliation = new Reconciliation({ ...shared, onAck });
    this.#atWork.set(id, { ...dispatch, reconciliation });
    return sessionOf({ id, phone, dispatch, reconciliation, messenger, page: whatsapp.pageOf(id) });
  }

  #isHere(phone: string): boolean {
    return this.accounts.of(phone) !== undefined;
  }

  judgeGate(ask: GateAsk, id = 1): GateAnswer {
    try {
      return (this.#isAlive && this.atWork(id)?.judge.answer(ask)) || noGo;
    } catch (error) {
      if (error instanceof Crash) return noGo;
      throw error;
    }
  }

  receiveAck(news: AckNews, id = 1): void {
    const one = this.#isAlive ? this.atWork(id) : undefined;
    one?.ackReceipt.receive(news);
    if (this.#isAlive) one?.reconciliation.arm();
  }

  isContradicted(random: string): boolean {
    const sql = `SELECT 1 FROM attempt WHERE refused_random = ? AND contradicted_at_ms IS NOT NULL`;
    return this.stores.db.sqlite.prepare(sql).get(random) !== undefined;
  }

  /** Ends like a killed process: the system closes its files and frees its lock, and nothing is completed. */
  die(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    // A dead process sets no more timers, which would only find its database closed.
    for (const { reconciliation } of this.#atWork.values()) reconciliation.stop();
    this.ledger.close();
    this.#db.close();
    this.#lock.release();
  }

  monotonicMs(): number {
    return this.#clock.monotonicMs();
  }

  /** The time on the computer's wall clock. */
  nowMs(): number {
    return this.#clock.nowMs();
  }

  #clockOf(clock: FakeClock): Clock {
    return {
      nowMs: () => clock.nowMs(),
      monotonicMs: () => clock.monotonicMs(),
      bootedAtMs: () => clock.bootedAtMs(),
      after: (delayMs, call) => clock.after(delayMs, () => (this.#isAlive ? call() : undefined)),
    };
  }

  /** How the page waits before it asks this process again. */
  wait(ms: number): Promise<void> {
    return wait(this.#clockOf(this.#clock), ms);
  }

  #mayBeBusy(db: Db): void {
    const { faults } = this;
    const immediate = db.immediate.bind(db);
    db.immediate = (work) => {
      if (!db.sqlite.inTransaction) faults.begin();
      return immediate(work);
    };
  }

  /** Makes every write and every line of the ledger a step at which the app may end. */
  #countSteps(sqlite: Stores['db']['sqlite']): void {
    const { faults, ledger } = this;
    const prepare = sqlite.prepare.bind(sqlite);
    // Prepares each statement once in a life: with all its triggers, preparing costs more than running.
    const known = new Map<string, ReturnType<typeof prepare>>();
    sqlite.prepare = ((source: string) => {
      const found = known.get(source);
      if (found) return found;
      const statement = prepare(source);
      known.set(source, statement);
      if (statement.readonly) return statement;
      const run = statement.run.bind(statement);
      statement.run = (...values: unknown[]) => {
        faults.step('write');
        return run(...values);
      };
      return statement;
    }) as typeof sqlite.prepare;
    const append = ledger.append.bind(ledger);
    ledger.append = (entry) => {
      faults.step('ledger');
      const position = append(entry);
      faults.step('ledger');
      return position;
    };
  }
}
