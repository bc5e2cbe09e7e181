import { beforeEach, describe, expect, it } from 'vitest';
import { Alarms } from '../../../db/alarms.ts';
import { startCampaign, startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

let stores: ReturnType<typeof temporaryStores>;
let alarms: Alarms;
let messageId: number;
beforeEach(() => {
  stores = temporaryStores();
  alarms = new Alarms(stores.db);
  messageId = startCampaign(stores, ['+447700900101']).messageIds[0] ?? 0;
});

describe('an alarm', () => {
  it('is raised once for a message, and names its person, until it is acknowledged', () => {
    expect(alarms.raise('contradiction', { messageId }, startMs)).toBe(true);
    expect(alarms.raise('contradiction', { messageId }, startMs + 1)).toBe(false);
    expect(alarms.raise('bypass', {}, startMs + 2)).toBe(true);
    expect(alarms.raise('bypass', {}, startMs + 3)).toBe(false);
    expect(alarms.open()).toMatchObject([
      { kind: 'contradiction', messageId, phone: '+447700900101', raisedAtMs: startMs },
      { kind: 'bypass', messageId: null, phone: null },
    ]);
  });

  it('stays open until somebody acknowledges that very one, and may be raised again then', () => {
    alarms.raise('contradiction', { messageId }, startMs);
    alarms.raise('second_copy', { messageId }, startMs);
    const [first] = alarms.open();
    expect(alarms.acknowledge(first?.id ?? 0, 'Ana', startMs + 5)).toBe(true);
    expect(alarms.acknowledge(first?.id ?? 0, 'Ben', startMs + 6)).toBe(false);
    expect(alarms.open().map(({ kind }) => kind)).toEqual(['second_copy']);
    expect(alarms.isAnyOpen()).toBe(true);
    expect(alarms.raise('contradiction', { messageId }, startMs + 7)).toBe(true);
  });

  it.each([
    ['deleted', `DELETE FROM alarm`],
    ['made another', `UPDATE alarm SET kind = 'bypass'`],
    ['opened again', `UPDATE alarm SET acknowledged_at_ms = NULL, acknowledged_by = NULL`],
    ['acknowledged by nobody', `UPDATE alarm SET acknowledged_at_ms = 1`],
    ['acknowledged twice', `UPDATE alarm SET acknowledged_at_ms = 2, acknowledged_by = 'Eve'`],
  ])('is never %s', (_, sql) => {
    alarms.raise('contradiction', { messageId }, startMs);
    if (_ === 'opened again' || _ === 'acknowledged twice')
      alarms.acknowledge(alarms.open()[0]?.id ?? 0, 'Ana', startMs);
    expect(() => stores.db.run(sql)).toThrow();
  });
});
