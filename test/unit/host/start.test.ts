import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ensureChromium, findChromium } from '../../../build/chromium.ts';
import { electronBinary } from '../../../build/electron-binary.ts';
import { limits } from '../../../domain/limits.ts';
import { quitTimeoutMs } from '../../host/launch.ts';

function runStart(args: string[], env: Record<string, string>) {
  const clean = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', NODE_OPTIONS: '', ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/start.ts', ...args], {
    env: clean,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, lines: stderr.trim().split('\n') };
}

describe('the start script', { timeout: 30_000 }, () => {
  it.runIf(process.platform === 'linux')('says in one line that there is no display', () => {
    // Without Electron's binary the other ways say first that it is missing.
    for (const args of electronBinary() ? [[], ['--practice'], ['--dev']] : [['--practice']]) {
      const { status, stdout, lines } = runStart(args, {});
      expect({ status, stdout, count: lines.length }).toEqual({ status: 1, stdout: '', count: 1 });
      expect(lines[0]).toMatch(/no display.*npm run practice/);
    }
  });

  it.skipIf(electronBinary())('names practice mode when Electron cannot be fetched', () => {
    const cache = mkdtempSync(join(tmpdir(), 'electron-cache-'));
    const unreachable = { ELECTRON_MIRROR: 'http://127.0.0.1:9/', electron_config_cache: cache };
    const { status, lines } = runStart(['--dev'], { DISPLAY: ':99', ...unreachable });
    rmSync(cache, { recursive: true });
    expect(status).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/Electron could not be fetched.*npm run practice/)]);
  });
});

describe('finding a browser', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('takes the one that CHROMIUM_PATH names', () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    expect(findChromium()).toBe(process.execPath);
  });

  it('does not quietly take another one when CHROMIUM_PATH is wrong', async () => {
    vi.stubEnv('CHROMIUM_PATH', 'nowhere/chrome');
    expect(findChromium()).toBeUndefined();
    await expect(ensureChromium()).rejects.toThrow('CHROMIUM_PATH names no file: nowhere/chrome');
  });
});

describe('the launcher', () => {
  it('does not cut off an app that waits for the message on its way while it quits', () => {
    expect(quitTimeoutMs).toBeGreaterThan(limits.quitDrainMs);
  });
});
