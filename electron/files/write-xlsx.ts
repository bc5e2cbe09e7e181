import { writeAtomically } from './atomic-file.ts';
import { type WorkbookSheet, workbookBytes } from './xlsx.ts';

/**
 * Writes a workbook. Texts, phone numbers among them, are text cells and never formulas; times are written by the caller
 * as text with their zone, since a spreadsheet's dates have none. Throws what the disk says.
 */
export async function writeXlsx(path: string, sheets: readonly WorkbookSheet[]): Promise<void> {
  const bytes = await workbookBytes(sheets);
  await writeAtomically(path, (file) => file.writeFile(bytes));
}
