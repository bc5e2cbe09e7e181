import type { Limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import type { MessageKey } from '../../domain/messages/message-key.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { toChatUser } from '../../domain/phone/phone.ts';
import type { Restriction } from '../../domain/state/restriction.ts';
import type { LookUp, RecordAck, RecordReading } from '../ports.ts';
import type { Connection } from './link/connection.ts';
import { lookUpInPage, readAcksInPage, readIds, readRecordInPage } from './page/calls-in-page.ts';
import { readActiveChatsInPage, readChatInPage } from './page/chat-in-page.ts';
import { inspectPage } from './page/inspect-in-page.ts';
import { moduleNames } from './page/modules.ts';
import { codeOf } from './page/page-codes.ts';
import { answers, type Inspection } from './page/page-words.ts';
import { readStandingInPage } from './page/standing-in-page.ts';
import type { TimedPage } from './page/timed-page.ts';

type Asked = Pick<Connection, 'account' | 'page'>;

/** Questions to WhatsApp that change nothing there. None of them rejects: what cannot be asked now has no answer. */
export class Queries {
  readonly #connection: () => Asked | null;
  readonly #limits: Limits;

  constructor(connection: () => Asked | null, limits: Limits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  /** The properties of the page that we rely on; null where it cannot be asked now. */
  inspect(): Promise<Inspection | null> {
    return this.#ask(this.#limits.pageHangMs, answers.inspection, inspectPage, moduleNames);
  }

  async restriction(): Promise<Restriction | null> {
    const { lookUpTimeoutMs, lockAskedEveryMs } = this.#limits;
    const said = await this.#ask(lookUpTimeoutMs, answers.readiness, readStandingInPage, lockAskedEveryMs, null);
    return said?.restriction ?? null;
  }

  async lookUp(phone: string): Promise<LookUp> {
    const connection = this.#connection();
    const notConnected: LookUp = { kind: 'unavailable', why: 'not connected' };
    if (!connection?.account) return notConnected;
    const numberIds = digitVariants(phone).map((variant) => `${toChatUser(variant)}@c.us`);
    try {
      const { lookUpTimeoutMs } = this.#limits;
      const found = await connection.page.ask(lookUpTimeoutMs, answers.lookUp, lookUpInPage, numberIds);
      if (!connection.account) return notConnected;
      if (found.kind === 'unavailable') return { ...found, why: codeOf(found.why) };
      // Another number is another person: taken for this person's, it would be fenced with this one.
      const isOther = (id: string) => !id.endsWith('@lid') && !numberIds.includes(id);
      if (found.kind === 'registered' && [found.chatId, ...found.ids].some(isOther))
        return { kind: 'unavailable', why: 'an answer of an unknown shape' };
      return found;
    } catch (error) {
      return { kind: 'unavailable', why: codeOf(error) };
    }
  }

  async readChat(chatId: string, most: number, sinceMs: number | null): Promise<readonly ChatMessage[] | null> {
    if (!this.#isReady) return null;
    return this.#ask(this.#limits.lookUpTimeoutMs, answers.chat, readChatInPage, chatId, most, sinceMs);
  }

  /** The acknowledgements of these messages in WhatsApp's records, where found; null where it cannot be asked now. */
  async readAcks(keys: readonly MessageKey[]): Promise<readonly RecordAck[] | null> {
    if (!this.#isReady) return null;
    return this.#ask(this.#limits.lookUpTimeoutMs, answers.acks, readAcksInPage, keys);
  }

  /** The chats in which somebody wrote since then; null where that cannot be told now. */
  async activeChats(sinceMs: number): Promise<readonly string[] | null> {
    if (!this.#isReady) return null;
    const { lookUpTimeoutMs, missedChatsRead } = this.#limits;
    return this.#ask(lookUpTimeoutMs, answers.activeChats, readActiveChatsInPage, sinceMs, missedChatsRead);
  }

  /** Every id by which WhatsApp knows a person, given one of them: at least that one. */
  async idsOf(id: string): Promise<readonly string[]> {
    return (await this.#ask(this.#limits.pageHangMs, answers.ids, readIds, id)) ?? [id];
  }

  async readRecord(key: MessageKey): Promise<RecordReading> {
    const connection = this.#connection();
    if (!connection?.account) return { kind: 'unavailable' };
    const { lookUpTimeoutMs, historyMessagesRead } = this.#limits;
    try {
      const found = await connection.page.ask(
        lookUpTimeoutMs,
        answers.record,
        readRecordInPage,
        key,
        historyMessagesRead,
      );
      return found ? { kind: 'found', ...found } : { kind: 'absent' };
    } catch {
      return { kind: 'unavailable' };
    }
  }

  get #isReady(): boolean {
    return Boolean(this.#connection()?.account);
  }

  /** The page's answer; null where there is no page, or its answer has another shape. */
  async #ask<Values extends unknown[], Value>(
    ...asked: Parameters<typeof TimedPage.prototype.ask<Values, Value>>
  ): Promise<Value | null> {
    const said = this.#connection()?.page.ask(...asked);
    return (await said?.catch(() => null)) ?? null;
  }
}
