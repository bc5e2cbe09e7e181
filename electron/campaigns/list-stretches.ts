import { setImmediate } from 'node:timers/promises';
import { datesOf, type Skipped } from '../../db/campaigns/campaign-people.ts';
import type { CampaignRow } from '../../db/campaigns/campaign-rows.ts';
import type { Campaigns } from '../../db/campaigns/campaigns.ts';
import type { Lists } from '../../db/campaigns/lists.ts';
import { type ReadOwnTimes, timeOfRow } from '../../db/campaigns/own-times.ts';
import { limits } from '../../domain/limits.ts';
import type { OwnTime } from '../../domain/schedule/own-times.ts';
import { templateScope } from '../dispatch/text-scope.ts';
import type { ContactSurvey } from './contact-survey.ts';

type Parts = { readonly campaigns: Campaigns; readonly lists: Lists };
type Whole = {
  readonly campaign: CampaignRow;
  readonly listId: number;
  readonly contacts: ContactSurvey;
  /** How a draft's own times are computed; null where all go at one time, and after the start: then they are set. */
  readonly ownTimes: ReadOwnTimes | null;
  readonly after?: number;
};

export type Recipient = ReturnType<Lists['recipientsAfter']>[number];
export type Stretch = {
  readonly people: readonly Recipient[];
  /** The people of the stretch who may get no message, by their row in the file. */
  readonly skipped: ReadonlyMap<number, Skipped>;
  /** When each of them goes, by their row; null where all go at one time. */
  readonly times: ReadonlyMap<number, OwnTime> | null;
  /** The stretch has the rows of the file after `after` and up to `until`, which is null for the last stretch. */
  readonly after: number;
  readonly until: number | null;
};

/** Goes through a list a stretch at a time, and lets everything else have its turn in between. */
export async function* stretchesOf({ campaigns, lists }: Parts, whole: Whole): AsyncGenerator<Stretch> {
  const { campaign, listId, contacts, ownTimes } = whole;
  const scope = templateScope(campaign);
  let after = whole.after ?? 0;
  for (;;) {
    const people = lists.recipientsAfter(listId, after, limits.checkedRecipients);
    const last = people.at(-1)?.rowNumber ?? after;
    const times = ownTimes && new Map(people.map((one) => [one.rowNumber, timeOfRow(ownTimes, one)]));
    const skipped = campaigns.people.skipped(
      campaign,
      scope,
      { after, until: last },
      contacts.asked,
      datesOf(times, contacts.firstDate),
    );
    const isLast = people.length < limits.checkedRecipients;
    yield { people, skipped, times, after, until: isLast ? null : last };
    if (isLast) return;
    after = last;
    await setImmediate();
  }
}
