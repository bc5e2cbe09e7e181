import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PracticePage, practicePage } from '../../electron/practice.ts';
import {
  type JournalServer,
  type PracticeSettings,
  preparePracticeFolder,
  startJournalServer,
} from '../../practice/journal-server.ts';
import { ensureChromium } from '../chromium.ts';
import { buildPracticePage } from '../practice-page.ts';
import type { Person, Waits } from './types.ts';

/** The practice page's own number. */
const ownDigits = '447700900118';

/** Waits by which the steps take half a minute. A wait ends with what it waits for, so these are bounds, not delays. */
export const practiceWaits: Waits = {
  allMs: 300_000,
  pageMs: 60_000,
  codesMs: 4_000,
  linkMs: 60_000,
  catchUpMs: 60_000,
  settleMs: 600,
  ackMs: 30_000,
  quietMs: 1_500,
  lineMs: 60_000,
};
export const practiceLimits = {
  gateGoMaxAgeMs: 3_000,
  gateAskAgainMs: 100,
  readyWatchdogMs: 200,
  pageHeartbeatMs: 500,
} as const;

/** QR codes that run out within the wait for fresh ones. */
const shortened = { scanAfterMs: null, refRefreshMs: 400 } as const;

export type PracticeRig = {
  readonly page: PracticePage;
  readonly journal: JournalServer;
  readonly person: Person;
  /** Holds all files of the check. Removed with the rig. */
  readonly folder: string;
  close(): Promise<void>;
};

/** The practice page in a folder of its own. A test may put a script into the head of the page, to break it. */
export async function openPracticeRig(
  settings: Partial<PracticeSettings> = {},
  script: string | null = null,
  builtBefore: string | null = null,
): Promise<PracticeRig> {
  process.env.CHROMIUM_PATH ??= await ensureChromium();
  const root = await mkdtemp(join(tmpdir(), 'sendonce-check-'));
  const built = builtBefore ?? join(root, 'built');
  const folder = join(root, 'page');
  if (builtBefore === null) await buildPracticePage(built);
  const journal = await startJournalServer({ file: join(root, 'journal.jsonl') });
  await preparePracticeFolder(built, folder, journal.port, { ...shortened, ...settings });
  if (script !== null) await addScript(join(folder, 'page.html'), script);
  const page = practicePage([`--practice=${folder}`], '', false);
  if (!page.ok || page.value === null) throw new Error('there is no practice page');
  return {
    page: page.value,
    journal,
    folder: root,
    person: {
      link: async () => void (await journal.control({ name: 'scan' })),
      copies: async () => journal.messages(ownDigits).length,
      cutLine: async () => void (await journal.control({ name: 'disconnect', state: 'OPENING' })),
      restoreLine: async () => void (await journal.control({ name: 'reconnect' })),
    },
    async close() {
      await journal.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function addScript(html: string, script: string): Promise<void> {
  const page = await readFile(html, 'utf8');
  await writeFile(
    html,
    page.replace('<head>', () => `<head><script>${script}</script>`),
  );
}
