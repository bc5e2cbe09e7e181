import { setImmediate as othersTurn } from 'node:timers/promises';
import { z } from 'zod';
import { readMetaJson, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import type { Clock, Given, IncomingMessage, Messenger } from '../ports.ts';
import { wait } from '../timeout.ts';

type MissedRepliesParts = Given<'db' | 'clock' | 'log'> & {
  readonly messenger: Pick<Messenger, 'account' | 'isCaughtUp' | 'readChat'>;
  /** The chats in which somebody wrote since then; null where that cannot be told now. */
  readonly activeChats: (sinceMs: number) => Promise<readonly string[] | null>;
  /** Every id by which WhatsApp knows a person, given one of them. */
  readonly idsOf: (id: string) => Promise<readonly string[]>;
  readonly receive: (message: IncomingMessage, account: string) => void;
  /** Whether everything received is stored. */
  readonly isWritten: () => boolean;
  /** Reads the ticks that came meanwhile. Returns false where not all of them can be read. */
  readonly readTicks: (phone: string, goesOn: () => boolean) => Promise<boolean>;
  /** Called when missed replies are no longer waited for; and once more if they are known completely only later. */
  readonly onHeard: () => void;
};

/** For each account, until when the app listened to what people wrote to it. */
const HeardUntil = z.record(z.string(), z.int());

/** A connection of an account, from the moment its page had caught up. */
type Listening = {
  readonly phone: string;
  readonly sinceMonotonicMs: number;
  /** Until when the app listened without a gap, and until when that is stored. */
  untilMs: number;
  notedMs: number;
  /** Whether everything that was missed before is known. */
  isWhole: boolean;
};

type Reading = { readonly phone: string; readonly sinceMs: number; readonly goesOn: () => boolean };

/**
 * What people wrote to an account while the app did not listen, for example while it was closed. WhatsApp's page takes
 * these messages in while it opens, before anybody can listen, and reports them to nobody later. So once the page has
 * caught up, the ticks of sent messages and the chats with new messages are read, and nothing is sent before, unless
 * that takes too long. Messages that were heard already count once.
 */
export class MissedReplies {
  readonly #parts: MissedRepliesParts;
  #listening: Listening | null = null;
  #isHeard = false;
  #cancel: () => void = () => undefined;

  constructor(parts: MissedRepliesParts) {
    this.#parts = parts;
  }

  /** Whether the missed messages are known, as far as they are waited for, in this connection of the account. */
  get isHeard(): boolean {
    return this.#isHeard;
  }

  /** Called when WhatsApp is ready, and when it has caught up. Runs once per connection, after both. */
  begin(): void {
    const { messenger, clock, log } = this.#parts;
    const account = messenger.account();
    if (this.#listening || !account || messenger.isCaughtUp() === false) return;
    const { phone } = account;
    const untilMs = clock.nowMs();
    const now: Listening = { phone, sinceMonotonicMs: clock.monotonicMs(), untilMs, notedMs: 0, isWhole: false };
    this.#listening = now;
    this.#listen(now);
    this.#read(phone, () => now === this.#listening)
      .catch((error: unknown) => {
        log.error('missed replies', error);
        return false;
      })
      .then((isWhole) => {
        if (now !== this.#listening) return;
        now.isWhole = isWhole;
        this.#note(now);
        this.#goOn();
      });
  }

  /** Called when the account's connection is gone: from now on nobody listens. */
  end(): void {
    this.#cancel();
    if (this.#listening) this.#note(this.#listening);
    this.#listening = null;
    this.#isHeard = false;
  }

  #goOn(): void {
    this.#isHeard = true;
    this.#parts.onHeard();
  }

  /** Stores from time to time until when the app listened, and stops waiting for reading that takes too long. */
  #listen(now: Listening): void {
    const { clock } = this.#parts;
    this.#cancel = clock.after(limits.listeningNotedEveryMs, () => this.#listen(now));
    follow(now, clock);
    if (Math.abs(now.untilMs - now.notedMs) >= limits.verifyMarginMs) this.#note(now);
    if (!this.#isHeard && clock.monotonicMs() - now.sinceMonotonicMs >= limits.catchUpMaxMs) this.#goOn();
  }

  /**
   * Reads the missed messages; what cannot be read is tried again from time to time, while others are sent to. Returns
   * false where the rest is left to the next connection.
   */
  async #read(phone: string, goesOn: () => boolean): Promise<boolean> {
    const { activeChats, readTicks, clock, log } = this.#parts;
    const heardUntilMs = this.#heardUntil()[phone];
    if (!(await readTicks(phone, goesOn))) log.warn('some ticks could not be read');
    // To an account that is new here nobody wrote because of us.
    if (heardUntilMs === undefined) return true;
    const sinceMs = Math.min(heardUntilMs, clock.nowMs()) - limits.verifyMarginMs;
    let isAll = true;
    for (let left: readonly string[] | null = null; goesOn(); await wait(clock, limits.missedAgainMs)) {
      left ??= await activeChats(sinceMs);
      isAll &&= left === null || left.length < limits.missedChatsRead;
      left &&= await this.#readChats(left, { phone, sinceMs, goesOn });
      if (left?.length === 0) return isAll;
      log.warn('some of what was written meanwhile cannot be read now');
      if (goesOn() && !this.#isHeard) this.#goOn();
    }
    return false;
  }

  /** Reads the chats. Returns those that cannot be read now. */
  async #readChats(chats: readonly string[], { phone, sinceMs, goesOn }: Reading): Promise<readonly string[]> {
    const { messenger, clock, isWritten } = this.#parts;
    const left: string[] = [];
    for (const [place, chatId] of chats.entries()) {
      // Only so many unstored messages are kept, and further ones would be dropped but count as heard.
      while (place > 0 && !isWritten() && goesOn()) await wait(clock, limits.busyAgainMs);
      if (this.#isHeard) await wait(clock, limits.verifyGapMs);
      if (!goesOn()) return chats;
      const lines = await messenger.readChat(chatId, limits.verifyMessagesRead, sinceMs);
      if (lines === null) left.push(chatId);
      else await this.#take(chatId, lines, phone);
    }
    return left;
  }

  async #take(chatId: string, lines: readonly ChatMessage[], phone: string): Promise<void> {
    if (!lines.some(isTheirWord)) return;
    const ids = await this.#parts.idsOf(chatId);
    for (const [place, line] of lines.entries()) {
      if (!isTheirWord(line)) continue;
      const { text, random, atMs } = line;
      const before = lines.slice(place + 1).flatMap((later) => (later.fromMe ? later.random : []));
      this.#parts.receive({ ids, text, waKey: random, writtenAtMs: atMs, before }, phone);
      // Each reply is stored by itself.
      await othersTurn();
    }
  }

  #heardUntil(): z.infer<typeof HeardUntil> {
    return readMetaJson(this.#parts.db, 'heard_until', HeardUntil) ?? {};
  }

  /** Stores until when the app listened, once all before is known and stored; otherwise more is read next time. */
  #note(now: Listening): void {
    const { db, clock, isWritten, log } = this.#parts;
    follow(now, clock);
    if (!now.isWhole || !isWritten() || !db.isOpen) return;
    try {
      db.immediateSoon(() =>
        writeMeta(db, 'heard_until', JSON.stringify({ ...this.#heardUntil(), [now.phone]: now.untilMs })),
      );
      now.notedMs = now.untilMs;
    } catch (error) {
      log.error('missed replies', error);
    }
  }
}

/** Follows a connection: one that a sleep ended is gone since then, although noticed later, and does not go on. */
function follow(now: Listening, clock: Clock): void {
  const nowMs = clock.nowMs();
  if (nowMs - now.untilMs <= limits.verifyMarginMs) now.untilMs = nowMs;
}

/** Whether it is a message that the person wrote. A file may come without words, a text may not. */
function isTheirWord({ fromMe, random, kind, text }: ChatMessage): boolean {
  if (fromMe || random === '' || kind === 'other' || kind === 'deleted') return false;
  return kind !== 'text' || text.trim() !== '';
}
