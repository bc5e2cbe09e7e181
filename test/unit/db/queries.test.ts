import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessagePage } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const phones = (count: number) => Array.from({ length: count }, (_, index) => `+4477009${String(10_000 + index)}`);
const pending = { campaignId: null, tab: 'pending', certainty: null, search: '' } as const;

describe('a page of a list', () => {
  it('holds the message being sent on top of a full page, and what follows goes on where it ended', async () => {
    rig.messenger.scripts.set(phones(1)[0] ?? '', { before: 'hang' });
    const { messageIds } = rig.start(phones(250));
    await rig.clock.pass(1_000);
    const first = MessagePage.parse(rig.stores.queries.page(pending, null));
    expect(first.rows.map((row) => row.id)).toEqual(messageIds.slice(0, limits.pageRows + 1));
    expect(first.rows[0]?.status).toBe('sending');
    const second = MessagePage.parse(rig.stores.queries.page(pending, first.next));
    expect(second.rows.map((row) => row.id)).toEqual(messageIds.slice(limits.pageRows + 1, 2 * limits.pageRows + 1));
  });

  it('finds people by a part of the name or of the number as people write it', async () => {
    rig.start(phones(30));
    const names = (search: string) => rig.stores.queries.page({ ...pending, search }, null).rows.map((row) => row.name);
    expect(names('person 12')).toEqual(['Person 12']);
    expect(names('07700 910 011')).toEqual(['Person 12']);
    expect(names('+44 7700 9100')).toHaveLength(30);
    expect(names('100%')).toEqual([]);
  });
});
