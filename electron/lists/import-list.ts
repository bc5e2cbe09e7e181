import type { Db } from '../../db/database.ts';
import { noChoices } from '../../domain/lists/list-choices.ts';
import { isCountry } from '../../domain/phone/phone.ts';
import { refuse } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { Job, JobProgress } from '../worker/jobs.ts';
import { makeList } from './intake.ts';
import { inspectTable, readTable } from './read-table.ts';

export async function importList(db: Db, job: Job<'import'>, progress: JobProgress): Answer<{ listId: number }> {
  const { path, fileName, mapping, country, choices = noChoices } = job;
  if (!isCountry(country)) return refuse('invalid_request', country);
  const header = { sheet: job.sheet ?? '', row: job.headerRow };
  const inspected = await inspectTable(path, { header, language: job.language, country });
  if (!inspected.ok) return inspected;
  const sheet = inspected.value.sheets.find((one) => one.name === job.sheet) ?? inspected.value.sheets[0];
  if (!sheet) return refuse('empty_file');
  const { headers, headerRow, rowCount } = sheet;
  const numbers = { country, columns: [...sheet.facts.numberColumns], values: [] };
  const rows = () => readTable(path, { sheet: sheet.name, headerRow, country });
  return makeList(db, { fileName, headers, mapping, country, choices, rows, totalRows: rowCount, numbers }, progress);
}
