import type { Db } from '../../db/database.ts';
import { readSettings, unreadableSettings, writeSettings } from '../../db/settings.ts';
import type { Settings, SettingsChange, SystemLocale } from '../../domain/settings.ts';

type AppSettingsParts = {
  readonly db: Db;
  readonly isPractice: boolean;
  /** The system's language and country, which hold until the operator chooses others. */
  readonly system: SystemLocale;
  readonly onChange: (settings: Settings) => void;
  /** Called when a stored setting cannot be read and has its default again. */
  readonly onUnreadable: (name: string) => void;
};

/** The settings as they are now. They are read once, and again only when they change. */
export class AppSettings {
  readonly #parts: AppSettingsParts;
  #current: Settings;

  constructor(parts: AppSettingsParts) {
    this.#parts = parts;
    this.#current = this.#read();
    for (const name of unreadableSettings(parts.db)) parts.onUnreadable(name);
  }

  get current(): Settings {
    return this.#current;
  }

  /** Stores the given settings, leaves the others as they are, and returns all. */
  change(change: SettingsChange): Settings {
    writeSettings(this.#parts.db, change);
    this.#current = this.#read();
    this.#parts.onChange(this.#current);
    return this.#current;
  }

  #read(): Settings {
    const { db, isPractice, system } = this.#parts;
    return readSettings(db, isPractice, system);
  }
}
