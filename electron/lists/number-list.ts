import { DateTime } from 'luxon';
import type { Db } from '../../db/database.ts';
import { DoNotContactList } from '../../db/people/do-not-contact.ts';
import type { CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { paddedDate } from '../../domain/lists/column-values.ts';
import type { CsvSeparator } from '../../domain/lists/csv-separator.ts';
import { type CountryCode, formatPhone, parsePhone } from '../../domain/phone/phone.ts';
import { succeed } from '../../domain/result.ts';
import { type Language, languages } from '../../domain/settings.ts';
import { cleanValue } from '../../domain/template/template.ts';
import { createText } from '../../domain/text/index.ts';
import type { Cell } from '../formats/cell.ts';
import { writeCsv } from '../formats/write-csv.ts';
import { inspectTable, readTable } from './read-table.ts';

export type NumberList = {
  /** In E.164, each once. */
  readonly numbers: { readonly phone: string; readonly note: string }[];
  readonly cannotBeUsed: number;
};

/** Reads the numbers of a file, and the notes of one that this app wrote. */
export async function readNumbers(
  file: { readonly path: string; readonly fileName: string },
  country: CountryCode,
): Promise<CommandResult<NumberList>> {
  const inspected = await inspectTable(file.path, file.fileName, { eachNumber: true });
  if (!inspected.ok) return inspected;
  const [sheet] = inspected.value.sheets;
  const headers = sheet?.headers ?? [];
  const phoneColumn = sheet?.mapping?.phone ?? 0;
  const noteColumn = headers.findIndex((header) => noteHeaders().has(header));
  const numbers = new Map<string, string>();
  let cannotBeUsed = 0;
  const source = { sheet: sheet?.name ?? null, headerRow: sheet?.headerRow ?? null, eachNumber: true };
  for await (const row of readTable(file.path, source)) {
    if (!row.ok) return row;
    const phone = parsePhone(row.value.cells[phoneColumn] ?? '', country);
    if (!phone.ok) {
      cannotBeUsed += 1;
      continue;
    }
    const note = cleanValue(row.value.cells[noteColumn] ?? '').slice(0, limits.noteCharacters);
    numbers.set(phone.e164, numbers.get(phone.e164) || note);
  }
  return succeed({ numbers: [...numbers].map(([phone, note]) => ({ phone, note })), cannotBeUsed });
}

type NumbersFile = {
  readonly path: string;
  readonly separator: CsvSeparator;
  readonly language: Language;
  /** Of the operator: in whose form the dates are. */
  readonly country: string;
  readonly timeZone: string;
  readonly isPractice: boolean;
};

/** Writes the do-not-contact list. What is written is read back by `readNumbers` in any language. */
export async function writeNumbers(db: Db, file: NumbersFile): Promise<void> {
  const { path, separator, language, country, timeZone, isPractice } = file;
  const moment = `${paddedDate(country).replaceAll('m', 'M')} HH:mm:ss`;
  const { text } = createText(language);
  const rows = new DoNotContactList(db).list().map(({ phone, note, addedAtMs }): Cell[] => {
    const since = DateTime.fromMillis(addedAtMs, { zone: timeZone }).toFormat(moment);
    return [formatPhone(phone), note, since];
  });
  const header = [text('doNotContact.phone'), text('doNotContact.note'), text('doNotContact.since')];
  await writeCsv(path, header, rows, { separator, notice: isPractice ? text('reportFile.practice') : null });
}

function noteHeaders(): ReadonlySet<string> {
  return new Set(languages.map((language) => createText(language).text('doNotContact.note')));
}
