import { z } from 'zod';
import { limits } from '../limits.ts';
import { Settlement, Tab } from '../messages/message.ts';
import {
  CancelResult,
  MessageFilter,
  MessageSort,
  MessageTarget,
  MoveResult,
  Moving,
  RequeueResult,
} from '../messages/message-filter.ts';
import { ChatLine, Cursor, MessageDetail, MessagePage } from '../messages/message-views.ts';
import { Id, Phone } from '../view-parts.ts';
import { byId, command, nothing, Who } from './command.ts';

export const messageCommands = {
  'message:page': command(
    z.object({ filter: MessageFilter, sort: MessageSort, after: Cursor.nullable() }),
    MessagePage,
  ),

  /**
   * How many messages match the filter, read or not; none being sent, to which nothing can be done. Null for a search
   * beyond `limits.searchCountedRows`, unless the exact number is asked for, which takes longer.
   */
  'message:count': command(
    z.object({ filter: MessageFilter, isExact: z.boolean() }),
    z.object({ total: z.int().nullable() }),
  ),

  /** Which of these messages are still under the tab: a selected one may have changed while it was out of sight. */
  'message:still': command(
    z.object({ tab: Tab, ids: z.array(Id).max(limits.importRows) }),
    z.object({ ids: z.array(Id) }),
  ),
  'message:get': command(byId, MessageDetail),

  /** Cancels what is still pending. Progress comes as `bulk:changed`. */
  'message:cancel': command(z.object({ target: MessageTarget }), CancelResult),

  /** Queues again what certainly did not leave. Progress comes as `bulk:changed`. */
  'message:requeue': command(z.object({ target: MessageTarget }), RequeueResult),

  /** How many of these messages would be queued again. */
  'message:requeuing': command(z.object({ target: MessageTarget }), z.int().min(0)),

  /** What would happen if these messages were moved to another account. */
  'message:moving': command(z.object({ target: MessageTarget }), Moving),

  /**
   * Moves messages that still wait to other accounts of this computer, each to the account with the fewest. `unread`:
   * the accounts whose chats cannot be read, as the operator was told. Progress comes as `bulk:changed`.
   */
  'message:move': command(
    z.object({
      target: MessageTarget,
      to: z.array(Phone).min(1).max(limits.accountsMax),
      unread: z.array(Phone).max(limits.movedFromMax),
    }),
    MoveResult,
  ),

  /** Stops a change of many messages. What is done stays done. */
  'message:stopBulk': command(nothing, nothing),

  /** The last messages of the person's chat, for settling by hand; null when WhatsApp cannot be asked now. */
  'message:chat': command(byId, z.array(ChatLine).nullable()),
  'message:settle': command(z.object({ id: Id, settlement: Settlement, who: Who }), MessageDetail),

  /** The operator saw the clock sign on the phone: the message's history notes it, and the question stays open. */
  'message:sawClock': command(z.object({ id: Id, who: Who }), MessageDetail),

  /** Erases all about its person but the fences. `isLogClean`: the log is clean too; else once the app was closed. */
  'message:erasePerson': command(byId, z.object({ isLogClean: z.boolean() })),
};
