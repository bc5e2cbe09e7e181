import { z } from 'zod';
import { limits } from '../limits.ts';
import { CsvSeparator } from '../lists/csv-separator.ts';
import { BlockedPerson, UnreadRow } from '../people/blocked.ts';
import { KeptFilter, PeopleChoices, PersonDetail, PersonPage, Tag } from '../people/people-views.ts';
import { PersonFilter, PersonSort, PersonTarget } from '../people/person-filter.ts';
import { StopProposal } from '../people/reply-views.ts';
import { ColumnIndex, Id, Phone } from '../view-parts.ts';
import { byId, command, KeptName, nothing, SavedFile, UploadId } from './command.ts';

/** People over all lists, and whom not to write to. */
export const peopleCommands = {
  /** The people who fit a filter, a page at a time. A page that is not full does not mean that it is the last. */
  'people:page': command(z.object({ filter: PersonFilter, sort: PersonSort, after: Id.nullable() }), PersonPage),

  /** How many people fit each of several filters. For a single slow filter `list:progress` tells the count so far. */
  'people:count': command(
    z.object({ filters: z.array(PersonFilter).max(limits.filterChoices), workId: UploadId }),
    z.object({ totals: z.array(z.int()) }),
  ),
  'people:get': command(byId, PersonDetail),

  /** What filters can be made of. `isWhole`: whether the people of all lists are known already. */
  'people:choices': command(nothing, PeopleChoices),

  /** Adds a tag to people, or removes it. Returns the people it changed, so that the change can be undone. */
  'people:tag': command(
    z.object({ target: PersonTarget, tag: KeptName, isOn: z.boolean() }),
    z.object({ changed: z.array(Id), tags: z.array(Tag) }),
  ),

  /** Each value of a column becomes a tag of the people whose row has it. Refused where there are too many values. */
  'people:tagByColumn': command(z.object({ listId: Id, index: ColumnIndex }), z.object({ tags: z.array(Tag) })),

  /** Keeps a filter under a name. A filter that has the name already is replaced. */
  'people:keep': command(z.object({ name: KeptName, filter: PersonFilter }), z.array(KeptFilter)),
  'people:forget': command(byId, z.array(KeptFilter)),

  /** Joins these people into one, because the operator says that they are one person. */
  'people:join': command(z.object({ ids: z.array(Id).min(2).max(limits.filterChoices) }), z.object({ id: Id })),

  /** Makes one number of a person a person of its own again. Refused where WhatsApp itself joined it. */
  'people:part': command(z.object({ id: Id, phone: Phone }), nothing),

  /** Puts every number of these people on the do-not-contact list. */
  'people:block': command(
    z.object({ ids: z.array(Id).min(1).max(limits.importRows), note: z.string().max(limits.noteCharacters) }),
    nothing,
  ),

  /** Erases a person under all their numbers, as `message:erasePerson` does under one. */
  'people:erase': command(byId, z.object({ isLogClean: z.boolean() })),
  /** The do-not-contact list ordered by number, a page after a given number. `next` is null on the last page. */
  'doNotContact:list': command(
    z.object({ after: z.string().max(limits.phoneCharacters) }),
    z.object({ entries: z.array(BlockedPerson), next: z.string().nullable() }),
  ),
  'doNotContact:add': command(
    z.object({ phone: Phone, note: z.string().max(limits.noteCharacters) }),
    z.object({ phone: z.string() }),
  ),

  /** Adds every number of a file. `known` counts those on the list already; the first unreadable ones are named. */
  'doNotContact:import': command(
    z.object({ uploadId: UploadId }),
    z.object({ added: z.int(), known: z.int(), cannotBeUsed: z.int(), unread: z.array(UnreadRow) }),
  ),

  'doNotContact:export': command(z.object({ separator: CsvSeparator }), SavedFile),

  /** People who wrote a stop word and have not been decided on, newest first. */
  'doNotContact:proposals': command(nothing, z.array(StopProposal)),

  /** People whom nobody is to contact, but of whom no number is known, newest first. */
  'doNotContact:withoutNumber': command(nothing, z.array(StopProposal)),

  /** Decides every open proposal of these people. Returns the proposals that are left. */
  'doNotContact:answer': command(
    z.object({ ids: z.array(Id).min(1).max(limits.importRows), answer: z.enum(['add', 'dismiss', 'reopen']) }),
    z.array(StopProposal),
  ),
  'doNotContact:remove': command(z.object({ phone: Phone }), nothing),
};
