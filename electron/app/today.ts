import type { Queue } from '../../db/messages/queue.ts';
import { dayOf, warmUpRoom } from '../../domain/schedule/pacing.ts';
import type { AccountToday } from '../../domain/state/account.ts';

type Asked = { readonly phone: string; readonly nowMs: number; readonly timeZone: string };

/** How much an account sent today, and how much the daily limits leave for waiting messages; null without a limit. */
export function todayOf(
  queue: Pick<Queue, 'handedOverBy' | 'handedOverOn' | 'sendingDays' | 'schedulesWaiting'>,
  { phone, nowMs, timeZone }: Asked,
): AccountToday {
  const day = dayOf(nowMs, timeZone);
  const sent = queue.handedOverBy(phone, day);
  const rooms = queue.schedulesWaiting(phone).map(({ campaignId, schedule }) => {
    const today = dayOf(nowMs, schedule.timeZone);
    const { dailyCap } = schedule;
    const days = schedule.warmUp === true ? queue.sendingDays(phone, schedule.timeZone) : [];
    return {
      cap: dailyCap === null ? Infinity : Math.max(0, dailyCap - queue.handedOverOn(campaignId, today, phone)),
      warmUp: warmUpRoom(schedule, nowMs, days),
    };
  });
  const [warming, warm] = [
    rooms.filter((room) => room.warmUp < Infinity),
    rooms.filter((room) => room.warmUp === Infinity),
  ];
  // The warm-up belongs to the account: its campaigns share what it leaves.
  const left = Math.min(capsOf(warming), ...warming.map((room) => room.warmUp)) + capsOf(warm);
  return { sent, left: rooms.length > 0 && left < Infinity ? left : null, untilMs: day.untilMs };
}

function capsOf(rooms: readonly { readonly cap: number }[]): number {
  return rooms.reduce((sum, { cap }) => sum + cap, 0);
}
