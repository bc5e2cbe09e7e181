/** What a window that was taken over may ask, through the very gate and handlers that answer it. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IpcMain } from 'electron';
import { makeStores } from '../../db/stores.ts';
import { type Channel, commands } from '../../domain/contract.ts';
import { noUpdates } from '../../domain/state/update.ts';
import { AccountsAtWork } from '../../electron/app/accounts-at-work.ts';
import { type Core, makeCore } from '../../electron/app/core.ts';
import { makeHandlers } from '../../electron/app/handlers.ts';
import { readOverview } from '../../electron/app/overview.ts';
import type { Sending } from '../../electron/app/sending.ts';
import { SavedFiles } from '../../electron/desktop/saved-files.ts';
import { Unsaved } from '../../electron/desktop/unsaved.ts';
import { Verification } from '../../electron/dispatch/verification.ts';
import { Attachments } from '../../electron/files/attachments.ts';
import { registerCommands } from '../../electron/ipc.ts';
import { AppSettings } from '../../electron/settings/app-settings.ts';
import { Backups } from '../../electron/storage/backups.ts';
import { foldersUnder } from '../../electron/storage/folders.ts';
import type { Storage } from '../../electron/storage/open-storage.ts';
import { TeamAtWork } from '../../electron/team/at-work.ts';
import { MembershipFile } from '../../electron/team/membership-file.ts';
import { Browsers } from '../../electron/whatsapp/browser/browsers.ts';
import { Checks } from '../../electron/whatsapp/check/checks.ts';
import type { WhatsAppSession } from '../../electron/whatsapp/session.ts';
import type { JobThreads } from '../../electron/worker/job-threads.ts';
import { silentChanges } from './changes.ts';
import { account, makeRig, silentLog } from './dispatch-rig.ts';
import { chooser, type Random, valueFor, withinTime } from './fuzz-values.ts';
import { quickSchedule } from './schedules.ts';
import { startInProcessOn } from './start-in-process.ts';
import { addList, migrationsFolder } from './temporary-database.ts';
import { jobThreadsOn } from './worker-file.ts';

const origin = 'app://bundle';
/** Commands that start a process or a thread take a thousand times as long, so they are chosen less often. */
const slow: readonly Channel[] = ['backup:make', 'doNotContact:import', 'list:inspect', 'list:import', 'report:export'];
const csv = new TextEncoder().encode('Name,Mobile\r\nAna,07700 900123\r\n');
type Answer = (event: unknown, payload: unknown) => Promise<unknown>;

/** Every command of the contract, over a real database with a draft, a campaign that waits and a linked account. */
export class FuzzedWindow {
  readonly #rig = makeRig();
  readonly #answers = new Map<string, Answer>();
  readonly #errors: string[] = [];
  readonly #uploads: string[] = [];
  #uploadsBegun = 0;
  #stop: () => Promise<unknown> = async () => undefined;

