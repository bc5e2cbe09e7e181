import { setImmediate } from 'node:timers/promises';
import type { Campaigns } from '../../db/campaigns.ts';
import type { Fences } from '../../db/fences.ts';
import type { MessagePages } from '../../db/message-pages.ts';
import type { Messages } from '../../db/messages.ts';
import type { Queries } from '../../db/queries.ts';
import type { Replies } from '../../db/replies.ts';
import type {
  BulkProgress,
  CancelResult,
  ChatLine,
  CommandInput,
  CommandResult,
  MessageDetail,
  MessageFilter,
  MessagePage,
  MessageSort,
  MessageTarget,
  RequeueResult,
} from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { playedAck, type Settlement, type Tab } from '../../domain/message.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { CampaignDesk } from '../campaigns/campaign-desk.ts';
import type { ChatMessage, Clock, Messenger } from '../ports.ts';
import { Bulk } from './bulk.ts';
import { Requeue } from './requeue.ts';

export type MessageDeskParts = {
  readonly fences: Fences;
  readonly messages: Messages;
  readonly campaigns: Campaigns;
  readonly queries: Queries;
  readonly pages: MessagePages;
  readonly replies: Replies;
  readonly desk: CampaignDesk;
  readonly clock: Clock;
  readonly onMessages: (ids: readonly number[]) => void;
  readonly onCampaign: (id: number) => void;
  readonly onBulk: (progress: BulkProgress | null) => void;
  readonly chatOf: (messageId: number) => { chatId: string } | undefined;
  readonly readChat: Messenger['readChat'];
  readonly nudge: () => void;
};

/** What the operator does with messages, one or many: look, cancel, queue again, settle. */
export class MessageDesk {
  readonly #parts: MessageDeskParts;
  readonly #bulk: Bulk;

  constructor(parts: MessageDeskParts) {
    this.#parts = parts;
    this.#bulk = new Bulk(parts.onBulk);
  }

  async page({ filter, sort, after }: CommandInput<'message:page'>): Promise<MessagePage> {
    await this.#prepare(filter, sort);
    return this.#parts.pages.page(filter, sort, after);
  }

  async count(filter: MessageFilter): Promise<number> {
    await this.#prepare(filter, null);
    return this.#parts.pages.count(filter);
  }

  still(tab: Tab, ids: readonly number[]): number[] {
    return this.#parts.pages.still(tab, ids);
  }

  get(id: number): CommandResult<MessageDetail> {
    const { queries, campaigns, desk, replies } = this.#parts;
    const found = queries.message(id);
    const campaign = found && campaigns.get(found.campaignId);
    if (!found || !campaign) return fail({ code: 'not_found', detail: '' });
    const { body, ...rest } = found;
    const text = body !== null && found.status !== 'pending' ? body : desk.textFor(found.campaignId, found.rowNumber);
    return succeed({ ...rest, text, attachment: campaigns.attachmentOf(campaign), replies: replies.of(id) });
  }

  /** Takes out of the queue what still waits there. */
  async cancel(target: MessageTarget): Promise<CommandResult<CancelResult>> {
    const { messages, clock } = this.#parts;
    let changed = 0;
    let seen = 0;
    const stopped = await this.#many('cancel', target, (ids) => {
      seen += ids.length;
      changed += messages.cancel(ids, 'operator', clock.nowMs());
    });
    return stopped === null ? busy : succeed({ changed, tooLate: seen - changed, stopped });
  }

  async requeue(target: MessageTarget): Promise<CommandResult<RequeueResult>> {
    const { desk, queries, clock } = this.#parts;
    const textFor = ({ id, campaignId }: { id: number; campaignId: number }) =>
      desk.textFor(campaignId, queries.message(id)?.rowNumber ?? 0);
    const again = new Requeue({ ...this.#parts, textFor }, 'operator', () => clock.nowMs());
    const stopped = await this.#many('queue_again', target, (ids) => again.slice(ids));
    return stopped === null ? busy : succeed({ ...again.sums, stopped });
  }

  /** Stops what is being done to many messages, and waits for the batch that is under way. */
  stopBulk(): Promise<void> {
    return this.#bulk.stop();
  }

  /** What the person's chat shows, for the operator who settles by hand; null when WhatsApp cannot be asked now. */
  async chat(id: number): Promise<CommandResult<ChatLine[] | null>> {
    const chat = this.#parts.chatOf(id);
    if (!chat) return succeed([]);
    const lines = await this.#parts.readChat(chat.chatId, limits.chatLinesShown, null);
    return succeed(lines?.map(toChatLine) ?? null);
  }

  settle(id: number, settlement: Settlement, who: string): CommandResult<MessageDetail> {
    if (!this.#parts.messages.settle(id, settlement, who, this.#parts.clock.nowMs()))
      return fail({ code: 'not_allowed_now', detail: '' });
    this.#after([id]);
    return this.get(id);
  }

  /** Does something to many messages. Returns whether it was stopped; null when something else is still being done. */
  async #many(
    what: BulkProgress['what'],
    target: MessageTarget,
    batch: (ids: readonly number[]) => void,
  ): Promise<boolean | null> {
    const ids = await this.#idsOf(target);
    if (this.#bulk.isRunning) return null;
    const isDone = await this.#bulk.run({
      what,
      ids,
      batch: (some) => {
        batch(some);
        this.#parts.onMessages(some);
      },
    });
    this.#after([]);
    return !isDone;
  }

  async #idsOf(target: MessageTarget): Promise<readonly number[]> {
    if ('ids' in target) return target.ids;
    await this.#prepare(target.filter, null);
    const except = new Set(target.except);
    return this.#parts.pages.ids(target.filter).filter((id) => !except.has(id));
  }

  /** Names are taken up a few at a time, so that nothing waits for those of 100,000 people. */
  async #prepare(filter: MessageFilter, sort: MessageSort | null): Promise<void> {
    while (!this.#parts.pages.prepare(filter, sort)) await setImmediate();
  }

  #after(ids: readonly number[]): void {
    const { campaigns, clock, onMessages, onCampaign, nudge } = this.#parts;
    onMessages(ids);
    for (const id of campaigns.finishDone(clock.nowMs())) onCampaign(id);
    nudge();
  }
}

const busy: CommandResult<never> = fail({ code: 'not_allowed_now', detail: '' });

/** WhatsApp marks what it refused by a number below 0: to the operator that is no tick, like 0. */
function toChatLine({ fromMe, text, atMs, ack }: ChatMessage): ChatLine {
  return { fromMe, text, atMs, ack: fromMe ? Math.min(Math.max(ack, 0), playedAck) : null };
}
