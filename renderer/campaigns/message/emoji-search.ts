import { foldText } from '../../../domain/messages/fold.ts';
import { type Emoji, type EmojiGroup, emojiGroups } from '../../../domain/template/emoji.ts';

export type EmojiRows = { readonly group: EmojiGroup; readonly rows: readonly (readonly Emoji[])[] };

const emojiInRow = 8;

/** The emoji with words that begin with the search; all for an empty search. Accents do not matter. */
export function findEmoji(search: string, nameOf: (sign: Emoji) => string): readonly EmojiRows[] {
  const wanted = plain(search).split(' ').filter(Boolean);
  return emojiGroups.flatMap(({ group, signs }) => {
    const found = signs.filter((sign) => {
      const words = plain(nameOf(sign)).split(/[^\p{L}\p{N}]+/u);
      return wanted.every((part) => words.some((word) => word.startsWith(part))) || search.trim() === sign;
    });
    return found.length === 0 ? [] : [{ group, rows: inRows(found) }];
  });
}

/** Lets Arabic words be found without their article too. */
function plain(words: string): string {
  return foldText(words.trim()).replace(/(^|\s)ال(?=\p{L}{2})/gu, '$1');
}

function inRows(signs: readonly Emoji[]): Emoji[][] {
  return Array.from({ length: Math.ceil(signs.length / emojiInRow) }, (_, row) =>
    signs.slice(row * emojiInRow, (row + 1) * emojiInRow),
  );
}

export type Place = { readonly row: number; readonly column: number };

/** Where an arrow key leads from a place in the rows; null when it leaves them at the top. */
export function step(rows: readonly (readonly Emoji[])[], from: Place, key: string): Place | null {
  const last = rows.length - 1;
  const inRow = (row: number, column: number): Place => ({
    row,
    column: Math.min(column, (rows[row]?.length ?? 1) - 1),
  });
  const width = rows[from.row]?.length ?? 0;
  switch (key) {
    case 'ArrowUp':
      return from.row === 0 ? null : inRow(from.row - 1, from.column);
    case 'ArrowDown':
      return inRow(Math.min(last, from.row + 1), from.column);
    case 'ArrowLeft':
      if (from.column > 0) return inRow(from.row, from.column - 1);
      return from.row === 0 ? from : inRow(from.row - 1, emojiInRow);
    case 'ArrowRight':
      if (from.column < width - 1) return inRow(from.row, from.column + 1);
      return from.row === last ? from : inRow(from.row + 1, 0);
    case 'Home':
      return inRow(0, 0);
    case 'End':
      return inRow(last, emojiInRow);
    default:
      return from;
  }
}