  constructor() {
    const rig = this.#rig;
    rig.dispatcher.pause('operator');
    rig.start(['+447700900123', '+447700900124'], 'Hello {{first}}');
    const draft = rig.stores.campaigns.create('Draft', quickSchedule, rig.clock.nowMs());
    rig.stores.campaigns.update(draft, { text: 'Hi', listId: addList(rig.stores, ['+447700900125']) });
    const ipcMain = { handle: (name: string, answer: Answer) => void this.#answers.set(name, answer) };
    registerCommands(ipcMain as unknown as IpcMain, this.#handlers(jobThreadsOn(this.#rig.stores.db.file)), {
      origin,
      log: { ...silentLog, error: (what, error) => void this.#errors.push(`${what}: ${(error as Error).stack}`) },
      // No person is at the computer.
      isOfPerson: async () => false,
    });
  }

  /**
   * Lets the window ask one random thing. Throws when the answer has neither a value nor a code, when something is
   * sent, or when it takes too long.
   */
  async try(number: number): Promise<string> {
    const random = chooser(number);
    const name = this.#channel(random);
    const payload = await this.#payload(name, random);
    const answer = await withinTime(`${name} ${number}`, () => this.#ask(name, payload));
    const { ok, failure } = answer as { ok?: unknown; failure?: { code?: unknown } };
    if (this.#errors.length > 0) throw new Error(`${name} ${number} threw: ${this.#errors.join()}`);
    if (ok !== true && typeof failure?.code !== 'string') throw new Error(`${name} ${number} has no answer`);
    const others = this.#rig.messenger.delivered.filter(({ phone }) => phone !== account.phone);
    if (others.length > 0) throw new Error(`${name} ${number} sent something`);
    return ok === true ? 'value' : String(failure?.code);
  }

  /** Closes as the app does when it quits: background work ends before the database is closed. */
  async close(): Promise<void> {
    await this.#stop();
    this.#rig.close();
  }

  #ask(name: Channel, payload: unknown): Promise<unknown> | undefined {
    return this.#answers.get(name)?.({ senderFrame: { url: `${origin}/index.html`, parent: null } }, payload);
  }

  #channel(random: Random): Channel {
    const name = random.of(Object.keys(commands) as Channel[]);
    return slow.includes(name) && random.below(10) > 0 ? 'campaign:get' : name;
  }

  async #payload(name: Channel, random: Random): Promise<unknown> {
    // Sometimes adds an upload, for commands that read one.
    if (this.#uploads.length === 0 || random.below(100) === 0) await this.#upload();
    return valueFor(commands[name].input, random, { ids: [...this.#uploads, 'Name', 'Mobile', account.phone] });
  }

  async #upload(): Promise<void> {
    this.#uploadsBegun += 1;
    const begun = await this.#ask('file:beginUpload', { fileName: `${this.#uploadsBegun}.csv`, bytes: csv.byteLength });
    const { value } = begun as { value?: { uploadId: string } };
    if (value === undefined) return;
    await this.#ask('file:addChunk', { uploadId: value.uploadId, bytes: csv });
    this.#uploads.splice(0, this.#uploads.length > 3 ? 1 : 0);
    this.#uploads.push(value.uploadId);
  }

  #handlers(threads: JobThreads) {
    const rig = this.#rig;
    const { clock, dispatcher } = rig;
    const { db } = rig.stores;
    const folders = { ...foldersUnder(rig.folder, false, rig.folder), database: db.file };
    mkdirSync(folders.backups, { recursive: true });
    const storage = { db, ledger: rig.ledger } as unknown as Storage;
    const stores = makeStores(storage);
    const session = sessionOf(rig);
    const { verifications: store } = stores;
    const silent = { onProgress: () => undefined, onSecondCopy: () => undefined };
    const link = { phase: 'ready', account };
    const accounts = new AccountsAtWork({
      accounts: stores.accounts,
      together: rig.together,
      loginFolder: folders.whatsapp,
      onChange: () => undefined,
      make: ({ id }) => {
        const view = () => ({
          id,
          name: '',
          phone: account.phone,
          link,
          dispatcher: dispatcher.state,
          pending: 0,
          today: { sent: 0, left: null, untilMs: 0 },
        });
        const reconciliation = { stop: () => undefined, readAll: () => undefined };
        const later = async () => undefined;
        const reading = { stop: later, unlink: later, openWindow: later, stopReading: () => undefined };
        const shown = { state: dispatcher.state, phone: account.phone };
        return {
          id,
          session,
          dispatcher,
          link,
          view,
          reconciliation,
          ...reading,
          messenger: session,
          ...shown,
        } as never;
      },
    });
    const sending = {
      accounts,
      changes: silentChanges,
      verification: new Verification({
        store,
        linked: () => rig.linked(),
        clock,
        log: silentLog,
        gapMs: () => 0,
        ...silent,
      }),
    } as unknown as Sending;
    const settings = new AppSettings({
      db,
      isPractice: false,
      onChange: () => undefined,
      onUnreadable: () => undefined,
      system: { language: 'en', country: 'GB' },
    });
    const savedFiles = new SavedFiles(clock);
    const team = new TeamAtWork({
      db,
      clock,
      log: silentLog,
      file: new MembershipFile(folders.team),
      onChange: () => undefined,
      onOpen: () => undefined,
      campaigns: () => ({ ...core, log: silentLog }),
    });
    const core: Core = makeCore({
      storage,
      stores,
      sending,
      team,
      savedFiles,
      folders,
      threads,
      startInProcess: startInProcessOn(storage.db.file),
      log: silentLog,
      attachments: new Attachments(folders.attachments),
      emit: () => undefined,
      isPractice: false,
      settings: () => settings.current,
      window: () => undefined,
    });
    const { bulk, batches, peopleIndex } = core;
    this.#stop = () => Promise.all([bulk.stop(), batches.stop(), peopleIndex.stop()]);
    const overview = () => readOverview({ ...core, dataFolder: folders.data, update: noUpdates });
    const nothing = () => undefined;
    return makeHandlers(core, {
      app: { overview, practice: null, restart: nothing },
      backups: new Backups({ ...core, folders, restart: nothing }),
      desktop: { ...core, dataFolder: folders.data, logsFolder: folders.logs, unsaved: new Unsaved() },
      settings,
      team: { teamFolder: migrationsFolder },
      updates: { install: nothing, openPage: nothing },
      whatsApp: {
        accounts,
        browsers: browsersIn(join(rig.folder, 'browser'), rig),
        settings: core.settings,
        checks: new Checks({ ...core, version: 'fuzzed', sendTest: async () => 'busy' }),
      },
    });
  }
}

type Rig = ReturnType<typeof makeRig>;

/** A linked session over the fake messenger, which records what it delivered. */
function sessionOf({ messenger }: Rig): WhatsAppSession {
  const nothing = () => undefined;
  return {
    account: () => messenger.account(),
    lookUp: (phone: string) => messenger.lookUp(phone),
    readChat: (chatId: string, most: number, sinceMs: number | null) => messenger.readChat(chatId, most, sinceMs),
    isCaughtUp: () => true,
    standing: () => messenger.standing(),
    inspect: async () => null,
    restriction: async () => null,
    tryGate: async () => ({ kind: 'holds' }),
    start: nothing,
    stop: async () => undefined,
    retry: nothing,
    linkByCode: nothing,
    linkByQr: nothing,
    logout: async () => undefined,
  } as unknown as WhatsAppSession;
}

function browsersIn(folder: string, { clock }: Rig): Browsers {
  const nobody = { chosen: () => null, save: () => undefined, askForProgram: async () => null };
  return new Browsers({ folder, computer: 'this one', clock, ...nobody });
}
