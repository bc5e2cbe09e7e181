import { cpSync, existsSync, readFileSync } from 'node:fs';
import { writePause } from '../../../db/campaigns/stored-pause.ts';
import { writeMeta } from '../../../db/meta.ts';
import { openSecondConnection } from '../../../db/open.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { storedFolder } from '../stored.ts';
import { binding, type Figure, type Size } from './figures.ts';
import { median } from './pairs.ts';

const mebibyteBytes = 1024 * 1024;
const settledMs = 1_000;

type Start = { readonly tookMs: number; readonly megabytes: number };

/**
 * The time from the start of the built app to a window that answers and shows its outbox, with the large folder and
 * with an empty one; and the memory of its main process a moment later. Null where the app was not built.
 */
export async function startGoals({ stored, rounds }: Pick<Size, 'stored' | 'rounds'>): Promise<Figure[]> {
  if (!existsSync('out/main/main.js')) return [];
  const many = await BuiltApp.install();
  const none = await BuiltApp.install();
  cpSync(storedFolder(stored), many.userData, { recursive: true });
  leaveInPeace(many.userData);
  // The first start creates files that all later ones find.
  await startOf(none);
  leaveInPeace(none.userData);
  await startOf(many);
  const starts = { many: [] as Start[], none: [] as Start[] };
  for (let round = 0; round < rounds; round += 1)
    for (const which of round % 2 === 0 ? (['many', 'none'] as const) : (['none', 'many'] as const))
      starts[which].push(await startOf(which === 'many' ? many : none));
  await many.uninstall();
  await none.uninstall();
  const middle = (which: keyof typeof starts, of: keyof Start) => median(starts[which].map((start) => start[of]));
  const beside = (of: keyof Start, unit: string) =>
    `${Math.round(middle('many', of))} against ${Math.round(middle('none', of))} ${unit}`;
  return [
    binding(
      'start to a window that answers ÷ with nothing stored',
      middle('many', 'tookMs') / middle('none', 'tookMs'),
      1.3,
      beside('tookMs', 'ms'),
    ),
    binding(
      'memory of the main process then ÷ with nothing stored',
      middle('many', 'megabytes') / middle('none', 'megabytes'),
      1.2,
      beside('megabytes', 'MB'),
    ),
  ];
}

/** Nothing is sent, checked or backed up meanwhile: only the start is measured. */
function leaveInPeace(userData: string): void {
  const db = openSecondConnection(foldersUnder(userData, true).database);
  writePause(db, { reason: 'operator', detail: '', count: null });
  for (const key of ['last_backup_ms', 'last_quick_check_ms'] as const) writeMeta(db, key, String(Date.now()));
  db.close();
}

async function startOf(app: BuiltApp): Promise<Start> {
  const startedMs = performance.now();
  await app.start();
  await app.page.getByRole('navigation').first().waitFor();
  await app.overview();
  await app.call('message:page', { filter: wholeTab('sent'), sort: { by: 'time', descending: true }, after: null });
  const tookMs = performance.now() - startedMs;
  await new Promise((done) => setTimeout(done, settledMs));
  const megabytes = residentMegabytes(app.running.process.pid);
  await app.quit();
  return { tookMs, megabytes };
}

function residentMegabytes(pid: number | undefined): number {
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return (kibibytes * 1024) / mebibyteBytes;
}
