/**
 * A night in fast motion through the whole built app on the simulated page: two campaigns, many people, outages of every
 * kind, and nobody who touches anything.
 */
import type { Overview } from '../../../domain/contract.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';
import { Desk } from '../kill/operator.ts';
import { truthOf } from '../kill/truth.ts';
import { eventsOf, type NightEvent } from './events.ts';
import { type Audience, audiences, type Person, type Trouble } from './people.ts';

export type NightPlan = {
  readonly people: number;
  readonly troubles: readonly Trouble[];
  /** What may pass before the night counts as standing still. */
  readonly patienceMs: number;
};
export type Night = {
  readonly taken: number;
  readonly outages: number;
  /** What became of those who did not simply get it, a line each. */
  readonly without: readonly string[];
  /** Everything that is not as promised; empty after a good night. */
  readonly wrong: readonly string[];
};

const gapMs = 200;
const pollMs = 200;
const pageSettings = { slowAckMs: 6_000, offlineMs: 2_000, slowCatchUpMs: 3_000, freezeMs: 3_000 };

/** Plays the night, and holds what the app says against what the page took. */
export async function playNight(plan: NightPlan, tell: (line: string) => void = () => undefined): Promise<Night> {
  const app = await BuiltApp.install();
  try {
    await app.start(pageSettings);
    await app.untilLinked();
    const both = audiences(plan.people, plan.troubles);
    for (const { digits, trouble } of both.flatMap(({ people }) => people))
      if (trouble) await app.journal.control({ name: 'set_scenario', number: digits, scenario: trouble.scenario });
    await startBoth(app, both);
    const events = eventsOf(app, plan.people);
    const standing = await untilMorning(app, events, plan.patienceMs, tell);
    const people = both.flatMap((audience) => audience.people);
    const outages = [...people.map(({ trouble }) => trouble?.costs === 'outage'), ...events.map((one) => one.isOutage)];
    return judge(app, people, outages.filter(Boolean).length, standing);
  } finally {
    await app.uninstall();
  }
}

async function startBoth(app: BuiltApp, both: readonly Audience[]): Promise<void> {
  const desk = new Desk(app);
  await app.call('settings:set', { gapMinMs: gapMs, gapMaxMs: gapMs });
  const ids: number[] = [];
  for (const { text, people } of both) {
    const { id } = await app.call('campaign:create', { name: text });
    const rows = people.map(({ name, digits }) => `${name},+${digits}`);
    await desk.importList(id, `Name,Phone\n${rows.join('\n')}\n`);
    await app.call('campaign:update', { id, text });
    ids.push(id);
  }
  for (const id of ids) await app.call('campaign:start', { id });
}

/** Lets everything happen, and waits until nothing goes on any more. Returns what stands still for good, a line each. */
async function untilMorning(
  app: BuiltApp,
  events: readonly NightEvent[],
  patienceMs: number,
  tell: (line: string) => void,
): Promise<string[]> {
  const left = [...events];
  let said = '';
  let now: Overview | undefined;
  const isOver = async () => {
    const taken = app.journal.messages().length;
    if (left[0] !== undefined && taken >= left[0].atTaken && (await happens(left[0]))) {
      tell(`${taken} taken: ${left[0].name}`);
      left.shift();
    }
    now = await app.overview();
    const line = standingOf(now);
    if (line !== said) tell(`${taken} taken: ${line}`);
    said = line;
    // Nobody answers: what stands still now does so for good.
    if (now.dispatcher.kind === 'paused' || now.dispatcher.kind === 'alarm') return true;
    return now.campaigns.every(({ state }) => state !== 'running');
  };
  const late = await until(isOver, pollMs, patienceMs).then(
    () => [],
    (error) => [`the night did not end: ${error}`],
  );
  const unfinished = (now?.campaigns ?? []).filter(({ state }) => state !== 'finished');
  return [
    ...late,
    ...unfinished.map(({ name, state }) => `${name} is ${state}`),
    ...left.map(({ name }) => `it never came to this: ${name}`),
    ...(now && isAtRest(now) ? [] : [`the app stands as ${said}`]),
  ];
}

/** False where the page is just loading, and nothing can happen to it. */
const happens = ({ happen }: NightEvent) =>
  happen().then(
    () => true,
    () => false,
  );

function isAtRest({ dispatcher, alarms }: Overview): boolean {
  return ['idle', 'sending'].includes(dispatcher.kind) && alarms.length === 0;
}

/** What the app does, as far as it is not its usual work. */
function standingOf({ dispatcher, link, alarms }: Overview): string {
  const isUsual = dispatcher.kind === 'sending' || (dispatcher.kind === 'waiting' && dispatcher.why === 'gap');
  const why = dispatcher.kind === 'waiting' ? dispatcher.why : dispatcher.kind === 'paused' ? dispatcher.reason : '';
  return `${isUsual ? 'sending' : `${dispatcher.kind} ${why}`.trim()}, ${link.phase}, ${alarms.length} alarms`;
}

type Row = { readonly phone: string; readonly status: string; readonly reason: string | null };

function judge(app: BuiltApp, people: readonly Person[], outages: number, standing: readonly string[]): Night {
  const db = app.openDatabase();
  const messages = `SELECT r.phone, m.status, m.reason FROM message m JOIN recipient r ON r.id = m.recipient_id ORDER BY m.id`;
  const rows = db.prepare<unknown[], Row>(messages).all();
  const untrue = truthOf(db, app.journal.messages());
  db.close();
  const troubles = new Map(people.map(({ digits, trouble }) => [`+${digits}`, trouble]));
  const costsOf = ({ phone }: Row) => troubles.get(phone)?.costs;
  const unsent = rows.filter(({ status }) => status !== 'sent');
  const named = unsent.filter((row) => row.reason !== null && row.reason === costsOf(row));
  const reasons = people.filter(({ trouble }) => trouble && !['outage', 'none'].includes(trouble.costs));
  const by = ({ phone }: Row) => troubles.get(phone)?.name ?? 'at a moment when something met everybody';
  return {
    taken: app.journal.messages().length,
    outages,
    without: unsent.map((row) => `${row.status}: ${row.reason} (${by(row)})`),
    wrong: [
      ...standing,
      ...untrue,
      ...(rows.length === people.length ? [] : [`${rows.length} messages for ${people.length} people`]),
      ...unsent.filter(({ status }) => status !== 'failed').map(({ phone, status }) => `${phone} is ${status}`),
      ...(named.length === reasons.length ? [] : [`${named.length} of ${reasons.length} have their own reason`]),
      ...(unsent.length - named.length <= outages ? [] : [`${unsent.length} people are without it`]),
    ],
  };
}
