import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Shot } from './operator.ts';

// What the demo of one computer and the demo of a team have in common.
export const root = path.join(import.meta.dirname, '..');
export const out = path.join(root, 'out/demo');
export const campaign = {
  name: 'Volunteer day',
  file: path.join(root, 'practice/example-list.csv'),
  text: 'Hello {{first|friend}}, Volunteer Day is on *Saturday*, 10:00 to 15:00. Your meeting point: *{{meet at|North Quay}}*. Please bring a bottle of water.',
};
/** How long the app waits for an acknowledgement: less than in practice mode, to keep the demo short. */
export const ackWaitMs = 2_500;
/** Shorter than the page's own times, so that the demo takes less than two minutes, but longer than the app waits. */
export const pace = { scanAfterMs: 3_000, slowAckMs: 4_000, veryLateAckMs: 7_000, hangMs: 5_000 };
export const longestCampaignMs = 6 * 60_000;
/** The latest acknowledgement comes within this time after the last message. */
export const lateAckMs = 9_000;

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes the pictures of what the operator saw on the way, in both themes. */
export async function keepShots(shots: readonly Shot[]): Promise<void> {
  const folder = path.join(out, 'screens');
  await mkdir(folder, { recursive: true });
  for (const shot of shots) {
    await writeFile(path.join(folder, `${shot.name}-light.png`), shot.light);
    await writeFile(path.join(folder, `${shot.name}-dark.png`), shot.dark);
  }
}

/** Writes the named pictures to where the README and the guide show them. */
export async function keepPictures(shots: readonly Shot[], names: readonly string[]): Promise<void> {
  const folder = path.join(root, 'docs/pictures');
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    const shot = shots.find((one) => one.name === name);
    if (shot) await writeFile(path.join(folder, `${name}.png`), shot.light);
  }
}
