import { describe, expect, it } from 'vitest';
import type { CampaignSummary } from '../../../domain/contract.ts';
import type { Route } from '../../../renderer/store/route.ts';
import { tourStep as stepOf } from '../../../renderer/tour/tour.tsx';
import { account, campaignSummary } from '../support/fixtures.ts';

const ready = { phase: 'ready', account } as const;
const tourStep = (told: Omit<Parameters<typeof stepOf>[0], 'dispatcher'>, route: Route) =>
  stepOf({ dispatcher: { kind: 'idle' }, ...told }, route);
const outbox: Route = { screen: 'outbox' };
const campaigns = (...states: CampaignSummary['state'][]) => states.map((state, id) => campaignSummary({ id, state }));

describe('the step of the tour', () => {
  it('is the link first, then a campaign', () => {
    expect(tourStep({ link: { phase: 'starting' }, campaigns: [] }, outbox)).toBe('link');
    expect(tourStep({ link: ready, campaigns: [] }, outbox)).toBe('newCampaign');
    expect(tourStep({ link: ready, campaigns: campaigns('draft') }, outbox)).toBe('newCampaign');
  });

  it.each(['recipients', 'message', 'when', 'check'] as const)('follows the wizard to %s', (step) => {
    expect(tourStep({ link: ready, campaigns: campaigns('draft') }, { screen: 'campaign', id: 0, step })).toBe(step);
  });

  it.each(['starting', 'running'] as const)('stays with the outbox while a campaign is %s', (state) => {
    expect(tourStep({ link: ready, campaigns: campaigns('finished', state) }, outbox)).toBe('sending');
  });

  it('does not speak of messages that go out while they are paused', () => {
    expect(tourStep({ link: ready, campaigns: campaigns('finished', 'paused') }, outbox)).toBe('paused');
    const paused = { kind: 'paused', reason: 'operator', detail: '', count: null } as const;
    expect(stepOf({ link: ready, campaigns: campaigns('running'), dispatcher: paused }, outbox)).toBe('paused');
  });

  it('leads to the report once the campaign is over, and says there what is left to do', () => {
    expect(tourStep({ link: ready, campaigns: campaigns('finished') }, outbox)).toBe('report');
    expect(tourStep({ link: ready, campaigns: campaigns('cancelled') }, { screen: 'report', id: 0 })).toBe('export');
  });

  it('outlives a lost login: what was started counts, not the link', () => {
    expect(tourStep({ link: { phase: 'logged_out' }, campaigns: campaigns('running') }, outbox)).toBe('sending');
  });
});
