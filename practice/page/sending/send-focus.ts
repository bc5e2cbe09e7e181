import type { ChatModel } from '../chats/models.ts';
import type { Network } from '../network.ts';
import { type Scenario, scenarioByNumber } from '../scenarios.ts';

/**
 * The chat that the library is sending to, for the steps that are not told: the new random part and the upload.
 * The library begins each send by asking what kind of chat it is, and for a text it goes on to the random part
 * without a break.
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
