import { languages } from '../settings.ts';
import { createText } from '../text/index.ts';

/** Earlier names of the column: kept lists still have it under these. */
const earlierNames = ['Da planilha'];

/** All names, present and past and in each language, of the column that says which sheet a row comes from. */
export function sheetColumns(): string[] {
  return [...languages.map((language) => createText(language).text('campaign.recipients.fromSheet')), ...earlierNames];
}

/** Whether a list has that column. It is the last one, and in none of the file's sheets. */
export function hasSheetColumn(headers: readonly string[]): boolean {
  return sheetColumns().includes(headers.at(-1) ?? '');
}
