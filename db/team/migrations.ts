import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of the team's schema, in their order. A file that was handed out is never edited. */
const files = ['0001_tables.sql', '0002_guards.sql', '0003_functions.sql', '0004_report.sql', '0005_erasing.sql'];

export const teamSchemaVersion = 1;

/** The statements that make a team's schema in a database without one. */
export function teamMigrations(folder: string): string {
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

/** The functions that members may execute. They have no right on any table. */
export const memberFunctions = [
  'about',
  'add_file',
  'add_people',
  'appoint',
  'direct',
  'direct_again',
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
