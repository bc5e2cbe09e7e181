import { useMemo } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { firstNameKey, nameKey, placeholderIdentity } from '../../../domain/template/placeholder-names.ts';
import { useText } from '../../text.tsx';

/** A list's placeholders in the operator's language. A column with such a name has precedence. Null without a list. */
export function useOfferedPlaceholders(list: ListReport | null): readonly string[] | null {
  const text = useText();
  return useMemo(() => {
    if (list === null) return null;
    const keys = list.fields.map(({ key }) => key);
    const named = (key: string, local: string) => (keys.includes(local) ? key : local);
    // A column of first names, in whatever language, is better than first names derived from full names.
    const hasFirstNames = keys.some((key) => placeholderIdentity(key) === firstNameKey);
    return keys.flatMap((key) => {
      if (key !== nameKey) return [key];
      return [
        named(key, text('campaign.message.nameKey')),
        ...(hasFirstNames ? [] : [text('campaign.message.firstNameKey')]),
      ];
    });
  }, [list, text]);
}
