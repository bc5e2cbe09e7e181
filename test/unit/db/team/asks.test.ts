import { expect, it } from 'vitest';
import { TeamAsks, teamOutcomes } from '../../../../db/team/asks.ts';
import { makeRig } from '../../../support/dispatch-rig.ts';

const team = 'a5a11a36-45be-4ac8-ae8a-1a4b6c1e2f30';
const campaign = 'b6b22b47-56cf-4be9-9f9b-2b5c7d2f3a41';

it('of a computer that leaves are told as closed where nothing left, also whose answer was lost: then without fences', () => {
  const rig = makeRig();
  rig.dispatcher.pause('operator');
  const { messageIds } = rig.start(['+447700900201', '+447700900202', '+447700900203', '+447700900204']);
  const asks = new TeamAsks(rig.stores.db, team);
  const fences = [{ key: 'c7c33c58-67d0-4cfa-8a0c-3c6d8e3f4b52', repeat: 0 }];
  const tokens = messageIds.map((messageId, place) =>
    asks.intend({ messageId, campaign: place === 3 ? null : campaign, fences, nowMs: rig.clock.nowMs() }),
  );
  asks.grant(tokens[0] ?? '', asks.connected());
  asks.refuse(tokens[2] ?? '');
  const told = asks.unsent().map((one) => [one.token, one.outcome, one.fences]);
  expect(told).toEqual([
    [tokens[0], teamOutcomes.closed, fences],
    [tokens[1], teamOutcomes.closed, []],
  ]);
  rig.close();
});
