/**
 * `npm run pictures:architecture` draws the pictures in docs/architecture.md anew: the states of a message from the
 * table in `domain`, the rooms from the imports between files. A test compares the drawn pictures with those in the
 * page.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { transitions } from '../domain/messages/message.ts';

export const architecturePage = 'docs/architecture.md';
const mainRooms = ['app', 'dispatch', 'whatsapp', 'formats', 'files', 'worker', 'storage', 'desktop', 'updates'];

function statesPicture(): string {
  const changes = Object.entries(transitions).flatMap(([from, to]) => to.map((next) => `  ${from} --> ${next}`));
  return ['stateDiagram-v2', '  [*] --> pending', ...changes].join('\n');
}

/** The room of a file. All features of the main process count as one room; a file that all rooms share has none. */
function roomOf(file: string): string | null {
  const [part = '', room = ''] = file.split('/');
  if (part !== 'electron') return part;
  if (room.endsWith('.ts')) return null;
  return mainRooms.includes(room) ? room : 'features';
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/\sfrom\s+'(\.[^']+)'/g);
  return [...found].map(([, name = '']) => posix.join(dirname(file), name));
}

/** An arrow for each pair of rooms of which the first imports from the second. */
function roomsPicture(): string {
  const edges = new Set<string>();
  for (const part of ['domain', 'db', 'electron', 'renderer']) {
    for (const name of readdirSync(part, { recursive: true, encoding: 'utf8' }).filter((one) => /\.tsx?$/.test(one))) {
      const file = join(part, name).replaceAll('\\', '/');
      const from = roomOf(file);
      for (const to of importsOf(file).map(roomOf))
        if (from !== null && to !== null && from !== to) edges.add(`  ${from} --> ${to}`);
    }
  }
  // Every room may import from `domain`, so the arrows to it would only hide the others.
  return ['flowchart TD', ...[...edges].filter((edge) => !edge.endsWith('domain')).sort()].join('\n');
}

/** The page with its pictures as the code has them now. */
export function withPictures(page: string): string {
  const drawn = { states: statesPicture(), rooms: roomsPicture() };
  return Object.entries(drawn).reduce(
    (text, [name, picture]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
        (_, begin, end) => `${begin}\`\`\`mermaid\n${picture}\n\`\`\`\n${end}`,
      ),
    page,
  );
}

if (import.meta.main) writeFileSync(architecturePage, withPictures(readFileSync(architecturePage, 'utf8')));
