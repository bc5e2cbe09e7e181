import type { LookUp } from '../../../electron/ports.ts';
import { account, makeRig } from '../../support/dispatch-rig.ts';
import { everyMs } from '../../support/schedules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const gapMs = 10_000;

/**
 * What WhatsApp answers about a number at a time since the start: the truth, "not registered", nothing, or an error.
 */
type Word = 'truth' | 'absent' | 'silent' | 'throws';

export type LookNight = {
  readonly people: number;
  /** What it answers about the person at this place in the list. */
  readonly others: (index: number, atMs: number) => Word;
  readonly own: (atMs: number) => Word;
  /** The longest time to wait for the end. */
  readonly forMs: number;
  /** The required result. */
  readonly wanted: {
    readonly sent: number;
    readonly absent?: number;
    readonly lookUpFailed?: number;
    readonly waiting?: number;
    readonly pauseReason?: string;
    readonly lastSentWithinMinutes: number;
  };
};

/** The result of a night. Times are minutes since its start. */
export type LookNightEnd = {
  readonly sent: number;
  readonly absent: number;
  readonly lookUpFailed: number;
  readonly waiting: number;
  /** When the last person was sent to; null where nobody was. */
  readonly lastSentMinutes: number | null;
  readonly endedMinutes: number | null;
  readonly lookUps: number;
  readonly pauseReason: string | null;
};

const during =
  (fromMs: number, untilMs: number, word: Word) =>
  (atMs: number): Word =>
    atMs >= fromMs && atMs < untilMs ? word : 'truth';
const always = (word: Word) => () => word;
const firstTen = 10 * gapMs;
const threeMinutes = 3 * minuteMs;

type Wanted = LookNight['wanted'];

/** WhatsApp says for a while that nobody is registered; about our own number it may say something else. */
function outage(fromMs: number, untilMs: number, own: Word, lastSentWithinMinutes: number): LookNight {
  const lies = during(fromMs, untilMs, 'absent');
  return {
    people: 60,
    others: (_, atMs) => lies(atMs),
    own: during(fromMs, untilMs, own),
    forMs: 12 * hourMs,
    wanted: { sent: 60, lastSentWithinMinutes },
  };
}

/** Some numbers are never found. */
function bad(people: number, isBad: (index: number) => boolean, word: Word, own: Word, wanted: Wanted): LookNight {
  return {
    people,
    others: (index) => (isBad(index) ? word : 'truth'),
    own: always(own),
    forMs: 36 * hourMs,
    wanted,
  };
}

const isThird = (index: number) => (index * 7) % 10 < 3;

/** The nights with which the rule of the looks was tested, one person each ten seconds. */
export const lookNights: Readonly<Record<string, LookNight>> = {
  'absent for everybody, 3 minutes after the first ten': outage(firstTen, firstTen + threeMinutes, 'absent', 15),
  'the same, our own number found': outage(firstTen, firstTen + threeMinutes, 'truth', 15),
  'absent for everybody, 3 minutes from the first look on': outage(0, threeMinutes, 'absent', 15),
  'the same from the first look on, our own number found': outage(0, threeMinutes, 'truth', 15),
  'absent for everybody, an hour': outage(firstTen, firstTen + hourMs, 'absent', 80),
  'an hour, our own number found': outage(firstTen, firstTen + hourMs, 'truth', 80),
  'absent for everybody, two days': {
    ...outage(0, 48 * hourMs, 'absent', 0),
    forMs: 48 * hourMs,
    wanted: { sent: 0, waiting: 60, pauseReason: 'unanswered', lastSentWithinMinutes: 0 },
  },
  'our own number alone said to be absent': bad(60, () => false, 'truth', 'absent', {
    sent: 60,
    lastSentWithinMinutes: 10,
  }),
  'the same, three in ten absent': bad(60, (index) => index % 10 < 3, 'absent', 'absent', {
    sent: 42,
    absent: 18,
    lastSentWithinMinutes: 15,
  }),
  'three in ten absent': bad(300, isThird, 'absent', 'truth', {
    sent: 210,
    absent: 90,
    lastSentWithinMinutes: 62,
  }),
  'three hundred absent, nobody else': bad(300, () => true, 'absent', 'truth', {
    sent: 0,
    waiting: 300,
    pauseReason: 'all_absent',
    lastSentWithinMinutes: 0,
  }),
  '200 silent first, then 100': bad(300, (index) => index < 200, 'silent', 'truth', {
    sent: 100,
    lookUpFailed: 200,
    lastSentWithinMinutes: 60,
  }),
  'ten found, 200 silent, then 90': bad(300, (index) => index >= 10 && index < 210, 'silent', 'truth', {
    sent: 100,
    lookUpFailed: 200,
    lastSentWithinMinutes: 65,
  }),
  'ten found, then 40 silent': bad(50, (index) => index >= 10, 'silent', 'truth', {
    sent: 10,
    lookUpFailed: 40,
    lastSentWithinMinutes: 2,
  }),
  'forty silent, nobody else': bad(40, () => true, 'silent', 'truth', {
    sent: 0,
    waiting: 40,
    pauseReason: 'unanswered',
    lastSentWithinMinutes: 0,
  }),
  'the first absent, asking for our own number fails': bad(50, (index) => index === 0, 'absent', 'throws', {
    sent: 49,
    absent: 1,
    lastSentWithinMinutes: 10,
  }),
  'the first silent, asking for our own number fails': bad(50, (index) => index === 0, 'silent', 'throws', {
    sent: 49,
    lookUpFailed: 1,
    lastSentWithinMinutes: 10,
  }),
  'the first silent, our own number too': bad(50, (index) => index === 0, 'silent', 'silent', {
    sent: 49,
    lookUpFailed: 1,
    lastSentWithinMinutes: 10,
  }),
};

