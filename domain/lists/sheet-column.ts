import { languages } from '../settings.ts';
import { createText } from '../text/index.ts';

/** What it was called before: kept lists still have it by this name. */
const earlierNames = ['Da planilha'];

/** What the column is called that says which sheet of its file a row is of, in each language, now or before. */
export function sheetColumns(): string[] {
  return [...languages.map((language) => createText(language).text('campaign.recipients.fromSheet')), ...earlierNames];
}

/** Whether a list has that column, which stands last and in none of its sheets. */
export function hasSheetColumn(headers: readonly string[]): boolean {
  return sheetColumns().includes(headers.at(-1) ?? '');
}
