import type { Disk } from './disk.ts';
import { wrongsOfTheBooks, wrongsOfTheWorld } from './oracle.ts';
import type { Plan } from './plan.ts';
import { Scene } from './scene.ts';
import type { Weakness } from './weakness.ts';

export type RunOptions = { readonly disk: Disk; readonly weakness?: Weakness };
export type RunCounts = {
  steps: number;
  taken: number;
  delivered: number;
  starts: number;
  crashes: number;
  restores: number;
};

/** The most faults that are reported, since one may show in every message of a run. */
const saidAtMost = 3;

/** Carries a plan out and checks after every step. Throws when a promise is broken. */
export async function run(plan: Plan, { disk, weakness }: RunOptions): Promise<RunCounts> {
  const scene = new Scene(disk, plan, weakness ?? null);
  const { whatsapp } = scene.world;
  const check = (when: string) => {
    const said = wrongsOfTheWorld(whatsapp, scene.app);
    // Weakened code shows in its records at once; but a weakness counts as caught only when the harm itself is seen.
    if (!weakness) said.push(...wrongsOfTheBooks(whatsapp, scene.app));
    if (said.length > 0) throw new Error(`${when}: ${said.slice(0, saidAtMost).join('; ')}`);
  };
  try {
    for (const [index, command] of plan.commands.entries()) {
      await scene.play(command);
      check(`after step ${index + 1}, ${command.do}`);
    }
    const { length: taken } = whatsapp.taken;
    const delivered = whatsapp.taken.filter((one) => one.place === 'delivered').length;
    return { steps: plan.commands.length, taken, delivered, ...scene.told };
  } finally {
    scene.close();
  }
}
