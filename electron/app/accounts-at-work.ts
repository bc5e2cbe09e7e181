import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountRow, Accounts } from '../../db/accounts.ts';
import { limits } from '../../domain/limits.ts';
import { type AccountView, stateOfAll } from '../../domain/state/account.ts';
import type { Account, DispatcherState, LinkState, PauseReason } from '../../domain/state/state.ts';
import type { AnswerOrder } from '../dispatch/answers.ts';
import type { ChosenFile } from '../dispatch/preparation.ts';
import type { Together } from '../dispatch/together.ts';
import type { ReadChat, TestOutcome } from '../ports.ts';
import { furtherLogins, isFound, markFound } from '../whatsapp/browser/login-folder.ts';
import type { AccountAtWork } from './account-at-work.ts';

type AccountsAtWorkParts = {
  readonly accounts: Accounts;
  readonly together: Together;
  readonly loginFolder: string;
  readonly make: (row: AccountRow) => AccountAtWork;
  readonly onChange: () => void;
};

/** The accounts of this computer at work: finds one of them, and does what concerns all of them. */
export class AccountsAtWork {
  readonly #parts: AccountsAtWorkParts;
  readonly #all = new Map<number, AccountAtWork>();
  /** Accounts that are being removed, whose last message may still be on its way. */
  readonly #leaving = new Set<AccountAtWork>();
  #isStarted = false;

  constructor(parts: AccountsAtWorkParts) {
    this.#parts = parts;
    const placeOf = (folder: string | null) => join(parts.loginFolder, folder ?? '');
    // A further account that was begun and never linked is dropped: it can be added again.
    const [first, ...others] = parts.accounts.here();
    const known = others.map(({ folder }) => folder);
    const unknown = furtherLogins(parts.loginFolder).filter((folder) => !known.includes(folder));
    for (const { id, folder } of others.filter(({ phone, folder }) => phone === null && !isFound(placeOf(folder)))) {
      parts.accounts.remove(id);
      // A folder that cannot be deleted now is no login, and stays.
      this.#dropLogin(folder).catch(() => undefined);
    }
    for (const row of [first, ...others]) if (row && parts.accounts.get(row.id)) this.#take(row);
    // A backup older than an account knows nothing of its login, but a person who has that login here must see it.
    for (const folder of unknown.slice(0, Math.max(0, limits.accountsMax - this.#all.size))) {
      const row = this.#addFound(folder, placeOf(folder));
      if (row !== null) this.#take(row);
    }
  }

  /** Null where the account cannot be stored, as on a full disk: the next start finds the login again. */
  #addFound(folder: string, place: string): AccountRow | null {
    try {
      markFound(place);
      return this.#parts.accounts.add(folder);
    } catch {
      return null;
    }
  }

  #take(row: AccountRow): AccountAtWork {
    const one = this.#parts.make(row);
    this.#all.set(row.id, one);
    return one;
  }

