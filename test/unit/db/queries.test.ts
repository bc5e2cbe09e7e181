import { describe, expect, it, onTestFinished } from 'vitest';
import { makeRig } from '../../support/dispatch-rig.ts';
import { startMs } from '../../support/temporary-database.ts';

function openRig() {
  const rig = makeRig();
  onTestFinished(() => rig.close());
  return rig;
}

describe('the history of a message', () => {
  it('begins with its place in the queue when the campaign started', () => {
    const { stores, start } = openRig();
    const { messageIds } = start(['+447700900101']);
    const [waiting = 0] = messageIds;
    expect(stores.queries.message(waiting)?.history).toEqual([
      { atMs: startMs, what: 'created', from: null, to: 'pending', detail: '', who: 'operator' },
    ]);
  });

  it('goes on in the order in which things happened', async () => {
    const rig = openRig();
    const { messageIds } = rig.start(['+447700900101']);
    const [sent = 0] = messageIds;
    await rig.clock.pass(1_000);
    const steps = rig.stores.queries.message(sent)?.history.map(({ what }) => what);
    expect(steps).toEqual(['created', 'claimed', 'looked', 'passed', 'acknowledged']);
  });
});
