import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { MessageKey } from '../../../domain/messages/message-key.ts';
import { readMissedTicks } from '../../../electron/dispatch/missed-ticks.ts';
import type {} from '../../../electron/ports.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const phones = ['+447700900101', '+447700900102', '+447700900103'] as const;
type MissedTicksParts = Parameters<typeof readMissedTicks>[0];
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let rig: Rig;
let asked: string[][];
/** What WhatsApp's records show, by the random part of the id; null where they cannot be read. */
let records: Map<string, number> | null;

beforeEach(() => {
  rig = makeRig();
  [asked, records] = [[], new Map()];
});
afterEach(() => rig.close());

async function sent(): Promise<{ readonly ids: readonly number[]; readonly randoms: readonly string[] }> {
  const { messageIds } = rig.start([...phones]);
  await rig.clock.pass(5 * minuteMs);
  return { ids: messageIds, randoms: rig.messenger.delivered.map(({ random }) => random) };
}
function read(goesOn = () => true, { queue }: Pick<MissedTicksParts, 'queue'> = rig.stores): Promise<boolean> {
  const readAcks = async (keys: readonly MessageKey[]) => {
    asked.push(keys.map(({ random }) => random));
    return records && keys.flatMap(({ random, remote }) => ({ random, remote, ack: records?.get(random) ?? 0 }));
  };
  const { clock, ackReceipt } = rig;
  const onAck = ackReceipt.receive.bind(ackReceipt);
  return readMissedTicks({ queue, readAcks, onAck, clock }, account.phone, goesOn);
}
const acks = (ids: readonly number[]) =>
  ids.map((id) => rig.stores.db.value<number>(`SELECT ack FROM message WHERE id = ?`, id));

it('ticks that came while the app was closed are known once WhatsApp is ready, and what was read is asked for no more', async () => {
  const { ids, randoms } = await sent();
  expect(acks(ids)).toEqual([1, 1, 1]);
  const [one = '', two = ''] = randoms;
  records = new Map([
    [one, 3],
    [two, 2],
  ]);
  expect(await read()).toBe(true);
  expect(acks(ids)).toEqual([3, 2, 1]);
  await read();
  expect(asked).toEqual([[...randoms].reverse(), [...randoms.slice(1)].reverse()]);
});

it('a record that cannot be read, and one that shows less than is known, change nothing', async () => {
  const { ids, randoms } = await sent();
  records = null;
  expect(await read()).toBe(false);
  records = new Map(randoms.map((random) => [random, -1]));
  expect(await read()).toBe(true);
  expect(acks(ids)).toEqual([1, 1, 1]);
});

it('nothing is asked for a month after it was sent, nor once the connection is gone', async () => {
  const { ids, randoms } = await sent();
  records = new Map(randoms.map((random) => [random, 3]));
  expect(await read(() => false)).toBe(false);
  expect(acks(ids)).toEqual([1, 1, 1]);
  asked = [];
  await rig.clock.pass(limits.reconcileForMs + dayMs);
  expect(await read()).toBe(true);
  expect(asked).toEqual([]);
});

it('no more is taken in once the connection is gone in the middle', async () => {
  const { ids, randoms } = await sent();
  records = new Map(randoms.map((random) => [random, 3]));
  const isGone = () => acks(ids).includes(3);
  expect(await read(() => !isGone())).toBe(false);
  expect(acks(ids)).toEqual([1, 1, 3]);
});

it.each([
  [0, 1],
  [2 * limits.missedTicksRead, 3],
  [2 * limits.missedTicksRead + 1, 3],
  [limits.missedTicks + 1, limits.missedTicks / limits.missedTicksRead],
])(
  'of %i sent they are read the newest first, each once, in %i parts and no more than a start can wait for',
  async (count, parts) => {
    const all = Array.from({ length: count }, (_, place) => ({ random: `${place}`, passedAtMs: count - place }));
    let looks = 0;
    const unread: MissedTicksParts['queue']['unread'] = (_account, { beforeMs, most }) => {
      looks += 1;
      const older = all.filter(({ passedAtMs }) => passedAtMs < beforeMs).slice(0, most);
      return older.map((one) => ({ ...one, waKey: '{}', chatId: '' }));
    };
    expect(await read(() => true, { queue: { unread } })).toBe(true);
    expect(looks).toBe(parts);
    expect(asked.flat()).toEqual(all.slice(0, limits.missedTicks).map(({ random }) => random));
  },
);
