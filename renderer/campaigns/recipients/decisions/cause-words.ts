import {
  countryOfReading,
  leaveOut,
  type RowCause,
  readingKinds,
  rowCauses,
} from '../../../../domain/lists/row-cause.ts';
import { useWords } from '../../../text.tsx';

type PlainReading = (typeof readingKinds)[number];

export function useCauseWords() {
  const { text, format } = useWords();
  const isPlain = (as: string): as is PlainReading => readingKinds.some((kind) => kind === as);
  return {
    /** What rows with this cause have in common. The words follow the number of rows. */
    cause: (cause: string) => {
      if (cause === 'edited') return text('decide.cause.edited');
      return isCause(cause) ? text(`decide.cause.${cause}`) : text('problem.other');
    },
    act: (as: string, count: number) => {
      const country = countryOfReading(as);
      const act =
        country !== null
          ? text('decide.act.country', { country: format.country(country) })
          : text(`decide.act.${isPlain(as) ? as : leaveOut}`);
      return text('decide.actCount', { act, count });
    },
    done: (as: string) => {
      const country = countryOfReading(as);
      if (country !== null) return text('decide.done.country', { country: format.country(country) });
      return as === 'edited' ? text('decide.done.edited') : text(`decide.done.${isPlain(as) ? as : leaveOut}`);
    },
    problem: (cause: RowCause) => text(`problem.${cause}`),
  };
}

/** Whether a stored word is a cause that this version knows. */
export function isCause(cause: string): cause is RowCause {
  return rowCauses.some((known) => known === cause);
}
