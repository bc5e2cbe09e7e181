import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/state/state.ts';
import { answerProposals, receiveReply } from '../../../electron/do-not-contact/stop-proposals.ts';
import { silentChanges } from '../../support/changes.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { startCampaign } from '../../support/temporary-database.ts';

const clinic: Account = { id: '447700900121@c.us', phone: '+447700900121', name: 'Clinic' };
const [one, two] = ['+447700900101', '+447700900102'] as const;
const minuteMs = 60_000;

let rig: Rig;
beforeEach(() => {
  rig = makeRig({ others: [clinic] });
});
afterEach(() => rig.close());

/** A campaign whose first message changes its state right before WhatsApp is asked about its person. */
function startWith(during: (id: number) => void, messenger = rig.messenger) {
  const started = startCampaign(rig.stores, [one, two]);
  const [id = 0] = started.messageIds;
  messenger.standing_ = () => {
    messenger.standing_ = null;
    during(id);
    return { kind: 'stands' };
  };
  rig.dispatcher.nudge();
  return { ...started, id };
}
const isGone = (id: number) => void rig.stores.listChanges.hold(id, rig.clock.nowMs());
const askedAbout = (campaignId: number) => rig.stores.queue.setAside(campaignId);

describe('whoever is gone from the list that is read again while WhatsApp is asked about them', () => {
  it('is not claimed before somebody has decided', async () => {
    const { messageIds, campaignId } = startWith(isGone);
    await rig.clock.pass(minuteMs);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent']);
    expect(askedAbout(campaignId).listChanged).toBe(1);
  });

  it.each([
    ['nothing is known of the number', { kind: 'unavailable', why: 'no answer' }],
    ['the number is not registered', { kind: 'absent' }],
  ] as const)('is asked about all the same where %s', async (_, lookUp) => {
    rig.messenger.scripts.set(one, { lookUp });
    const { campaignId } = startWith(isGone);
    await rig.clock.pass(minuteMs);
    expect(askedAbout(campaignId)).toMatchObject({ listChanged: 1 });
  });
});

it('who wrote a stop word and is gone from the list does not get the message by a word on the stop alone', async () => {
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start([one, two]);
  isGone(messageIds[0] ?? 0);
  const parts = { ...rig.stores, clock: rig.clock, changes: silentChanges, settings: () => rig.settings };
  const stops = { ...parts, nudge: () => rig.dispatcher.nudge() };
  receiveReply(stops, { ids: ['447700900101@c.us'], text: 'Stop', waKey: 'stop' });
  const ids = rig.stores.stops.proposals().map(({ id }) => id);
  expect(granted(answerProposals(stops, { ids, answer: 'dismiss' }))).toEqual([]);
  rig.dispatcher.resume();
  await rig.clock.pass(minuteMs);
  expect(messageIds.map(rig.status)).toEqual(['pending', 'sent']);
});

it('what is cancelled while the chat that it was moved from is asked for stops nothing', async () => {
  rig.messenger.account_ = null;
  const other = rig.others[0];
  if (!other?.dispatch) throw new Error('a second account');
  const cancel = (id: number) => void rig.stores.messages.cancel([id], 'operator', rig.clock.nowMs());
  const { messageIds, id } = startWith(cancel, other.messenger);
  const moves = messageIds.map((one) => ({ id: one, to: clinic.phone, unread: one === id ? [] : [account.phone] }));
  rig.stores.moves.move(moves, 'operator', rig.clock.nowMs());
  other.dispatch.dispatcher.nudge();
  await rig.clock.pass(minuteMs);
  expect(messageIds.map(rig.status)).toEqual(['cancelled', 'sent']);
  expect(other.dispatch.dispatcher.state).toEqual({ kind: 'idle' });
});
