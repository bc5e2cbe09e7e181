import { granted } from '../support/granted.ts';
import { reportForm } from '../support/report-form.ts';
import { startJob } from '../support/worker-file.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { makeDraft, meanwhile, timedJob, withDesk } from './desk.ts';
import { inWords } from './measure.ts';
import { headers } from './people.ts';

const wardColumn = headers.indexOf('Ward');
const oneWard = { index: wardColumn, value: 'Ward 1' };

/** The report of one campaign, on the screen and as files. */
export const reportsBenchmark: Benchmark = {
  name: 'Report',
  beside: 'at most, meanwhile',
  run: ({ recipients }) =>
    withDesk(recipients, async (desk) => {
      const campaignId = await makeDraft(desk);
      granted(await desk.campaigns.start(campaignId));
      const { database, rig } = desk;
      const file = (format: 'csv' | 'xlsx') =>
        ({
          kind: 'report',
          ...reportForm,
          scope: { kind: 'campaign', id: campaignId },
          path: `${rig.folder}/report.${format}`,
          format,
          language: 'en',
          timeZone: 'Europe/London',
        }) as const;
      const jobs = [
        ['add up for the screen', () => startJob(database, { kind: 'campaignReport', part: null, campaignId })],
        [
          'add up for one value of a column',
          () => startJob(database, { kind: 'campaignReport', part: oneWard, campaignId }),
        ],
        [
          'add up by a column',
          () => startJob(database, { kind: 'reportSplit', part: null, index: wardColumn, campaignId }),
        ],
        ['write as CSV', () => startJob(database, file('csv'))],
        ['write as XLSX', () => startJob(database, file('xlsx'))],
        [
          'make a follow-up’s list of everybody',
          () => startJob(database, { kind: 'followUp', group: 'not_sent', part: null, campaignId }),
        ],
      ] as const;
      // No message has been tried yet, so nobody is in a group.
      rig.stores.db.run(
        `UPDATE message SET status = 'failed', reason = 'missed', change = 5, changed_at_ms = ?, changed_by = 'benchmark'`,
        rig.clock.nowMs(),
      );
      // This is one transaction, larger than any that a campaign writes: its log is emptied before the jobs are
      // measured.
      rig.stores.db.pragma('wal_checkpoint(TRUNCATE)');
      const rows: Row[] = [];
      for (const [what, start] of jobs) {
        const done = await timedJob(rig.stores.db, () => start().reply);
        rows.push({ what, took: inWords(done.tookMs), beside: meanwhile(done) });
      }
      return rows;
    }),
};
