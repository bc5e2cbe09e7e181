import { expect, it } from 'vitest';
import { erasePerson } from '../../../../db/people/erase-person.ts';
import { pastSends } from '../../../../db/team/past.ts';
import { idAliases, phoneAlias } from '../../../../domain/people/alias.ts';
import { makeRig } from '../../../support/dispatch-rig.ts';
import { passUntil } from '../../../support/team-rig.ts';

const team = 'a5a11a36-45be-4ac8-ae8a-1a4b6c1e2f30';
const phones = ['+447700900201', '+447700900202', '+447700900203'];

it('whoever was erased before their computer joined is told to no team: nobody knows any more whom', async () => {
  const rig = makeRig();
  const { db } = rig.stores;
  const { messageIds } = rig.start(phones);
  await passUntil(rig.clock, () => messageIds.every((id) => rig.status(id) === 'sent'));
  expect([...erasePerson(db, phones[0] ?? '', rig.clock.nowMs())]).not.toEqual([]);
  // Somebody is left on each page, so that the reader does not stop at the erased people.
  const [second, third, ...others] = [0, messageIds[1] ?? 0].flatMap((after) =>
    pastSends(db, team, { after, most: 1 }),
  );
  expect([second?.messageId, third?.messageId, others]).toEqual([messageIds[1], messageIds[2], []]);
  expect(second?.aliases).toContain(phoneAlias(phones[1] ?? ''));
  rig.close();
});

it('whoever was written to under an id that showed only at the gate is told of by that id too', async () => {
  const [phone = '', lid] = [phones[0], '998877665544@lid'];
  const rig = makeRig();
  const key = { serialized: `true_${lid}_3EB0`, random: '3EB0', fromMe: true, remote: lid };
  rig.messenger.scripts.set(phone, { ask: { ids: [`${phone.slice(1)}@c.us`, lid], key } });
  rig.start([phone]);
  await passUntil(rig.clock, () => rig.messenger.delivered.length === 1);
  const [sent] = pastSends(rig.stores.db, team, { after: 0, most: 1 });
  expect(sent?.aliases).toEqual([phoneAlias(phone), ...idAliases(lid)]);
  rig.close();
});
