import { type BrowserWindow, dialog } from 'electron';
import type { CampaignSummary } from '../../domain/contract.ts';
import { needsPress, type PressedChannel } from '../../domain/needs-press.ts';
import type { Text } from '../../domain/text/index.ts';

/** Asks whether the app may end although the window holds unsaved changes. */
export function mayLoseChanges(text: Text, window: BrowserWindow | undefined): Promise<boolean> {
  return ask(text, window, {
    message: text('shell.leaving.title'),
    detail: text('shell.leaving.body'),
    buttons: [text('shell.leaving.stay'), text('shell.leaving.leave')],
  });
}

/** Asks whether the app may end although messages are under way. */
export function mayStopSending(
  text: Text,
  window: BrowserWindow | undefined,
  campaigns: Iterable<CampaignSummary>,
): Promise<boolean> {
  const waiting = [...campaigns]
    .filter(({ state }) => state === 'running')
    .reduce((sum, { counts }) => sum + counts.pending + counts.sending, 0);
  return ask(text, window, {
    message: text('quit.title'),
    detail: `${text('quit.waiting', { count: waiting })} ${text('quit.body')}`,
    buttons: [text('quit.keep'), text('quit.quit')],
  });
}

/** Asks whether the operator gave a command that only a person may give, since no press of theirs was seen. */
export function wasOperator(text: Text, window: BrowserWindow | undefined, name: PressedChannel): Promise<boolean> {
  return ask(text, window, {
    message: text(`press.${needsPress[name]}`),
    detail: text('press.why'),
    buttons: [text('press.no'), text('press.yes')],
  });
}

type Question = { readonly message: string; readonly detail: string; readonly buttons: [safe: string, sure: string] };

async function ask(text: Text, window: BrowserWindow | undefined, question: Question): Promise<boolean> {
  const options = {
    type: 'question' as const,
    title: text('app.name'),
    ...question,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const answer =
    window && !window.isDestroyed() && window.isVisible()
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options);
  return answer.response === 1;
}
