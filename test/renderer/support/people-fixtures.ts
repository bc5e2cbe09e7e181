import type { Audience } from '../../../domain/people/audience.ts';
import type { BlockedPerson } from '../../../domain/people/blocked.ts';
import type { PersonDetail, PersonRow } from '../../../domain/people/people-views.ts';
import type { PersonFilter } from '../../../domain/people/person-filter.ts';
import { account, fixtureNowMs } from './fixtures.ts';

const dayMs = 86_400_000;

export function blockedPerson(change: Partial<BlockedPerson>): BlockedPerson {
  return {
    phone: '+447700900155',
    name: '',
    why: 'asked',
    note: 'Asked by mail',
    addedAtMs: fixtureNowMs - dayMs,
    who: '',
    fileName: '',
    ...change,
  };
}

/** The do-not-contact list as the main process returns it, all of it on one page. */
export const onePage = (entries: readonly BlockedPerson[]) => ({ entries: [...entries], next: null });

export const quietFilter: PersonFilter = { conditions: [{ kind: 'quiet', days: 90 }], search: '' };

export const drawnAudience: Audience = {
  conditions: [{ kind: 'tagged', is: true, tagIds: [1] }],
  drawnAtMs: fixtureNowMs - 60_000,
  usesOld: false,
  withOld: 1,
  columns: [
    {
      header: 'Town',
      sources: [
        { list: 'spring-supporters.xlsx', atMs: fixtureNowMs - dayMs, people: 2 },
        { list: 'members.csv', atMs: fixtureNowMs - 400 * dayMs, people: 1 },
      ],
    },
  ],
};

export function personRow(id: number): PersonRow {
  return {
    id,
    name: id % 9 === 0 ? '' : `Person ${id}`,
    phone: `+44770090${String(1_000 + id)}`,
    tags: id % 3 === 0 ? ['volunteer', 'north'] : [],
    isBlocked: id % 10 === 5,
    heardAtMs: id % 4 === 0 ? null : fixtureNowMs - id * dayMs,
    repliedAtMs: id % 5 === 0 ? fixtureNowMs - id * dayMs + 60_000 : null,
    account: id % 4 === 0 ? null : '+447700900118',
  };
}

export function personDetail(id: number): PersonDetail {
  const row = personRow(id);
  const spring = { messageId: 7, campaignId: 1, campaignName: 'Spring appeal', occasion: '' };
  const sent = { ...spring, status: 'sent', reason: null, evidence: 'ack' } as const;
  return {
    ...row,
    tagIds: row.tags.map((_, place) => place + 1),
    phones: [
      { phone: row.phone, isPartable: false },
      { phone: '+442079460018', isPartable: id % 2 === 0 },
    ],
    sinceMs: fixtureNowMs - 400 * dayMs,
    lists: [{ name: 'spring-supporters.xlsx', rowNumber: 81, atMs: fixtureNowMs - 20 * dayMs }],
    columns: [{ header: 'Town', value: 'Leith' }],
    sent: [
      {
        ...sent,
        account: account.phone,
        ack: 3,
        atMs: fixtureNowMs - dayMs,
        replies: [{ atMs: fixtureNowMs - dayMs + 60_000, text: 'YES! Can I bring my two kids?' }],
        answers: [{ atMs: fixtureNowMs - dayMs + 120_000, text: 'Of course, bring them.', isConfirmed: true }],
      },
    ],
  };
}
