import type { Limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import { digitVariants } from '../../domain/phone/digit-variants.ts';
import { toChatUser } from '../../domain/phone/phone.ts';
import type { Restriction } from '../../domain/state/restriction.ts';
import type { LookUp, MessageKey, RecordAck, RecordReading } from '../ports.ts';
import type { Connection } from './link/connection.ts';
import { lookUpInPage, readAcksInPage, readIds, readRecordInPage } from './page/calls-in-page.ts';
import { readActiveChatsInPage, readChatInPage } from './page/chat-in-page.ts';
import { inspectPage } from './page/inspect-in-page.ts';
import { helpfulModules, mediaModules, readyModules, startModules } from './page/modules.ts';
import { codeOf } from './page/page-codes.ts';
import { answers, type Inspection } from './page/page-words.ts';
import { readStandingInPage } from './page/standing-in-page.ts';

type Asked = Pick<Connection, 'account' | 'page'>;

/** What WhatsApp is asked without changing anything there. No question rejects: what cannot be asked now has no answer. */
export class Queries {
  readonly #connection: () => Asked | null;
  readonly #limits: Limits;

  constructor(connection: () => Asked | null, limits: Limits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  async inspect(): Promise<Inspection | null> {
    const names = [...startModules, ...readyModules, ...mediaModules, ...helpfulModules];
    const { pageHangMs } = this.#limits;
    const seen = this.#connection()?.page.ask(pageHangMs, answers.inspection, inspectPage, names);
    return (await orNone(seen)) ?? null;
  }

  async restriction(): Promise<Restriction | null> {
    const { lookUpTimeoutMs, lockAskedEveryMs } = this.#limits;
    const { page } = this.#connection() ?? {};
    const said = page?.ask(lookUpTimeoutMs, answers.readiness, readStandingInPage, lockAskedEveryMs);
    return (await orNone(said))?.restriction ?? null;
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
      // Another number is another person: taken for this one's, it would be fenced with this one.
      const isOther = (id: string) => !id.endsWith('@lid') && !numberIds.includes(id);
      if (found.kind === 'registered' && [found.chatId, ...found.ids].some(isOther))
        return { kind: 'unavailable', why: 'an answer of an unknown shape' };
      return found;
    } catch (error) {
      return { kind: 'unavailable', why: codeOf(error) };
    }
  }

  async readChat(chatId: string, most: number, sinceMs: number | null): Promise<readonly ChatMessage[] | null> {
    const connection = this.#connection();
    if (!connection?.account) return null;
    const { lookUpTimeoutMs } = this.#limits;
    const read = connection.page.ask(lookUpTimeoutMs, answers.chat, readChatInPage, chatId, most, sinceMs);
    return (await orNone(read)) ?? null;
  }

  async readAcks(keys: readonly MessageKey[]): Promise<readonly RecordAck[] | null> {
    const connection = this.#connection();
    if (!connection?.account) return null;
    const read = connection.page.ask(this.#limits.lookUpTimeoutMs, answers.acks, readAcksInPage, keys);
    return (await orNone(read)) ?? null;
  }

  /** The chats of people in which something was written since then. */
  async activeChats(sinceMs: number): Promise<readonly string[] | null> {
    const connection = this.#connection();
    if (!connection?.account) return null;
    const { lookUpTimeoutMs, missedChatsRead } = this.#limits;
    const read = connection.page.ask(
      lookUpTimeoutMs,
      answers.activeChats,
      readActiveChatsInPage,
      sinceMs,
      missedChatsRead,
    );
    return (await orNone(read)) ?? null;
  }

  /** Every id by which WhatsApp knows a person, by one of them: that one, where no more is known. */
  async idsOf(id: string): Promise<readonly string[]> {
    const asked = this.#connection()?.page.ask(this.#limits.pageHangMs, answers.ids, readIds, id);
    return (await orNone(asked)) ?? [id];
  }

  async readRecord(key: MessageKey): Promise<RecordReading> {
    const connection = this.#connection();
    if (!connection?.account || key.random === '') return { kind: 'unavailable' };
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
}

/** What was answered; undefined where nothing could be asked, or no answer came. */
async function orNone<Value>(asked: Promise<Value> | undefined): Promise<Value | undefined> {
  return asked?.catch(() => undefined);
}
