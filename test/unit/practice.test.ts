import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { practicePage } from '../../electron/practice.ts';

const root = mkdtempSync(join(tmpdir(), 'practice-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'one-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

describe('a practice folder', () => {
  it('is not asked for by other arguments', () => {
    expect(practicePage(['electron', '--practiced'], 'shipped', false)).toEqual({ ok: true, value: null });
  });

  it('gives its page and what Chromium needs for it', () => {
    const folder = folderWith({ 'page.html': '', 'practice.json': '{ "version": "1", "chromiumArgs": ["--one"] }' });
    expect(practicePage([`--practice=${folder}`], 'shipped', false)).toEqual({
      ok: true,
      value: {
        html: join(folder, 'page.html'),
        chromiumArgs: ['--one'],
        exampleList: join('shipped', 'example-list.csv'),
      },
    });
  });

  it.each([
    ['does not exist', join(root, 'nowhere')],
    ['is empty', folderWith({})],
    ['has no page', folderWith({ 'practice.json': '{ "chromiumArgs": [] }' })],
    ['has no practice.json', folderWith({ 'page.html': '' })],
  ])('that %s is said to have none', (_, folder) => {
    expect(practicePage([`--practice=${folder}`], 'shipped', false)).toEqual({
      ok: false,
      failure: { code: 'practice_missing', folder },
    });
  });

  it('is refused by a packed app, which practises with its own page only', () => {
    const folder = folderWith({ 'page.html': '', 'practice.json': '{ "version": "1", "chromiumArgs": ["--one"] }' });
    expect(practicePage([`--practice=${folder}`], folder, true)).toEqual({
      ok: false,
      failure: { code: 'practice_folder_refused', folder },
    });
    expect(practicePage(['--practice'], folder, true)).toMatchObject({
      ok: true,
      value: { html: join(folder, 'page.html') },
    });
  });

  it.each(['{ "chromiumArgs": [', '{ "chromiumArgs": "--one" }', '[]', ''])(
    'with %s in practice.json is said to be unreadable',
    (content) => {
      const folder = folderWith({ 'page.html': '', 'practice.json': content });
      expect(practicePage([`--practice=${folder}`], 'shipped', false)).toEqual({
        ok: false,
        failure: { code: 'practice_unreadable', folder },
      });
    },
  );
});
