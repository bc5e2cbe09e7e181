import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { refuse, succeed } from '../../../domain/result.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import { type ReportCommandsParts, reportCommands } from '../../../electron/reports/commands.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { startMs, temporaryFolder } from '../../support/temporary-database.ts';

const cancelled = { ok: false, failure: { code: 'cancelled' } };
let place: ReturnType<typeof temporaryFolder>;
/** The jobs that were started, and how many of them were stopped. */
let jobs: { begun: number; stopped: number };
/** The team's answer about a campaign. */
let telling: PromiseWithResolvers<ReturnType<typeof succeed>>;
let report: ReturnType<typeof reportCommands>;
beforeEach(() => {
  place = temporaryFolder();
  jobs = { begun: 0, stopped: 0 };
  telling = Promise.withResolvers();
  const parts = {
    threads: {
      start: ({ path }: { readonly path: string }) => {
        jobs.begun += 1;
        const reply = Promise.withResolvers<ReturnType<typeof refuse>>();
        writeFileSync(`${path}.0123456789ab.tmp`, 'half of it');
        const cancel = () => {
          jobs.stopped += 1;
          reply.resolve(refuse('cancelled'));
        };
        return { reply: reply.promise, cancel };
      },
    },
    campaigns: { get: () => ({ name: 'News' }) },
    settings: () => defaultSettings(false),
    timeZone: () => 'UTC',
    clock: new FakeClock(startMs),
    isPractice: false,
    askWhereToSave: async () => join(place.folder, 'News.csv'),
    untilWritten: (_path: string, writing: Promise<unknown>) => writing,
    teamReport: () => telling.promise,
  };
  report = reportCommands(parts as unknown as ReportCommandsParts);
});
afterEach(() => place.remove());

const write = (kind: 'campaign' | 'team') =>
  report['report:export']({ scope: { kind, id: 1 }, format: 'csv', separator: ',' });

it('a report that is stopped while it is written leaves nothing in its folder', async () => {
  const saved = write('campaign');
  await expect.poll(() => jobs.begun).toBe(1);
  await report['report:stopExport'](undefined);
  expect(await saved).toMatchObject(cancelled);
  expect([jobs.stopped, await readdir(place.folder)]).toEqual([1, []]);
});

it('a report that is stopped before it is written is not begun, and none after it is stopped with it', async () => {
  const saved = write('team');
  await report['report:stopExport'](undefined);
  telling.resolve(succeed({}));
  expect(await saved).toMatchObject(cancelled);
  expect(jobs).toEqual({ begun: 0, stopped: 0 });
  void write('team');
  await expect.poll(() => jobs).toEqual({ begun: 1, stopped: 0 });
});
