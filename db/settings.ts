import type { z } from 'zod';
import { fromJson } from '../domain/result.ts';
import { defaultSettings, Settings, type SettingsChange, type SystemLocale } from '../domain/settings.ts';
import type { Db } from './database.ts';

/** Reads the settings; a missing or invalid one has its default. The default language and country are the system's. */
export function readSettings(db: Db, practice: boolean, system: SystemLocale): Settings {
  const defaults = defaultSettings(practice, system);
  const rows = db.all<{ key: string; value: string }>(`SELECT key, value FROM setting`);
  const stored = new Map(rows.map(({ key, value }) => [key, fromJson(value)]));
  const entries = Object.entries(Settings.shape).map(([key, schema]) => {
    const read = schema.safeParse(stored.get(key));
    return [key, read.success ? read.data : defaults[key as keyof Settings]];
  });
  return Settings.parse(Object.fromEntries(entries));
}

/** The names of stored settings that cannot be read and are back at their defaults. */
export function unreadableSettings(db: Db): string[] {
  const rows = db.all<{ key: string; value: string }>(`SELECT key, value FROM setting`);
  return rows.filter(({ key, value }) => !isReadable(key, value)).map(({ key }) => key);
}

function isReadable(key: string, value: string): boolean {
  const shape: Readonly<Record<string, z.ZodType>> = Settings.shape;
  // A setting of another version is not read at all.
  return shape[key]?.safeParse(fromJson(value)).success ?? true;
}

/** Forgets which program runs WhatsApp: a database from elsewhere could name any program. */
export function forgetProgram(db: Db): void {
  db.run(`DELETE FROM setting WHERE key = 'browserPath'`);
}

/** Stores the given settings and leaves the others as they are. */
export function writeSettings(db: Db, patch: SettingsChange): void {
  const sql = `INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`;
  db.immediate(() => {
    for (const [key, value] of Object.entries(patch)) if (value !== undefined) db.run(sql, key, JSON.stringify(value));
  });
}
