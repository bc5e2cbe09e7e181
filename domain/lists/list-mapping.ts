import { z } from 'zod';
import { limits } from '../limits.ts';
import { nameKey } from '../template/placeholder-names.ts';
import { ColumnIndex } from '../view-parts.ts';
import { type ColumnForm, ValueForm } from './value-form.ts';

/** How the columns of a list are used. */
export const Mapping = z.object({
  phone: ColumnIndex,
  /** More columns with numbers of the same person. One of them is read where the first has no mobile. */
  further: z.array(ColumnIndex).max(limits.importColumns),
  /** The column with area codes, for numbers without one. */
  area: ColumnIndex.nullable(),
  name: ColumnIndex.nullable(),
  /** The column with each row's country, for numbers that do not name theirs. */
  country: ColumnIndex.nullable(),
  fields: z
    .array(
      z.object({
        index: ColumnIndex,
        key: z.string().min(1).max(limits.nameCharacters),
        /** How amounts and dates of the column are written, if the operator chose it. */
        form: ValueForm.optional(),
      }),
    )
    .max(limits.importColumns),
});
export type Mapping = z.infer<typeof Mapping>;

/** How the columns of a list are used; null for the list of a team campaign that was joined. */
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
