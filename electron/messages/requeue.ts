import type { Stores } from '../../db/stores.ts';
import type { MessageRow, RequeueResult } from '../../domain/contract.ts';
import { whyNotQueuedAgain } from '../../domain/messages/message.ts';
import { campaignScope, type Scope } from '../../domain/messages/scope.ts';
import { personAliases } from '../../domain/people/alias.ts';
import { messageScope, type TextIdentity, templateScope } from '../dispatch/text-scope.ts';
import type { Given } from '../ports.ts';

type Parts = Pick<Stores, 'fences' | 'messages' | 'campaigns' | 'queries'> &
  Given<'clock'> & {
    /** The text as the person of a message would get it now. */
    readonly textFor: (row: MessageRow) => string;
  };

/** The scopes of the fences that may block a person; `text` is null when each rendered text counts for itself. */
type Scopes = { readonly campaign: TextIdentity; readonly whole: Scope; readonly text: Scope | null };

/** Why a person is left out; null for a person whose message may be queued again. */
type LeftOut = Exclude<keyof RequeueResult, 'changed' | 'stopped'> | null;

/**
 * Queues messages again, and counts who is left out for which reason. What the database would refuse is found before
 * it, as are people who meanwhile got the text or are on the do-not-contact list.
 */
export class Requeue {
  readonly #parts: Parts;
  readonly #scopes = new Map<number, Scopes | null>();
  readonly #sums = { changed: 0, doNotContact: 0, hasText: 0, notPossible: 0 };

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get sums(): Omit<RequeueResult, 'stopped'> {
    return this.#sums;
  }

  batch(ids: readonly number[]): void {
    const { messages, clock } = this.#parts;
    const looked = this.#look(ids);
    const fit = looked.flatMap(({ id, why }) => (why === null ? [id] : []));
    const changed = messages.requeue(fit, 'operator', clock.nowMs());
    for (const { why } of looked) if (why !== null) this.#sums[why] += 1;
    this.#sums.changed += changed;
    this.#sums.notPossible += ids.length - looked.length + fit.length - changed;
  }

  count(ids: readonly number[]): number {
    const fit = this.#look(ids).flatMap(({ id, why }) => (why === null ? [id] : []));
    return this.#parts.messages.countRequeued(fit, this.#parts.clock.nowMs());
  }

  #look(ids: readonly number[]): { readonly id: number; readonly why: LeftOut }[] {
    // A campaign's text may be changed between two batches.
    this.#scopes.clear();
    return this.#parts.queries.rows(ids).map((row) => {
      const why = whyNotQueuedAgain(row, this.#parts.clock.nowMs()) ?? (this.#hasText(row) ? 'hasText' : null);
      return { id: row.id, why };
    });
  }

  #hasText(row: MessageRow): boolean {
    const scopes = this.#scopesOf(row.campaignId);
    if (scopes === null) return false;
    const { campaign, whole } = scopes;
    // For a declared repeat, people who got the text meanwhile are asked about when their turn comes.
    const text = () => scopes.text ?? messageScope(campaign, this.#parts.textFor(row));
    const { occasion } = row;
    const asked = (campaign.repeat > 0 ? [whole] : [whole, text()]).map((scope) => ({ ...scope, occasion }));
    const { fences } = this.#parts;
    return fences.isBlocked(asked, personAliases(row.phone, []).flatMap(fences.hashes));
  }

  #scopesOf(campaignId: number): Scopes | null {
    const known = this.#scopes.get(campaignId);
    if (known !== undefined) return known;
    const campaign = this.#parts.campaigns.get(campaignId);
    const scopes = campaign ? { campaign, whole: campaignScope(campaign.uid), text: templateScope(campaign) } : null;
    this.#scopes.set(campaignId, scopes);
    return scopes;
  }
}
