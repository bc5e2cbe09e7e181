// Replaces the `electron` module where its binary is not available: the same built main bundle, preload and renderer
// run, with an installed Chromium as the window. Its types are those of electron.d.ts, so that the compiler reports any
// drift. No top-level await here: CommonJS dependencies `require('electron')` this.
import { app } from './app.ts';
import {
  clipboard,
  crashReporter,
  dialog,
  HostNotification as Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  safeStorage,
  screen,
  shell,
} from './desktop.ts';
import { ipcMain } from './ipc.ts';
import { Menu, MenuItem, Tray } from './menu.ts';
import { net, protocol, session } from './protocol.ts';
import { utilityProcess } from './utility-process.ts';
import { BrowserWindow } from './window.ts';

export {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};

const electron = {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};
export default electron;
