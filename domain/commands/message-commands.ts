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

/** Single messages, and the lists of them. */
export const messageCommands = {
  'message:page': command(
    z.object({ filter: MessageFilter, sort: MessageSort, after: Cursor.nullable() }),
    MessagePage,
  ),

  /**
   * How many messages the filter shows, read or not. Those being sent are not among them: nothing can be done to them. Of a
   * search, null beyond `limits.searchCountedRows` unless the exact number is asked for, which takes longer.
   */
  'message:count': command(
    z.object({ filter: MessageFilter, isExact: z.boolean() }),
    z.object({ total: z.int().nullable() }),
  ),

  /** Which of these stand under the tab still: what is selected may have changed out of sight. */
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

  /** What would become of messages that are moved to another account. */
  'message:moving': command(z.object({ target: MessageTarget }), Moving),

  /**
   * Moves what still waits to other accounts of this computer, to whichever has the fewest. `unread`: the accounts of which
   * the operator was told that their chats cannot be looked at. Progress comes as `bulk:changed`.
   */
  'message:move': command(
    z.object({
      target: MessageTarget,
      to: z.array(Phone).min(1).max(limits.accountsMax),
      unread: z.array(Phone).max(limits.movedFromMax),
    }),
    MoveResult,
  ),

  /** Stops what is being done to many messages; what is done stays done. */
  'message:stopBulk': command(nothing, nothing),

  /** The last messages of the person's chat, for settling by hand; null when WhatsApp cannot be asked now. */
  'message:chat': command(byId, z.array(ChatLine).nullable()),
  'message:settle': command(z.object({ id: Id, settlement: Settlement, who: Who }), MessageDetail),

  /** The phone shows a clock: that is written into the message's history, and the question stays open. */
  'message:sawClock': command(z.object({ id: Id, who: Who }), MessageDetail),

  /** Erases the message's person, but for the fences. `isLogClean`: from the log too, else once the app was closed. */
  'message:erasePerson': command(byId, z.object({ isLogClean: z.boolean() })),
};
