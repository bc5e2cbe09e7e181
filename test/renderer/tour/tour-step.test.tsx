import { describe, expect, it } from 'vitest';
import type { CampaignSummary } from '../../../domain/contract.ts';
import type { Route } from '../../../renderer/store/route.ts';
import { tourStep } from '../../../renderer/tour/tour-step.ts';
import { account, campaignSummary } from '../support/fixtures.ts';

const ready = { phase: 'ready', account } as const;
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

  it('stays with the outbox while a campaign is under way, also when it is paused', () => {
    expect(tourStep({ link: ready, campaigns: campaigns('running') }, outbox)).toBe('sending');
    expect(tourStep({ link: ready, campaigns: campaigns('finished', 'paused') }, outbox)).toBe('sending');
  });

  it('leads to the report once the campaign is over, and says there what is left to do', () => {
    expect(tourStep({ link: ready, campaigns: campaigns('finished') }, outbox)).toBe('report');
    expect(tourStep({ link: ready, campaigns: campaigns('cancelled') }, { screen: 'report', id: 0 })).toBe('export');
  });

  it('outlives a lost login: what was started counts, not the link', () => {
    expect(tourStep({ link: { phase: 'logged_out' }, campaigns: campaigns('running') }, outbox)).toBe('sending');
  });
});
