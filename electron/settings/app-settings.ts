import type { Db } from '../../db/database.ts';
import { readSettings, unreadableSettings, writeSettings } from '../../db/settings.ts';
import type { Settings, SettingsChange, SystemLocale } from '../../domain/settings.ts';

type AppSettingsParts = {
  readonly db: Db;
  readonly isPractice: boolean;
  /** Holds for as long as the operator has chosen nothing else. */
  readonly system: SystemLocale;
  readonly onChange: (settings: Settings) => void;
  /** A stored setting cannot be read, and is its default again. */
  readonly onUnreadable: (name: string) => void;
};

/** The settings as they are now. They are read once and from then on only when they change. */
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

  /** Stores what is given, leaves the others as they are, and returns all of them. */
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
