import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/'));
const folders = ['.ci', '.github', 'build', 'db', 'docs', 'domain', 'electron', 'practice', 'renderer', 'test'];
const files = ['.', ...folders, ...folders.flatMap(below), ...readdirSync('.')];
const pages = ['README.md', 'CONTRIBUTING.md', ...files.filter((file) => /^docs\/.*\.md$/.test(file))].map((page) => ({
  page,
  text: readFileSync(page, 'utf8'),
}));

/** What the pattern finds in all pages, each with its page. */
const named = (pattern: RegExp) =>
  pages.flatMap(({ page, text }) => [...text.matchAll(pattern)].map(([, name = '', more]) => ({ page, name, more })));

/** Whether there is such a file: its path may begin further up, and `*` stands for any of several. */
function isThere(name: string): boolean {
  if (files.includes(name)) return true;
  const alternatives = name.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  const pattern = alternatives.replace(/\{([^}]*)\}/g, (_, all: string) => `(?:${all.replaceAll(',', '|')})`);
  return files.some((file) => new RegExp(`(^|/)${pattern}(\\.test)?(\\.tsx?)?$`).test(file));
}

/**
 * Paths that are in no checkout: runs make them, the app writes them, or a server's operator does; and “n/a” in a cell.
 */
const isMade = (name: string) =>
  name === 'n/a' ||
  /^(out|dist|data|ledger|test-results|certificate)\//.test(name) ||
  /^(summary|sendonce|practice|last-lines)\.json$|^(latest|latest-mac|app-update)\.yml$/.test(name);

it('every file and test that a page names is there', () => {
  const paths = named(
    /`([\w.*{},-]+(?:\/[\w.*{},-]+)*\/|[\w.*{},-]+(?:\/[\w.*{},-]+)+|[\w-]+\.(?:tsx?|sql|json|yml))`/g,
  );
  expect(paths.length).toBeGreaterThan(400);
  expect(paths.filter(({ name }) => !isMade(name) && !isThere(name))).toEqual([]);
  expect(isThere('electron/nowhere.ts')).toBe(false);
});

it('every link of a page leads to a page and a heading that are there', () => {
  const headings = (text: string) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
      words
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    );
  const links = named(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g);
  expect(links.length).toBeGreaterThan(50);
  const broken = links.filter(({ page, name, more: heading }) => {
    const target = name === '' ? page : posix.normalize(posix.join(posix.dirname(page), name));
    const found = pages.find((one) => one.page === target.replace(/\/$/, ''));
    return (
      !files.includes(target.replace(/\/$/, '')) ||
      (heading !== undefined && !headings(found?.text ?? '').includes(heading))
    );
  });
  expect(broken).toEqual([]);
});

it('every script, and every test of a command, that a page names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(named(/npm run (?:-s )?([\w:]+)/g).filter(({ name }) => scripts[name] === undefined)).toEqual([]);
  const commands = named(/vitest run (?:--project \w+ )*(test\/[\w./-]+)/g);
  expect(commands.length).toBeGreaterThan(700);
  expect(commands.filter(({ name }) => !files.some((file) => file.startsWith(name)))).toEqual([]);
});

it('every decision that is named was taken', () => {
  const taken = files.flatMap((file) => /^docs\/decisions\/(\d{4})-/.exec(file)?.[1] ?? []);
  const decisions = named(/decisions? (\d+)/g);
  expect(decisions.length).toBeGreaterThan(5);
  expect(decisions.filter(({ name }) => !taken.includes(name.padStart(4, '0')))).toEqual([]);
});

it('each of the twenty items of Electron’s checklist has a test, and the test is in the file that is named', () => {
  const security = pages.find(({ page }) => page === 'docs/security.md')?.text ?? '';
  const rows = [...security.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, number, cells = '']) => ({ number, cells }));
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const tests = (text: string) => [...text.matchAll(/`(test\/[\w./-]+)`: \*([^*]+)\*/g)];
  for (const { number, cells } of rows) {
    const test = cells.split(' | ').at(-1) ?? '';
    expect(tests(test).length > 0 || test.startsWith('the same'), `${number}`).toBe(true);
    for (const [, file = '', name = ''] of tests(test)) expect(readFileSync(file, 'utf8'), name).toContain(name);
  }
});
