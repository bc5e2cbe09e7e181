import { compareWithList, type ListComparison } from '../../db/campaigns/list-comparison.ts';
import { Lists } from '../../db/campaigns/lists.ts';
import { SavedLists } from '../../db/campaigns/saved-lists.ts';
import type { Db } from '../../db/database.ts';
import { KnownPeople } from '../../db/people/known-people.ts';
import { SearchIndex } from '../../db/search/search-index.ts';
import type {
  ChosenHeader,
  CommandInput,
  CommandOutput,
  FileInspection,
  Mapping,
  ReportPart,
} from '../../domain/contract.ts';
import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import type { ListChange, ListChoices } from '../../domain/lists/list-choices.ts';
import type { AudienceChanges } from '../../domain/people/audience.ts';
import type { FollowUpGroup } from '../../domain/people/follow-up.ts';
import type { Condition } from '../../domain/people/person-filter.ts';
import type { CountryCode } from '../../domain/phone/phone.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Language } from '../../domain/settings.ts';
import { written } from '../files/save-file.ts';
import type { FileIn, FileOut, Job, JobReply, Now, Rehearsed, Workers } from '../worker/jobs.ts';
import { onDatabase } from '../worker/on-database.ts';
import { withPauses } from '../worker/pause-for-others.ts';
import { audienceChanges, drawAudience } from './audience-list.ts';
import { makeFollowUpList } from './follow-up-list.ts';
import { importList } from './import-list.ts';
import { asLastTime } from './last-mapping.ts';
import { type NumberList, readNumbers, writeNumbers } from './number-list.ts';
import { inspectTable } from './read-table.ts';
import { addSheet, changeList, correctList, takeSavedList } from './remake-list.ts';

type NewList = { readonly listId: number };
type Reading = { readonly language: Language; readonly country: string };

declare module '../worker/jobs.ts' {
  interface Jobs {
    inspect: { job: FileIn & Reading & { readonly header: ChosenHeader | null }; value: FileInspection };
    import: {
      job: FileIn &
        Reading & {
          readonly sheet: string | null;
          readonly headerRow: number | null;
          readonly mapping: Mapping;
          /** The decisions about the rows of an earlier file; absent for a list without one. */
          readonly choices?: ListChoices;
        };
      value: NewList;
    };
    savedList: { job: { readonly savedListId: number }; value: NewList };
    correct: { job: FileIn & { readonly listId: number }; value: NewList };
    /** A new list from a list and a further sheet of its file; `from` is the sheet that the list's rows came from. */
    addSheet: {
      job: FileIn & {
        readonly listId: number;
        readonly sheet: string;
        readonly from: string;
        readonly language: Language;
      };
      value: NewList;
    };
    /** A new list from the rows of a list, read in another way or with one more decision. */
    change: { job: { readonly listId: number; readonly change: ListChange }; value: NewList };
    followUp: {
      job: Now & { readonly campaignId: number; readonly group: FollowUpGroup; readonly part: ReportPart | null };
      value: NewList;
    };
    /** A new list of the people who fit conditions now; `headers` are those of the names and of the numbers. */
    audience: {
      job: Now & {
        readonly conditions: readonly Condition[];
        readonly usesOld: boolean;
        readonly country: CountryCode;
        readonly fileName: string;
        readonly headers: readonly [string, string];
      };
      value: NewList;
    };
    audienceChanges: { job: Now & { readonly listId: number }; value: AudienceChanges };
    /** Compares a list that was read again with the list of a campaign. */
    compareLists: {
      job: Now & { readonly campaignId: number; readonly listId: number };
      value: ListComparison;
    };
    columnValues: { job: CommandInput<'list:values'>; value: CommandOutput<'list:values'> };
    saveList: { job: { readonly listId: number; readonly name: string }; value: NewList };
    /** Makes the search index of every new list, and takes its people where it is saved or sent to. */
    searchIndex: { job: unknown; value: undefined };
    /** Deletes a hidden list. */
    dropList: { job: { readonly listId: number }; value: undefined };
    numbers: { job: FileIn & { readonly country: CountryCode; readonly timeZone: string }; value: NumberList };
    numbersFile: {
      job: FileOut &
        Rehearsed & { readonly timeZone: string; readonly country: string; readonly separator: CsvSeparator };
      value: { path: string };
    };
  }
}

export const listWorkers = {
  inspect: onDatabase(inspect),
  import: onDatabase(importList),
  savedList: onDatabase(takeSavedList),
  correct: onDatabase(correctList),
  addSheet: onDatabase(addSheet),
  change: onDatabase(changeList),
  followUp: onDatabase(makeFollowUpList),
  audience: onDatabase(drawAudience),
  audienceChanges: onDatabase(audienceChanges),
  compareLists: onDatabase((db, job) => {
    const found = compareWithList(db, job);
    return found === null ? refuse('not_found') : succeed(found);
  }),
  columnValues: onDatabase((db, { listId, index, search }) => succeed(new Lists(db).values(listId, index, search))),
  saveList: onDatabase(saveList),
  searchIndex: onDatabase(async (db) => {
    const index = new SearchIndex(db);
    for (const listId of index.toMake()) await withPauses(index.build(listId));
    const people = new KnownPeople(db);
    for (const listId of people.missing()) await withPauses(people.take(listId));
    await withPauses(people.joinSame());
    return succeed(undefined);
  }),
  dropList: onDatabase(async (db, job) => succeed(await withPauses(new SavedLists(db).dropHidden(job.listId)))),
  numbers: readNumbers,
  numbersFile: onDatabase((db, job) => written(job.path, writeNumbers(db, job))),
} satisfies Partial<Workers>;

async function inspect(db: Db, { path, fileName, ...how }: Job<'inspect'>): Promise<JobReply<'inspect'>> {
  const inspected = await inspectTable(path, how);
  if (!inspected.ok) return inspected;
  return succeed({ fileName, sheets: inspected.value.sheets.map((sheet) => asLastTime(db, sheet)) });
}

async function saveList(db: Db, { listId, name }: Job<'saveList'>): Promise<JobReply<'saveList'>> {
  const list = new Lists(db).get(listId);
  if (!list) return refuse('not_found');
  return succeed({ listId: await withPauses(new SavedLists(db).save(list, name, Date.now())) });
}
