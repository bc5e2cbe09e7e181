import { afterEach, beforeEach, expect, it } from 'vitest';
import { PeopleDesk } from '../../../electron/do-not-contact/people-desk.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';

const sam = '+447700900123';
let rig: Rig;
let desk: PeopleDesk;
let told: number;

beforeEach(() => {
  rig = makeRig();
  told = 0;
  desk = new PeopleDesk({
    ...rig.stores,
    files: { readNumbers: async () => ({ ok: true, value: { numbers: [{ phone: sam, note: '' }], cannotBeUsed: 0 } }) },
    clock: rig.clock,
    settings: () => rig.settings,
    onMessages: () => undefined,
    onList: () => {
      told += 1;
    },
    onProposals: () => undefined,
  });
});
afterEach(() => rig.close());

it('says that the list changed, whichever way it does: who may be queued again depends on it', async () => {
  desk.add(sam, '');
  expect(told).toBe(1);
  desk.remove(sam);
  expect(told).toBe(2);
  await desk.importFile('upload');
  expect(told).toBe(3);
  expect(desk.list().map(({ phone }) => phone)).toEqual([sam]);
});

it('says so when a proposal is taken up, and not when it is dismissed', async () => {
  const { messageIds } = rig.start([sam, '+447700900124']);
  await rig.clock.pass(60_000);
  const [first, second] = messageIds.map((id) => rig.stores.queries.rows([id])[0]);
  for (const [place, row] of [first, second].entries()) {
    desk.receive({ ids: [`${row?.phone.slice(1)}@c.us`], text: 'stop', waKey: `key-${place}` });
  }
  const [one, other] = desk.proposals();
  desk.answer({ id: one?.id ?? 0, answer: 'dismiss' });
  expect(told).toBe(0);
  desk.answer({ id: other?.id ?? 0, answer: 'add' });
  expect(told).toBe(1);
});
