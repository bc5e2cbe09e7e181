import type { Limits } from '../../domain/limits.ts';
import { isOpenDocument, openSpreadsheet } from './ods.ts';
import type { Workbook } from './table.ts';
import { openWorkbook } from './xlsx.ts';
import { checkInflatedBytes, openZip } from './zip.ts';

/** Opens a workbook's archive by its content, after checking that all of it is within bounds. Throws `TableError`. */
export async function openAnyWorkbook(bytes: Buffer, limits: Limits, shortDate: string): Promise<Workbook> {
  const parts = await openZip(bytes);
  await checkInflatedBytes(parts, limits.importInflatedBytes);
  return isOpenDocument(parts) ? openSpreadsheet(parts, limits) : openWorkbook(parts, limits, shortDate);
}
