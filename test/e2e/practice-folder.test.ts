import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureChromium } from '../../build/chromium.ts';
import { launch } from '../host/launch.ts';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'practice-folder-'));
beforeAll(async () => {
  process.env.CHROMIUM_PATH ??= await ensureChromium();
});
afterAll(() => rmSync(folder, { recursive: true }));
const start = (practice: string) => launch({ root, args: [`--practice=${practice}`] });

describe('the app that is told to practise with a folder', () => {
  it('which has no page says so and ends', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await expect(start(nowhere)).rejects.toThrow(
      `(exit code 1) [dialog] SendOnce could not start: No practice page was found in ${nowhere}.`,
    );
  });

  it('whose practice.json cannot be read says so and ends', async () => {
    writeFileSync(path.join(folder, 'page.html'), '');
    writeFileSync(path.join(folder, 'practice.json'), '{ "chromiumArgs": ');
    await expect(start(folder)).rejects.toThrow(`SendOnce cannot read practice.json in ${folder}.`);
  });

  it('is found by whoever launches it, wherever that stands', () => {
    const launcher = pathToFileURL(path.join(root, 'test/host/launch.ts')).href;
    const script = `const { launch } = await import('${launcher}');
      await launch({ args: ['--practice=nowhere'], userData: 'data' }).catch((error) => console.log(error.message));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });
    expect(String(stdout)).toContain('No practice page was found in');
    expect(existsSync(path.join(folder, 'data'))).toBe(true);
  });
});
