import { z } from 'zod';
import type { Db } from '../../db/database.ts';
import { readMetaJson, writeMeta } from '../../db/meta.ts';
import { limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import type { Account } from '../../domain/state/state.ts';
import type { Clock, IncomingMessage, Log, Messenger } from '../ports.ts';

type MissedRepliesParts = {
  readonly db: Db;
  readonly messenger: Pick<Messenger, 'account' | 'isCaughtUp' | 'readChat'>;
  /** The chats of people in which something was written since then; null where they cannot be told now. */
  readonly activeChats: (sinceMs: number) => Promise<readonly string[] | null>;
  /** Every id by which WhatsApp knows a person, by one of them. */
  readonly idsOf: (id: string) => Promise<readonly string[]>;
  readonly receive: (message: IncomingMessage, account: string) => void;
  /** Reads the ticks that came meanwhile. False where they cannot all be read. */
  readonly readTicks: (phone: string, goesOn: () => boolean) => Promise<boolean>;
  /** All that was missed is known now, as far as it can be. */
  readonly onHeard: () => void;
  readonly clock: Clock;
  readonly log: Log;
};

/** By account, until when somebody listened to what people write to it. */
const HeardUntil = z.record(z.string(), z.int());

/**
 * What people wrote to an account while nobody listened, as while the app was closed: WhatsApp's page takes that in while it
 * opens, before anybody can listen, and tells it to nobody later. So once the page has caught up, the chats in which
 * something is new are read, and the ticks of what was sent, and nothing is sent before. What was heard already counts once.
 */
export class MissedReplies {
  readonly #parts: MissedRepliesParts;
  /** The reading that is at work; null while none is. */
  #reading: object | null = null;
  #heard: 'nothing' | 'some' | 'all' = 'nothing';
  /** Until when somebody listened without a gap, since all was heard. */
  #listenedUntilMs = 0;
  #cancel: () => void = () => undefined;

  constructor(parts: MissedRepliesParts) {
    this.#parts = parts;
  }

  /** Whether what was missed is known, since the account has been connected. */
  get isHeard(): boolean {
    return this.#heard !== 'nothing';
  }

  /** WhatsApp is ready, or has caught up. Does nothing before both, while it is at work, and once all is heard. */
  begin(): void {
    const { messenger, onHeard, log } = this.#parts;
    const account = messenger.account();
    if (this.isHeard || this.#reading || !account || messenger.isCaughtUp() === false) return;
    const reading = {};
    this.#reading = reading;
    this.#listenedUntilMs = this.#parts.clock.nowMs();
    this.#read(account, () => reading === this.#reading)
      .catch((error: unknown) => {
        log.error('missed replies', error);
        return 'some' as const;
      })
      .then((heard) => {
        if (reading !== this.#reading) return;
        if (heard === 'some') log.warn('some of what was written meanwhile could not be read');
        this.#reading = null;
        this.#heard = heard;
        this.#listen();
        onHeard();
      });
  }

  /** The connection of the account is gone: from now on nobody listens. */
  end(phone: string | null): void {
    const { log } = this.#parts;
    this.#cancel();
    try {
      if (this.#heard === 'all' && phone !== null) this.#note(phone, this.#listenedNow());
    } catch (error) {
      // Then more is read the next time.
      log.error('missed replies', error);
    }
    this.#reading = null;
    this.#heard = 'nothing';
  }

  /** A connection that a sleep ended is gone since then, and that is noticed only afterwards. */
  #listen(): void {
    this.#listenedUntilMs = this.#listenedNow();
    this.#cancel = this.#parts.clock.after(limits.listeningNotedEveryMs, () => this.#listen());
  }

  #listenedNow(): number {
    const nowMs = this.#parts.clock.nowMs();
    return nowMs - this.#listenedUntilMs > limits.verifyMarginMs ? this.#listenedUntilMs : nowMs;
  }

  /** What cannot be read is tried again by the next connection: it must not keep all others from being sent to. */
  async #read({ phone }: Account, isWanted: () => boolean): Promise<'some' | 'all'> {
    const { messenger, activeChats, readTicks, clock } = this.#parts;
    const beganMs = clock.nowMs();
    const untilMs = clock.monotonicMs() + limits.catchUpMaxMs;
    const goesOn = () => isWanted() && clock.monotonicMs() < untilMs;
    const heardUntilMs = this.#heardUntil()[phone] ?? null;
    // To an account that is new here nobody wrote because of us.
    const sinceMs = Math.min(heardUntilMs ?? beganMs, beganMs) - limits.verifyMarginMs;
    const chats = heardUntilMs === null ? [] : await activeChats(sinceMs);
    let isWhole = chats !== null;
    for (const chatId of chats ?? []) {
      if (!goesOn()) return 'some';
      const lines = await messenger.readChat(chatId, limits.missedLinesRead, sinceMs);
      isWhole &&= lines !== null;
      if (goesOn()) await this.#take(chatId, lines ?? [], phone);
    }
    isWhole = (await readTicks(phone, goesOn)) && isWhole;
    if (!isWhole || !goesOn()) return 'some';
    this.#note(phone, beganMs);
    return 'all';
  }

  async #take(chatId: string, lines: readonly ChatMessage[], phone: string): Promise<void> {
    if (!lines.some(isTheirWord)) return;
    const ids = await this.#parts.idsOf(chatId);
    for (const [place, line] of lines.entries()) {
      if (!isTheirWord(line)) continue;
      const { text, random, atMs } = line;
      const before = lines.slice(place + 1).flatMap((later) => (later.fromMe ? later.random : []));
      this.#parts.receive({ ids, text, waKey: random, writtenAtMs: atMs, before }, phone);
    }
  }

  #heardUntil(): z.infer<typeof HeardUntil> {
    return readMetaJson(this.#parts.db, 'heard_until', HeardUntil) ?? {};
  }

  #note(phone: string, untilMs: number): void {
    const { db } = this.#parts;
    if (db.isOpen) writeMeta(db, 'heard_until', JSON.stringify({ ...this.#heardUntil(), [phone]: untilMs }));
  }
}

/** A message that they wrote. A file may come without words, a text does not. */
function isTheirWord({ fromMe, random, kind, text }: ChatMessage): boolean {
  if (fromMe || random === '' || kind === 'other' || kind === 'deleted') return false;
  return kind !== 'text' || text.trim() !== '';
}
