import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPause, writePause } from '../../../../db/campaigns/stored-pause.ts';
import type { Db } from '../../../../db/database.ts';
import { writeMeta } from '../../../../db/meta.ts';
import { makeRig } from '../../../support/dispatch-rig.ts';
import { openTestDatabase, temporaryFolder } from '../../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
let db: Db;
beforeEach(() => {
  place = temporaryFolder();
  db = openTestDatabase(`${place.folder}/sendonce.db`);
});
afterEach(() => {
  db.close();
  place.remove();
});

describe('a stored pause', () => {
  it('is read as it was written, and none where there is none', () => {
    expect(readPause(db)).toBeNull();
    const pause = { reason: 'rejected', detail: 'x', count: 3 } as const;
    writePause(db, pause);
    expect(readPause(db)).toEqual(pause);
    writePause(db, null);
    expect(readPause(db)).toBeNull();
  });

  it.each([
    ['no JSON', '{'],
    ['of another shape', '{"reason":"rejected"}'],
    ['for a reason that nobody knows', '{"reason":"moon","detail":"","count":null}'],
    ['a word', 'null'],
  ])('that cannot be read is a pause all the same: it is %s', (_how, stored) => {
    writeMeta(db, 'dispatcher_pause', stored);
    expect(readPause(db)).toMatchObject({ reason: 'internal' });
  });

  it('that cannot be read keeps the app neither from starting nor from standing still', async () => {
    const rig = makeRig();
    rig.crash(() => {
      const left = openTestDatabase(`${rig.folder}/sendonce.db`);
      writeMeta(left, 'dispatcher_pause', 'damage');
      left.close();
    });
    rig.start(['+447700900101']);
    await rig.clock.pass(60_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'internal' });
    expect(rig.messenger.delivered).toEqual([]);
    rig.close();
  });
});
