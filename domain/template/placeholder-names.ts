/** Under this key the list's name column is offered to placeholders. */
export const nameKey = 'name';
/** Under this one what a person of that name is called. */
export const firstNameKey = 'first name';

/** What placeholders that every list with names has are called in each language of the app. */
const builtIn: ReadonlyMap<string, string> = new Map([
  ...['nombre', 'nome', 'الاسم', 'اسم'].map((name) => [name, nameKey] as const),
  ...[
    ...['firstname', 'first_name', 'first-name', 'primer nombre', 'nombre de pila', 'primeiro nome'],
    ...['الاسم الأول', 'الاسم الاول', 'اسم أول'],
  ].map((name) => [name, firstNameKey] as const),
]);

/**
 * What a placeholder is, by its key: `nome` is `name`. A fence compares texts by it, so that a text with the one is the
 * text with the other; where a list has a column of that very name, the column fills it all the same.
 */
export function placeholderIdentity(key: string): string {
  return builtIn.get(key) ?? key;
}

/** The placeholders that a list with these keys can fill: its own, and what every name gives. */
export function fillablePlaceholders(keys: Iterable<string>): ReadonlySet<string> {
  const known = new Set([...keys].flatMap((key) => [key, placeholderIdentity(key)]));
  if (known.has(nameKey)) known.add(firstNameKey);
  return known;
}

/** Whether these placeholders can fill one of this key. */
export function isFillable(known: ReadonlySet<string>, key: string): boolean {
  return known.has(key) || known.has(placeholderIdentity(key));
}

/** The column that fills a placeholder, and whether of its names only the first name is taken. */
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
