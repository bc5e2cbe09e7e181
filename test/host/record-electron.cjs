// Loaded into real Electron before the app (`electron --require`). It records what the app asks of the desktop, as the
// stand-in does (record.ts), and answers dialogs and the shell, since nobody is there to click. It is CommonJS because
// `--require` takes nothing else. The objects of `electron` are changed and not replaced: the app has imported them by
// name.
const { mkdirSync } = require('node:fs');
const { basename, join } = require('node:path');
const { app, BrowserWindow, clipboard, dialog, Notification, powerSaveBlocker, shell, Tray } = require('electron');

const recorder = { calls: [], notifications: [], trays: [] };
globalThis.hostRecorder = recorder;

/** Functions and handles cannot be passed to the test. */
const plain = (args) => JSON.parse(JSON.stringify(args.map((arg) => arg ?? null)));
const record = (name, ...args) => void recorder.calls.push({ name, args: plain(args) });

/** Records each call of the method. `instead` runs in its place, for a method that would change the desktop. */
function watch(target, prefix, method, instead) {
  const original = target[method];
  target[method] = function (...args) {
    record(`${prefix}.${method}`, ...args);
    return (instead ?? original).apply(this, args);
  };
}

watch(app, 'app', 'relaunch', () => undefined);
watch(app, 'app', 'setBadgeCount');
watch(clipboard, 'clipboard', 'writeText');
watch(powerSaveBlocker, 'powerSaveBlocker', 'start');
watch(powerSaveBlocker, 'powerSaveBlocker', 'stop');
watch(shell, 'shell', 'openExternal', async () => undefined);
watch(shell, 'shell', 'openPath', async () => '');
watch(shell, 'shell', 'showItemInFolder', () => undefined);
watch(BrowserWindow.prototype, 'window', 'setProgressBar');
watch(BrowserWindow.prototype, 'window', 'removeMenu');

const show = Notification.prototype.show;
Notification.prototype.show = function () {
  recorder.notifications.push(this);
  record('notification.show', { title: this.title, body: this.body });
  return show.call(this);
};

const { setContextMenu, destroy } = Tray.prototype;
Tray.prototype.setContextMenu = function (menu) {
  if (!recorder.trays.includes(this)) recorder.trays.push(this);
  this.menu = menu;
  return setContextMenu.call(this, menu);
};
Tray.prototype.destroy = function () {
  recorder.trays.splice(recorder.trays.indexOf(this) >>> 0, 1);
  return destroy.call(this);
};

/** Electron's dialogs take the parent window as an optional first argument. */
const optionsOf = (args) => (args.length === 2 ? args[1] : args[0]);
dialog.showSaveDialog = async (...args) => {
  const options = optionsOf(args);
  record('dialog.showSaveDialog', options);
  const folder = join(app.getPath('userData'), 'exports');
  mkdirSync(folder, { recursive: true });
  return { canceled: false, filePath: join(folder, basename(options.defaultPath ?? 'export')) };
};
dialog.showOpenDialog = async (...args) => {
  record('dialog.showOpenDialog', optionsOf(args));
  return { canceled: true, filePaths: [] };
};
dialog.showMessageBox = async (...args) => {
  const options = optionsOf(args);
  record('dialog.showMessageBox', options);
  if (options.type === 'error') process.stderr.write(`[dialog] ${options.message}: ${options.detail}\n`);
  const pressed = options.buttons?.indexOf(process.env.HOST_BUTTON ?? '') ?? -1;
  return { response: pressed >= 0 ? pressed : (options.defaultId ?? options.cancelId ?? 0), checkboxChecked: false };
};
dialog.showErrorBox = (title, content) => {
  record('dialog.showErrorBox', title, content);
  process.stderr.write(`[dialog] ${title}: ${content}\n`);
};
