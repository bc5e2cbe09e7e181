import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';

/** The tray's picture. Because of its name a Mac draws it in the colour of the menu bar; others scale it. */
export const trayIconName = process.platform === 'darwin' ? 'trayTemplate.png' : '32x32.png';

/** The icon beside the clock. It is kept as long as the app runs: a garbage-collected tray disappears. */
export class AppTray {
  readonly #tray: Tray;

  private constructor(tray: Tray) {
    this.#tray = tray;
  }

  /** Null where the icon cannot be loaded: the window could not be brought back from an invisible tray. */
  static create(iconFile: string, onClick: () => void): AppTray | null {
    const icon = nativeImage.createFromPath(iconFile);
    if (icon.isEmpty()) return null;
    const tray = new Tray(icon);
    // macOS opens the menu on a click; elsewhere a click is the quick way back to the window.
    if (process.platform !== 'darwin') tray.on('click', onClick);
    return new AppTray(tray);
  }

  /** Linux shows changes of a menu only when the menu is set again, so it is made anew each time. */
  update(template: MenuItemConstructorOptions[], tip: string): void {
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
    this.#tray.setToolTip(tip);
  }

  remove(): void {
    this.#tray.destroy();
  }
}
