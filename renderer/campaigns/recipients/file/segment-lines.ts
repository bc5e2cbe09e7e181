import type { ListReport } from '../../../../domain/contract.ts';
import type { ListChoices } from '../../../../domain/lists/list-choices.ts';
import { isErased } from '../../../../domain/people/erased.ts';
import { useWords } from '../../../text.tsx';

/** Describes a part of a list in words, a line for each column. */
export function useSegmentLines(list: ListReport): (segment: ListChoices['segment']) => string[] {
  const { text, format } = useWords();
  const word = (value: string) => {
    if (isErased(value)) return text('segment.deleted');
    return value === '' ? text('campaign.recipients.emptyCell') : value;
  };
  return (segment) =>
    segment.map(({ index, values, isAllBut }) =>
      text(isAllBut ? 'segment.lineBut' : 'segment.line', {
        column: list.headers[index] ?? '',
        values: format.list(values.map(word)),
      }),
    );
}
