import { setImmediate as othersTurn } from 'node:timers/promises';
import { z } from 'zod';
import { readMetaJson, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import type { Clock, Given, IncomingMessage, Messenger } from '../ports.ts';
import { wait } from '../timeout.ts';

type MissedRepliesParts = Given<'db' | 'clock' | 'log'> & {
  readonly messenger: Pick<Messenger, 'account' | 'isCaughtUp' | 'readChat'>;
  /** The chats of people in which something was written since then; null where they cannot be told now. */
  readonly activeChats: (sinceMs: number) => Promise<readonly string[] | null>;
  /** Every id by which WhatsApp knows a person, by one of them. */
  readonly idsOf: (id: string) => Promise<readonly string[]>;
  readonly receive: (message: IncomingMessage, account: string) => void;
  /** Whether all that was received is written down. */
  readonly isWritten: () => boolean;
  /** Reads the ticks that came meanwhile. False where they cannot all be read. */
  readonly readTicks: (phone: string, goesOn: () => boolean) => Promise<boolean>;
  /** What was missed is waited for no longer; once more where all of it is known only afterwards. */
  readonly onHeard: () => void;
};

/** By account, until when somebody listened to what people write to it. */
const HeardUntil = z.record(z.string(), z.int());

/** A connection of an account, from the moment on in which its page had caught up. */
type Listening = {
  readonly phone: string;
  readonly sinceMonotonicMs: number;
  /** Until when somebody listened without a gap, and until when that is noted. */
  untilMs: number;
  notedMs: number;
  /** Whether all is known that was missed before. */
  isWhole: boolean;
};

type Reading = { readonly phone: string; readonly sinceMs: number; readonly goesOn: () => boolean };

/**
 * What people wrote to an account while nobody listened, as while the app was closed: WhatsApp's page takes that in while
 * it opens, before anybody can listen, and tells it to nobody later. So once the page has caught up, the ticks of what was
 * sent are read, and the chats in which something is new, and nothing is sent before, but for what takes too long. What
 * was heard already counts once.
 */
export class MissedReplies {
  readonly #parts: MissedRepliesParts;
  #listening: Listening | null = null;
  #isHeard = false;
  #cancel: () => void = () => undefined;

  constructor(parts: MissedRepliesParts) {
    this.#parts = parts;
  }

  /** Whether what was missed is known, as far as it is waited for, since the account has been connected. */
  get isHeard(): boolean {
    return this.#isHeard;
  }

  /** WhatsApp is ready, or has caught up. Does nothing before both, and once in each connection. */
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

  /** The connection of the account is gone: from now on nobody listens. */
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

  /** Now and then is noted until when somebody listened, and what takes too long to be read is waited for no longer. */
  #listen(now: Listening): void {
    const { clock } = this.#parts;
    this.#cancel = clock.after(limits.listeningNotedEveryMs, () => this.#listen(now));
    follow(now, clock);
    if (Math.abs(now.untilMs - now.notedMs) >= limits.verifyMarginMs) this.#note(now);
    if (!this.#isHeard && clock.monotonicMs() - now.sinceMonotonicMs >= limits.catchUpMaxMs) this.#goOn();
  }

  /** What cannot be read is tried again now and then, while others are sent to. False where the rest is the next connection's. */
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

  /** Returns those that cannot be read now. */
  async #readChats(chats: readonly string[], { phone, sinceMs, goesOn }: Reading): Promise<readonly string[]> {
    const { messenger, clock, isWritten } = this.#parts;
    const left: string[] = [];
    for (const [place, chatId] of chats.entries()) {
      // Of what cannot be written down yet only so much is kept, and the rest would be dropped and called heard.
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
      // Each is written by itself.
      await othersTurn();
    }
  }

  #heardUntil(): z.infer<typeof HeardUntil> {
    return readMetaJson(this.#parts.db, 'heard_until', HeardUntil) ?? {};
  }

  /** Until when somebody listened, once all from before is known and written down. Else more is read the next time. */
  #note(now: Listening): void {
    const { db, clock, isWritten, log } = this.#parts;
    follow(now, clock);
    if (!now.isWhole || !isWritten() || !db.isOpen) return;
    try {
      db.immediateWithin(limits.gateBusyTimeoutMs, () =>
        writeMeta(db, 'heard_until', JSON.stringify({ ...this.#heardUntil(), [now.phone]: now.untilMs })),
      );
      now.notedMs = now.untilMs;
    } catch (error) {
      log.error('missed replies', error);
    }
  }
}

/** A connection that a sleep ended is gone since then, and that is noticed only afterwards: it goes on no more. */
function follow(now: Listening, clock: Clock): void {
  const nowMs = clock.nowMs();
  if (nowMs - now.untilMs <= limits.verifyMarginMs) now.untilMs = nowMs;
}

/** A message that they wrote. A file may come without words, a text does not. */
function isTheirWord({ fromMe, random, kind, text }: ChatMessage): boolean {
  if (fromMe || random === '' || kind === 'other' || kind === 'deleted') return false;
  return kind !== 'text' || text.trim() !== '';
}
