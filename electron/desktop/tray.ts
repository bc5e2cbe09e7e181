import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';

/** The picture for it. A Mac draws its own in the menu bar's colour, which it knows by the name; others scale theirs. */
export const trayIconName = process.platform === 'darwin' ? 'trayTemplate.png' : '32x32.png';

/** The icon beside the clock. It is kept for as long as the app runs: a tray that is collected disappears. */
export class AppTray {
  readonly #tray: Tray;

  private constructor(tray: Tray) {
    this.#tray = tray;
  }

  /** Null where there is no icon to show: an invisible tray would be a window that nobody gets back. */
  static create(iconFile: string, onClick: () => void): AppTray | null {
    const icon = nativeImage.createFromPath(iconFile);
    if (icon.isEmpty()) return null;
    const tray = new Tray(icon);
    // macOS opens the menu on a click; elsewhere a click is the quick way back to the window.
    if (process.platform !== 'darwin') tray.on('click', onClick);
    return new AppTray(tray);
  }

  /** Linux shows changes of a menu only when it is set again, so it is made anew each time. */
  update(template: MenuItemConstructorOptions[], tip: string): void {
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
    this.#tray.setToolTip(tip);
  }

  remove(): void {
    this.#tray.destroy();
  }
}
