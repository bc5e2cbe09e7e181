import { setTimeout as delay } from 'node:timers/promises';
import { randomFrom } from '../../../support/random.ts';
import { until } from '../../../support/until.ts';
import { type Computer, KillOffice, peopleOfCampaign } from './office.ts';

/** A fault of a team of built apps while they send. */
export type TeamFault = 'member killed' | 'server killed' | 'line cut' | Restore;
type Restore = 'dump put back' | 'image put back' | 'replica promoted';

export type TeamKillReport = {
  readonly happened: ReadonlyMap<TeamFault, number>;
  readonly campaigns: number;
  /** The messages that all pages together took, and how many of all people have one. */
  readonly taken: number;
  readonly reached: number;
  readonly people: number;
  readonly wrong: readonly string[];
};

/** A kill comes up to this much later than the message at which it is aimed. */
const mostJitterMs = 400;
const mostAwayMs = 2_000;
/** After this long without a message on its way, a computer is struck all the same. */
const aimMs = 15_000;
const aimPollMs = 10;

/**
 * Strikes built apps, their lines and their server, in an order that the seed decides, while they send together. Calls
 * `tell` with a line after each.
 */
export async function runTeamKills(
  { faults, seed }: { readonly faults: readonly TeamFault[]; readonly seed: number },
  tell: (line: string) => void = () => undefined,
): Promise<TeamKillReport> {
  const random = randomFrom(seed);
  const happened = new Map<TeamFault, number>();
  const office = await KillOffice.open();
  let campaigns = 0;
  try {
    for (const [index, fault] of shuffled(faults, random).entries()) {
      if (await office.isThrough()) {
        await office.begin();
        campaigns += 1;
      }
      const computer = office.computers[Math.floor(random() * office.computers.length)] as Computer;
      await aim(computer, random);
      await strike(office, { fault, computer, random });
      happened.set(fault, (happened.get(fault) ?? 0) + 1);
      const twice = office.twice();
      tell(
        `${index + 1} of ${faults.length}: ${fault}, ${computer.name}; ${office.taken} taken, ${twice.length} twice`,
      );
      if (twice.length > 0) break;
    }
    const wrong = office.twice();
    if (wrong.length === 0) await office.settle();
    const { taken, reached } = office;
    const report = { happened, campaigns, taken, reached, people: campaigns * peopleOfCampaign };
    return { ...report, wrong: wrong.length > 0 ? wrong : office.wrongs() };
  } finally {
    await office.close();
  }
}

/** Waits until a message of the computer is on its way, and a moment longer. */
async function aim({ app }: Computer, random: () => number): Promise<void> {
  const db = app.openDatabase();
  const sending = db.prepare(`SELECT 1 FROM message WHERE status = 'sending'`);
  await until(() => sending.get() !== undefined, aimPollMs, aimMs).catch(() => undefined);
  db.close();
  await delay(random() * mostJitterMs);
}

async function strike(
  office: KillOffice,
  {
    fault,
    computer,
    random,
  }: { readonly fault: TeamFault; readonly computer: Computer; readonly random: () => number },
): Promise<void> {
  const { server, team } = office;
  if (fault === 'member killed') await office.kill(computer);
  if (fault === 'line cut') {
    // For half of them the server's answers get lost first: the server acts, and the computer does not hear of it.
    if (random() < 0.5) computer.proxy.lose('answers');
    await delay(random() * mostAwayMs);
    computer.proxy.cut();
    await delay(random() * mostAwayMs);
    computer.proxy.mend();
  }
  if (fault === 'server killed') {
    await server.stop('killed');
    await delay(random() * mostAwayMs);
    await server.run();
  }
  if (fault === 'dump put back') {
    const dump = await team.dump();
    await sendOn(office);
    await team.restore(dump);
  }
  if (fault === 'image put back' || fault === 'replica promoted') {
    const image = await server.image(`image-${performance.now()}`);
    await sendOn(office);
    await server.putBack(image, { promoted: fault === 'replica promoted' });
  }
  // After a restore all computers hold until each has reported, and then continue by themselves.
  await office.untilAllOpen();
}

/** Lets some more messages leave that the new copy does not know of, and lets all computers hear of them. */
async function sendOn(office: KillOffice): Promise<void> {
  await office.untilAllOpen();
  const before = office.taken;
  const isOver = async () => office.taken >= before + 3 || (await office.isThrough());
  await until(isOver);
  for (const { app } of office.computers) await app.call('team:tryNow', undefined);
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
