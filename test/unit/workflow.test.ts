import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const Step = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  // By its commit, since a tag can be moved to other code.
  uses: z
    .string()
    .regex(/^actions\/[a-z-]+@[0-9a-f]{40}$/)
    .optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const jobOf = {
  name: z.string(),
  strategy: z.strictObject({
    'fail-fast': z.boolean(),
    matrix: z.strictObject({
      include: z.array(z.strictObject({ os: z.string(), node: z.union([z.number(), z.string()]) })),
    }),
  }),
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  env: z.record(z.string(), z.string()),
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
  steps: z.array(Step),
};
const permissions = z.strictObject({ contents: z.literal('read') });
const Checks = z.strictObject({
  name: z.string(),
  permissions,
  on: z.array(z.enum(['push', 'pull_request'])),
  jobs: z.strictObject({ real: z.strictObject(jobOf) }),
});
const Releases = z.strictObject({
  name: z.string(),
  permissions,
  on: z.strictObject({ push: z.strictObject({ tags: z.tuple([z.literal('v*')]) }) }),
  jobs: z.strictObject({
    build: z.strictObject({
      ...jobOf,
      environment: z.literal('release'),
      permissions: permissions.extend({ 'id-token': z.literal('write'), attestations: z.literal('write') }),
    }),
  }),
});

const read = (name: string) => readFileSync(`.github/workflows/${name}.yml`, 'utf8');
const { real } = Checks.parse(parse(read('ci'))).jobs;
const { build } = Releases.parse(parse(read('release'))).jobs;
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const { nodeProblem } = createRequire(import.meta.url)('../../build/check-node.cjs') as {
  nodeProblem(version: string, platform: string, arch: string): string | undefined;
};
const found = (pattern: RegExp) =>
  [...`${read('ci')}${read('release')}`.matchAll(pattern)].map(([, name = '']) => name);

describe('the workflows for the systems that are not here', () => {
  it('calls nothing that is not there: npm’s scripts, files of the repository', () => {
    const called = new Set(found(/\bnpm run ([\w:]+)/g));
    expect([...called].filter((name) => scripts[name] === undefined)).toEqual([]);
    const expected = ['build', 'check', 'dist', 'lint', 'release', 'smoke', 'test:e2e', 'test:unit', 'typecheck'];
    expect([...called].sort()).toEqual(expected);
    expect(found(/\bnode (\w[\w.-]*\/[\w./-]+)/g).filter((file) => !existsSync(file))).toEqual([]);
    // Our own files among those that the scripts call in turn.
    const files = Object.values(scripts).flatMap((script) => [...script.matchAll(/\bnode (\w[\w.-]*\/[\w./-]+)/g)]);
    expect(files.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('does something or uses something in each step, and never goes round the Node of npm ci', () => {
    const steps = [...real.steps, ...build.steps];
    for (const step of steps) expect([step.run, step.uses].filter(Boolean), step.name).toHaveLength(1);
    expect(steps.filter(({ run }) => run?.includes('npx'))).toEqual([]);
  });

  it('covers both of Apple’s chips, Windows and Ubuntu, with Nodes that README promises', () => {
    const { include } = real.strategy.matrix;
    expect(new Set(include.map(({ os }) => os))).toEqual(
      new Set(['windows-latest', 'macos-15', 'macos-15-intel', 'ubuntu-24.04']),
    );
    const oldest = '22.18.0';
    expect(include.map(({ node }) => node)).toContain(oldest);
    for (const { os, node } of include) {
      const isBrought = os.startsWith('ubuntu') && node === 20;
      const version = String(node).includes('.') ? String(node) : `${node}.99.0`;
      expect(nodeProblem(version, 'any', 'any') === undefined || isBrought, `${os} ${node}`).toBe(true);
    }
  });

  it('runs the end-to-end tests on real Electron, and packs what it then starts', () => {
    const runs = real.steps.map(({ run = '' }) => run);
    const electron = real.steps.find(({ env }) => env?.TEST_HOST === 'electron');
    expect(electron?.run).toContain('npm run test:e2e');
    const order = ['electron/install.js', 'test:e2e', 'npm run dist', 'npm run smoke'];
    const places = order.map((part) => runs.findIndex((run) => run.includes(part)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    const kinds = ['win-unpacked', 'Programs/sendonce', '.dmg', '.AppImage', '.deb', 'WAYLAND_DISPLAY'];
    expect(kinds.filter((kind) => !runs.some((run) => run.includes(kind)))).toEqual([]);
  });

  it('releases what was tested, and proves where it was built before anybody can fetch it', () => {
    const steps = build.steps.map(({ run, uses }) => run ?? uses ?? '');
    const order = ['GITHUB_REF_NAME', 'npm ci', 'npm run check', 'npm run release', 'attest-build', 'upload-artifact'];
    const places = order.map((part) => steps.findIndex((step) => step.includes(part)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    // One Mac builds for both chips, since two would each write a latest-mac.yml.
    expect(build.strategy.matrix.include.filter(({ os }) => os.startsWith('macos'))).toHaveLength(1);
    const { mac } = parse(readFileSync('electron-builder.yml', 'utf8')) as { mac: { target: { arch: string[] }[] } };
    for (const { arch } of mac.target) expect(arch).toEqual(['x64', 'arm64']);
  });
});
