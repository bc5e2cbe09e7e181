import type { ChatModel } from '../chats/models.ts';
import type { Network } from '../network.ts';
import { type Scenario, scenarioByNumber } from '../scenarios.ts';

/**
 * The chat that the library is sending to, for the steps that are not told it: the new random part and the upload. The
 * library begins each send by asking for the kind of the chat, and for a text nothing runs between that question and
 * the random part.
 */
export class SendFocus {
  readonly #network: Network;
  #chat: ChatModel | undefined;

  constructor(network: Network) {
    this.#network = network;
  }

  begin(chat: ChatModel): void {
    this.#chat = chat;
  }

  scenario(): Scenario {
    return this.#chat ? this.#network.scenarioOf(this.#chat.id) : scenarioByNumber(null);
  }
}
