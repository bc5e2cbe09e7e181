import { expect, it } from 'vitest';
import { importPeakMebibytes } from '../bench/file-memory.ts';
import { isWholeRun } from '../support/whole-run.ts';

// The full size, for which the limit is 400 MiB, is `npm run bench -- --recipients 200000 --only memory`.
it.runIf(isWholeRun && process.platform === 'linux')(
  'a large workbook goes by in pieces: a fifth of the most takes no more than two thirds of what all of it may',
  async () => {
    const peak = await importPeakMebibytes(40_000);
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(266);
  },
);
