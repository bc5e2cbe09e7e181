import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';

/** Points that macOS gives an icon of its menu bar; other systems scale by themselves. */
const macIconSize = 18;

/** The icon beside the clock. It is kept for as long as the app runs: a tray that is collected disappears. */
export class AppTray {
  readonly #tray: Tray;

  private constructor(tray: Tray) {
    this.#tray = tray;
  }

  /** Null where there is no icon to show: an invisible tray would be a window that nobody gets back. */
  static create(iconFile: string, onClick: () => void): AppTray | null {
    const read = nativeImage.createFromPath(iconFile);
    if (read.isEmpty()) return null;
    const icon = process.platform === 'darwin' ? read.resize({ width: macIconSize, height: macIconSize }) : read;
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
