import type { CampaignSummary, Emit, MessageRow } from '../domain/contract.ts';
import { limits } from '../domain/limits.ts';
import type { Counts } from '../domain/messages/message.ts';
import type { Changes } from './ports.ts';

type BroadcastParts = {
  readonly rows: (ids: readonly number[]) => MessageRow[];
  readonly campaignsOf: (messageIds: readonly number[]) => number[];
  readonly counts: () => Counts;
  readonly contradictions: () => number;
  readonly campaigns: (ids: readonly number[]) => CampaignSummary[];
  /** The number of undecided stops, and of people who wait for an answer. */
  readonly replies: () => { readonly open: number; readonly waiting: number };
  readonly emit: Emit;
};

/** Collects changes and sends them to the window every `limits.patchBatchMs`: nothing reloads, nothing floods. */
export class Broadcast implements Omit<Changes, 'notices'> {
  readonly #parts: BroadcastParts;
  readonly #messages = new Set<number>();
  readonly #campaigns = new Set<number>();
  #reread = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #replyTimer: ReturnType<typeof setTimeout> | null = null;
  #repliesToldMs = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(parts: BroadcastParts) {
    this.#parts = parts;
  }

  messages(ids: readonly number[]): void {
    for (const id of ids) this.#messages.add(id);
    if (this.#messages.size > limits.patchRows) this.manyMessages();
    this.#arm();
  }

  /** More messages changed than a patch carries: the window asks for its page again. Campaigns' sums are still sent. */
  manyMessages(): void {
    if (this.#isStopped) return;
    for (const id of this.#parts.campaignsOf([...this.#messages])) this.#campaigns.add(id);
    this.#messages.clear();
    this.#reread = true;
    this.#arm();
  }

  campaign(id: number): void {
    this.#campaigns.add(id);
    this.#arm();
  }

  /** Counting reads every row, so it is done once for all replies within `limits.repliesToldEveryMs`. */
  replies(): void {
    if (this.#isStopped) return;
    const afterMs = this.#repliesToldMs + limits.repliesToldEveryMs - performance.now();
    this.#replyTimer ??= setTimeout(() => this.#tellReplies(), Math.max(limits.patchBatchMs, afterMs));
  }

  /** Stops for good: what WhatsApp says while the app ends goes to nobody, since the data is about to be closed. */
  stop(): void {
    this.#isStopped = true;
    for (const timer of [this.#timer, this.#replyTimer]) clearTimeout(timer ?? undefined);
  }

  #arm(): void {
    if (!this.#isStopped) this.#timer ??= setTimeout(() => this.#flush(), limits.patchBatchMs);
  }

  #tellReplies(): void {
    this.#replyTimer = null;
    const { replies, emit } = this.#parts;
    const { open, waiting } = replies();
    this.#repliesToldMs = performance.now();
    emit('proposals:changed', { open });
    emit('replies:changed', { waiting });
  }

  #flush(): void {
    this.#timer = null;
    const rows = this.#parts.rows([...this.#messages]);
    for (const row of rows) this.#campaigns.add(row.campaignId);
    if (rows.length > 0 || this.#reread) {
      const { counts, contradictions } = this.#parts;
      this.#parts.emit('messages:changed', {
        rows,
        reread: this.#reread,
        counts: counts(),
        contradictions: contradictions(),
      });
    }
    const changed = this.#parts.campaigns([...this.#campaigns]);
    if (changed.length > 0) this.#parts.emit('campaigns:changed', { changed, removed: [] });
    this.#messages.clear();
    this.#campaigns.clear();
    this.#reread = false;
  }
}
