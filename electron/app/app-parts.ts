import { app, nativeTheme } from 'electron';
import { machineName } from '../../db/folder/machine.ts';
import type { Stores } from '../../db/stores.ts';
import type { Emit } from '../../domain/contract.ts';
import type { Settings } from '../../domain/settings.ts';
import type { UpdateView } from '../../domain/state/update.ts';
import { createText } from '../../domain/text/index.ts';
import { Broadcast } from '../broadcast.ts';
import { summariesOf } from '../campaigns/read.ts';
import { systemClock as clock } from '../clock.ts';
import type { Desktop } from '../desktop/desktop.ts';
import { askForProgram } from '../desktop/file-dialogs.ts';
import { canStartWithComputer, startWithComputer } from '../desktop/login-item.ts';
import { Presses } from '../desktop/presses.ts';
import { wasOperator } from '../desktop/questions.ts';
import type { Log } from '../ports.ts';
import { AppSettings } from '../settings/app-settings.ts';
import type { Folders } from '../storage/folders.ts';
import type { Storage } from '../storage/open-storage.ts';
import { TeamAtWork } from '../team/at-work.ts';
import { MembershipFile } from '../team/membership-file.ts';
import { Updates } from '../updates/updates.ts';
import { Browsers } from '../whatsapp/browser/browsers.ts';
import type { AppOptions } from './app-options.ts';
import type { Core } from './core.ts';

export function makeTeam(
  { folders, log }: AppOptions,
  { db }: Storage,
  { emit, core }: { readonly emit: Emit; readonly core: () => Core },
): TeamAtWork {
  const team: TeamAtWork = new TeamAtWork({
    db,
    clock,
    log,
    file: new MembershipFile(folders.team),
    onChange: () => emit('team:changed', { team: team.view }),
    campaigns: () => ({ ...core(), log }),
    onOpen: () => core().sending.accounts.nudge(),
  });
  return team;
}

/** The operator's settings. The system follows them, and `onChange` hears of changes. */
export function makeSettings(
  { practice, system }: AppOptions,
  { db }: Storage,
  { notices }: Stores,
  onChange: () => void,
) {
  const isPractice = practice !== null;
  const follow = ({ theme, startsWithComputer }: Settings) => {
    nativeTheme.themeSource = theme;
    if (canStartWithComputer(app, isPractice)) startWithComputer(app, startsWithComputer);
  };
  const settings = new AppSettings({
    db,
    isPractice,
    system,
    onUnreadable: (detail) => void notices.raise('setting_unreadable', { detail }, clock.nowMs()),
    onChange: (changed) => {
      follow(changed);
      onChange();
    },
  });
  nativeTheme.themeSource = settings.current.theme;
  if (settings.current.startsWithComputer) follow(settings.current);
  return settings;
}

export function makeUpdates(log: Log, settings: AppSettings, onChange: (view: UpdateView) => void): Updates {
  return new Updates({
    log,
    clock,
    onChange,
    version: app.getVersion(),
    language: () => settings.current.language,
    isWanted: () => settings.current.looksForUpdates,
    quit: () => app.quit(),
  });
}

export function makeBroadcast(
  { campaigns, secondSteps, queries, queue, stops, conversations }: Stores,
  emit: Emit,
): Broadcast {
  return new Broadcast({
    rows: (ids) => queries.rows(ids),
    campaignsOf: (ids) => queries.campaignsOf(ids),
    counts: () => queries.counts(),
    contradictions: () => queries.contradictions(),
    campaigns: (ids) => summariesOf({ campaigns, secondSteps, queue, clock }, ids),
    replies: () => ({ open: stops.openPeople(), waiting: conversations.waiting() }),
    emit,
  });
}

export function makeBrowsers(folders: Folders, settings: AppSettings, window: () => Desktop['window']): Browsers {
  return new Browsers({
    folder: folders.browser,
    computer: machineName(),
    clock,
    chosen: () => settings.current.browserPath,
    save: (browserPath) => void settings.change({ browserPath }),
    askForProgram: async () => {
      const shown = window();
      return shown ? askForProgram(shown, createText(settings.current.language).text('browser.pick')) : null;
    },
  });
}

export function makePresses(settings: AppSettings, window: () => Desktop['window']): Presses {
  return new Presses({
    clock,
    ask: (name) => wasOperator(createText(settings.current.language).text, window(), name),
  });
}
