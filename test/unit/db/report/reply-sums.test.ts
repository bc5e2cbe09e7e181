import { expect, it } from 'vitest';
import { readReplySums } from '../../../../db/report/reply-sums.ts';
import { limits } from '../../../../domain/limits.ts';
import { makeRig } from '../../../support/dispatch-rig.ts';

it('counts each person’s first answer by the day of the campaign’s zone and by its words, however they are written, as most write them', async () => {
  const rig = makeRig();
  const people = Array.from({ length: 8 }, (_, place) => `+44770090010${place}`);
  const { campaignId } = rig.start(people);
  await rig.clock.pass(60_000);
  // Half an hour before midnight in London, where it is already the next day further east.
  const lateMs = Date.UTC(2026, 2, 14, 23, 30);
  const answers: readonly (readonly [string, number])[] = [
    ['YES!', 0],
    ['yes', 0],
    ['Yes.', 3_600_000],
    ['Não!!', 0],
    ['nao', 0],
    ['não', 0],
    ['Can I bring my two kids?', 0],
    ['👍', 0],
  ];
  for (const [place, [text, afterMs]] of answers.entries()) {
    const ids = [`${people[place]?.slice(1)}@c.us`];
    rig.stores.replies.add({ ids, text, waKey: `first-${place}`, atMs: lateMs + afterMs });
    rig.stores.replies.add({ ids, text: 'And more', waKey: `second-${place}`, atMs: lateMs + afterMs + 1 });
  }
  const sums = readReplySums(rig.stores.db, { campaignId, part: null }, 'Europe/London');
  expect(sums.byDay.map((day) => day.people)).toEqual([7, 1]);
  expect(sums.byWord).toEqual([
    { word: 'não', people: 3 },
    { word: 'yes', people: 3 },
  ]);
  expect(sums.otherWords).toBe(2);
  const east = readReplySums(rig.stores.db, { campaignId, part: null }, 'Asia/Tokyo');
  expect(east.byDay.map((day) => day.people)).toEqual([8]);
  expect(limits.replyWordsCounted).toBe(2);
  rig.close();
});
