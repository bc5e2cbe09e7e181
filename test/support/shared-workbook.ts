import { zip } from './zip.ts';

const sheetType = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageType = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook as Excel writes it: each text stands once in a shared table, and cells refer to it by number. */
export function sharedWorkbook(header: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  const places = new Map<string, number>();
  const placeOf = (text: string) => {
    const known = places.get(text) ?? places.size;
    places.set(text, known);
    return known;
  };
  const rowXml = (cells: readonly string[]) =>
    `<row>${cells.map((cell) => `<c t="s"><v>${placeOf(cell)}</v></c>`).join('')}</row>`;
  const sheet = inPieces(
    [header, ...rows],
    rowXml,
    `<worksheet xmlns="${sheetType}"><sheetData>`,
    '</sheetData></worksheet>',
  );
  const strings = inPieces(
    [...places.keys()],
    (text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`,
    `<sst xmlns="${sheetType}">`,
    '</sst>',
  );
  return zip({
    '[Content_Types].xml': `<Types xmlns="${packageType}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${sheetType}" xmlns:r="${relationType}"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ),
    'xl/sharedStrings.xml': strings,
    'xl/worksheets/sheet1.xml': sheet,
  });
}

function relations(...targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${relationType}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageType}/relationships">${each.join('')}</Relationships>`;
}

/** Joined as bytes, because a single string of all of it would exceed the longest string of JavaScript. */
function inPieces<Item>(items: readonly Item[], write: (item: Item) => string, before: string, after: string): Buffer {
  const piece = 10_000;
  const parts = [Buffer.from(before)];
  for (let start = 0; start < items.length; start += piece)
    parts.push(
      Buffer.from(
        items
          .slice(start, start + piece)
          .map(write)
          .join(''),
      ),
    );
  return Buffer.concat([...parts, Buffer.from(after)]);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
