import { app, type BrowserWindow, dialog, Menu, Notification } from 'electron';
import type { CampaignSummary, EventName, EventPayload, Overview, Place } from '../../domain/contract.ts';
import type { Language } from '../../domain/settings.ts';
import { type AccountView, withoutConnection } from '../../domain/state/account.ts';
import type { DispatcherState, LinkState } from '../../domain/state/state.ts';
import type { UpdateView } from '../../domain/state/update.ts';
import { createText, type Text } from '../../domain/text/index.ts';
import type { Log } from '../ports.ts';
import { isUnderWay, progressOf, sendingOf, stateLine, waitingForOperator } from './campaigns-progress.ts';
import { LongWaits } from './long-waits.ts';
import { applicationMenu, type MenuChoices, trayMenu, wordsMenu } from './menu.ts';
import {
  isToldAtOnce,
  type Notice,
  noticeOfCampaign,
  noticeOfDispatcher,
  noticeOfLink,
  noticesOfAccounts,
} from './notices.ts';
import type { Presses } from './presses.ts';
import { mayLoseChanges, mayStopSending } from './questions.ts';
import { followSessionEnd, type SessionEnd } from './session-end.ts';
import { AppTray } from './tray.ts';
import type { Unsaved } from './unsaved.ts';
import { openWindow, stateOf } from './window.ts';
import { readWindowState, type WindowState } from './window-state.ts';

type DesktopParts = Pick<MenuChoices, 'emit' | 'pause' | 'resume' | 'showLogs' | 'showLicences' | 'update'> & {
  readonly preload: string;
  readonly origin: string;
  readonly trayIcon: string;
  /** The window that was shown while the data was checked; null where there was none. */
  readonly checking: BrowserWindow | null;
  readonly language: () => Language;
  readonly savedWindow: () => string | undefined;
  readonly saveWindow: (state: WindowState) => void;
  readonly goTo: (place: Place) => void;
  readonly sessionEnd: SessionEnd;
  readonly unsaved: Unsaved;
  readonly presses: Pick<Presses, 'watch'>;
  readonly copyLogs: () => Promise<unknown>;
  readonly log: Log;
};

type Shown = Pick<Overview, 'dispatcher' | 'link' | 'accounts'> & { readonly campaigns: readonly CampaignSummary[] };

/** The app's window, menus, tray, icon and notifications. They follow the same news as the window. */
export class Desktop {
  readonly #parts: DesktopParts;
  readonly #campaigns: Map<number, CampaignSummary>;
  readonly #tray: AppTray | null;
  readonly #choices: MenuChoices;
  /** Notifications are kept while they are shown: one that was garbage-collected does not react to its click. */
  readonly #notifications = new Set<Notification>();
  #dispatcher: DispatcherState;
  #accounts: readonly AccountView[];
  readonly #longWaits = new LongWaits();
  /** Whether an account without a connection is linked all the same. */
  #isLinked = false;
  #link: LinkState;
  /** The accounts whose need for a person's help has been notified. */
  #toldAccounts: ReadonlySet<number> = new Set();
  #window: BrowserWindow | undefined;
  #text: Text;
  /** The newer version that is ready to be installed. */
  #update: string | null = null;
  #menuKey = '';
  #trayKey = '';
  #iconKey = '';
  #isAsking = false;
  #isEnding = false;

