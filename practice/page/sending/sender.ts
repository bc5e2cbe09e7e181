import type { PracticeSettings } from '../../protocol.ts';
import type { ChatStore } from '../chats/chat-store.ts';
import { numberWidOf } from '../chats/directory.ts';
import { type ChatModel, MessageCollection, MessageModel } from '../chats/models.ts';
import type { SeenMarks } from '../chats/seen-marks.ts';
import { reload } from '../connection.ts';
import { never } from '../emitter.ts';
import type { Journal } from '../journal.ts';
import type { Network } from '../network.ts';
import type { Scenario } from '../scenarios.ts';
import { type SendForm, type SendJob, ServerStatusCodeError } from './send-job.ts';

/** What the second promise of a send resolves with. `t` is there only when all went well. */
interface SendResult {
  readonly messageSendResult: 'OK' | 'ERROR_UNKNOWN' | 'ERROR_NETWORK';
  readonly t?: number;
  readonly count?: null;
}

type Attributes = ConstructorParameters<typeof MessageModel>[0];
type AfterAdd = (model: MessageModel) => unknown;

/** Errors before and after the hand-over have the same text, since an error does not tell whether the message left. */
const sendError = 'Failed to send message';
const sent = 1;
const rejected = -1;

/** The page's steps from "send this" to the last one: the message is added, stored, and then sent. */
export class Sender {
  readonly #chatStore: ChatStore;
  readonly #network: Network;
  readonly #journal: Journal;
  readonly #settings: PracticeSettings;
  readonly #job: SendJob;
  readonly #seenMarks: SeenMarks;
  /** The modules. All callers go through these objects, so a function that replaces one here is called. */
  readonly chatAction = {
    addAndSendMsgToChat: (chat: ChatModel, attributes: Attributes, afterAdd?: AfterAdd) =>
      this.#addAndSend(chat, attributes, afterAdd),
  };
  readonly recordAction = { sendMsgRecord: (model: MessageModel) => this.#sendRecord(model) };
  readonly #copiedTo = new Set<ChatModel>();
  readonly #ownAddAndSend = this.chatAction.addAndSendMsgToChat;

  constructor(parts: {
    readonly chatStore: ChatStore;
    readonly network: Network;
    readonly journal: Journal;
    readonly settings: PracticeSettings;
    readonly job: SendJob;
    readonly seenMarks: SeenMarks;
  }) {
    this.#chatStore = parts.chatStore;
    this.#network = parts.network;
    this.#journal = parts.journal;
    this.#settings = parts.settings;
    this.#job = parts.job;
    this.#seenMarks = parts.seenMarks;
  }

  /** Puts WhatsApp's own function back in place of any that has replaced it. */
  putBack(): void {
    this.chatAction.addAndSendMsgToChat = this.#ownAddAndSend;
  }

  /** Sends a text that was typed in WhatsApp's own window. It bypasses the module that the library calls. */
  async sendInWindow(chat: ChatModel, body: string): Promise<MessageModel> {
    const from = chat.id.isLid() ? this.#chatStore.me.lid() : this.#chatStore.me.number();
    if (!from) throw new Error('me is unknown');
    const id = new this.#chatStore.MessageKey({
      from,
      to: chat.id,
      id: await this.#chatStore.MessageKey.newId(),
      selfDir: 'out',
    });
    const t = Math.floor(Date.now() / 1_000);
    const [added] = this.#ownAddAndSend(chat, { id, ack: 0, body, from, to: chat.id, t, isNewMsg: true, type: 'chat' });
    return added;
  }

  /** Sends the text a second time under another id, unasked, once to each chat. */
  async sendCopyOnce(model: MessageModel): Promise<void> {
    const chat = await this.#chatStore.openChat(model.id.remote);
    if (this.#copiedTo.has(chat)) return;
    this.#copiedTo.add(chat);
    await this.sendInWindow(chat, MessageModel.contentOf(model).body ?? '');
  }

  /** `[added to the store, sent]`. The first resolves once the message is on disk, long before the second. */
  #addAndSend(
    chat: ChatModel,
    attributes: Attributes,
    afterAdd: AfterAdd | undefined,
  ): [Promise<MessageModel>, Promise<SendResult>] {
    const scenario = this.#network.scenarioOf(chat.id);
    if (scenario.handOver === 'reloads_before') {
      reload();
      return [never(), never()];
    }
    const added = chat.addQueue.enqueue(this.#add(chat, attributes, scenario));
    const complete = afterAdd ? added.then(afterAdd).then(() => added) : added;
    const shown = this.#whatTheCallerSees(added, scenario, attributes);
    const result = chat.sendQueue.enqueue(complete).then((model) => this.recordAction.sendMsgRecord(model));
    result.catch(() => undefined);
    return [afterAdd ? complete.then(() => shown) : shown, result];
  }

  async #add(chat: ChatModel, attributes: Attributes, scenario: Scenario): Promise<MessageModel> {
    await Promise.resolve();
    if (scenario.handOver === 'throws') throw new Error(sendError);
    const model = new MessageModel(attributes);
    this.#chatStore.messages.add(model);
    await this.#chatStore.keep(model);
    const to = numberWidOf(model.id.remote).toString();
    this.#journal.note({ kind: 'handed_over', at: Date.now(), id: model.id.id, to });
    chat.msgs.add(model);
    chat.set({ t: MessageModel.contentOf(model).t });
    return model;
  }

  /** Fails where the account has blocked the recipient. Other failures on the way are told by the result. */
  async #sendRecord(model: MessageModel): Promise<SendResult> {
    const scenario = this.#network.scenarioOf(model.id.remote);
    if (scenario.isBlocked) throw new Error('Contact is blocked');
    this.#seenMarks.markLater(model.id.remote);
    try {
      const answer = await this.#job.module.encryptAndSendMsg(this.#formOf(model), {});
      if (answer.error !== null) return await this.#failed(model, { ack: rejected });
      model.updateAck(sent);
      await this.#chatStore.storeAck(model.id, sent);
      if (scenario.send === 'throws_after') throw new Error('a later step failed');
      return { messageSendResult: 'OK', t: Number(answer.t), count: answer.count };
    } catch (error) {
      if (error instanceof ServerStatusCodeError) return { messageSendResult: 'ERROR_NETWORK' };
      return this.#failed(model, {});
    }
  }

  #formOf(model: MessageModel): SendForm {
    const record = { type: 'message', data: model } as const;
    const { sendForm } = this.#settings;
    if (sendForm === 'record') return record;
    return sendForm === 'object' ? { record } : { record: { record } };
  }

  async #failed(model: MessageModel, change: { readonly ack?: number }): Promise<SendResult> {
    if (change.ack !== undefined) await this.#chatStore.storeAck(model.id, change.ack);
    model.set({ isSendFailure: true, ...change });
    return { messageSendResult: 'ERROR_UNKNOWN' };
  }

  async #whatTheCallerSees(
    added: Promise<MessageModel>,
    scenario: Scenario,
    attributes: Attributes,
  ): Promise<MessageModel> {
    const key = String(attributes.id);
    const taken = new Promise<void>((resolve) => this.#job.taken.once(key, () => resolve()));
    const model = await added;
    if (scenario.hiddenWhenSent) MessageCollection.hide(this.#chatStore.messages, key, this.#settings.missMs);
    if (scenario.handOver === 'throws_but_goes') throw new Error(sendError);
    if (scenario.handOver === 'rejects_when_taken') {
      await taken;
      throw new Error(sendError);
    }
    if (scenario.afterTaken) await taken;
    return model;
  }
}
