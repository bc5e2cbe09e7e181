import type { People } from '../../db/people/people.ts';
import type { CommandInput, CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { PersonPage } from '../../domain/people/people-views.ts';
import { succeed } from '../../domain/result.ts';
import type { Clock } from '../ports.ts';
import { type JobPlace, startJob } from '../worker/jobs.ts';

type SortedPeopleParts = JobPlace & {
  readonly people: People;
  readonly clock: Pick<Clock, 'nowMs'>;
};

/**
 * The people of a filter in an order that no index has: the worker sorts them all, and the pages are cut from what it found.
 * The first page asks anew, so that one order at a time is kept.
 */
export class SortedPeople {
  readonly #parts: SortedPeopleParts;
  #kept: { readonly key: string; readonly ids: Float64Array } | null = null;

  constructor(parts: SortedPeopleParts) {
    this.#parts = parts;
  }

  async page({ filter, sort, after }: CommandInput<'people:page'>): Promise<CommandResult<PersonPage>> {
    const { people, clock, workerFile, database } = this.#parts;
    if (sort === null) return succeed(people.page(filter, after, clock.nowMs()));
    const key = JSON.stringify([filter, sort]);
    let ids = after === null || this.#kept?.key !== key ? null : this.#kept.ids;
    if (ids === null) {
      const job = { kind: 'sortPeople', database, filter, sort, nowMs: clock.nowMs() } as const;
      const sorted = await startJob(workerFile, job).reply;
      if (!sorted.ok) return sorted;
      ids = sorted.value.ids;
      this.#kept = { key, ids };
    }
    const [from, to] = [after ?? 0, (after ?? 0) + limits.pageRows];
    const shown = [...ids.subarray(from, to)];
    return succeed({ people: people.rows(shown), next: to < ids.length ? to : null });
  }
}
