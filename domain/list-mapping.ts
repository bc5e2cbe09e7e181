import { z } from 'zod';
import { limits } from './limits.ts';
import { nameKey } from './template.ts';

/** Columns are named by their place in the file, so that two of the same name cannot be confused. */
export const Mapping = z.object({
  phone: z.int().min(0).max(limits.importColumns),
  /** Has a number where the phone column is empty. */
  second: z.int().min(0).max(limits.importColumns).nullable(),
  name: z.int().min(0).max(limits.importColumns).nullable(),
  /** Names the country that a row's number is of, where the number names none. */
  country: z.int().min(0).max(limits.importColumns).nullable(),
  fields: z
    .array(
      z.object({ index: z.int().min(0).max(limits.importColumns), key: z.string().min(1).max(limits.nameCharacters) }),
    )
    .max(limits.importColumns),
});
export type Mapping = z.infer<typeof Mapping>;

/** How the columns of a list were used; null for a list from before this was kept. */
export function mappingOf(list: {
  readonly phoneIndex: number | null;
  readonly nameIndex: number | null;
  readonly secondIndex: number | null;
  readonly countryIndex: number | null;
  readonly fields: readonly { readonly index: number; readonly key: string }[];
}): Mapping | null {
  const { phoneIndex, nameIndex, secondIndex, countryIndex } = list;
  if (phoneIndex === null) return null;
  const fields = list.fields.filter(({ key, index }) => !(key === nameKey && index === nameIndex));
  return {
    ...{ phone: phoneIndex, second: secondIndex, name: nameIndex, country: countryIndex },
    fields: fields.map(({ index, key }) => ({ index, key })),
  };
}
