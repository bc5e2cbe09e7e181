/**
 * `npm run size` prints how many lines the product has, by part, the folders with the most files, and how many files of
 * the main process a send and an import depend on: all that their first files import, types alone not counted.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';

const parts = ['domain', 'db', 'electron', 'renderer'];
const isCounted = (file: string) => /\.(tsx?|css|sql|html)$/.test(file) && !file.startsWith('domain/text/');

const tracked = execFileSync('git', ['ls-files', ...parts], { encoding: 'utf8' })
  .split('\n')
  .filter(isCounted);
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
const sum = (files: readonly string[]) => files.reduce((lines, file) => lines + linesOf(file), 0);

const byPart = Object.fromEntries(parts.map((part) => [part, sum(tracked.filter((file) => file.startsWith(part)))]));
const words = execFileSync('git', ['ls-files', 'domain/text'], { encoding: 'utf8' }).trim().split('\n');
const folders = Object.entries(Object.groupBy(tracked, (file) => file.slice(0, file.lastIndexOf('/'))))
  .map(([folder, files = []]) => ({ folder, files: files.length, lines: sum(files) }))
  .sort((one, other) => other.files - one.files)
  .slice(0, 10);

const ways = {
  'plan, gate and acknowledgement': [
    ...['dispatch/dispatcher.ts', 'dispatch/judge.ts', 'dispatch/ack-receipt.ts', 'whatsapp/gate.ts'],
  ],
  'import of a file': ['lists/import-list.ts'],
};

function importedBy(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )([^;]*?) from '(\.[^']+)';/gm);
  const isOfTypes = (names: string) => /^\{(?:\s*type \w+,?)+\s*\}$/.test(names);
  return [...imports].flatMap(([, names = '', from = '']) => (isOfTypes(names) ? [] : posix.join(dirname(file), from)));
}

/** These files of the main process, and all that they import, directly or not. */
function behind(first: readonly string[]): number {
  const found = new Set<string>();
  const waiting = first.map((file) => `electron/${file}`);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    waiting.push(...importedBy(file).filter((one) => one.startsWith('electron/')));
  }
  return found.size;
}

console.table({ ...byPart, 'the product': sum(tracked), 'its words, in four languages': sum(words) });
console.table(folders);
console.table(Object.fromEntries(Object.entries(ways).map(([way, first]) => [way, behind(first)])));
