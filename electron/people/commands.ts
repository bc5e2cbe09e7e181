import type { People } from '../../db/people/people.ts';
import type { Stores } from '../../db/stores.ts';
import type { CommandInput, CommandOutput } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { segmentValue } from '../../domain/lists/segment.ts';
import type { PersonPage } from '../../domain/people/people-views.ts';
import type { PersonFilter } from '../../domain/people/person-filter.ts';
import { plainName } from '../../domain/people/plain-name.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { type Answer, type CommandOf, type Commands, done } from '../commands.ts';
import type { DoNotContactParts } from '../do-not-contact/parts.ts';
import { afterDecision } from '../do-not-contact/stop-proposals.ts';
import type { ListJobs } from '../lists/list-jobs.ts';
import type { PeopleIndex } from '../lists/people-index.ts';
import { type ErasingParts, erasePhone } from '../messages/erase-person.ts';
import type { Clock } from '../ports.ts';
import type { JobThreads } from '../worker/job-threads.ts';

export type PeopleParts = DoNotContactParts &
  ErasingParts &
  Pick<Stores, 'people' | 'knownPeople' | 'tags' | 'lists' | 'doNotContact'> & {
    readonly listJobs: Pick<ListJobs, 'count'>;
    readonly peopleIndex: Pick<PeopleIndex, 'run' | 'isBehind' | 'problem'>;
  };

/** The commands for the people of all lists: find, filter, tag, block, erase. Work on all people runs in the worker. */
export function peopleCommands(parts: PeopleParts): Commands<'people'> {
  const { people, tags, clock, peopleIndex, listJobs } = parts;
  const sorted = new SortedPeople(parts);
  return {
    'people:page': (input) => sorted.page(input),
    'people:count': ({ filters, workId }) => {
      const totals = countSoon(people, filters, clock.nowMs());
      return totals === null ? listJobs.count(workId, { kind: 'countPeople', filters }) : succeed({ totals });
    },
    'people:get': ({ id }) => {
      const found = people.detail(id);
      return found ? succeed(found) : refuse('not_found');
    },
    'people:choices': () => {
      const isWhole = !peopleIndex.isBehind();
      if (!isWhole) void peopleIndex.run();
      const { problem } = peopleIndex;
      return succeed({
        isWhole,
        problem,
        total: people.total(),
        tags: tags.all(),
        kept: tags.kept(),
        ...people.choices(),
      });
    },
    'people:tag': async (input) => {
      const tagged = await parts.threads.start({ kind: 'tagPeople', ...input }).reply;
      return tagged.ok ? succeed({ changed: tagged.value.changed, tags: tags.all() }) : tagged;
    },
    'people:tagByColumn': (input) => tagByColumn(parts, input),
    'people:keep': ({ name, filter }) => {
      tags.keep(name, filter);
      return succeed(tags.kept());
    },
    'people:forget': ({ id }) => {
      tags.forget(id);
      return succeed(tags.kept());
    },
    'people:join': ({ ids }) => {
      if (people.rows(ids).length < new Set(ids).size) return refuse('not_found');
      return succeed({ id: parts.knownPeople.join(ids) });
    },
    'people:part': ({ id, phone }) => (parts.knownPeople.part(id, phone) ? done : refuse('not_allowed_now')),
    'people:block': ({ ids, note }) => {
      for (const phone of ids.flatMap((id) => people.phones(id)))
        parts.doNotContact.add(phone, note, clock.nowMs(), { why: 'asked', who: parts.settings().operatorName });
      afterDecision(parts);
      return done;
    },
    'people:erase': ({ id }) => erase(parts, id),
  };
}

/** The counts; null where the worker should count them. */
function countSoon(people: People, filters: readonly PersonFilter[], nowMs: number): number[] | null {
  const endMs = performance.now() + limits.peopleLookedAtMs;
  const totals: number[] = [];
  for (const filter of filters) {
    const total = performance.now() < endMs ? people.count(filter, nowMs, limits.peopleCountedSoon) : null;
    if (total === null) return null;
    totals.push(total);
  }
  return totals;
}

const tagByColumn: CommandOf<'people:tagByColumn', PeopleParts> = async (
  { tags, lists, threads },
  { listId, index },
) => {
  const { values, total } = lists.values(listId, index);
  if (total > limits.filterChoices) return refuse('too_many_values');
  const named = values.flatMap(({ value }) => {
    const name = plainName(value).trim().slice(0, limits.nameCharacters);
    return name === '' ? [] : [[segmentValue(value), name] as const];
  });
  const tagged = await threads.start({ kind: 'tagByColumn', listId, index, tags: new Map(named) }).reply;
  return tagged.ok ? succeed({ tags: tags.all() }) : tagged;
};

/** Erases each number in turn: if one is refused, as while a message is on its way, the others stay erased. */
async function erase(parts: PeopleParts, id: number): Answer<CommandOutput<'people:erase'>> {
  const phones = parts.people.phones(id);
  if (phones.length === 0) return refuse('not_found');
  let isLogClean = true;
  for (const phone of phones) {
    const erased = await erasePhone(parts, phone);
    if (!erased.ok) return erased;
    isLogClean = erased.value.isLogClean;
  }
  return succeed({ isLogClean });
}

type SortedPeopleParts = {
  readonly threads: JobThreads;
  readonly people: People;
  readonly clock: Pick<Clock, 'nowMs'>;
};

/** The people of a filter in an order without an index: sorted in the worker, cut into pages. One order is kept. */
class SortedPeople {
  readonly #parts: SortedPeopleParts;
  #kept: { readonly key: string; readonly ids: Float64Array } | null = null;

  constructor(parts: SortedPeopleParts) {
    this.#parts = parts;
  }

  async page({ filter, sort, after }: CommandInput<'people:page'>): Answer<PersonPage> {
    const { people, clock, threads } = this.#parts;
    if (sort === null) return succeed(people.page(filter, after, clock.nowMs()));
    const key = JSON.stringify([filter, sort]);
    let ids = after === null || this.#kept?.key !== key ? null : this.#kept.ids;
    if (ids === null) {
      const sorted = await threads.start({ kind: 'sortPeople', filter, sort }).reply;
      if (!sorted.ok) return sorted;
      ids = sorted.value.ids;
      this.#kept = { key, ids };
    }
    const [from, to] = [after ?? 0, (after ?? 0) + limits.pageRows];
    const shown = [...ids.subarray(from, to)];
    return succeed({ people: people.rows(shown), next: to < ids.length ? to : null });
  }
}
