import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { CampaignBatches } from '../../../electron/campaigns/batches.ts';
import { makeRig } from '../../support/dispatch-rig.ts';

it('writes the log back after some batches, in a turn of its own', async () => {
  const done: string[] = [];
  const batches = new CampaignBatches(() => done.push('written back'));
  const many = limits.batchesWrittenBack * 2 + 1;
  await batches.run(1, (after) => {
    done.push('batch');
    setImmediate(() => done.push('turn'));
    return after + 1 < many ? after + 1 : null;
  });
  const stretch = [...Array(limits.batchesWrittenBack).fill(['batch', 'turn']).flat(), 'written back'];
  expect(done).toEqual([...stretch, ...stretch, 'batch']);
});

it('leaves the pages of a stretch in the log, however many, until they are written back', () => {
  const rig = makeRig();
  const { db } = rig.stores;
  const inLog = () => {
    const [{ log, checkpointed } = { log: 0, checkpointed: 0 }] = db.sqlite.pragma('wal_checkpoint(NOOP)') as {
      log: number;
      checkpointed: number;
    }[];
    return log - checkpointed;
  };
  const write = `INSERT INTO meta (key, value) VALUES ('long', hex(zeroblob(4000000))) ON CONFLICT DO UPDATE SET value = excluded.value`;
  db.immediateUnhurried(() => db.run(write));
  expect(inLog()).toBeGreaterThan(1_900);
  db.writeBack();
  expect(inLog()).toBe(0);
  db.immediate(() => db.run(write));
  expect(inLog()).toBe(0);
  rig.close();
});
