import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../domain/messages/message.ts';
import { everyCampaign, inView, stageOf } from '../../../renderer/store/campaign-list.ts';
import { campaignSummary, fixtureNowMs } from '../support/fixtures.ts';

const soonMs = fixtureNowMs + 60_000;
const startsSoon = { ...campaignSummary().schedule, startAtMs: soonMs };
const waiting = { ...noCounts, pending: 3 };
const campaigns = [
  campaignSummary({ id: 5, name: 'Ward 10', state: 'finished' }),
  campaignSummary({ id: 4, name: 'Ward 9', counts: waiting, schedule: startsSoon }),
  campaignSummary({ id: 3, name: 'élan', state: 'draft' }),
  campaignSummary({ id: 2, name: 'Zebra', state: 'paused', pauseReason: 'operator' }),
  campaignSummary({ id: 1, name: 'Ward 11' }),
];
const ids = (view: Partial<typeof everyCampaign>) =>
  inView(campaigns, { ...everyCampaign, ...view }, fixtureNowMs, 'en-GB').map(({ id }) => id);

describe('the list of campaigns', () => {
  it('sorts by what wants the operator, by name as people count, and newest first', () => {
    expect(ids({})).toEqual([5, 4, 3, 2, 1]);
    expect(ids({ sort: 'name' })).toEqual([3, 4, 5, 1, 2]);
    expect(ids({ sort: 'state' })).toEqual([2, 1, 4, 3, 5]);
  });

  it('shows one state, and finds names however they are accented', () => {
    expect(ids({ show: 'scheduled' })).toEqual([4]);
    expect(ids({ show: 'running' })).toEqual([1]);
    expect(ids({ search: ' ELAN' })).toEqual([3]);
    expect(ids({ search: 'ward', show: 'finished' })).toEqual([5]);
  });
});

it('has ended but for people who wait for a decision when nobody else is left', () => {
  const undecided = campaignSummary({ counts: waiting, waitForDecision: 3 });
  expect(stageOf(undecided, fixtureNowMs)).toBe('undecided');
  expect(stageOf({ ...undecided, waitForDecision: 2 }, fixtureNowMs)).toBe('running');
  expect(stageOf({ ...undecided, state: 'paused' }, fixtureNowMs)).toBe('paused');
});

it('is scheduled until its time has come or its first message has gone', () => {
  const scheduled = campaignSummary({ counts: waiting, schedule: startsSoon });
  expect(stageOf(scheduled, fixtureNowMs)).toBe('scheduled');
  expect(stageOf(scheduled, soonMs)).toBe('running');
  expect(stageOf({ ...scheduled, counts: { ...waiting, sending: 1 } }, fixtureNowMs)).toBe('running');
  expect(stageOf({ ...scheduled, state: 'paused' }, fixtureNowMs)).toBe('paused');
});
