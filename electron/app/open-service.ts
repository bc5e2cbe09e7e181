import { openFailure } from '../../db/open.ts';
import { systemClock as clock } from '../clock.ts';
import type { AskWayOn } from '../desktop/ask-way-on.ts';
import { CheckingWindow } from '../desktop/checking-window.ts';
import { Backups } from '../storage/backups.ts';
import type { Folders } from '../storage/folders.ts';
import { checkMoved } from '../storage/moved-data.ts';
import { startEmpty, waysOn } from '../storage/ways-on.ts';
import { JobThreads } from '../worker/job-threads.ts';
import type { StartInProcess } from '../worker/process-jobs.ts';
import type { AppOptions } from './app-options.ts';
import { jobsInProcesses } from './jobs-in-processes.ts';
import { type Service, startService } from './service.ts';

/** Makes the folders of the app; null when that fails and the operator gives up. */
export async function openFolders(make: () => Folders, ask: AskWayOn): Promise<Folders | null> {
  for (;;) {
    try {
      return make();
    } catch (error) {
      const { code } = openFailure(error);
      if ((await ask({ code, ways: ['try_again'], isRestoreTried: false })) === null) return null;
    }
  }
}

/** Opens the data and begins. Where that fails, asks the operator what to do; null when they give up. */
export async function openService(options: AppOptions, ask: AskWayOn): Promise<Service | null> {
  const { folders, log } = options;
  const startInProcess = jobsInProcesses(options);
  const checking = new CheckingWindow({ ...options, language: options.system.language });
  let isRestoreTried = false;
  for (;;) {
    const moved = await checkMoved({ ...options, startInProcess, onBegin: () => checking.show() });
    const before = { isChecked: moved.ok && moved.value === 'sound', checking: checking.window };
    const service = moved.ok ? startService(options, before) : moved;
    if (service.ok) return service.value;
    checking.hide();
    const { code } = service.failure;
    log.warn('not started', { code });
    const ways = waysOn(code, folders).filter((way) => way !== 'restore' || !isRestoreTried);
    const chosen = await ask({ code, ways, isRestoreTried });
    log.info('way on', { chosen });
    if (chosen === null) return null;
    if (chosen === 'start_empty') startEmpty(folders.database, clock.nowMs());
    if (chosen === 'restore') await restoreLatest(options, startInProcess);
    isRestoreTried ||= chosen === 'restore';
  }
}

/** Puts the latest sound backup beside the database; the next opening puts it in place. */
async function restoreLatest({ folders, workerFile }: AppOptions, startInProcess: StartInProcess): Promise<void> {
  const threads = new JobThreads({ workerFile, database: folders.database, clock });
  const backups = new Backups({ folders, threads, startInProcess, clock, restart: () => undefined });
  for (const { name } of backups.list()) if ((await backups.restore(name)).ok) return;
}
