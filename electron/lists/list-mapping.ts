import type { ListRow } from '../../db/lists.ts';
import type { Mapping } from '../../domain/contract.ts';
import { nameKey } from '../../domain/template.ts';

/** How the columns of a list were used; null for a list from before this was kept. */
export function mappingOf(list: Pick<ListRow, 'phoneIndex' | 'nameIndex' | 'fields'>): Mapping | null {
  const { phoneIndex, nameIndex } = list;
  if (phoneIndex === null) return null;
  const fields = list.fields.filter(({ key, index }) => !(key === nameKey && index === nameIndex));
  return { phone: phoneIndex, name: nameIndex, fields: fields.map(({ index, key }) => ({ index, key })) };
}
