import { expect, it, vi } from 'vitest';
import { everybody } from '../../../domain/people/person-filter.ts';
import { peopleWorkers } from '../../../electron/people/jobs.ts';
import { knowPeople, makeReady } from '../../support/make-ready.ts';
import { startCampaign, startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

it('the worker counts people by the shortest way, and says of one filter that it goes through how many it has found', async () => {
  const stores = temporaryStores();
  const phones = ['+447700900101', '+447700900102', '+447700900103'];
  const { campaignId } = startCampaign(stores, phones);
  knowPeople(stores.knownPeople);
  makeReady(stores.searchIndex);
  // Time passes so fast that progress would be reported after each stretch.
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 60_000));
  const gone = { ...everybody, conditions: [{ kind: 'got' as const, is: false, campaignIds: [campaignId] }] };
  const found = { ...everybody, search: '900103' };
  const said: number[] = [];
  const count = (filters: (typeof everybody)[]) =>
    peopleWorkers.countPeople(
      { kind: 'countPeople', filters, nowMs: startMs },
      { database: stores.db.file, nowMs: () => startMs, onProgress: (rows) => said.push(rows) },
    );
  expect(await count([gone, found])).toEqual({ ok: true, value: { totals: [3, 1] } });
  expect(await count([gone])).toEqual({ ok: true, value: { totals: [3] } });
  expect(said).toEqual([]);
  expect(await count([found])).toEqual({ ok: true, value: { totals: [1] } });
  expect(said).toEqual([1]);
  vi.restoreAllMocks();
});
