import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asMarkdown, faultTable } from './fault-table.ts';

/** The names of a file's tests: each text that is the first argument of a call. */
function namesIn(file: string): string[] {
  const calls = readFileSync(file, 'utf8').matchAll(/\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1\s*,/g);
  return [...calls].map(([, , name = '']) => name.replaceAll(/\\(.)/g, '$1'));
}

describe('the fault table', () => {
  it('has its rows in order', () => {
    expect(faultTable.length).toBeGreaterThan(70);
    expect(faultTable.map(({ number }) => number)).toEqual(
      faultTable.map(({ number }) => number).sort((a, b) => a - b),
    );
  });

  it.each(faultTable)('$number. $fault: is shown by tests that exist', ({ shown }) => {
    expect(shown.length).toBeGreaterThan(0);
    const missing = shown.filter(
      ([file, test]) => !existsSync(file) || !namesIn(file).some((name) => name.includes(test)),
    );
    expect(missing).toEqual([]);
  });

  it('stands in docs/reliability.md, row by row', () => {
    const page = readFileSync('docs/reliability.md', 'utf8');
    expect(faultTable.map(asMarkdown).filter((row) => !page.includes(row))).toEqual([]);
    const numbers = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(faultTable.map(({ number }) => number));
  });
});

/** Text between backticks or in code blocks in the pages for operators of the product. */
const pages = globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md']).map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}));
const found = (pattern: RegExp) =>
  pages.flatMap(({ file, text }) => [...text.matchAll(pattern)].map((match) => ({ file, match })));

describe('the commands in the docs', () => {
  it('of vitest name files that exist, and tests that are in them', () => {
    const commands = found(/npx vitest run ([^`\n]*)/g).map(({ file, match }) => {
      const [paths = '', test] = (match[1] ?? '').split(" -t '");
      const files = paths.split(' ').filter((word) => word.startsWith('test/'));
      return { file, files, test: test?.replace(/'.*$/, '') };
    });
    expect(commands.length).toBeGreaterThan(60);
    const runNothing = commands.filter(({ files, test }) => {
      if (files.length === 0 || !files.every((file) => existsSync(file))) return true;
      // `-t` takes a pattern, so the name must match itself as a pattern.
      return test !== undefined && !files.some((file) => namesIn(file).some((name) => new RegExp(test).test(name)));
    });
    expect(runNothing).toEqual([]);
  });

  // The page on security names its files in another form and has a test for that.
  it('stand beside files that exist', () => {
    const named = found(/`((?:build|db|docs|domain|electron|practice|renderer|test)\/[\w./-]+)`/g).filter(
      ({ file }) => !file.endsWith('security.md'),
    );
    expect(named.length).toBeGreaterThan(120);
    const isThere = (path: string) => ['', '.ts', '.test.ts'].some((ending) => existsSync(path + ending));
    expect(named.filter(({ match }) => !isThere(match[1] ?? '')).map(({ file, match }) => [file, match[1]])).toEqual(
      [],
    );
  });

  it('of npm are in package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = found(/npm run (?:-s )?([a-z][\w:]*)/g).map(({ match }) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('of the experiments name one that there is', () => {
    const experiments = readFileSync('build/faults.ts', 'utf8');
    const named = found(/npm run faults -- --only ([\w-]+)/g).map(({ match }) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !new RegExp(`^  '?${name}'?: \\w+,$`, 'm').test(experiments))).toEqual([]);
  });
});
