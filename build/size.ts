/** `npm run size`: how many lines the product has, by part, and the folders with the most files. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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

console.table({ ...byPart, 'the product': sum(tracked), 'its words, in four languages': sum(words) });
console.table(folders);
