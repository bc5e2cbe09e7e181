import { appendFileSync } from 'node:fs';

/** The file in which a recorded run writes what the world saw. A power cut does not affect it. */
export const worldFile = 'world.jsonl';

/** The file in which the computer keeps the last lines of its ledgers. */
export const lastLinesIn = (folder: string): string => `${folder}/last-lines.json`;

/** What the world saw: a message that left through the gate, and WhatsApp's acknowledgement of one. */
export type Seen =
  | { readonly kind: 'left'; readonly random: string; readonly phone: string; readonly text: string }
  | { readonly kind: 'acknowledged'; readonly random: string };

export function noteInWorld(folder: string, seen: Seen): void {
  appendFileSync(`${folder}/${worldFile}`, `${JSON.stringify(seen)}\n`);
}

export function readWorld(text: string): Seen[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Seen);
}
