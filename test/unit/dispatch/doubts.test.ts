import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMeta } from '../../../db/meta.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const phones = ['+447700900101', '+447700900102', '+447700900103'];
const next = '+447700900104';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('doubts at the end of a campaign', () => {
  beforeEach(async () => {
    for (const phone of phones) rig.messenger.scripts.set(phone, { after: 'lost' });
    rig.start(phones);
    await rig.clock.pass(10 * minuteMs);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('hold the next campaign up as long as all of them stand', async () => {
    rig.start([next]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 3 });
    expect(rig.deliveries(next)).toBe(0);
  });

  it('hold nothing up where one of them was confirmed while there was nothing to send', async () => {
    const [first] = rig.messenger.delivered;
    rig.messenger.acknowledge(first?.random ?? '', `${first?.phone.slice(1)}@c.us`, 1);
    await rig.clock.pass(1_000);
    const { messageIds } = rig.start([next]);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});

it.each(['{}', 'no JSON'])('doubts that cannot be read (%s) are none', async (stored) => {
  writeMeta(rig.stores.db, 'dispatcher_doubt', stored);
  rig.crash();
  const { messageIds } = rig.start([next]);
  await rig.clock.pass(minuteMs);
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});
