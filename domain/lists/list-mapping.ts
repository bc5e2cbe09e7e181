import { z } from 'zod';
import { limits } from '../limits.ts';
import { nameKey } from '../template/placeholder-names.ts';
import { type ColumnForm, ValueForm } from './value-form.ts';

/** Columns are named by their place in the file, so that two of the same name cannot be confused. */
export const Mapping = z.object({
  phone: z.int().min(0).max(limits.importColumns),
  /** Further columns with numbers of the same person: one of them is read where the first has no mobile. */
  further: z.array(z.int().min(0).max(limits.importColumns)).max(limits.importColumns),
  /** Has the area code where a number stands without it. */
  area: z.int().min(0).max(limits.importColumns).nullable(),
  name: z.int().min(0).max(limits.importColumns).nullable(),
  /** Names the country that a row's number is of, where the number names none. */
  country: z.int().min(0).max(limits.importColumns).nullable(),
  fields: z
    .array(
      z.object({
        index: z.int().min(0).max(limits.importColumns),
        key: z.string().min(1).max(limits.nameCharacters),
        /** How its amounts and dates are written, where the operator chose that. */
        form: ValueForm.optional(),
      }),
    )
    .max(limits.importColumns),
});
export type Mapping = z.infer<typeof Mapping>;

/** How the columns of a list were used; null for the list of a campaign of the team that was joined. */
export function mappingOf(list: {
  readonly phoneIndex: number | null;
  readonly nameIndex: number | null;
  readonly furtherIndexes: readonly number[];
  readonly areaIndex: number | null;
  readonly countryIndex: number | null;
  readonly fields: readonly { readonly index: number; readonly key: string; readonly form?: ColumnForm }[];
}): Mapping | null {
  const { phoneIndex, nameIndex, furtherIndexes, areaIndex, countryIndex } = list;
  if (phoneIndex === null) return null;
  const fields = list.fields.filter(({ key, index }) => !(key === nameKey && index === nameIndex));
  return {
    phone: phoneIndex,
    further: [...furtherIndexes],
    area: areaIndex,
    name: nameIndex,
    country: countryIndex,
    fields: fields.map(({ index, key, form }) => ({ index, key, ...(form?.chosen ? { form: form.chosen } : {}) })),
  };
}
