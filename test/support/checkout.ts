import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export const checkout = resolve('.');

/** The path of a file within the checkout, as imports write it: with `/` on every system. */
export const placeOf = (path: string): string => relative(checkout, path).split(sep).join('/');

/** The path within the checkout that an import of a file refers to. */
export const placeFrom = (file: string, name: string): string => placeOf(join(checkout, dirname(file), name));

/** The paths within the checkout of all sources below a folder. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => placeOf(join(entry.parentPath, entry.name)));
}
