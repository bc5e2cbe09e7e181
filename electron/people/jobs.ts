import type { Db } from '../../db/database.ts';
import { People } from '../../db/people/people.ts';
import { Tags } from '../../db/people/tags.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import { limits } from '../../domain/limits.ts';
import type { PersonFilter, PersonSort, PersonTarget } from '../../domain/people/person-filter.ts';
import { succeed } from '../../domain/result.ts';
import type { Job, JobProgress, JobReply, Now, Workers } from '../worker/jobs.ts';
import { onDatabase } from '../worker/on-database.ts';
import { pauseForOthers, withPauses } from '../worker/pause-for-others.ts';

declare module '../worker/jobs.ts' {
  interface Jobs {
    countPeople: { job: Now & { readonly filters: readonly PersonFilter[] }; value: { totals: number[] } };
    sortPeople: {
      job: Now & { readonly filter: PersonFilter; readonly sort: NonNullable<PersonSort> };
      value: { ids: Float64Array };
    };
    tagPeople: {
      job: Now & { readonly target: PersonTarget; readonly tag: string; readonly isOn: boolean };
      value: { changed: number[] };
    };
    /** Gives people tags by the value of their row in a column. */
    tagByColumn: {
      job: { readonly listId: number; readonly index: number; readonly tags: ReadonlyMap<string, string> };
      value: undefined;
    };
  }
}

export const peopleWorkers = {
  countPeople: onDatabase(countPeople),
  sortPeople: onDatabase(sortPeople),
  tagPeople: onDatabase(tagPeople),
  tagByColumn: onDatabase(async (db, job) => succeed(await withPauses(tagByColumn(db, job)))),
} satisfies Partial<Workers>;

async function countPeople(
  db: Db,
  { filters, nowMs }: Job<'countPeople'>,
  { onProgress }: Pick<JobProgress, 'onProgress'>,
): Promise<JobReply<'countPeople'>> {
  const people = new People(db, new SearchIndex(db));
  const totals: number[] = [];
  for (const filter of filters) {
    const onFound = (found: number) => filters.length === 1 && onProgress(found, null);
    totals.push(
      people.count(filter, nowMs, limits.peopleCountedWhole) ?? countOneByOne(people.ids(filter, nowMs), onFound),
    );
    await pauseForOthers();
  }
  return succeed({ totals });
}

function countOneByOne(found: Iterable<readonly number[]>, onFound: (total: number) => void): number {
  let total = 0;
  let saidMs = performance.now();
  for (const ids of found) {
    total += ids.length;
    if (performance.now() - saidMs < limits.peopleCountSaidEveryMs) continue;
    saidMs = performance.now();
    onFound(total);
  }
  return total;
}

async function sortPeople(db: Db, { filter, sort, nowMs }: Job<'sortPeople'>): Promise<JobReply<'sortPeople'>> {
  const sorted = new People(db, new SearchIndex(db)).sorted(filter, sort, nowMs);
  return succeed({ ids: Float64Array.from(await withPauses(sorted)) });
}

async function tagPeople(db: Db, { target, tag, isOn, nowMs }: Job<'tagPeople'>): Promise<JobReply<'tagPeople'>> {
  return succeed({ changed: await withPauses(new Tags(db).change(tag, isOn, peopleOf(db, target, nowMs))) });
}

function* peopleOf(db: Db, target: PersonTarget, nowMs: number): Generator<readonly number[]> {
  if ('ids' in target) return yield target.ids;
  const except = new Set(target.except);
  for (const ids of new People(db, new SearchIndex(db)).ids(target.filter, nowMs))
    yield ids.filter((id) => !except.has(id));
}

function tagByColumn(db: Db, { listId, index, tags: names }: Job<'tagByColumn'>): Generator<void> {
  const tags = new Tags(db);
  const tagOf = new Map([...names].map(([value, name]) => [value, tags.named(name)] as const));
  return tags.giveByColumn(listId, index, tagOf, limits.importRowsPerTransaction);
}
