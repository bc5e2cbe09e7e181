import type { Campaigns } from '../../db/campaigns.ts';
import type { Messages } from '../../db/messages.ts';
import type { Queries } from '../../db/queries.ts';
import type { Replies } from '../../db/replies.ts';
import type { ChatLine, Cursor, MessageDetail, MessageFilter, MessagePage, Reply } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { playedAck, type Settlement } from '../../domain/message.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { CampaignDesk } from '../campaigns/campaign-desk.ts';
import type { ChatMessage, Clock, Messenger } from '../dispatch/ports.ts';

export type MessageDeskParts = {
  readonly messages: Messages;
  readonly campaigns: Campaigns;
  readonly queries: Queries;
  readonly replies: Replies;
  readonly desk: CampaignDesk;
  readonly clock: Clock;
  readonly onMessages: (ids: readonly number[]) => void;
  readonly onCampaign: (id: number) => void;
  readonly onManyMessages: () => void;
  readonly chatOf: (messageId: number) => { chatId: string } | undefined;
  readonly readChat: Messenger['readChat'];
  readonly nudge: () => void;
};

/** What the operator does with single messages: look, cancel, queue again, settle. */
export class MessageDesk {
  readonly #parts: MessageDeskParts;

  constructor(parts: MessageDeskParts) {
    this.#parts = parts;
  }

  page(filter: MessageFilter, after: Cursor | null): MessagePage {
    return this.#parts.queries.page(filter, after);
  }

  get(id: number): Reply<MessageDetail> {
    const { queries, campaigns, desk, replies } = this.#parts;
    const found = queries.message(id);
    const campaign = found && campaigns.get(found.campaignId);
    if (!found || !campaign) return fail({ code: 'not_found', detail: '' });
    const { body, ...rest } = found;
    const text = body !== null && found.status !== 'pending' ? body : desk.textFor(found.campaignId, found.rowNumber);
    return succeed({ ...rest, text, attachment: campaigns.attachmentOf(campaign), replies: replies.of(id) });
  }

  cancel(ids: readonly number[]): number {
    const changed = this.#parts.messages.cancel(ids, 'operator', this.#parts.clock.nowMs());
    this.#after(ids);
    return changed;
  }

  /** Cancels whatever the filter shows under Pending, however many that are. */
  cancelAll(filter: MessageFilter): number {
    const { queries, messages, clock, onManyMessages } = this.#parts;
    const ids = queries.pendingIds(filter);
    const changed = messages.cancel(ids, 'operator', clock.nowMs());
    onManyMessages();
    this.#after([]);
    return changed;
  }

  /** What the person's chat shows, for the operator who settles by hand; null when WhatsApp cannot be asked now. */
  async chat(id: number): Promise<Reply<ChatLine[] | null>> {
    const chat = this.#parts.chatOf(id);
    if (!chat) return succeed([]);
    const lines = await this.#parts.readChat(chat.chatId, limits.chatLinesShown, null);
    return succeed(lines?.map(toChatLine) ?? null);
  }

  queueAgain(ids: readonly number[]): number {
    const changed = this.#parts.messages.queueAgain(ids, 'operator', this.#parts.clock.nowMs());
    this.#after(ids);
    return changed;
  }

  settle(id: number, settlement: Settlement, who: string): Reply<MessageDetail> {
    if (!this.#parts.messages.settle(id, settlement, who, this.#parts.clock.nowMs()))
      return fail({ code: 'not_allowed_now', detail: '' });
    this.#after([id]);
    return this.get(id);
  }

  #after(ids: readonly number[]): void {
    const { campaigns, clock, onMessages, onCampaign, nudge } = this.#parts;
    onMessages(ids);
    for (const id of campaigns.finishDone(clock.nowMs())) onCampaign(id);
    nudge();
  }
}

/** WhatsApp marks what it refused by a number below 0: to the operator that is no tick, like 0. */
function toChatLine({ fromMe, text, atMs, ack }: ChatMessage): ChatLine {
  return { fromMe, text, atMs, ack: fromMe ? Math.min(Math.max(ack, 0), playedAck) : null };
}
