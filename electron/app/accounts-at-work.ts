import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountRow, Accounts } from '../../db/accounts.ts';
import { limits } from '../../domain/limits.ts';
import { type AccountView, stateOfAll } from '../../domain/state/account.ts';
import type { Account, DispatcherState, LinkState, PauseReason } from '../../domain/state/state.ts';
import type { AnswerOrder } from '../dispatch/answers.ts';
import type { ChosenFile } from '../dispatch/preparation.ts';
import type { TestOutcome } from '../dispatch/sender.ts';
import type { Together } from '../dispatch/together.ts';
import type { ReadChat } from '../ports.ts';
import { furtherLogins, isFound, markFound } from '../whatsapp/browser/login-folder.ts';
import type { AccountAtWork } from './account-at-work.ts';

type AccountsAtWorkParts = {
  readonly accounts: Accounts;
  readonly together: Together;
  readonly loginFolder: string;
  readonly make: (row: AccountRow) => AccountAtWork;
  readonly onChange: () => void;
};

/** The accounts of this computer at work: whoever means one finds it here, and what means all of them goes through here. */
export class AccountsAtWork {
  readonly #parts: AccountsAtWorkParts;
  readonly #all = new Map<number, AccountAtWork>();
  /** Those that are being let go of, whose last message may still be on its way. */
  readonly #leaving = new Set<AccountAtWork>();
  #isStarted = false;

  constructor(parts: AccountsAtWorkParts) {
    this.#parts = parts;
    const placeOf = (folder: string | null) => join(parts.loginFolder, folder ?? '');
    // A further account that was begun and never linked is dropped: it can be begun anew.
    const [first, ...others] = parts.accounts.here();
    const known = others.map(({ folder }) => folder);
    const unknown = furtherLogins(parts.loginFolder).filter((folder) => !known.includes(folder));
    for (const { id, folder } of others.filter(({ phone, folder }) => phone === null && !isFound(placeOf(folder)))) {
      parts.accounts.remove(id);
      // What cannot go now is no login, and stays.
      this.#dropLogin(folder).catch(() => undefined);
    }
    for (const row of [first, ...others]) if (row && parts.accounts.get(row.id)) this.#take(row);
    // A backup that is older than an account knows nothing of its login, which whoever has it here must see.
    for (const folder of unknown.slice(0, Math.max(0, limits.accountsMax - this.#all.size))) {
      const row = this.#addFound(folder, placeOf(folder));
      if (row !== null) this.#take(row);
    }
  }

  /** Null where that cannot be written, as on a full disk: the next start finds it again. */
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

  /** The account of a row; the first one where none is named. */
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

  /** Those that can send now. */
  ready(): Account[] {
    return this.all.flatMap(({ session }) => session.account() ?? []);
  }

  /** Their sessions, by their numbers. */
  linked(): ReadonlyMap<string, AccountAtWork['session']> {
    const links = this.all.map(({ session }) => [session.account()?.phone, session] as const);
    return new Map(links.flatMap(([phone, session]) => (phone === undefined ? [] : [[phone, session]])));
  }

  views(): AccountView[] {
    return this.all.map((one) => one.view());
  }

  /** What is sent, over all accounts. What one that is let go of still does says nothing of the others. */
  get state(): DispatcherState {
    return stateOfAll(this.all.filter((one) => !this.#leaving.has(one)).map(({ state }) => state));
  }

  /** The link of an account that is ready, else the first one's. */
  get link(): LinkState {
    const ready = this.all.find(({ link }) => link.phase === 'ready') ?? this.first;
    return ready?.link ?? { phase: 'starting' };
  }

  start(): void {
    this.#isStarted = true;
    for (const { session } of this.all) session.start();
  }

  /** Another place, for which a phone is asked. Null where there are as many as a computer may have. */
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

  /** Lets go of an account: its login goes, at WhatsApp and here, and its history stays. The last one is only unlinked. */
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

  /** The login of the first lies in the folder of all; its own part of it is gone by then. */
  async #dropLogin(folder: string | null | undefined): Promise<void> {
    if (folder) await rm(join(this.#parts.loginFolder, folder), { recursive: true, force: true });
  }

  nudge(): void {
    this.#parts.together.nudge();
  }

  /** What is no account's own holds all of them. */
  pause(reason: PauseReason, detail = '', count: number | null = null): void {
    this.#parts.together.standStill({ reason, detail, count });
  }

  /**
   * The operator lets an account go on of what it is seen to stand still for, its own or everybody's; without one, what all
   * stand still for ends, else each goes on.
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

  /** What is on its way, by its attempts. */
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

  /** A test goes to the account's own number: to that of `phone`, else of the first that is ready. */
  async sendTest(text: string, file: ChosenFile | null, phone: string | null = null): Promise<TestOutcome | 'busy'> {
    const wanted = phone ?? this.ready()[0]?.phone ?? '';
    return (await this.of(wanted)?.dispatcher.sendTest(text, file)) ?? 'busy';
  }

  async readChat(...[chatId, most, sinceMs, phone]: Parameters<ReadChat>): ReturnType<ReadChat> {
    return (await this.of(phone)?.session.readChat(chatId, most, sinceMs)) ?? null;
  }

  /** Whether the chats of an account are whole: before it has caught up, the last of what it wrote may be missing. */
  async canReadOldChats(phone: string): Promise<boolean> {
    const session = this.of(phone)?.session;
    if (!session || session.isCaughtUp() === false) return false;
    return (await session.standing()).kind !== 'not_yet';
  }

  /** The chat of an account that a message was moved from. */
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

  /** Nothing more is read or asked of WhatsApp. */
  stopReading(): void {
    for (const one of this.all) one.stopReading();
  }

  async stopSessions(): Promise<void> {
    await Promise.all(this.all.map(({ session }) => session.stop()));
  }
}
