import { isEverybody, type PersonFilter } from '../../domain/people/person-filter.ts';
import { type PeopleChoices, useCounts } from '../shared/people/use-people.ts';

/** How many people fit a filter. Without conditions that number is known already. */
export function useCountedPeople(filter: PersonFilter, choices: PeopleChoices | null, version: number) {
  const isAll = isEverybody(filter);
  const { totals, ...counting } = useCounts(isAll ? [] : [filter], version);
  const total = isAll ? choices?.total : totals?.[0];
  return { ...counting, total: total ?? null };
}
export type CountedPeople = ReturnType<typeof useCountedPeople>;
