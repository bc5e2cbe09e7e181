import { setImmediate } from 'node:timers/promises';
import type { BulkProgress, CancelResult, MessageFilter, MessageTarget, RequeueResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { assert, refuse, succeed } from '../../domain/result.ts';
import { textFor } from '../campaigns/preview.ts';
import type { Answer } from '../commands.ts';
import type { MessageParts } from './parts.ts';
import { Requeue } from './requeue.ts';

export async function cancelMessages(parts: MessageParts, target: MessageTarget): Answer<CancelResult> {
  const { messages, clock } = parts;
  let changed = 0;
  let seen = 0;
  const stopped = await doToMany(parts, 'cancel', target, (ids) => {
    seen += ids.length;
    changed += messages.cancel(ids, 'operator', clock.nowMs());
  });
  return stopped === null ? refuse('not_allowed_now') : succeed({ changed, tooLate: seen - changed, stopped });
}

/** Queues messages again that certainly did not leave. */
export async function requeueMessages(parts: MessageParts, target: MessageTarget): Answer<RequeueResult> {
  const again = requeueOf(parts);
  const stopped = await doToMany(parts, 'queue_again', target, (ids) => again.batch(ids));
  return stopped === null ? refuse('not_allowed_now') : succeed({ ...again.sums, stopped });
}

/** How many of the messages could be queued again now. Checks a few at a time, and everything else has its turn. */
export async function countRequeued(parts: MessageParts, target: MessageTarget): Promise<number> {
  const again = requeueOf(parts);
  const ids = await idsOf(parts, target);
  let count = 0;
  for (let done = 0; done < ids.length; done += limits.bulkBatchRows) {
    count += again.count(ids.slice(done, done + limits.bulkBatchRows));
    await setImmediate();
  }
  return count;
}

function requeueOf(parts: MessageParts): Requeue {
  const rowOf = (id: number) => parts.queries.message(id)?.rowNumber ?? 0;
  return new Requeue({ ...parts, textFor: ({ id, campaignId }) => textFor(parts, campaignId, rowOf(id)) });
}

/** Waits for the search index of a list that was made just now. */
export async function preparePages(
  { pages, indexPeople }: Pick<MessageParts, 'pages' | 'indexPeople'>,
  filter: MessageFilter,
): Promise<void> {
  if (pages.isReady(filter)) return;
  await indexPeople();
  assert(pages.isReady(filter), 'a search goes through every list that it is about');
}

/** After the operator changed messages: tells the parts that show or send, and ends campaigns that are done. */
export function afterChange(
  { campaigns, clock, changes, nudge }: Pick<MessageParts, 'campaigns' | 'clock' | 'changes' | 'nudge'>,
  ids: readonly number[],
): void {
  changes.messages(ids);
  for (const id of campaigns.finishDone(clock.nowMs())) changes.campaign(id);
  nudge();
}

/** Does something to many messages. Returns whether it was stopped; null when another one is still running. */
export async function doToMany(
  parts: MessageParts,
  what: BulkProgress['what'],
  target: MessageTarget,
  batch: (ids: readonly number[]) => void,
): Promise<boolean | null> {
  const ids = await idsOf(parts, target);
  if (parts.bulk.isRunning) return null;
  const isDone = await parts.bulk.run({
    what,
    ids,
    batch: (some) => {
      batch(some);
      parts.changes.messages(some);
    },
  });
  afterChange(parts, []);
  return !isDone;
}

export async function idsOf(parts: MessageParts, target: MessageTarget): Promise<readonly number[]> {
  if ('ids' in target) return target.ids;
  await preparePages(parts, target.filter);
  const except = new Set(target.except);
  return parts.pages.ids(target.filter).filter((id) => !except.has(id));
}
