import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

export const checkout = resolve('.');

/** Where a file lies in the checkout, as imports write it: with `/` on every system. */
export const placeOf = (path: string): string => relative(checkout, path).split(sep).join('/');

/** Where an import of a file leads, as a place in the checkout. */
export const placeFrom = (file: string, name: string): string => placeOf(join(checkout, dirname(file), name));

/** All sources below a folder, by their places. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => placeOf(join(entry.parentPath, entry.name)));
}
