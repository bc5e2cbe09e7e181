import type { CampaignSummary, Emit, MessageRow } from '../domain/contract.ts';
import { limits } from '../domain/limits.ts';
import type { Counts } from '../domain/message.ts';
import type { Changes } from './ports.ts';

type BroadcastParts = {
  readonly rows: (ids: readonly number[]) => MessageRow[];
  /** The campaigns that these messages are of. */
  readonly campaignsOf: (messageIds: readonly number[]) => number[];
  readonly counts: () => Counts;
  readonly contradictions: () => number;
  readonly campaigns: (ids: readonly number[]) => CampaignSummary[];
  readonly emit: Emit;
};

/** Gathers what changed and emits it to the window every `limits.patchBatchMs`: nothing reloads, nothing floods. */
export class Broadcast implements Omit<Changes, 'notices'> {
  readonly #parts: BroadcastParts;
  readonly #messages = new Set<number>();
  readonly #campaigns = new Set<number>();
  #reread = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStopped = false;

  constructor(parts: BroadcastParts) {
    this.#parts = parts;
  }

  messages(ids: readonly number[]): void {
    for (const id of ids) this.#messages.add(id);
    if (this.#messages.size > limits.patchRows) {
      for (const id of this.#parts.campaignsOf([...this.#messages])) this.#campaigns.add(id);
      this.manyMessages();
    }
    this.#arm();
  }

  /** More changed than a patch carries: the window asks for its page again. */
  manyMessages(): void {
    this.#messages.clear();
    this.#reread = true;
    this.#arm();
  }

  campaign(id: number): void {
    this.#campaigns.add(id);
    this.#arm();
  }

  /** For good: what WhatsApp says while the app ends is told to nobody, since the data is about to be closed. */
  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #arm(): void {
    if (!this.#isStopped) this.#timer ??= setTimeout(() => this.#flush(), limits.patchBatchMs);
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
