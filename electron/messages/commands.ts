import type { ChatLine, CommandResult, MessageDetail } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { readSearch } from '../../domain/messages/fold.ts';
import { playedAck } from '../../domain/messages/message.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { textFor } from '../campaigns/preview.ts';
import { type Answer, type Commands, done } from '../commands.ts';
import { erasePersonOf } from './erase-person.ts';
import { afterChange, cancelMessages, countRequeued, preparePages, requeueMessages } from './many.ts';
import { moveMessages, readMoving } from './move.ts';
import type { MessageParts } from './parts.ts';

/** The operator's commands for one or many messages: read, cancel, requeue, settle. */
export function messageCommands(parts: MessageParts): Commands<'message'> {
  const { pages, bulk, messages, clock } = parts;
  return {
    'message:page': async ({ filter, sort, after }) => {
      await preparePages(parts, filter);
      return succeed(pages.page(filter, sort, after));
    },
    'message:count': async ({ filter, isExact }) => {
      await preparePages(parts, filter);
      const isSearch = readSearch(filter.search) !== null;
      if (isSearch && isExact) return parts.countAll(filter);
      return succeed({ total: pages.count(filter, isSearch ? limits.searchCountedRows : undefined) });
    },
    'message:still': ({ tab, ids }) => succeed({ ids: pages.still(tab, ids) }),
    'message:get': ({ id }) => readMessage(parts, id),
    'message:cancel': ({ target }) => cancelMessages(parts, target),
    'message:requeue': ({ target }) => requeueMessages(parts, target),
    'message:requeuing': async ({ target }) => succeed(await countRequeued(parts, target)),
    'message:moving': ({ target }) => readMoving(parts, target),
    'message:move': (input) => moveMessages(parts, input),
    'message:stopBulk': async () => {
      await bulk.stop();
      return done;
    },
    'message:chat': ({ id }) => readChat(parts, id),
    'message:settle': ({ id, settlement, who }) =>
      noted(parts, id, messages.settle(id, settlement, who, clock.nowMs())),
    'message:sawClock': ({ id, who }) => noted(parts, id, messages.noteClock(id, who, clock.nowMs())),
    'message:erasePerson': ({ id }) => erasePersonOf(parts, id),
  };
}

function readMessage(parts: MessageParts, id: number): CommandResult<MessageDetail> {
  const { queries, campaigns, replies } = parts;
  const found = queries.message(id);
  const campaign = found && campaigns.get(found.campaignId);
  if (!found || !campaign) return refuse('not_found');
  const { body, ...rest } = found;
  const isFinal = body !== null && found.status !== 'pending';
  const text = isFinal ? body : textFor(parts, found.campaignId, found.rowNumber);
  return succeed({ ...rest, text, attachment: campaigns.attachmentOf(campaign), replies: replies.of(id) });
}

/** What the person's chat shows, for the operator who settles by hand; null when WhatsApp cannot be asked now. */
async function readChat(parts: MessageParts, id: number): Answer<ChatLine[] | null> {
  const chat = parts.verifications.chatOf(id);
  if (!chat) return succeed([]);
  const lines = await parts.readChat(chat.chatId, limits.chatLinesShown, null, chat.account);
  return succeed(lines?.map(toChatLine) ?? null);
}

/** The message, after what the operator saw in its chat was stored. */
function noted(parts: MessageParts, id: number, isNoted: boolean): CommandResult<MessageDetail> {
  if (!isNoted) return refuse('not_allowed_now');
  afterChange(parts, [id]);
  return readMessage(parts, id);
}

/** WhatsApp marks a message that it refused by an ack below 0: for the operator that is no tick, like 0. */
function toChatLine({ fromMe, text, atMs, ack }: ChatMessage): ChatLine {
  return { fromMe, text, atMs, ack: fromMe ? Math.min(Math.max(ack, 0), playedAck) : null };
}
