/** The key under which the list's name column is offered to placeholders. */
export const nameKey = 'name';
/** The key of what a person with that name is called. */
export const firstNameKey = 'first name';

/** The names, in each of the app's languages, of the placeholders that every list with names has. */
const builtIn: ReadonlyMap<string, string> = new Map([
  ...['nombre', 'nome', 'الاسم', 'اسم'].map((name) => [name, nameKey] as const),
  ...[
    ...['firstname', 'first_name', 'first-name', 'primer nombre', 'nombre de pila', 'primeiro nome'],
    ...['الاسم الأول', 'الاسم الاول', 'اسم أول'],
  ].map((name) => [name, firstNameKey] as const),
]);

/**
 * The canonical key of a placeholder: `name` for `nome`. Fences compare texts by it, so that a text with one of them
 * equals a text with the other. A column with the very name `nome` fills that placeholder nevertheless.
 */
export function placeholderIdentity(key: string): string {
  return builtIn.get(key) ?? key;
}

/** The placeholders that a list with these keys can fill: its columns, and those made from names. */
export function fillablePlaceholders(keys: Iterable<string>): ReadonlySet<string> {
  const known = new Set([...keys].flatMap((key) => [key, placeholderIdentity(key)]));
  if (known.has(nameKey)) known.add(firstNameKey);
  return known;
}

/** Whether these placeholders can fill one with this key. */
export function isFillable(known: ReadonlySet<string>, key: string): boolean {
  return known.has(key) || known.has(placeholderIdentity(key));
}

/** The column that fills a placeholder, and whether only the first name is taken from it. */
export function columnFor<Column>(
  columns: ReadonlyMap<string, Column>,
  key: string,
): { readonly column: Column; readonly isFirstName: boolean } | undefined {
  const identity = placeholderIdentity(key);
  const own = columns.get(key) ?? columns.get(identity) ?? sameIdentity(columns, identity);
  if (own !== undefined) return { column: own, isFirstName: false };
  const names = identity === firstNameKey ? (columns.get(nameKey) ?? sameIdentity(columns, nameKey)) : undefined;
  return names === undefined ? undefined : { column: names, isFirstName: true };
}

function sameIdentity<Column>(columns: ReadonlyMap<string, Column>, identity: string): Column | undefined {
  for (const [key, column] of columns) if (placeholderIdentity(key) === identity) return column;
  return undefined;
}
