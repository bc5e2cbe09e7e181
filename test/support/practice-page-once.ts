import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPracticePage } from '../../build/practice-page.ts';

/** Before the tests: bundles the simulated page, which each file would do by itself otherwise. */
export default async function buildPracticePageOnce(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'practice-page-'));
  await buildPracticePage(folder);
  process.env.PRACTICE_PAGE = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** The folder with the simulated page. */
export function builtPracticePage(): string {
  const folder = process.env.PRACTICE_PAGE;
  if (folder === undefined) throw new Error('no practice page was built before the tests');
  return folder;
}
