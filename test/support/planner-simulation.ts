import type { NextOfGroup, RunningCampaign } from '../../db/messages/queue.ts';
import type { Schedule } from '../../domain/campaign.ts';
import type { Whereabouts } from '../../domain/schedule/hours.ts';
import { startOfDay } from '../../domain/schedule/pacing.ts';
import type { Account } from '../../domain/state/state.ts';
import { type PlanInput, plan } from '../../electron/dispatch/planner.ts';
import { Turns } from '../../electron/dispatch/turns.ts';

type People = Whereabouts & { readonly people: number };
export type SimulatedCampaign = { readonly schedule: Schedule; readonly waiting: readonly People[] };
/** Campaigns are numbered from 1. */
export type SimulatedSend = { readonly campaignId: number; readonly atMs: number };
type SimulationOptions = {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly random?: () => number;
  /** By how many milliseconds somebody changes the wall clock after this many messages. */
  readonly jumpMs?: (sends: number) => number;
};

const account: Account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Test' };
/** Message ids for one campaign: each place has a range of its own. */
const idsOfCampaign = 1_000_000_000;
const idsOfPlace = 1_000_000;

/** Lets the real planner send for weeks of simulated time. Returns the messages, by a clock that nobody changes. */
export function simulatePlanner(
  campaigns: readonly SimulatedCampaign[],
  { fromMs, untilMs, random = () => 0.5, jumpMs = () => 0 }: SimulationOptions,
): SimulatedSend[] {
  const sends: SimulatedSend[] = [];
  const left = campaigns.map(({ waiting }) => waiting.map((group) => ({ ...group })));
  const at = { monotonicMs: 0, aheadMs: 0 };
  const clock = {
    nowMs: () => fromMs + at.monotonicMs + at.aheadMs,
    monotonicMs: () => at.monotonicMs,
    bootedAtMs: () => fromMs + at.aheadMs,
    after: () => () => undefined,
  };
  const stamps: number[][] = campaigns.map(() => []);
  const queue = queueOf(campaigns, fromMs, left, stamps);
  const flight: ConstructorParameters<typeof Turns>[0]['flight'] = { current: null, lastHandOverMonotonicMs: null };
  const turns = new Turns({ queue: { lastHandOverMs: () => null }, clock, flight, random }, { lastMs: null });
  while (fromMs + at.monotonicMs <= untilMs) {
    const nowMs = clock.nowMs();
    const next = plan({
      queue,
      account,
      nowMs,
      turns,
      graceMs: 0,
      stoodStill: null,
      isHere: () => true,
      isTurnOfSetAside: () => false,
    });
    if (next.kind === 'nothing' || next.kind === 'hold') break;
    if (next.kind === 'wait') {
      at.monotonicMs += next.untilMs - nowMs;
      continue;
    }
    const { campaignId, id } = next.message;
    const group = left[campaignId - 1]?.[Math.floor((id % idsOfCampaign) / idsOfPlace)];
    if (group) group.people -= 1;
    flight.lastHandOverMonotonicMs = at.monotonicMs;
    turns.took(campaignId);
    stamps[campaignId - 1]?.push(nowMs);
    sends.push({ campaignId, atMs: fromMs + at.monotonicMs });
    at.aheadMs += jumpMs(sends.length);
  }
  return sends;
}

/** The part of the queue that the planner reads, for campaigns whose messages are only numbers. */
function queueOf(
  campaigns: readonly SimulatedCampaign[],
  startedAtMs: number,
  left: readonly (readonly (Whereabouts & { people: number })[])[],
  stamps: readonly (readonly number[])[],
): PlanInput['queue'] {
  const nextOf = (campaignId: number, { country, zones, people }: People, place: number): NextOfGroup => {
    const nextId = people === 0 ? null : campaignId * idsOfCampaign + place * idsOfPlace + (idsOfPlace - people);
    return {
      account: account.phone,
      country,
      zones,
      nextId,
      nextDueAtMs: null,
      dueId: null,
      askedAgainAtMs: null,
      askedAgainHasOwnTime: null,
    };
  };
  return {
    runningCampaigns: (nowMs) =>
      campaigns.map(({ schedule }, place): RunningCampaign => {
        const own = stamps[place] ?? [];
        return {
          id: place + 1,
          uid: `${place + 1}`,
          account: account.phone,
          schedule,
          startedAtMs,
          releasedAtMs: null,
          pilotApproved: true,
          lastHandOverMs: own.findLast((atMs) => atMs <= nowMs) ?? null,
          handedOver: own.length,
        };
      }),
    nextOfEach: (campaignId) =>
      (left[campaignId - 1] ?? []).flatMap((group, place) =>
        group.people === 0 ? [] : nextOf(campaignId, group, place),
      ),
    message: (id) => ({
      id,
      campaignId: Math.floor(id / idsOfCampaign),
      campaignUid: '',
      phone: '',
      text: '',
      repeat: 0,
      occasion: '',
      copiesSinceMs: null,
      attachmentHash: null,
      attachmentName: null,
      keepsPlace: false,
      attachmentKind: null,
      cells: [],
      fields: [],
      textHash: null,
      wasSetAside: false,
      firstAbsentMs: null,
      unansweredSinceMs: null,
      movedFrom: [],
    }),
    handedOverOn: (id, { fromMs, untilMs }) =>
      (stamps[id - 1] ?? []).filter((atMs) => atMs >= fromMs && atMs < untilMs).length,
    sendingDays: (_, timeZone) => {
      const days = new Map<number, number>();
      for (const atMs of stamps.flat()) {
        const startMs = startOfDay(atMs, timeZone);
        days.set(startMs, (days.get(startMs) ?? 0) + 1);
      }
      return [...days].sort(([one], [other]) => one - other).map(([startMs, count]) => ({ startMs, count }));
    },
  };
}
