import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Mapping } from '../../../domain/contract.ts';
import { type Limits, limits } from '../../../domain/limits.ts';
import { importList } from '../../../electron/lists/import-list.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import type { Job } from '../../../electron/worker/jobs.ts';
import { startMs } from '../../support/temporary-database.ts';
import type { TemporaryStores } from '../../support/temporary-stores.ts';
import { zip } from '../../support/zip.ts';

/** A folder that is deleted after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryFile(content: string | Uint8Array, name = 'list.csv'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

const nameMobileCity: Mapping = {
  phone: 1,
  further: [],
  area: null,
  name: 0,
  country: null,
  fields: [{ index: 2, key: 'city' }],
};

/** Imports a British list of names, mobile numbers and cities under a header, unless the test says otherwise. */
export function importText(stores: TemporaryStores, text: string, given: Partial<Job<'import'>> = {}) {
  const fileName = given.fileName ?? 'list.csv';
  const path = join(stores.folder, fileName);
  writeFileSync(path, text);
  const job: Job<'import'> = {
    kind: 'import',
    path,
    fileName,
    sheet: '',
    headerRow: 1,
    mapping: nameMobileCity,
    country: 'GB',
    language: 'en',
    ...given,
  };
  return importList(stores.db, job, { nowMs: () => startMs, onProgress: () => undefined });
}

/** Collects all items of an asynchronous sequence. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The cells that the reader finds in a file, or the code of the failure that ended it. */
export async function cellsOf(path: string, sheet: string | null = null, bounds: Partial<Limits> = {}) {
  const cells: (readonly string[])[] = [];
  for await (const row of readTable(path, { sheet, limits: { ...limits, ...bounds } })) {
    if (!row.ok) return row.failure.code;
    cells.push(row.value.cells);
  }
  return cells;
}

export async function inspected(content: string | Uint8Array, bounds: Partial<Limits> = {}) {
  const result = await inspectTable(temporaryFile(content), { limits: { ...limits, ...bounds } });
  if (!result.ok) return result.failure.code;
  const [sheet] = result.value.sheets;
  return { ...result.value, sheet, mapping: sheet?.mapping };
}

const packageType = 'http://schemas.openxmlformats.org/package/2006';
const officeType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetType = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const usualStyles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>';

/** A workbook written by hand, as unusual programs write it: `sheetData` for each sheet by name. */
export function workbook(
  sheets: Readonly<Record<string, string>>,
  hidden: readonly string[] = [],
  styles = usualStyles,
  more = '',
): Buffer {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${officeType}/${type}" Target="${target}"/>`;
  const relations = (inner: string) => `<Relationships xmlns="${packageType}/relationships">${inner}</Relationships>`;
  const states = (name: string) => (hidden.includes(name) ? ' state="hidden"' : '');
  const worksheets = names.map((name, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<worksheet xmlns="${sheetType}"><sheetData>${sheets[name]}</sheetData></worksheet>`,
  ]);
  return zip({
    '[Content_Types].xml': `<Types xmlns="${packageType}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${sheetType}" xmlns:r="${officeType}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}"${states(name)} r:id="rId${index + 1}"/>`)
      .join('')}</sheets>${more}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      names.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('') +
        relation('rId900', 'styles', 'styles.xml'),
    ),
    'xl/styles.xml': `<styleSheet xmlns="${sheetType}">${styles}</styleSheet>`,
    ...Object.fromEntries(worksheets),
  });
}
