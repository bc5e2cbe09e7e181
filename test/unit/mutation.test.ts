import { execSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Gatherer } from '../../build/mutation/gather.ts';
import { coreTestFiles } from '../../build/mutation/test-files.ts';
import { temporaryFolder } from '../support/temporary-database.ts';

const code = `
export function countTo(limit: number): number {
  let count = 0;
  while (count < limit) count += 1;
  return count;
}
export function isLong(text: string): boolean {
  return text.length > 3;
}
`;
const tests = `
import { beforeEach, describe, expect, it } from 'vitest';
import { countTo, isLong } from '../../../code.ts';
let limit = 0;
beforeEach(() => {
  limit = 2;
});
describe('counting', () => {
  it('ends at the limit', () => expect(countTo(limit)).toBe(2));
});
it.for([['ab', 'cd']])('takes %s for short', (words) => expect(words.some(isLong)).toBe(false));
describe.each([true])('a word of five letters, %s', (isIt) => {
  it.each([['hello'], ['world']])('takes %s for long', async (text) => expect(isLong(text)).toBe(isIt));
});
`;
type Mutant = { replacement: string; location: { start: { line: number } }; status: string };

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** The alternatives that a text gives in braces, with the word before or after them. */
const namesIn = (text: string, braces: RegExp) =>
  [...text.matchAll(braces)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));

it('npm run mutation knows everything that the tests of the send core use of vitest', () => {
  const stand = readFileSync('build/mutation/in-place-of-vitest.ts', 'utf8');
  const known = namesIn(stand, /export const \{([^}]*)\} = gatheredInPlaceOfVitest/g);
  const { vitest } = new Gatherer();
  expect(known.toSorted()).toEqual(Object.keys(vitest).toSorted());
  const forms = (['describe', 'it'] as const).flatMap((name) =>
    Object.keys(vitest[name]).map((form) => `${name}.${form}`),
  );
  const files = [...coreTestFiles(), ...globSync('test/support/**/*.ts')];
  const missing = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const imported = namesIn(text, /import \{([^}]*)\} from 'vitest'/g);
    const taken = text.match(/\b(?:describe|it)\.\w+/g) ?? [];
    return [...imported, ...taken]
      .filter((name) => ![...known, ...forms].includes(name))
      .map((name) => `${file} uses ${name}`);
  });
  expect(missing).toEqual([]);
});

/** It fetches Stryker, which nothing else needs. */
const isAsked = process.env.MUTATION !== undefined;

it.runIf(isAsked)(
  'npm run mutation tells a mutant that a test kills from one that none notices and from one that never ends',
  () => {
    const at = (path: string) => `${place.folder}/${path}`;
    cpSync('build/mutation', at('build/mutation'), { recursive: true });
    symlinkSync(resolve('node_modules'), at('node_modules'), 'junction');
    mkdirSync(at('test/unit/db'), { recursive: true });
    const { mutation } = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { mutation: string } })
      .scripts;
    writeFileSync(at('package.json'), JSON.stringify({ type: 'module', scripts: { mutation } }));
    writeFileSync(at('code.ts'), code);
    writeFileSync(at('test/unit/db/code.test.ts'), tests);
    const config = JSON.parse(readFileSync('build/stryker.config.json', 'utf8')) as object;
    const here = {
      mutate: ['code.ts'],
      concurrency: 1,
      reporters: ['json'],
      jsonReporter: { fileName: 'report.json' },
    };
    writeFileSync(at('build/stryker.config.json'), JSON.stringify({ ...config, ...here }));
    execSync('npm run -s mutation', { cwd: place.folder, stdio: 'pipe' });
    const report = JSON.parse(readFileSync(at('report.json'), 'utf8')) as {
      files: { 'code.ts': { mutants: Mutant[] } };
    };
    const statusOf = (line: number, replacement: string) =>
      report.files['code.ts'].mutants.find((one) => one.location.start.line === line && one.replacement === replacement)
        ?.status;
    expect(statusOf(4, 'count >= limit')).toBe('Killed');
    expect(statusOf(4, 'count -= 1')).toBe('Timeout');
    expect(statusOf(8, 'text.length <= 3')).toBe('Killed');
    expect(statusOf(8, 'text.length >= 3')).toBe('Survived');
    rmSync(at('node_modules'));
  },
);
