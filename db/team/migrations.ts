import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of each version of the team's schema, the oldest first. What was handed out is never edited. */
const versions = [
  ['0001_tables.sql', '0002_guards.sql', '0003_functions.sql', '0004_report.sql', '0005_erasing.sql'],
] as const;

/** The version of the team's schema that this app makes and speaks. */
export const teamSchemaVersion = versions.length;

/** The statements that lead from a version to the present one. 0 is a database without a team. */
export function teamMigrations(folder: string, fromVersion = 0): string {
  const files = versions.slice(fromVersion).flat();
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

/** What members may execute. They have no right on any table. */
export const memberFunctions = [
  'about',
  'add_file',
  'add_people',
  'appoint',
  'direct',
  'doubt',
  'draw',
  'drawn',
  'erase',
  'file_piece',
  'go_on_without',
  'has_erased',
  'join',
  'leave',
  'lift_again',
  'news',
  'outcome_rows',
  'outcomes',
  'progress',
  'rename',
  'replies',
  'reserve',
  'stop',
  'stops',
  'take',
  'take_back',
  'tell',
  'tell_outcomes',
  'told',
] as const;
