import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/'));
const files = ['.', ...['db', 'docs', 'domain', 'electron', 'renderer', 'test'].flatMap(below), ...readdirSync('.')];

/** Whether there is a file of the name: its path may begin further up, and `*` stands for any of several. */
function isThere(name: string): boolean {
  const pattern = name.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  return files.some((file) => new RegExp(`(^|/)${pattern}(\\.test)?(\\.tsx?)?$`).test(file));
}

it('every file and test that the page on security names is there', () => {
  const named = [...page.matchAll(/`([\w.*-]+(?:\/[\w.*-]+)+|[\w-]+\.(?:tsx?|json|yml))`/g)].map(
    ([, name = '']) => name,
  );
  expect(named.length).toBeGreaterThan(80);
  expect(named.filter((name) => !isThere(name))).toEqual([]);
  expect(isThere('electron/nowhere.ts')).toBe(false);
});

it('each of the twenty items of Electron’s checklist has a test, and the test is in the file that is named', () => {
  const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, number, cells = '']) => ({ number, cells }));
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const tests = (text: string) => [...text.matchAll(/`(test\/[\w./-]+)`: \*([^*]+)\*/g)];
  for (const { number, cells } of rows) {
    const test = cells.split(' | ').at(-1) ?? '';
    expect(tests(test).length > 0 || test.startsWith('the same'), `${number}`).toBe(true);
    for (const [, file = '', name = ''] of tests(test)) expect(readFileSync(file, 'utf8'), name).toContain(name);
  }
});
