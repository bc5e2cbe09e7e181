import type { ListReport } from '../../domain/contract.ts';
import { columnFor } from '../../domain/template/placeholder-names.ts';
import { placeholderKey } from '../../domain/template/template.ts';

/** The column of a list that fills a placeholder, by the placeholder's key. */
export function fieldFor(
  { fields }: Pick<ListReport, 'fields'>,
  key: string,
): ListReport['fields'][number] | undefined {
  return columnFor(new Map(fields.map((field) => [placeholderKey(field.key), field])), key)?.column;
}