  constructor(parts: DesktopParts, shown: Shown) {
    this.#parts = parts;
    this.#campaigns = new Map(shown.campaigns.map((campaign) => [campaign.id, campaign]));
    this.#dispatcher = shown.dispatcher;
    this.#accounts = shown.accounts;
    this.#link = shown.link;
    this.#text = createText(parts.language()).text;
    this.#choices = {
      ...parts,
      update: () => this.installUpdate(),
      show: () => this.show(),
      copyLogs: () => void this.#copyLogs(),
      quit: () => void this.askAndQuit(),
    };
    this.#tray = AppTray.create(parts.trayIcon, () => this.show());
    this.#draw();
  }

  get window(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Brings the window to the front; opens it where it was closed. */
  show(): void {
    const window = this.#window;
    if (window && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      window.show();
      return;
    }
    // A second start may ask for the window while the app ends: a new window would have no data behind it.
    if (this.#isEnding) return;
    const { preload, origin, checking, savedWindow, language, log } = this.#parts;
    const opened = openWindow({
      checking,
      preload,
      origin,
      log,
      language: language(),
      saved: readWindowState(savedWindow()),
      onMoved: (state) => this.#keep(state),
    });
    this.#window = opened;
    // The taskbar showed the state of the last window.
    this.#iconKey = '';
    followSessionEnd(opened, this.#parts.sessionEnd);
    this.#parts.presses.watch(opened.webContents);
    // A page that loads anew, such as after a crash, holds no unsaved changes.
    opened.webContents.on('did-finish-load', () => this.#parts.unsaved.note('nothing'));
    opened.webContents.on('context-menu', (_event, pressed) => {
      const items = wordsMenu(this.#text, pressed);
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window: opened });
    });
    opened.on('close', (event) => this.#beforeClose(event, opened));
    opened.on('closed', () => {
      this.#window = undefined;
      this.#parts.unsaved.note('nothing');
    });
    this.#draw();
  }

  onEvent<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    if (name === 'campaigns:changed') this.#onCampaigns(payload as EventPayload<'campaigns:changed'>);
    else if (name === 'dispatcher:changed') this.#onDispatcher(payload as DispatcherState);
    else if (name === 'link:changed') this.#onLink(payload as LinkState);
    else if (name === 'accounts:changed') this.#onAccounts((payload as EventPayload<'accounts:changed'>).accounts);
    else return;
    this.#draw();
  }

  /** Called when the state of newer versions changed. A version that is ready is notified once. */
  updateChanged({ newer }: UpdateView): void {
    const text = this.#text;
    const version = newer?.way === 'restart' ? newer.version : null;
    if (version !== null && version !== this.#update)
      this.#notify({
        title: text('notice.updateReady', { version }),
        body: text('notice.updateReadyBody'),
        place: null,
      });
    this.#update = version;
    this.#draw();
  }

  /** Installs the version that is ready, unless that would lose changes and the operator decides to stay. */
  installUpdate(): void {
    this.unlessChangesAreLost(this.#parts.update);
  }

  /** Does what ends the window, unless that would lose changes and the operator decides to stay. */
  unlessChangesAreLost(endWindow: () => void): void {
    void this.#askAnd(endWindow, () => this.#mayLoseChanges());
  }

  translate(): void {
    this.#text = createText(this.#parts.language()).text;
    this.#draw();
  }

  /** Called when the app ends: windows may close, and nothing is asked any more. */
  end(): void {
    if (this.#isEnding) return;
    const state = this.#window && stateOf(this.#window);
    if (state) this.#keep(state);
    this.#isEnding = true;
    this.#tray?.remove();
  }

  /**
   * Quits, and asks first where messages are under way or changes would be lost. This is only for a quit that the
   * operator chose here: a system that shuts down must not be held up, and it loses no message.
   */
  async askAndQuit(): Promise<void> {
    await this.#askAnd(
      () => app.quit(),
      async () =>
        (await this.#mayLoseChanges()) &&
        (!isUnderWay(this.#accounts) || (await mayStopSending(this.#text, this.#window, this.#campaigns.values()))),
    );
  }

  /** Asks one question at a time, and calls `goOn` when the operator is sure. */
  async #askAnd(goOn: () => void, isSure: () => Promise<boolean>): Promise<void> {
    if (this.#isAsking || this.#isEnding) return;
    this.#isAsking = true;
    const sure = await isSure().finally(() => {
      this.#isAsking = false;
    });
    if (sure) goOn();
  }

  async #mayLoseChanges(): Promise<boolean> {
    return !(await this.#parts.unsaved.settle()) || mayLoseChanges(this.#text, this.#window);
  }

  /**
   * While messages are under way the app outlives its window, where a tray surely brings it back. Some desktops of
   * Linux show no tray and do not say so: there the operator is asked. Otherwise closing the window quits the app.
   */
  #beforeClose(event: { preventDefault(): void }, window: BrowserWindow): void {
    const isSending = isUnderWay(this.#accounts);
    if (this.#isEnding || !(isSending || this.#parts.unsaved.isAnything)) return;
    event.preventDefault();
    if (!isSending || process.platform === 'linux' || this.#tray === null) {
      void this.askAndQuit();
      return;
    }
    window.hide();
    this.#notify({ title: this.#text('tray.stillSending'), body: this.#text('tray.stillSendingBody'), place: null });
  }

  #onCampaigns({ changed, removed }: EventPayload<'campaigns:changed'>): void {
    for (const id of removed) this.#campaigns.delete(id);
    for (const campaign of changed) {
      const notice = noticeOfCampaign(this.#text, this.#campaigns.get(campaign.id), campaign);
      this.#campaigns.set(campaign.id, campaign);
      if (notice) this.#notify(notice);
    }
  }

  #onDispatcher(state: DispatcherState): void {
    const notice = noticeOfDispatcher(this.#text, this.#dispatcher, state);
    this.#dispatcher = state;
    if (notice) this.#notify(notice);
  }

  #onLink(state: LinkState): void {
    const notice = noticeOfLink(this.#text, this.#link, state);
    this.#link = state;
    if (notice) this.#notify(notice);
  }

  #onAccounts(accounts: readonly AccountView[]): void {
    this.#accounts = accounts;
    for (const notice of noticesOfAccounts(this.#text, accounts, this.#toldAccounts)) this.#notify(notice);
    for (const notice of this.#longWaits.notices(this.#text, accounts, Date.now())) this.#notify(notice);
    this.#isLinked = withoutConnection(accounts) !== undefined;
    this.#toldAccounts = new Set(accounts.filter(isToldAtOnce).map(({ id }) => id));
  }

  /** Stored at once, since the data is closed before the window is. */
  #keep(state: WindowState): void {
    if (!this.#isEnding) this.#parts.saveWindow(state);
  }

  /** Shows a notification, unless the operator is looking at that place already. */
  #notify({ title, body, place }: Notice): void {
    if (this.#isEnding || this.#window?.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    this.#notifications.add(notification);
    notification.on('click', () => {
      this.show();
      if (place) this.#parts.goTo(place);
    });
    // This happens on a Mac, where an unsigned app may not be allowed to show any.
    notification.on('failed', () => {
      this.#notifications.delete(notification);
      this.#parts.log.warn('notification failed');
    });
    notification.on('close', () => this.#notifications.delete(notification));
    notification.show();
  }

  async #copyLogs(): Promise<void> {
    await this.#parts.copyLogs();
    const window = this.#window;
    const options = {
      type: 'info' as const,
      message: this.#text('notice.logsCopied'),
      detail: this.#text('notice.logsCopiedBody'),
    };
    await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  }

  /** Updates menus, tray and the app's icon, each only when it has changed. */
  #draw(): void {
    const text = this.#text;
    const sending = sendingOf(this.#dispatcher);
    const language = this.#parts.language();
    const state = { isMac: process.platform === 'darwin', sending, update: this.#update };
    const menuKey = `${language} ${sending} ${this.#update}`;
    if (this.#menuKey !== menuKey) {
      this.#menuKey = menuKey;
      Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(text, state, this.#choices)));
    }
    const progress = progressOf(this.#campaigns.values());
    const line = stateLine(text, this.#dispatcher, progress, language, this.#isLinked);
    if (this.#trayKey !== `${language} ${sending} ${line}`) {
      this.#trayKey = `${language} ${sending} ${line}`;
      this.#tray?.update(trayMenu(text, line, state, this.#choices), `${text('app.name')}: ${line}`);
    }
    const share = progress === null ? -1 : progress.done / progress.total;
    const waiting = waitingForOperator(this.#dispatcher, this.#campaigns.values());
    const iconKey = `${sending} ${share} ${waiting}`;
    if (this.#iconKey === iconKey) return;
    this.#iconKey = iconKey;
    if (this.#window && !this.#window.isDestroyed())
      this.#window.setProgressBar(share, { mode: sending === 'paused' ? 'paused' : 'normal' });
    app.setBadgeCount(waiting);
  }
}
