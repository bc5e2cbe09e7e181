import { afterEach, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const rig = makeRig();
afterEach(() => rig.close());

it('whoever got a text gets none in which only the language of its placeholders is another', async () => {
  const [one, two] = ['+447700900101', '+447700900102'];
  const delivered = () => rig.messenger.delivered.length;
  rig.start([one], 'Olá {{name|amigo}}, {{first name|amigo}}');
  await rig.clock.pass(2 * limits.contactMemoryMs);
  expect(delivered()).toBe(1);

  // The check at the start: none of these people is written to again.
  const campaign = campaignActionsOf(rig);
  const { campaigns } = rig.stores;
  const id = campaigns.create('Sábado', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, {
    text: 'Olá {{NOME|amigo}}, {{primeiro nome|amigo}}',
    listId: addList(rig.stores, [one, two]),
  });
  expect(granted(await campaign.check(id))).toMatchObject({ willSend: 1, alreadyHasText: 1 });

  // The claim, past every check: only the fence itself is left.
  const { messageIds } = rig.start([one], 'Olá {{nombre|amigo}}, {{الاسم الأول|amigo}}');
  await rig.clock.pass(2 * limits.contactMemoryMs);
  expect(delivered()).toBe(1);
  expect(messageIds.map((one) => rig.status(one))).toEqual(['failed:duplicate']);

  // Another placeholder is another text.
  rig.start([one], 'Olá {{first|amigo}}, {{first name|amigo}}');
  await rig.clock.pass(2 * limits.contactMemoryMs);
  expect(delivered()).toBe(2);
});
