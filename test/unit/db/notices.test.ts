import { beforeEach, describe, expect, it } from 'vitest';
import { everyMs } from '../../support/schedules.ts';
import { startCampaign, startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

let stores: ReturnType<typeof temporaryStores>;
let messageId: number;
let campaignId: number;
beforeEach(() => {
  stores = temporaryStores();
  const started = startCampaign(stores, ['+447700900101']);
  messageId = started.messageIds[0] ?? 0;
  campaignId = started.campaignId;
});

describe('a notice', () => {
  it('is raised once for what it concerns, and says who and which campaign that is', () => {
    const { notices } = stores;
    expect(notices.raise('line_not_replayed', { messageId }, startMs)).toBe(true);
    expect(notices.raise('line_not_replayed', { messageId }, startMs + 1)).toBe(false);
    expect(notices.raise('campaign_not_begun', { campaignId }, startMs + 2)).toBe(true);
    expect(notices.raise('setting_unreadable', { detail: 'theme' }, startMs + 3)).toBe(true);
    expect(notices.raise('setting_unreadable', { detail: 'language' }, startMs + 3)).toBe(true);
    expect(notices.open()).toMatchObject([
      { kind: 'line_not_replayed', messageId, campaignId, phone: '+447700900101', raisedAtMs: startMs },
      { kind: 'campaign_not_begun', messageId: null, campaignId, campaignName: expect.any(String), phone: null },
      { kind: 'setting_unreadable', campaignId: null, detail: 'theme' },
      { kind: 'setting_unreadable', campaignId: null, detail: 'language' },
    ]);
  });

  it('about a draft goes with the draft', () => {
    const { notices, campaigns } = stores;
    const draft = campaigns.create('Draft', everyMs(1_000), startMs);
    notices.raise('campaign_not_begun', { campaignId: draft }, startMs);
    expect(campaigns.deleteDraft(draft)).toBe(true);
    expect(notices.open()).toEqual([]);
  });

  it('stops nothing, and is not raised again once it was dismissed', () => {
    const { notices, alarms } = stores;
    notices.raise('line_not_replayed', { messageId }, startMs);
    expect(alarms.isAnyOpen()).toBe(false);
    const [{ id } = { id: 0 }] = notices.open();
    expect(notices.dismiss(id, 'Ana', startMs + 5)).toBe(true);
    expect(notices.dismiss(id, 'Ben', startMs + 6)).toBe(false);
    expect(notices.raise('line_not_replayed', { messageId }, startMs + 7)).toBe(false);
    expect(notices.open()).toEqual([]);
  });
});
