/** What the parts of a workbook have in common as XML. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const cellCharactersMost = 32_767;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** `_x0041_` in a text would be read as an A. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Half of a sign stands among these, since both halves of a whole one do. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const notPlain = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff&<>"_]/;

/** A text as XML, cut at the maximum length of a cell; characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  // Most cells are plain, and a report has two million of them.
  if (text.length <= cellCharactersMost && !notPlain.test(text)) return text;
  return text
    .slice(0, cellCharactersMost)
    .toWellFormed()
    .replace(unwritable, '')
    .replace(/\r\n?/g, '\n')
    .replace(looksEscaped, '_x005F_')
    .replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}
