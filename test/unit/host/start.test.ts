import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ensureChromium, findChromium } from '../../../build/chromium.ts';
import { electronBinary } from '../../../build/electron-binary.ts';
import { sandboxRemedy } from '../../../build/electron-sandbox.ts';
import { limits } from '../../../domain/limits.ts';
import { quitTimeoutMs } from '../../host/launch.ts';
import { patienceMs } from '../../support/until.ts';

function runStart(args: string[], env: Record<string, string>) {
  const clean = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', NODE_OPTIONS: '', ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build/start.ts', ...args], {
    env: clean,
    encoding: 'utf8',
    timeout: patienceMs,
  });
  return { status, stdout, lines: stderr.trim().split('\n') };
}

describe('the start script', () => {
  it.runIf(process.platform === 'linux')('says in one line that there is no display', () => {
    // Without Electron's binary the other ways report first that it is missing.
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
    // A busy machine is slow to fail, so the start prints first what it is about to do.
    expect(lines.filter((line) => line !== 'Fetching Electron, once…')).toEqual([
      expect.stringMatching(/Electron could not be fetched \(fetch failed\)\. .*npm run practice/),
    ]);
  });
});

describe('the check of Node', () => {
  const { nodeProblem } = createRequire(import.meta.url)('../../../build/check-node.cjs') as {
    nodeProblem(version: string, platform: string, arch: string): string | undefined;
  };
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };

  it('takes what package.json promises, and no other', () => {
    expect(engines.node).toBe('^22.18.0 || >=24.2.0');
    const fit = ['22.18.0', '22.21.1', '24.2.0', '24.21.0', '25.0.0'];
    const unfit = ['18.20.0', '20.20.2', '21.7.3', '22.17.1', '23.11.0', '24.0.0', '24.1.0'];
    const isFit = (version: string) => nodeProblem(version, 'darwin', 'arm64') === undefined;
    expect([...fit, ...unfit].filter(isFit)).toEqual(fit);
    expect(isFit(process.versions.node)).toBe(true);
  });

  it('says in one line what to do: Linux on Intel gets its Node by npm ci', () => {
    expect(nodeProblem('20.20.2', 'linux', 'x64')).toMatch(
      /^SendOnce needs Node .* this is 20\.20\.2: run npm ci, .*\.$/,
    );
    expect(nodeProblem('24.1.0', 'win32', 'x64')).toMatch(/^SendOnce needs Node .* install it from https:.*\.$/);
  });

  it('comes before all that is built, and before each script that README names', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    expect(scripts.prebuild).toBe('node build/check-node.cjs');
    const readme = readFileSync('README.md', 'utf8');
    const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name = '']) => name);
    expect(named).toContain('check:whatsapp');
    const isChecked = (name: string) =>
      /npm run (-s )?build\b/.test(scripts[name] ?? '') || scripts[`pre${name}`] === scripts.prebuild;
    expect(named.filter((name) => !isChecked(name))).toEqual([]);
  });
});

describe('Electron’s sandbox', () => {
  const helper = '/app/dist/chrome-sandbox';
  const ubuntu = {
    platform: 'linux' as const,
    isRoot: false,
    setting: (file: string) => (file.endsWith('apparmor_restrict_unprivileged_userns') ? '1' : ''),
    stat: (file: string) => (file === helper ? { uid: 1000, mode: 0o100755 } : undefined),
  };
  const remedy = (machine: object) => sandboxRemedy('/app/dist/electron', { ...ubuntu, ...machine });

  it('needs a helper that belongs to root where namespaces are restricted: the two commands are said', () => {
    const said = remedy({});
    expect(said).toContain(`sudo chown root:root '${helper}'`);
    expect(said).toContain(`sudo chmod 4755 '${helper}'`);
    expect(remedy({ stat: () => ({ uid: 0, mode: 0o100755 }) })).toBe(said);
    expect(remedy({ stat: () => undefined })).toBe(said);
  });

  it('needs nothing once that is done, on other systems, or where namespaces are free', () => {
    expect(remedy({ stat: () => ({ uid: 0, mode: 0o104755 }) })).toBeUndefined();
    expect(remedy({ platform: 'darwin' })).toBeUndefined();
    expect(remedy({ setting: () => '' })).toBeUndefined();
    expect(remedy({ setting: () => '0' })).toBe(remedy({}));
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
