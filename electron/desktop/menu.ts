import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { AppCommand } from '../../domain/contract.ts';
import type { Text } from '../../domain/text/index.ts';
import type { Sending } from './campaigns-progress.ts';

export type MenuChoices = {
  readonly emit: (command: AppCommand) => void;
  readonly show: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly showLogs: () => void;
  readonly copyLogs: () => void;
  readonly showLicences: () => void;
  /** Installs the version that is ready, and starts it. */
  readonly update: () => void;
  /** Quits, and asks first where that is needed. */
  readonly quit: () => void;
};
/** `update`: the newer version that is ready to be installed. */
export type MenuState = { readonly isMac: boolean; readonly sending: Sending; readonly update: string | null };

const separator: MenuItemConstructorOptions = { type: 'separator' };
const screens = ['outbox', 'replies', 'campaigns', 'people', 'reports', 'settings'] as const satisfies AppCommand[];

/** The application menu. Items have ids, so that tests find them in any language. */
export function applicationMenu(
  text: Text,
  { isMac, sending, update }: MenuState,
  choices: MenuChoices,
): MenuItemConstructorOptions[] {
  const settings = { ...toWindow('settings', text('menu.settings'), choices, 'CmdOrCtrl+,'), id: 'preferences' };
  const quit = { id: 'quit', label: text('menu.quit'), accelerator: 'CmdOrCtrl+Q', click: choices.quit };
  const about = { role: 'about', label: text('menu.about') } as const;
  const file = [
    toWindow('newCampaign', text('menu.newCampaign'), choices, 'CmdOrCtrl+N'),
    ...(isMac ? [] : [separator, settings, separator, quit]),
  ];
  return [
    ...(isMac ? [{ label: text('app.name'), submenu: macItems(text, { about, settings, quit }) }] : []),
    { label: text('menu.file'), submenu: file },
    { label: text('menu.edit'), submenu: editItems(text) },
    { label: text('menu.view'), submenu: viewItems(text, choices) },
    {
      label: text('menu.sending'),
      submenu: [pauseItem(text, sending, choices), resumeItem(text, sending, choices)],
    },
    ...(isMac ? [{ label: text('menu.window'), role: 'windowMenu' } as const] : []),
    {
      label: text('menu.help'),
      role: 'help',
      submenu: [
        toWindow('shortcuts', text('menu.shortcuts'), choices),
        separator,
        { id: 'showLogs', label: text('menu.showLogs'), click: choices.showLogs },
        { id: 'copyLogs', label: text('menu.copyLogs'), click: choices.copyLogs },
        { id: 'licences', label: text('menu.licences'), click: choices.showLicences },
        // The update loses nothing: what waits goes on after the restart.
        ...(update === null
          ? []
          : [separator, { id: 'update', label: text('menu.update', { version: update }), click: choices.update }]),
        ...(isMac ? [] : [separator, about]),
      ],
    },
  ];
}

/** The menu of the tray's icon, below a line that says what happens now. */
export function trayMenu(
  text: Text,
  line: string,
  { sending }: MenuState,
  choices: MenuChoices,
): MenuItemConstructorOptions[] {
  return [
    { id: 'state', label: line, enabled: false },
    separator,
    sending === 'paused' ? resumeItem(text, sending, choices) : pauseItem(text, sending, choices),
    { id: 'show', label: text('tray.show'), click: choices.show },
    separator,
    { id: 'quit', label: text('menu.quit'), click: choices.quit },
  ];
}

type Pressed = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>;

/** The menu of a right click: actions on text. Electron shows no such menu by itself. */
export function wordsMenu(text: Text, { isEditable, selectionText, editFlags }: Pressed): MenuItemConstructorOptions[] {
  const copy = { role: 'copy', label: text('menu.copy'), enabled: editFlags.canCopy } as const;
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'undo', label: text('menu.undo'), enabled: editFlags.canUndo },
    { role: 'redo', label: text('menu.redo'), enabled: editFlags.canRedo },
    separator,
    { role: 'cut', label: text('menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: text('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: text('menu.selectAll'), enabled: editFlags.canSelectAll },
  ];
}

/** An item whose action happens in the window. The focused window keeps the keys, so nothing happens twice. */
function toWindow(id: AppCommand, label: string, choices: MenuChoices, accelerator?: string) {
  const click = () => {
    choices.show();
    choices.emit(id);
  };
  return { id, label, click, ...(accelerator === undefined ? {} : { accelerator }) };
}

function pauseItem(text: Text, sending: Sending, { pause }: MenuChoices): MenuItemConstructorOptions {
  return { id: 'pauseAll', label: text('menu.pauseAll'), enabled: sending === 'pausable', click: pause };
}

function resumeItem(text: Text, sending: Sending, { resume }: MenuChoices): MenuItemConstructorOptions {
  return { id: 'resumeAll', label: text('menu.resumeAll'), enabled: sending === 'paused', click: resume };
}

type AppItems = Readonly<Record<'about' | 'settings' | 'quit', MenuItemConstructorOptions>>;

function macItems(text: Text, { about, settings, quit }: AppItems): MenuItemConstructorOptions[] {
  return [
    about,
    separator,
    settings,
    separator,
    { role: 'services', label: text('menu.services') },
    separator,
    { role: 'hide', label: text('menu.hide') },
    { role: 'hideOthers', label: text('menu.hideOthers') },
    { role: 'unhide', label: text('menu.showAllApps') },
    separator,
    quit,
  ];
}

function editItems(text: Text): MenuItemConstructorOptions[] {
  const item = (role: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll') => ({
    role,
    label: text(`menu.${role}`),
  });
  return [item('undo'), item('redo'), separator, ...(['cut', 'copy', 'paste', 'selectAll'] as const).map(item)];
}

function viewItems(text: Text, choices: MenuChoices): MenuItemConstructorOptions[] {
  return [
    ...screens.map((screen, index) => toWindow(screen, text(`shell.${screen}`), choices, `CmdOrCtrl+${index + 1}`)),
    separator,
    { role: 'resetZoom', label: text('menu.actualSize') },
    { role: 'zoomIn', label: text('menu.zoomIn') },
    { role: 'zoomOut', label: text('menu.zoomOut') },
    separator,
    { role: 'togglefullscreen', label: text('menu.fullScreen') },
  ];
}