  get all(): readonly AccountAtWork[] {
    return [...this.#all.values()];
  }

  /** The account of a row; without an id the first one. */
  find(id?: number): AccountAtWork | undefined {
    return id === undefined ? this.first : this.#all.get(id);
  }

  get first(): AccountAtWork | undefined {
    return this.all[0];
  }

  /** The account of a number, connected or not. */
  of(phone: string): AccountAtWork | undefined {
    return this.all.find((one) => one.phone === phone);
  }

  ready(): Account[] {
    return this.all.flatMap(({ session }) => session.account() ?? []);
  }

  linked(): ReadonlyMap<string, AccountAtWork['session']> {
    const links = this.all.map(({ session }) => [session.account()?.phone, session] as const);
    return new Map(links.flatMap(([phone, session]) => (phone === undefined ? [] : [[phone, session]])));
  }

  views(): AccountView[] {
    return this.all.map((one) => one.view());
  }

  /** The sending state over all accounts, without regard to what an account being removed still does. */
  get state(): DispatcherState {
    return stateOfAll(this.all.filter((one) => !this.#leaving.has(one)).map(({ state }) => state));
  }

  /** The link state of an account that is ready, else of the first one. */
  get link(): LinkState {
    const ready = this.all.find(({ link }) => link.phase === 'ready') ?? this.first;
    return ready?.link ?? { phase: 'starting' };
  }

  start(): void {
    this.#isStarted = true;
    for (const { session } of this.all) session.start();
  }

  /** Adds an account that a phone is to be linked to. Null where there are as many as a computer may have. */
  add(): AccountAtWork | null {
    if (this.#all.size >= limits.accountsMax) return null;
    const one = this.#take(this.#parts.accounts.add());
    if (this.#isStarted) one.session.start();
    this.#parts.onChange();
    return one;
  }

  rename(one: AccountAtWork, name: string): void {
    this.#parts.accounts.rename(one.id, name);
    this.#parts.onChange();
  }

  /** Removes an account: its login, here and at WhatsApp; its history stays. The last account is only unlinked. */
  async remove(one: AccountAtWork): Promise<void> {
    const { accounts, together, onChange } = this.#parts;
    if (this.#leaving.has(one)) return;
    const folder = accounts.get(one.id)?.folder;
    if (this.#all.size - this.#leaving.size === 1) return one.unlink();
    this.#leaving.add(one);
    await one.stop();
    together.leave(one.dispatcher);
    this.#all.delete(one.id);
    this.#leaving.delete(one);
    await one.session.logout();
    await one.session.stop();
    accounts.remove(one.id);
    await this.#dropLogin(folder);
    onChange();
    together.nudge();
  }

  /** The folder of the first account's login holds all logins and must stay; its own part of it is gone by then. */
  async #dropLogin(folder: string | null | undefined): Promise<void> {
    if (folder) await rm(join(this.#parts.loginFolder, folder), { recursive: true, force: true });
  }

  nudge(): void {
    this.#parts.together.nudge();
  }

  /** Pauses all accounts, for a cause that is not of one account. */
  pause(reason: PauseReason, detail = '', count: number | null = null): void {
    this.#parts.together.standStill({ reason, detail, count });
  }

  /**
   * The operator lets an account go on: the pause that it shows ends, its own or everybody's. Without an account, the
   * pause of everybody ends; if there is none, that of each account.
   */
  resume(id?: number): void {
    const { together } = this.#parts;
    const one = id === undefined ? undefined : this.#all.get(id);
    if (one?.dispatcher.isHeldAlone) one.dispatcher.resumeAlone();
    else if (together.pause === null || this.#all.size === 1)
      for (const { dispatcher } of one ? [one] : this.all) dispatcher.resume();
    else {
      together.goOn();
      for (const { dispatcher } of this.all) dispatcher.settle();
      together.nudge();
    }
  }

  get isSending(): boolean {
    return this.all.some(({ dispatcher }) => dispatcher.isSending);
  }

  inFlight(): readonly string[] {
    return this.all.flatMap(({ dispatcher }) => dispatcher.inFlight ?? []);
  }

  /** Does something while no message of any account is between its reservation and its gate. */
  betweenMessages<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#parts.together.beforeGate(work);
  }

  mayAnswer(phone: string): boolean {
    return this.of(phone)?.dispatcher.mayAnswer ?? false;
  }

  answer(order: AnswerOrder): void {
    this.of(order.account)?.dispatcher.answer(order);
  }

  /** Sends a test to the account's own number. */
  async sendTest(text: string, file: ChosenFile | null, phone: string): Promise<TestOutcome> {
    return (await this.of(phone)?.dispatcher.sendTest(text, file)) ?? 'busy';
  }

  async readChat(...[chatId, most, sinceMs, phone]: Parameters<ReadChat>): ReturnType<ReadChat> {
    return (await this.of(phone)?.session.readChat(chatId, most, sinceMs)) ?? null;
  }

  /** Whether the chats of an account are complete: before it has caught up, its last messages may be missing. */
  async canReadOldChats(phone: string): Promise<boolean> {
    const session = this.of(phone)?.session;
    if (!session || session.isCaughtUp() === false) return false;
    return (await session.standing()).kind !== 'not_yet';
  }

  async readOldChat(...[chatId, most, sinceMs, phone]: Parameters<ReadChat>): ReturnType<ReadChat> {
    return (await this.canReadOldChats(phone)) ? this.readChat(chatId, most, sinceMs, phone) : null;
  }

  /** Takes no further message and waits for those on their way. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map(({ dispatcher }) => dispatcher.stop()));
  }

  readRecords(): void {
    for (const { reconciliation } of this.all) reconciliation.readAll();
  }

  stopReading(): void {
    for (const one of this.all) one.stopReading();
  }

  async stopSessions(): Promise<void> {
    await Promise.all(this.all.map(({ session }) => session.stop()));
  }
}
