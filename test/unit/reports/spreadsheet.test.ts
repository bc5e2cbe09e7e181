import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReport } from '../../../electron/reports/report-file.ts';
import { skipAloud } from '../../faults/required.ts';
import { campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { reportForm } from '../../support/report-form.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { importText } from '../formats/fixtures.ts';

const run = promisify(execFile);
const libreOffice = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((path) => existsSync(path));
/** LibreOffice starts in some seconds, on a busy machine in many. */
const libreOfficeMs = 120_000;

const list = `Nome,Celular,Doação,Nascimento,Vezes,Código
Ana,+5511961234501,"R$ 1.236,56",05/03/1980,3,007
Bia,+5511961234502,"R$ 98,44",25/12/1975,10,042
Caio,+5511961234503,,01/02/1990,2,100
`;
const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [{ index: 2, key: 'doação' }] };

let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

/** Sends to the list, and writes the report of it. */
async function exported(format: 'csv' | 'xlsx', separator: ',' | ';' = ','): Promise<string> {
  const { stores, clock, folder } = rig;
  const { listId } = granted(await importText({ ...stores, folder }, list, { mapping, country: 'BR' }));
  const id = stores.campaigns.create('Rifa', quickSchedule, clock.nowMs());
  stores.campaigns.update(id, { text: 'Olá {{name}}', listId });
  granted(await campaignActionsOf(rig).start(id));
  await clock.pass(900_000);
  const path = join(folder, `report.${format}`);
  const form = { ...reportForm, format, separator, language: 'pt-BR', country: 'BR', path } as const;
  const when = { timeZone: 'Europe/London', nowMs: clock.nowMs() };
  const scope = { kind: 'campaign', id } as const;
  await writeReport(stores.db, { kind: 'report', ...form, ...when, scope });
  return path;
}

describe('a report in a spreadsheet', () => {
  it('holds the dates and amounts of the list as what they are, and its codes as they stand', async () => {
    const workbook = await readXlsx(readFileSync(await exported('xlsx')));
    const rows = workbook.sheets.find(({ name }) => name === 'Pessoas')?.rows ?? [];
    const place = (header: string) => rows[0]?.indexOf(header) ?? -1;
    const column = (header: string) => rows.slice(1).map((cells) => cells[place(header)] ?? null);
    expect(column('Doação')).toEqual([1236.56, 98.44, null]);
    expect(column('Vezes')).toEqual([3, 10, 2]);
    expect(column('Código')).toEqual(['007', '042', '100']);
    expect(column('Nascimento')).toEqual(
      ['1980-03-05', '1975-12-25', '1990-02-01'].map((day) => new Date(`${day}T00:00:00Z`)),
    );
  });

  it('is in a CSV file what the list and the language write', async () => {
    const [, ana] = readFileSync(await exported('csv', ';'), 'utf8').split('\r\n');
    expect(ana).toContain(';03/03/2026 12:00:00;');
    expect(ana).toMatch(/;"?R\$ 1\.236,56"?;05\/03\/1980;3;007$/);
  });
});

describe.skipIf(skipAloud('LibreOffice', libreOffice === undefined ? 'it is not installed' : null))(
  'a report in LibreOffice',
  () => {
    it('has dates that are dates, and amounts whose sum is theirs', { timeout: libreOfficeMs }, async () => {
      const path = await exported('xlsx');
      const text = await inLibreOffice(path, 'fods');
      const cells = [...text.matchAll(/<table:table-cell[^>]*office:value-type="(\w+)"[^>]*>/g)].map(([cell]) => cell);
      expect(valuesOf(cells, 'date')).toEqual(
        expect.arrayContaining(['1980-03-05', '1975-12-25', '1990-02-01', '2026-03-03T12:00:00']),
      );
      expect(valuesOf(cells, 'currency').concat(valuesOf(cells, 'float'))).toEqual(
        expect.arrayContaining(['1236.56', '98.44', '3', '10', '2']),
      );
      expect(await sumOf(text, columnOf(text, 'Doação'))).toBe('1335');
    });
  },
);

function valuesOf(cells: readonly string[], type: 'date' | 'float' | 'currency'): string[] {
  const attribute = type === 'date' ? 'date-value' : 'value';
  return cells.flatMap((cell) =>
    cell.includes(`office:value-type="${type}"`)
      ? (new RegExp(`office:${attribute}="([^"]*)"`).exec(cell)?.[1] ?? [])
      : [],
  );
}

/** Opens a file in LibreOffice, and saves it in another format. */
async function inLibreOffice(path: string, format: string): Promise<string> {
  const profile = `-env:UserInstallation=file://${rig.folder}/office`;
  await run(libreOffice ?? '', [profile, '--headless', '--convert-to', format, '--outdir', rig.folder, path]);
  return readFileSync(path.replace(/\.\w+$/, `.${format}`), 'utf8');
}

/** The letter of the column of people with this header. */
function columnOf(text: string, header: string): string {
  const people = text.slice(text.indexOf('<table:table table:name="Pessoas"'));
  const row = people.slice(0, people.indexOf('</table:table-row>'));
  const headers = [...row.matchAll(/<text:p[^>]*>([^<]*)<\/text:p>/g)].map(([, words]) => words);
  return String.fromCharCode('A'.charCodeAt(0) + headers.indexOf(header));
}

/** The sum of a column as LibreOffice itself computes it. */
async function sumOf(text: string, column: string): Promise<string> {
  const formula = `of:=SUM(['Pessoas'.${column}2:.${column}4])`;
  const sheet = `<table:table table:name="Sum"><table:table-column/><table:table-row><table:table-cell table:formula="${formula}" office:value-type="float"/></table:table-row></table:table>`;
  const path = join(rig.folder, 'sum.fods');
  // The conversion keeps the file's first sheet.
  writeFileSync(path, text.replace('<table:table table:name=', `${sheet}<table:table table:name=`));
  return (await inLibreOffice(path, 'csv')).trim();
}
