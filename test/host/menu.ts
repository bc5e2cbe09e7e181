// `Menu`, `MenuItem` and `Tray`: kept in memory, so that a test can look at them and click; nothing is drawn. The
// application menu's shortcuts work.
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { recorder } from './record.ts';
import { isShortcut, type KeyPress } from './shortcut.ts';

/** The effects of the roles that concern more than the page. The page itself handles the others (copy, paste, undo). */
type RoleTarget = {
  close(): void;
  minimize(): void;
  webContents: { reload(): void; setZoomLevel(n: number): void; getZoomLevel(): number };
};
const zoomLevelStep = 0.5;
const roleActions: Record<string, (window: RoleTarget | undefined) => void> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  reload: (window) => window?.webContents.reload(),
  resetzoom: (window) => window?.webContents.setZoomLevel(0),
  zoomin: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + zoomLevelStep),
  zoomout: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() - zoomLevelStep),
  about: () => app.showAboutPanel(),
};

export class HostMenuItem {
  readonly id: string;
  readonly type: NonNullable<Electron.MenuItemConstructorOptions['type']>;
  readonly role: Electron.MenuItemConstructorOptions['role'];
  readonly accelerator: string | undefined;
  readonly submenu: HostMenu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #onClick: Electron.MenuItemConstructorOptions['click'];

  constructor(options: Electron.MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.label = options.label ?? options.role ?? '';
    this.accelerator = options.accelerator ?? undefined;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#onClick = options.click;
    const { submenu } = options;
    if (submenu) this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu as never);
  }

  /** Acts as if the operator had chosen the item. A disabled item does nothing. */
  click = (): void => {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    const [window] = app.openWindows as Set<unknown> as Set<RoleTarget>;
    if (this.role) roleActions[this.role.toLowerCase()]?.(window);
    else this.#onClick?.(this as never, window as never, {} as never);
  };
}

export class HostMenu extends EventEmitter {
  readonly items: HostMenuItem[] = [];
  append(item: HostMenuItem): void {
    this.items.push(item);
  }
  insert(position: number, item: HostMenuItem): void {
    this.items.splice(position, 0, item);
  }
  popup(): void {
    recorder.call(
      'menu.popup',
      this.items.map(({ label }) => label),
    );
  }
  closePopup(): void {
    recorder.call('menu.closePopup');
  }
  getMenuItemById(id: string): HostMenuItem | null {
    return this.all().find((item) => item.id === id) ?? null;
  }
  /** Every item of this menu and of its submenus. */
  all(): HostMenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.all() ?? [])]);
  }
  /** Chooses the item that has this shortcut, if any. */
  pressKey(press: KeyPress): void {
    const isMeant = ({ accelerator }: HostMenuItem) => accelerator && isShortcut(accelerator, press, process.platform);
    this.all().find(isMeant)?.click();
  }
}

function createMenuClass() {
  let applicationMenu: HostMenu | null = null;
  return class Menu extends HostMenu {
    static buildFromTemplate(template: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[]): HostMenu {
      const menu = new Menu();
      for (const entry of template)
        menu.append(
          entry instanceof HostMenuItem ? entry : new HostMenuItem(entry as Electron.MenuItemConstructorOptions),
        );
      return menu;
    }
    static setApplicationMenu(menu: HostMenu | null): void {
      applicationMenu = menu;
    }
    static getApplicationMenu(): HostMenu | null {
      return applicationMenu;
    }
  };
}
export const Menu = createMenuClass();
export { HostMenuItem as MenuItem };

/** A test finds trays in the recorder, reads their menu, and clicks with `emit('click')`. */
export class HostTray extends EventEmitter {
  menu: HostMenu | null = null;
  toolTip = '';
  title = '';
  #isDestroyed = false;
  constructor() {
    super();
    recorder.trays.push(this);
  }
  setContextMenu(menu: HostMenu | null): void {
    this.menu = menu;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setTitle(text: string): void {
    this.title = text;
  }
  setImage(): void {
    recorder.call('tray.setImage');
  }
  popUpContextMenu(): void {
    recorder.call('tray.popUpContextMenu');
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    this.#isDestroyed = true;
    recorder.trays.splice(recorder.trays.indexOf(this), 1);
  }
}
export { HostTray as Tray };
