import { setImmediate } from 'node:timers/promises';
import type { Lists } from '../../db/campaigns/lists.ts';
import type { CommandOutput, CommandResult } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { limits } from '../../domain/limits.ts';
import type { ListChoices } from '../../domain/lists/list-choices.ts';
import { isInSegment, segmentValue } from '../../domain/lists/segment.ts';
import { succeed } from '../../domain/result.ts';

/**
 * How many rows of a list would be chosen, and how many values its columns have. It reads all rows, a page at a time, and
 * everything else has its turn between two.
 */
export async function measurePart(
  lists: Pick<Lists, 'get' | 'cells'>,
  listId: number,
  segment: ListChoices['segment'],
): Promise<CommandResult<CommandOutput<'list:part'>>> {
  const list = lists.get(listId);
  if (!list) return refuse('not_found');
  const isChosen = isInSegment(segment);
  const columns = list.headers.map(() => ({ cells: new Set<string>(), values: new Set<string>() }));
  let rows = 0;
  for (let page = lists.cells(listId, 0); page.length > 0; page = lists.cells(listId, page.at(-1)?.rowNumber ?? 0)) {
    for (const one of page) {
      const cells: string[] = JSON.parse(one.cells);
      if (isChosen(cells)) rows += 1;
      for (const [index, column] of columns.entries()) addValue(column, cells[index] ?? '');
    }
    await setImmediate();
  }
  return succeed({ rows, values: columns.map(({ values }) => values.size) });
}

/** Only a cell that was not seen before is compared as people compare it, and none once there are more than are ever told. */
function addValue({ cells, values }: { cells: Set<string>; values: Set<string> }, cell: string): void {
  if (values.size > limits.segmentValues || cells.has(cell)) return;
  cells.add(cell);
  values.add(segmentValue(cell));
}
