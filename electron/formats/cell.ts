import type { CellValue } from '../../domain/lists/column-values.ts';

/** A date and time as a spreadsheet shows it: wall-clock time, since its dates have no time zone. */
type MomentCell = { readonly kind: 'moment'; readonly wallMs: number };
/** A cell of a person's list: its words, and their value. */
type ValueCell = { readonly kind: 'value'; readonly words: string; readonly of: CellValue };
/** A share, from 0 to 1. */
type ShareCell = { readonly kind: 'share'; readonly share: number };
/** Words in a colour that shows their meaning. */
type TonedCell = { readonly kind: 'toned'; readonly words: string; readonly tone: Tone };
type HeadingCell = { readonly kind: 'heading'; readonly words: string };

export type Tone = 'good' | 'warn' | 'bad' | 'mute';

/** A cell of a file that is written. Null is an empty one. */
export type Cell = string | number | null | MomentCell | ValueCell | ShareCell | TonedCell | HeadingCell;

/** How dates are written where no other form is given. */
export const isoDates = 'yyyy-mm-dd';

/** The cell as text, as a spreadsheet shows it. `dates`: the form of a moment's day, such as `dd/mm/yyyy`. */
export function cellWords(cell: Cell, dates: string = isoDates): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  switch (cell.kind) {
    case 'moment':
      return clockWords(new Date(cell.wallMs), dates);
    case 'share':
      return `${(cell.share * 100).toFixed(1)}%`;
    case 'value':
    case 'toned':
    case 'heading':
      return cell.words;
  }
}

/** As "2026-03-03 12:00:00". Built by hand: `toISOString` takes three times as long, and each row has moments. */
function clockWords(at: Date, dates: string): string {
  const day = dates
    .replace('yyyy', String(at.getUTCFullYear()))
    .replace('mm', twoDigits(at.getUTCMonth() + 1))
    .replace('dd', twoDigits(at.getUTCDate()));
  return `${day} ${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}:${twoDigits(at.getUTCSeconds())}`;
}

function twoDigits(count: number): string {
  return count < 10 ? `0${count}` : String(count);
}
