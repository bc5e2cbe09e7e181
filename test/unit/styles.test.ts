import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tracked = (...folders: readonly string[]) =>
  execFileSync('git', ['ls-files', ...folders], { encoding: 'utf8' })
    .trim()
    .split('\n');
const textOf = (files: readonly string[]) => files.map((file) => readFileSync(file, 'utf8')).join('\n');
const all = tracked('renderer');
const styles = textOf(all.filter((file) => file.endsWith('.css'))).replaceAll(/\/\*.*?\*\//gs, '');
const window = textOf(all.filter((file) => /\.tsx?$/.test(file)));
const tests = textOf(tracked('test', 'practice').filter((file) => /\.tsx?$/.test(file)));

const isIn = (text: string, word: string) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text);
const styled = new Set([...styles.matchAll(/\.(-?[a-z][\w-]*)/gi)].map((found) => found[1] ?? ''));
/** The beginnings of class names that are built at run time, as `button-${kind}`; and the names of the icon library. */
const madeUp = [...window.matchAll(/([a-z]+(?:-[a-z]+)*-)\$\{/g)].map((found) => found[1] ?? '').concat('lucide');

describe('the styles', () => {
  it('hold no class that the window has not', () => {
    const unused = [...styled].filter((name) => !isIn(window, name) && !madeUp.some((start) => name.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it('hold every class that the window has, but for those by which a test finds something', () => {
    const named = [...window.matchAll(/className="([^"]+)"/g)].flatMap((found) => (found[1] ?? '').split(' '));
    const bare = [...new Set(named)].filter((name) => !styled.has(name) && !tests.includes(`.${name}`));
    expect(bare).toEqual([]);
  });

  it('ask only buttons whether they are disabled, since boxes and switches are no form controls', () => {
    const asked = [...styles.matchAll(/([\w.-]+):disabled/g)].map((found) => found[1] ?? '');
    expect(asked.filter((name) => !name.startsWith('.button'))).toEqual([]);
  });

  it('hold no value that nothing takes', () => {
    const names = new Set([...styles.matchAll(/(--[\w-]+)\s*:/g)].map((found) => found[1] ?? ''));
    const untaken = [...names].filter((name) => !isIn(styles, `var\\(${name}`) && !isIn(window, name));
    expect(untaken).toEqual([]);
  });
});
