import { startJob } from '../../electron/worker/jobs.ts';
import { granted } from '../support/granted.ts';
import { reportForm } from '../support/report-form.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { makeDraft, meanwhile, timedJob, withDesk, workerFile } from './desk.ts';
import { inWords } from './measure.ts';

/** The report of one campaign, on the screen and as files. */
export const reportsBenchmark: Benchmark = {
  name: 'Report',
  beside: 'at most, meanwhile',
  run: ({ recipients }) =>
    withDesk(recipients, async (desk) => {
      const campaignId = await makeDraft(desk);
      granted(await desk.campaigns.start(campaignId));
      const { database, rig } = desk;
      const nowMs = rig.clock.nowMs();
      const file = (format: 'csv' | 'xlsx') =>
        ({
          kind: 'report',
          ...reportForm,
          scope: { kind: 'campaign', id: campaignId },
          database,
          path: `${rig.folder}/report.${format}`,
          format,
          language: 'en',
          timeZone: 'Europe/London',
          nowMs,
        }) as const;
      const jobs = [
        ['add up for the screen', () => startJob(workerFile, { kind: 'campaignReport', campaignId, database, nowMs })],
        ['write as CSV', () => startJob(workerFile, file('csv'))],
        ['write as XLSX', () => startJob(workerFile, file('xlsx'))],
      ] as const;
      const rows: Row[] = [];
      for (const [what, start] of jobs) {
        const done = await timedJob(rig.stores.db, () => start().reply);
        rows.push({ what, took: inWords(done.tookMs), beside: meanwhile(done) });
      }
      return rows;
    }),
};