/** Plays a night on the real dispatcher and a real database: one campaign with a turn each ten seconds. */
export async function playLookNight({ people, others, own, forMs }: LookNight): Promise<LookNightEnd> {
  const rig = makeRig();
  try {
    const phones = Array.from({ length: people }, (_, index) => `+44770091${String(index).padStart(4, '0')}`);
    const beganMs = rig.clock.nowMs();
    let lookUps = 0;
    rig.messenger.lookUp = async (phone) => {
      lookUps += 1;
      const atMs = rig.clock.nowMs() - beganMs;
      return say(phone === account.phone ? own(atMs) : others(phones.indexOf(phone), atMs), phone);
    };
    const { campaignId, messageIds } = rig.start(phones, 'Hello', everyMs(gapMs));
    const count = (status: string) => messageIds.filter((id) => rig.status(id) === status).length;
    const isOver = () => rig.stores.campaigns.get(campaignId)?.state !== 'running';
    let passedMs = 0;
    for (; passedMs < forMs && !isOver(); passedMs += minuteMs) await rig.clock.pass(minuteMs);
    const lastSentMs = rig.stores.queue.lastHandOverMs(account.phone, rig.clock.nowMs());
    return {
      sent: count('sent'),
      absent: count('failed:not_on_whatsapp'),
      lookUpFailed: count('failed:look_up_failed'),
      waiting: count('pending'),
      lastSentMinutes: lastSentMs === null ? null : Math.ceil((lastSentMs - beganMs) / minuteMs),
      endedMinutes: isOver() ? passedMs / minuteMs : null,
      lookUps,
      pauseReason: rig.stores.campaigns.get(campaignId)?.pauseReason ?? null,
    };
  } finally {
    rig.close();
  }
}

function say(word: Word, phone: string): LookUp {
  if (word === 'throws') throw new Error('the page fails');
  if (word === 'absent') return { kind: 'absent' };
  if (word === 'silent') return { kind: 'unavailable', why: 'an answer of an unknown shape' };
  const chatId = `${phone.slice(1)}@c.us`;
  return { kind: 'registered', chatId, ids: [chatId] };
}

/** The result of a night, in words. */
export function inWords(end: LookNightEnd): string {
  const told = [`${end.sent} sent`];
  if (end.absent > 0) told.push(`${end.absent} not on WhatsApp`);
  if (end.lookUpFailed > 0) told.push(`${end.lookUpFailed} given up as silent`);
  if (end.waiting > 0) told.push(`${end.waiting} wait`);
  if (end.lastSentMinutes !== null) told.push(`the last after ${end.lastSentMinutes} min`);
  told.push(end.endedMinutes === null ? 'no end' : `ended after ${end.endedMinutes} min`);
  if (end.pauseReason !== null) told.push(`asked: ${end.pauseReason}`);
  return told.join(', ');
}

/** Whether the result is the required one. */
export function isAsWanted({ wanted }: LookNight, end: LookNightEnd): boolean {
  const { sent, absent = 0, lookUpFailed = 0, waiting = 0, pauseReason = null, lastSentWithinMinutes } = wanted;
  return (
    end.sent === sent &&
    end.absent === absent &&
    end.lookUpFailed === lookUpFailed &&
    end.waiting === waiting &&
    end.pauseReason === pauseReason &&
    (end.lastSentMinutes ?? 0) <= lastSentWithinMinutes
  );
}
