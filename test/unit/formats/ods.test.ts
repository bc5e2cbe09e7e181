import { describe, expect, it } from 'vitest';
import { zip } from '../../support/zip.ts';
import { cellsOf, inspected, temporaryFile } from './fixtures.ts';

const names = ['office', 'table', 'text', 'style', 'draw', 'calcext']
  .map((name) => `xmlns:${name}="urn:${name}"`)
  .join(' ');

/** A spreadsheet as LibreOffice writes it, with the given tables. */
function spreadsheet(tables: string, manifest = '', styles = ''): Buffer {
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': `<manifest:manifest xmlns:manifest="urn:manifest">${manifest}</manifest:manifest>`,
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${names}>${styles}<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
  });
}
const text = (words: string) =>
  `<table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell>`;
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
const table = (rows: string, name = 'People', style = 'shown') =>
  `<table:table table:name="${name}" table:style-name="${style}">${rows}</table:table>`;

describe('a spreadsheet of LibreOffice', () => {
  it('is read with its sheets, its columns and the numbers of its rows', async () => {
    const people = `${row(text('Name'), text('Mobile'))}<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>${row(text('Ada'), text('07700 900101'))}`;
    const file = await inspected(spreadsheet(table(people) + table(row(text('Town')), 'Towns')));
    expect(file).toMatchObject({
      mapping: { phone: 1, name: 0 },
      sheets: [{ name: 'People', rowCount: 1, firstRows: [{ rowNumber: 1 }, { rowNumber: 4 }] }, { name: 'Towns' }],
    });
  });

  it('keeps all digits of a number that is shown with an exponent, and else what is shown', async () => {
    const number = (value: string, shown: string) =>
      `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`;
    const rows =
      row(text('Mobile'), text('Pledge')) + row(number('447700900101', '4.47701E+11'), number('1236.56', '1.236,56'));
    expect(await cellsOf(temporaryFile(spreadsheet(table(rows))), 'People')).toEqual([['447700900101', '1.236,56']]);
  });

  it('reads repeated cells, spaces and paragraphs, and no remarks', async () => {
    const remark = '<office:annotation><text:p>do not call</text:p></office:annotation>';
    const cell = `<table:table-cell office:value-type="string">${remark}<text:p>Ada<text:s text:c="2"/>B.</text:p><text:p>Leith</text:p></table:table-cell>`;
    const twice =
      '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell>';
    const gap = '<table:table-cell table:number-columns-repeated="2"/>';
    const rows =
      row(text('Mobile'), text('Name')) +
      row(cell, gap, twice, '<table:table-cell table:number-columns-repeated="16000"/>');
    expect(await cellsOf(temporaryFile(spreadsheet(table(rows))), 'People')).toEqual([
      ['Ada  B.\nLeith', '', '', 'x', 'x'],
    ]);
  });

  it('reads no words of a drawing that stands in a cell', async () => {
    const drawing =
      '<draw:custom-shape><text:p>Call <text:span>them</text:span></text:p><draw:enhanced-geometry/></draw:custom-shape>';
    const cell = `<table:table-cell office:value-type="string">${drawing}<text:p>Ada <text:span>B.</text:span></text:p></table:table-cell>`;
    const rows =
      row(text('Name'), text('Mobile')) + row(cell, text('07700 900101')) + row(text('Ben'), text('07700 900102'));
    expect(await cellsOf(temporaryFile(spreadsheet(table(rows))), 'People')).toEqual([
      ['Ada B.', '07700 900101'],
      ['Ben', '07700 900102'],
    ]);
  });

  it('offers a hidden sheet only where there is no other', async () => {
    const styles =
      '<office:automatic-styles><style:style style:name="shown"><style:table-properties table:display="true"/></style:style><style:style style:name="away"><style:table-properties table:display="false"/></style:style></office:automatic-styles>';
    const people = row(text('Name'), text('Mobile')) + row(text('Ada'), text('07700 900101'));
    const old = table(people + row(text('Gone'), text('07700 900199')), 'Last year', 'away');
    expect(await inspected(spreadsheet(old + table(people), '', styles))).toMatchObject({
      sheets: [{ name: 'People', rowCount: 1 }],
    });
    expect(await inspected(spreadsheet(old, '', styles))).toMatchObject({ sheets: [{ name: 'Last year' }] });
  });

  it('says what it hides', async () => {
    const columns = '<table:table-column/><table:table-column table:visibility="collapse"/>';
    const hidden = `<table:table-row table:visibility="filter">${text('07700 900102')}${text('secret')}</table:table-row>`;
    const file = await inspected(spreadsheet(table(columns + row(text('Mobile'), text('Note')) + hidden)));
    expect(file).toMatchObject({ sheet: { facts: { hiddenRows: 1, hiddenColumns: [1] } } });
  });

  it('gives a formula by its stored value, and is refused where one has none', async () => {
    const cell = (value: string) => `<table:table-cell table:formula="of:=[.B1]" ${value}</table:table-cell>`;
    const path = temporaryFile(
      spreadsheet(
        table(
          row(text('Name'), text('Mobile')) + row(cell('office:value-type="string"><text:p>Ana</text:p>'), text('1')),
        ),
      ),
    );
    expect(await cellsOf(path)).toEqual([['Ana', '1']]);
    expect(await inspected(spreadsheet(table(row(text('Name')) + row(cell('>')))))).toBe('not_calculated');
  });

  it('is refused with a password, without tables, and with more rows or columns than a list may have', async () => {
    const locked = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>';
    expect(await inspected(spreadsheet(table(row(text('Mobile'))), locked))).toBe('password_protected');
    expect(await inspected(spreadsheet(''))).toBe('not_a_table');
    const wide = `<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>`;
    expect(await inspected(spreadsheet(table(row(wide))))).toBe('too_many_columns');
    const long = `<table:table-row table:number-rows-repeated="1000000">${text('07700 900101')}</table:table-row>`;
    expect(await inspected(spreadsheet(table(long)))).toBe('too_many_rows');
  });
});
