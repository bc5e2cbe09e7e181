import type { TestPostgres } from '../../../support/postgres.ts';
import { randomFrom } from '../../../support/random.ts';
import { linkOffice } from './computer.ts';
import { TeamScene } from './scene.ts';
import type { Direction } from './together.ts';
import type { Weakening } from './weakened.ts';

/** Faults of a team, and what its people do. Each run draws some, one after the other, while all computers send. */
export const happenings = [
  'time',
  'cut',
  'answers lost',
  'crash',
  'disk saved',
  'disk put back',
  'server killed',
  'server stopped',
  'dump put back',
  'image put back',
  'replica promoted',
  'stop',
  'queued again',
  'repeat declared',
  'joined anew',
  'erased',
  'cancelled',
  'clock moved',
  'campaign drawn',
  'campaign joined',
  'campaign directed',
  'appointed',
  'renamed',
  'taken back',
  'removed',
  'account moved',
  'list started',
  'list started',
  'backed up',
  'backup put back',
  'both put back',
  'one clock moved',
  'stopped here',
  'let back in',
  'silence',
  'stood still',
] as const;
type Happening = (typeof happenings)[number];

export type RunSums = { readonly left: number; readonly happened: ReadonlyMap<Happening, number> };

const steps = 16;
/** By the place of the computer that is drawn. The clocks of all move together. */
const clockJumpsMs = [-3 * 3_600_000, 60_000, 3 * 3_600_000];
/** What two coordinators say at once. */
const directions = [
  [undefined, 'paused', 'running'],
  [undefined, 'running', 'paused'],
  [undefined, 'cancelled', 'paused'],
] as const satisfies readonly (readonly Direction[])[];

/**
 * Carries out one run. Throws when somebody got a text twice, or later than ten seconds after a stop, or when something
 * untrue is said in the end.
 */
export async function runTeam(server: TestPostgres, seed: number, weakening?: Weakening): Promise<RunSums> {
  const random = randomFrom(seed);
  const drawn = <Item>(all: readonly Item[]): Item => all[Math.floor(random() * all.length)] as Item;
  const scene = await TeamScene.open(server, weakening);
  const happened = new Map<Happening, number>();
  const path: string[] = [];
  if (random() < 0.5) await scene.beginTogether();
  let dump = await scene.team.dump();
  await scene.backUpAll();
  const check = () => {
    const wrongs = scene.wrongs();
    if (wrongs.length > 0) throw new Error(`seed ${seed}: ${wrongs.join('; ')}; ${path.join(' > ')}`);
  };
  try {
    for (let step = 0; step < steps; step += 1) {
      const happening = drawn(happenings);
      const place = Math.floor(random() * scene.computers.length);
      path.push(`${happening} ${place}`);
      happened.set(happening, (happened.get(happening) ?? 0) + 1);
      if (random() < 0.2) dump = await scene.team.dump();
      await happen(scene, happening, { place, dump });
      // A database from before a computer joined does not know it: its operator would join once more.
      if (happening === 'joined anew' || happening === 'removed') {
        dump = await scene.team.dump();
        await scene.backUpAll();
      }
      await scene.pass(250 + Math.floor(random() * 3_000));
      check();
    }
    await scene.settle();
    check();
    const untrue = await scene.untruths();
    if (untrue.length > 0) throw new Error(`seed ${seed}: untrue: ${untrue.join('; ')}; ${path.join(' > ')}`);
    return { left: scene.leftCount, happened };
  } finally {
    await scene.close();
  }
}

async function happen(
  scene: TeamScene,
  happening: Happening,
  { place, dump }: { readonly place: number; readonly dump: Awaited<ReturnType<TeamScene['team']['dump']>> },
): Promise<void> {
  const { server } = scene;
  const computer = scene.computers[place];
  if (computer === undefined) throw new Error('no such computer');
  const { proxy } = computer;
  if (happening === 'time') await scene.pass(15_000);
  if (happening === 'cut' || happening === 'answers lost') {
    if (happening === 'answers lost') proxy.lose('answers');
    await scene.pass(500);
    proxy.cut();
    await scene.pass(1_000);
    proxy.mend();
  }
  if (happening === 'crash') await scene.crash(computer);
  if (happening === 'disk saved') await scene.saveDisk(computer);
  if (happening === 'disk put back') await scene.putDiskBack(computer);
  if (happening === 'server killed' || happening === 'server stopped') {
    await server.stop(happening === 'server killed' ? 'killed' : 'fast');
    await scene.pass(1_000);
    await server.run();
  }
  if (happening === 'dump put back') await scene.putDumpBack(dump);
  if (happening === 'backup put back') await scene.putBackupBack(computer, 'stays');
  if (happening === 'both put back') {
    // Mostly the next computer starts the text that this one was sending.
    scene.startList(computer);
    await scene.pass(5_000);
    await scene.putBackupBack(computer, place === 1 ? 'first' : 'then');
    for (const next of scene.computers.slice(place - 1).slice(0, 1)) scene.startList(next);
  }
  if (happening === 'image put back' || happening === 'replica promoted') {
    scene.databaseGoes();
    const image = await server.image('image');
    await scene.pass(20_000);
    // Nobody could notice an image whose loss no member has seen, so nothing is promised there.
    if (happening === 'image put back') await scene.allHaveSeen();
    await server.putBack(image, { promoted: happening === 'replica promoted' });
    await scene.coordinator.tells();
  }
  if (happening === 'stop') await scene.stopContact(place * 5 + 1);
  if (happening === 'queued again') scene.queueAgain(computer);
  if (happening === 'repeat declared') await scene.declareRepeat(computer);
  if (happening === 'joined anew') await scene.joinAnew(computer);
  if (happening === 'erased') await scene.erase(computer, place * 5 + 2);
  if (happening === 'cancelled') scene.cancelSome(computer);
  if (happening === 'campaign drawn') await scene.together.draw(computer.one);
  if (happening === 'campaign joined') await scene.together.join(computer.one);
  if (happening === 'campaign directed') await scene.directNewest(directions[place] ?? []);
  if (happening === 'appointed') await scene.coordinator.appoint(computer, place === 1 ? 'sender' : 'coordinator');
  if (happening === 'renamed') await scene.coordinator.rename(computer);
  if (happening === 'taken back') await scene.coordinator.takeBack(computer);
  if (happening === 'removed') await scene.remove(computer);
  if (happening === 'account moved') linkOffice(scene.computers, computer);
  if (happening === 'list started') scene.startList(computer);
  if (happening === 'backed up') await scene.backUp(computer);
  if (happening === 'one clock moved') computer.clock.jumpMs(clockJumpsMs[(place + 1) % clockJumpsMs.length] ?? 0);
  if (happening === 'stopped here') await scene.stopContact(place * 4 + 3, computer);
  if (happening === 'let back in') scene.stops.letBackIn(computer);
  if (happening === 'silence') await scene.coordinator.silence(computer);
  if (happening === 'stood still') await scene.coordinator.standStill(computer);
  if (happening === 'clock moved') scene.clock.jumpMs(clockJumpsMs[place] ?? 0);
}
