import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asMarkdown, faultTable } from './fault-table.ts';

/** The names of the tests of a file: whatever is a text and the first thing given to a call. */
function namesIn(file: string): string[] {
  const calls = readFileSync(file, 'utf8').matchAll(/\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1\s*,/g);
  return [...calls].map(([, , name = '']) => name.replaceAll(/\\(.)/g, '$1'));
}

describe('the fault table', () => {
  it('has a row for each number', () => {
    expect(faultTable.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
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
  });
});
