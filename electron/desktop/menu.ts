import type { MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '../../domain/contract.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Sending } from './campaigns-progress.ts';

/** What the menus can set going. */
export type MenuChoices = {
  readonly emit: (command: AppCommand) => void;
  readonly show: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly showLogs: () => void;
  readonly copyLogs: () => void;
  readonly showLicences: () => void;
  /** Installs the version that lies ready, and starts it. */
  readonly update: () => void;
  /** Asks first where that is needed. */
  readonly quit: () => void;
};
/** `update`: the newer version that lies ready to be installed. */
export type MenuState = { readonly isMac: boolean; readonly sending: Sending; readonly update: string | null };

const separator: MenuItemConstructorOptions = { type: 'separator' };
const screens = ['outbox', 'replies', 'campaigns', 'people', 'reports', 'settings'] as const satisfies AppCommand[];

/** The application menu. Items have ids, so that tests find them in any language. */
export function applicationMenu(text: Text, state: MenuState, choices: MenuChoices): MenuItemConstructorOptions[] {
  const file: MenuItemConstructorOptions = {
    label: text('menu.file'),
    submenu: [
      toWindow('newCampaign', text('menu.newCampaign'), 'CmdOrCtrl+N', choices),
      ...(state.isMac ? [] : [separator, settingsItem(text, choices), separator, quitItem(text, choices)]),
    ],
  };
  return [
    ...(state.isMac ? [macMenu(text, choices)] : []),
    file,
    editMenu(text),
    viewMenu(text, choices),
    sendingMenu(text, state, choices),
    ...(state.isMac ? [{ label: text('menu.window'), role: 'windowMenu' } as const] : []),
    helpMenu(text, state, choices),
  ];
}

/** What the tray's icon offers, below one line that says what happens now. */
export function trayMenu(
  text: Text,
  line: string,
  state: MenuState,
  choices: MenuChoices,
): MenuItemConstructorOptions[] {
  return [
    { id: 'state', label: line, enabled: false },
    separator,
    state.sending === 'paused' ? resumeItem(text, state, choices) : pauseItem(text, state, choices),
    { id: 'show', label: text('tray.show'), click: choices.show },
    separator,
    { id: 'quit', label: text('menu.quit'), click: choices.quit },
  ];
}

/**
 * An item that the window acts on. Where the window has the focus it keeps the keys itself, so nothing happens twice.
 */
function toWindow(
  id: AppCommand,
  label: string,
  accelerator: string | undefined,
  choices: MenuChoices,
): MenuItemConstructorOptions {
  const act = () => {
    choices.show();
    choices.emit(id);
  };
  return { id, label, click: act, ...(accelerator === undefined ? {} : { accelerator }) };
}

function settingsItem(text: Text, choices: MenuChoices): MenuItemConstructorOptions {
  return { ...toWindow('settings', text('menu.settings'), 'CmdOrCtrl+,', choices), id: 'preferences' };
}

function quitItem(text: Text, choices: MenuChoices): MenuItemConstructorOptions {
  return { id: 'quit', label: text('menu.quit'), accelerator: 'CmdOrCtrl+Q', click: choices.quit };
}

function macMenu(text: Text, choices: MenuChoices): MenuItemConstructorOptions {
  return {
    label: text('app.name'),
    submenu: [
      { role: 'about', label: text('menu.about') },
      separator,
      settingsItem(text, choices),
      separator,
      { role: 'services', label: text('menu.services') },
      separator,
      { role: 'hide', label: text('menu.hide') },
      { role: 'hideOthers', label: text('menu.hideOthers') },
      { role: 'unhide', label: text('menu.showAllApps') },
      separator,
      quitItem(text, choices),
    ],
  };
}

function editMenu(text: Text): MenuItemConstructorOptions {
  return {
    label: text('menu.edit'),
    submenu: [
      { role: 'undo', label: text('menu.undo') },
      { role: 'redo', label: text('menu.redo') },
      separator,
      { role: 'cut', label: text('menu.cut') },
      { role: 'copy', label: text('menu.copy') },
      { role: 'paste', label: text('menu.paste') },
      { role: 'selectAll', label: text('menu.selectAll') },
    ],
  };
}

function viewMenu(text: Text, choices: MenuChoices): MenuItemConstructorOptions {
  return {
    label: text('menu.view'),
    submenu: [
      ...screens.map((screen, index) => toWindow(screen, text(`shell.${screen}`), `CmdOrCtrl+${index + 1}`, choices)),
      separator,
      { role: 'resetZoom', label: text('menu.actualSize') },
      { role: 'zoomIn', label: text('menu.zoomIn') },
      { role: 'zoomOut', label: text('menu.zoomOut') },
      separator,
      { role: 'togglefullscreen', label: text('menu.fullScreen') },
    ],
  };
}

function sendingMenu(text: Text, state: MenuState, choices: MenuChoices): MenuItemConstructorOptions {
  return {
    label: text('menu.sending'),
    submenu: [pauseItem(text, state, choices), resumeItem(text, state, choices)],
  };
}

function pauseItem(text: Text, { sending }: MenuState, { pause }: MenuChoices): MenuItemConstructorOptions {
  return { id: 'pauseAll', label: text('menu.pauseAll'), enabled: sending === 'pausable', click: pause };
}

function resumeItem(text: Text, { sending }: MenuState, { resume }: MenuChoices): MenuItemConstructorOptions {
  return { id: 'resumeAll', label: text('menu.resumeAll'), enabled: sending === 'paused', click: resume };
}

/** Nothing is lost by it: what waits goes on after the restart. */
function updateItem(text: Text, version: string, choices: MenuChoices): MenuItemConstructorOptions {
  return { id: 'update', label: text('menu.update', { version }), click: choices.update };
}

function helpMenu(text: Text, { isMac, update }: MenuState, choices: MenuChoices): MenuItemConstructorOptions {
  return {
    label: text('menu.help'),
    role: 'help',
    submenu: [
      toWindow('shortcuts', text('menu.shortcuts'), undefined, choices),
      separator,
      { id: 'showLogs', label: text('menu.showLogs'), click: choices.showLogs },
      { id: 'copyLogs', label: text('menu.copyLogs'), click: choices.copyLogs },
      { id: 'licences', label: text('menu.licences'), click: choices.showLicences },
      ...(update === null ? [] : [separator, updateItem(text, update, choices)]),
      ...(isMac ? [] : [separator, { role: 'about', label: text('menu.about') } as const]),
    ],
  };
}
