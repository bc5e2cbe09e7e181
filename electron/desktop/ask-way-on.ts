import { dialog, shell } from 'electron';
import type { Text } from '../../domain/text/index.ts';
import { isReplaceable, type StartFailure, type WayOn } from '../storage/ways-on.ts';

type Trouble = {
  readonly code: StartFailure;
  readonly ways: readonly WayOn[];
  /** Whether a restore was tried, and the data still cannot be used. */
  readonly isRestoreTried: boolean;
};
export type AskWayOn = (trouble: Trouble) => Promise<WayOn | null>;

/** Asks in words what to do about data that cannot be used; null when the operator quits. There is no window yet. */
export function askWayOn(text: Text, dataFolder: string): AskWayOn {
  return async ({ code, ways, isRestoreTried }) => {
    const buttons = [...ways, 'show_folder', 'quit'] as const;
    const labels = {
      restore: text('start.restoreLatest'),
      start_empty: text('start.startEmpty'),
      try_again: text('shell.tryAgain'),
      show_folder: text('start.showFolder'),
      quit: text('quit.quit'),
    };
    for (;;) {
      const { response } = await dialog.showMessageBox({
        type: 'error',
        message: text('start.cannotUseData'),
        detail: sentences(text, { code, ways, isRestoreTried }).join('\n\n'),
        buttons: buttons.map((button) => labels[button]),
        // Enter chooses a button that decides nothing, unless there is a backup.
        defaultId: buttons.indexOf(ways.includes('restore') ? 'restore' : 'quit'),
        cancelId: buttons.indexOf('quit'),
        noLink: true,
      });
      const chosen = buttons[response] ?? 'quit';
      if (chosen === 'quit') return null;
      if (chosen !== 'show_folder') return chosen;
      await shell.openPath(dataFolder);
    }
  };
}

function sentences(text: Text, { code, ways, isRestoreTried }: Trouble): string[] {
  const said: string[] = [text(`start.${code}`)];
  if (isRestoreTried) said.push(text('start.noBackupRestored'));
  if (ways.includes('restore')) said.push(text('start.aboutRestore'));
  if (ways.includes('start_empty')) said.push(text('start.aboutEmpty'), text('start.sentIsKnown'));
  else if (isReplaceable(code)) said.push(text('start.nothingTakesItsPlace'));
  return said;
}
