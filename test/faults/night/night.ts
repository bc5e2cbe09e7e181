/**
 * A fast-forwarded night through the whole built app on the simulated page: two campaigns, many people, faults of every
 * kind, and no operator. It counts the people who were left without the message because of a fault.
 */
import type { Overview } from '../../../domain/contract.ts';
import type { PracticeSettings } from '../../../practice/protocol.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';
import { Desk } from '../kill/operator.ts';
import { BadAccount } from './bad-account.ts';
import { control, setClock, strikes } from './faults.ts';
import { judge, type Night } from './judge.ts';
import { type Audience, audiences } from './people.ts';
import { Striker } from './striker.ts';

export type NightPlan = {
  readonly people: number;
  /** How many accounts both campaigns are sent from. Of several, one is restricted, logged out, and comes back. */
  readonly accounts: number;
  /** Leaves out the faults that take a minute or more each. */
  readonly isShort: boolean;
  /** After how long without progress the night counts as stuck. */
  readonly patienceMs: number;
};

const gapMs = 200;
const pollMs = 200;
/** After this long without anything to do, the rest of the night passes in steps. */
const idleMs = 3_000;
const passesMs = 16 * 60_000;
const pageSettings: Partial<PracticeSettings> = {
  slowAckMs: 6_000,
  offlineMs: 2_000,
  slowCatchUpMs: 3_000,
  freezeMs: 3_000,
  hangMs: 1_500,
  scanAfterMs: null,
};

/** Plays the night and compares what the app says with what the page took. */
export async function playNight(plan: NightPlan, tell: (line: string) => void = () => undefined): Promise<Night> {
  const { people, accounts, isShort, patienceMs } = plan;
  const app = await BuiltApp.install();
  try {
    await app.start(pageSettings);
    const both = audiences(people);
    const setScenes = async (place: number) => {
      for (const { digits, trouble } of both.flatMap((audience) => audience.people))
        if (trouble) await control(app, { name: 'set_scenario', number: digits, scenario: trouble.scenario }, place);
    };
    await linkAll(app, accounts, setScenes);
    const shown = await startBoth(app, both);
    const troubled = both.flatMap((audience) =>
      audience.people.flatMap((one) => (one.trouble ? [`+${one.digits}`] : [])),
    );
    const all = (await app.overview()).accounts.map(({ id }) => id);
    const bad = accounts > 1 ? new BadAccount(app, { place: all[1] ?? 0, people, setScenes, tell }) : null;
    const places = () => (bad?.isAway ? all.filter((_, at) => at !== 1) : all);
    const striker = new Striker(app, { strikes: strikes(people, isShort), troubled, places, tell });
    const standing = await untilMorning(app, { striker, bad, patienceMs, tell });
    return judge(app, { both, shown, standing, struck: striker.struck, isLoggedOut: bad !== null });
  } finally {
    await app.uninstall();
  }
}

async function linkAll(app: BuiltApp, count: number, setScenes: (place: number) => Promise<void>): Promise<void> {
  for (let linked = 1; linked <= count; linked += 1) {
    if (linked > 1) await app.call('account:add', undefined);
    const isIn = (phase: string) => async () => (await app.overview()).accounts.at(-1)?.link.phase === phase;
    await until(isIn('qr'));
    const { id: place } = (await app.overview()).accounts.at(-1) ?? { id: 0 };
    await control(app, { name: 'scan' }, place);
    await until(isIn('ready'));
    await setScenes(place);
  }
}

/** Starts both campaigns. Returns the text that was shown for each number. */
async function startBoth(app: BuiltApp, both: readonly Audience[]): Promise<Map<string, string>> {
  const desk = new Desk(app);
  await app.call('settings:set', { gapMinMs: gapMs, gapMaxMs: gapMs });
  const shown = new Map<string, string>();
  const ids: number[] = [];
  const accounts = (await app.overview()).accounts.flatMap(({ phone }) => phone ?? []);
  for (const { text, people } of both) {
    const { id, schedule } = await app.call('campaign:create', { name: text });
    const rows = people.map(({ name, digits, town }) => `${name},+${digits},${town}`);
    await desk.importList(id, `Name,Phone,Town\n${rows.join('\n')}\n`, [{ index: 2, key: 'town' }]);
    const from = accounts.length > 1 ? { from: { accounts, column: null } } : {};
    await app.call('campaign:update', { id, text, schedule: { ...schedule, ...from } });
    for (const index of people.keys()) {
      const preview = await app.call('campaign:preview', { id, index, text });
      shown.set(preview.phone, preview.text);
    }
    ids.push(id);
  }
  for (const id of ids) await app.call('campaign:start', { id });
  return shown;
}

type MorningParts = Pick<NightPlan, 'patienceMs'> & {
  readonly striker: Striker;
  readonly bad: BadAccount | null;
  readonly tell: (line: string) => void;
};

/** Lets the faults happen, and waits until nothing changes any more. Returns what is stuck for good, one line each. */
async function untilMorning(app: BuiltApp, { striker, bad, patienceMs, tell }: MorningParts): Promise<string[]> {
  let now: Overview | undefined;
  let said = '';
  let idleSinceMs = performance.now();
  let isOver = false;
  const faults = Promise.all([striker.run(() => isOver), bad?.run(() => isOver)]).then(
    () => [],
    (error) => [`the faults did not come: ${error}`],
  );
  const look = async () => {
    now = await app.overview();
    const line = standingOf(now);
    if (line !== said) {
      tell(`${app.journal.messages().length} taken: ${line}`);
      idleSinceMs = performance.now();
    }
    said = line;
    // Nobody answers, so a pause or an alarm now is for good, except on the account that somebody takes care of.
    if (now.dispatcher.kind === 'alarm' || (now.dispatcher.kind === 'paused' && !bad?.isAway)) return true;
    if (now.campaigns.every(({ state }) => state !== 'running')) return true;
    // The time must not be changed while a page is reloading.
    if (!striker.isDone) idleSinceMs = performance.now();
    const waitsOnly = now.dispatcher.kind === 'waiting' && now.accounts.every(({ link }) => link.phase === 'ready');
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
  const without = await faults;
  const unfinished = (now?.campaigns ?? []).filter(({ state }) => state !== 'finished');
  return [
    ...late,
    ...without,
    ...unfinished.map(({ name, state }) => `${name} is ${state}`),
    ...striker.left.map(({ name }) => `it never came to this: ${name}`),
    ...(bad === null || bad.isDone ? [] : ['the account that was away did not come back']),
    ...(now && isAtRest(now) ? [] : [`the app stands as ${said}`]),
  ];
}

/** Lets a quarter of an hour of the night pass, during which the computer sleeps. */
async function passTime(app: BuiltApp): Promise<void> {
  await setClock(app, passesMs);
  await app.running.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'), undefined);
}

function isAtRest({ accounts, alarms }: Overview): boolean {
  return accounts.every(({ dispatcher }) => ['idle', 'sending'].includes(dispatcher.kind)) && alarms.length === 0;
}

/** What the app is doing, in words. All its usual work is called sending. */
function standingOf({ dispatcher, link, alarms }: Overview): string {
  const isUsual = dispatcher.kind === 'sending' || (dispatcher.kind === 'waiting' && dispatcher.why === 'gap');
  const why = dispatcher.kind === 'waiting' ? dispatcher.why : dispatcher.kind === 'paused' ? dispatcher.reason : '';
  return `${isUsual ? 'sending' : `${dispatcher.kind} ${why}`.trim()}, ${link.phase}, ${alarms.length} alarms`;
}
