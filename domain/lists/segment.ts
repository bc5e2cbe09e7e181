import { limits } from '../limits.ts';
import { foldText } from '../messages/fold.ts';
import { valueOfCell } from './blank-cell.ts';
import type { ListChoices } from './list-choices.ts';

/** The form in which values of a column are compared when a part of a list is chosen. */
export function segmentValue(cell: string): string {
  return foldText(valueOfCell(cell)).slice(0, limits.nameCharacters);
}

/** The form in which headers of several lists are compared. */
export function headerKey(header: string): string {
  return foldText(header.trim()).slice(0, limits.nameCharacters);
}

/** Returns a test for whether the cells of a row are in the chosen part of a list. */
export function isInSegment(segment: ListChoices['segment']): (cells: readonly string[]) => boolean {
  const parts = segment.map(({ index, values, isAllBut = false }) => ({
    index,
    isAllBut,
    values: new Set(values.map(segmentValue)),
  }));
  return (cells) =>
    parts.every(({ index, values, isAllBut }) => values.has(segmentValue(cells[index] ?? '')) !== isAllBut);
}
