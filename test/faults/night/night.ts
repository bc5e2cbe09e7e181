/**
 * A night in fast motion through the whole built app on the simulated page: two campaigns, many people, faults of every
 * kind, and nobody who touches anything. It counts whom the faults use up.
 */
import type { Overview } from '../../../domain/contract.ts';
import type { PracticeSettings } from '../../../practice/protocol.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';
import { Desk } from '../kill/operator.ts';
import { setClock, strikes } from './faults.ts';
import { judge, type Night } from './judge.ts';
import { type Audience, audiences } from './people.ts';
import { Striker } from './striker.ts';

export type NightPlan = {
  readonly people: number;
  /** Without the faults that take a minute or more each. */
  readonly isShort: boolean;
  /** What may pass before the night counts as standing still. */
  readonly patienceMs: number;
};

const gapMs = 200;
const pollMs = 200;
/** Nothing to do for so long, and the rest of the night passes in steps. */
const idleMs = 3_000;
const passesMs = 16 * 60_000;
const pageSettings: Partial<PracticeSettings> = {
  ...{ slowAckMs: 6_000, offlineMs: 2_000, slowCatchUpMs: 3_000, freezeMs: 3_000, hangMs: 1_500 },
};

/** Plays the night, and holds what the app says against what the page took. */
export async function playNight(plan: NightPlan, tell: (line: string) => void = () => undefined): Promise<Night> {
  const app = await BuiltApp.install();
  try {
    await app.start(pageSettings);
    await app.untilLinked();
    const both = audiences(plan.people);
    for (const { digits, trouble } of both.flatMap(({ people }) => people))
      if (trouble) await app.journal.control({ name: 'set_scenario', number: digits, scenario: trouble.scenario });
    const shown = await startBoth(app, both);
    const troubled = both.flatMap(({ people }) => people.flatMap((one) => (one.trouble ? [`+${one.digits}`] : [])));
    const striker = new Striker(app, { strikes: strikes(plan.people, plan.isShort), troubled, tell });
    const standing = await untilMorning(app, striker, plan.patienceMs, tell);
    return judge(app, { both, shown, standing, struck: striker.struck });
  } finally {
    await app.uninstall();
  }
}

/** Starts both campaigns. Returns what was shown for each number. */
async function startBoth(app: BuiltApp, both: readonly Audience[]): Promise<Map<string, string>> {
  const desk = new Desk(app);
  await app.call('settings:set', { gapMinMs: gapMs, gapMaxMs: gapMs });
  const shown = new Map<string, string>();
  const ids: number[] = [];
  for (const { text, people } of both) {
    const { id } = await app.call('campaign:create', { name: text });
    const rows = people.map(({ name, digits, town }) => `${name},+${digits},${town}`);
    await desk.importList(id, `Name,Phone,Town\n${rows.join('\n')}\n`, [{ index: 2, key: 'town' }]);
    await app.call('campaign:update', { id, text });
    for (const index of people.keys()) {
      const preview = await app.call('campaign:preview', { id, index, text });
      shown.set(preview.phone, preview.text);
    }
    ids.push(id);
  }
  for (const id of ids) await app.call('campaign:start', { id });
  return shown;
}

/** Lets everything happen, and waits until nothing goes on any more. Returns what stands still for good, a line each. */
async function untilMorning(
  app: BuiltApp,
  striker: Striker,
  patienceMs: number,
  tell: (line: string) => void,
): Promise<string[]> {
  let now: Overview | undefined;
  let said = '';
  let idleSinceMs = performance.now();
  let isOver = false;
  const faults = striker.run(() => isOver);
  const look = async () => {
    now = await app.overview();
    const line = standingOf(now);
    if (line !== said) {
      tell(`${app.journal.messages().length} taken: ${line}`);
      idleSinceMs = performance.now();
    }
    said = line;
    // Nobody answers: what stands still now does so for good.
    if (now.dispatcher.kind === 'paused' || now.dispatcher.kind === 'alarm') return true;
    if (now.campaigns.every(({ state }) => state !== 'running')) return true;
    const waitsOnly = now.dispatcher.kind === 'waiting' && striker.isDone && now.link.phase === 'ready';
    if (waitsOnly && performance.now() - idleSinceMs > idleMs) {
      await passTime(app);
      idleSinceMs = performance.now();
    }
    return false;
  };
  const late = await until(look, pollMs, patienceMs).then(
    () => [],
    (error) => [`the night did not end: ${error}`],
  );
  isOver = true;
  await faults;
  const unfinished = (now?.campaigns ?? []).filter(({ state }) => state !== 'finished');
  return [
    ...late,
    ...unfinished.map(({ name, state }) => `${name} is ${state}`),
    ...striker.left.map(({ name }) => `it never came to this: ${name}`),
    ...(now && isAtRest(now) ? [] : [`the app stands as ${said}`]),
  ];
}

/** A quarter of an hour of the night goes by, in which the computer was asleep. */
async function passTime(app: BuiltApp): Promise<void> {
  await setClock(app, passesMs);
  await app.running.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'), undefined);
}

function isAtRest({ dispatcher, alarms }: Overview): boolean {
  return ['idle', 'sending'].includes(dispatcher.kind) && alarms.length === 0;
}

/** What the app does, as far as it is not its usual work. */
function standingOf({ dispatcher, link, alarms }: Overview): string {
  const isUsual = dispatcher.kind === 'sending' || (dispatcher.kind === 'waiting' && dispatcher.why === 'gap');
  const why = dispatcher.kind === 'waiting' ? dispatcher.why : dispatcher.kind === 'paused' ? dispatcher.reason : '';
  return `${isUsual ? 'sending' : `${dispatcher.kind} ${why}`.trim()}, ${link.phase}, ${alarms.length} alarms`;
}
