import type { Cursor, MessageFilter, MessagePage, MessageRow, MessageSort } from '../../../domain/contract.ts';
import type { Failure } from '../../../domain/failure.ts';
import type { Result } from '../../../domain/result.ts';
import { call } from '../../api.ts';

/** Every message under the filter that is in doubt and whose chat nobody has looked at yet; null when main cannot say. */
export async function rowsToCheck(filter: MessageFilter, sort: MessageSort): Promise<readonly MessageRow[] | null> {
  const rows: MessageRow[] = [];
  let after: Cursor | null = null;
  do {
    const result: Result<MessagePage, Failure> = await call('message:page', {
      filter: { ...filter, certainty: 'not_confirmed' },
      sort,
      after,
    });
    if (!result.ok) return null;
    rows.push(...result.value.rows.filter(({ settlement }) => settlement === null));
    after = result.value.next;
  } while (after !== null);
  return rows;
}
