/** The list of the end-to-end campaign: a spreadsheet with the usual problems, and people who each play a scenario. */
import { writeXlsx } from 'hucre/xlsx';

/** Who gets a message, by name, with the digits under which WhatsApp knows them, in the order of the file. */
export const people = {
  'Ada Nyström': '447700900102',
  'No chat Nadia': '447700900810',
  'Ben Achterberg': '447700900103',
  'Silent Simon': '447700900803',
  'Unregistered Uma': '447700900814',
  'Silent Sara': '447700900903',
  'Slow Susan': '447700900801',
  'Cora "Coco" Moretti': '447700900104',
  'Zed Ashdown': '447700900120',
  'Dan Okonkwo': '447700900105',
} as const;
export type Name = keyof typeof people;
export const names = Object.keys(people) as Name[];

export const text = 'Hello {{first|friend}}, meet us at *{{meet at|North Quay}}*.';
export const textForAda = 'Hello Ada, meet us at *Town Hall*.';
/** Blank cells are replaced by the fall-backs. */
export const textForDan = 'Hello friend, meet us at *North Quay*.';

const rows: readonly (readonly string[])[] = [
  ['Full name', 'First', 'Mobile', 'Meet at'],
  ['Ada Nyström', 'Ada', '07700 900102', 'Town Hall'],
  ['No chat Nadia', 'Nadia', '0044 7700 900810', ''],
  ['Ben Achterberg', 'Ben', '٠٧٧٠٠ ٩٠٠١٠٣', 'Library; steps'],
  ['Silent Simon', 'Simon', '+44 7700 900803', 'Town Hall'],
  ['Unregistered Uma', 'Uma', '(07700) 900 814', ''],
  ['Silent Sara', 'Sara', '07700-900-903', ''],
  ['Slow Susan', 'Susan', '07700.900.801', ''],
  ['Ada again', 'Ada', '+447700900102', ''],
  ['Marta Silva', 'Marta', 'see Maria', ''],
  ['Cora "Coco" Moretti', 'Cora', '44 7700 900104', ''],
  ['Nikolai Petrov', 'Nikolai', '4.47701E+11', ''],
  ['Zed Ashdown', 'Zed', '07700 900120', ''],
  ['Blank', '', '', ''],
  ['Dan Okonkwo', '', '07700 900105', ''],
];
/** The number of data rows, of repeated numbers, and of rows that cannot be used. */
export const counts = { rows: rows.length - 1, sameNumber: 1, cannotBeUsed: 3, recipients: names.length };

/** As a spreadsheet of Western Europe saves it: semicolons, a byte order mark, and quotes only where needed. */
export function asCsv(): Buffer {
  const cell = (value: string) => (/[;"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return Buffer.from(`\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`);
}

export async function asXlsx(): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'Volunteers', rows: rows.map((row) => [...row]) }] }));
}

/** The smallest picture there is. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
