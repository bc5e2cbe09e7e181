import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

describe('the check of the data after an unclean stop', () => {
  it('is waited for by messages, and sending goes on by itself', async () => {
    rig.isCheckingData = true;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'checking_data' });
    expect([rig.messenger.asked, messageIds.map(rig.status)]).toEqual([[], ['pending']]);
    rig.isCheckingData = false;
    rig.dispatcher.nudge();
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
  });
});
