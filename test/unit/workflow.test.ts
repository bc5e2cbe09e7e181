import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const Step = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z
    .string()
    .regex(/^actions\/[a-z-]+@v\d+$/)
    .optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const Workflow = z.strictObject({
  name: z.string(),
  on: z.array(z.enum(['push', 'pull_request'])),
  permissions: z.strictObject({ contents: z.literal('read') }),
  jobs: z.strictObject({
    real: z.strictObject({
      name: z.string(),
      strategy: z.strictObject({
        'fail-fast': z.literal(false),
        matrix: z.strictObject({
          include: z.array(z.strictObject({ os: z.string(), node: z.union([z.number(), z.string()]) })),
        }),
      }),
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      env: z.record(z.string(), z.string()),
      defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
      steps: z.array(Step),
    }),
  }),
});

const text = readFileSync('.github/workflows/ci.yml', 'utf8');
const { real } = Workflow.parse(parse(text)).jobs;
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const { nodeProblem } = createRequire(import.meta.url)('../../build/check-node.cjs') as {
  nodeProblem(version: string, platform: string, arch: string): string | undefined;
};
const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);

describe('the workflow for the systems that are not here', () => {
  it('calls nothing that is not there: npm’s scripts, files of the repository', () => {
    const called = new Set(found(/\bnpm run ([\w:]+)/g));
    expect([...called].filter((name) => scripts[name] === undefined)).toEqual([]);
    expect([...called].sort()).toEqual(['build', 'dist', 'lint', 'smoke', 'test:e2e', 'test:unit', 'typecheck']);
    expect(found(/\bnode (\w[\w.-]*\/[\w./-]+)/g).filter((file) => !existsSync(file))).toEqual([]);
    // Of what the scripts call in turn, the files that are ours.
    const files = Object.values(scripts).flatMap((script) => [...script.matchAll(/\bnode (\w[\w.-]*\/[\w./-]+)/g)]);
    expect(files.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('does something or uses something in each step, and never goes round the Node of npm ci', () => {
    for (const step of real.steps) expect([step.run, step.uses].filter(Boolean), step.name).toHaveLength(1);
    expect(real.steps.filter(({ run }) => run?.includes('npx'))).toEqual([]);
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
});
