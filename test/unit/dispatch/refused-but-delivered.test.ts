import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const one = '+447700900101';
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

it('raises the alarm when WhatsApp took a refused message as well as the one that was sent', async () => {
  rig.messenger.scripts.set(one, { ask: { text: 'Other' } });
  // The second message keeps the campaign open, so that the first may be queued again.
  rig.messenger.scripts.set('+447700900102', { lookUp: 'hang' });
  const { messageIds } = rig.start([one, '+447700900102']);
  await rig.clock.pass(10);
  const refused = rig.messenger.asked[0]?.ask.key.random ?? '';
  rig.messenger.scripts.clear();
  rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs());
  await rig.clock.pass(60_000);
  rig.dispatcher.resume();
  await rig.clock.pass(60_000);
  expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  rig.messenger.acknowledge(refused, '447700900101@c.us', 1);
  await rig.clock.pass(10);
  expect(rig.stores.queries.contradictions()).toBe(1);
  expect(rig.dispatcher.state).toEqual({ kind: 'alarm', count: 1 });
  expect(rig.stores.alarms.open()).toMatchObject([{ kind: 'contradiction', messageId: messageIds[0], phone: one }]);
});
