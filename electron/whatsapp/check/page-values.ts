import { type ModuleName, moduleNames } from '../page/modules.ts';
import type { Inspection } from '../page/page-words.ts';

const brands = ['Chromium', 'Google Chrome', 'Microsoft Edge', 'Brave', 'Vivaldi', 'HeadlessChrome'] as const;
export type BrowserBrand = (typeof brands)[number];

/** The fields in which WhatsApp's known builds hold the text of an id; '' where no field does. */
const idFields = ['', '$1', '_serialized'] as const;
export type IdField = (typeof idFields)[number] | 'another field';

/** The browser's name, in words that are known here. */
export function browserOf({ userAgent, brands: said }: Inspection) {
  return {
    chromium: Number(/Chrome\/(\d{1,3})\./.exec(userAgent)?.[1] ?? 0),
    brands: brands.filter((brand) => said.some((one) => one.startsWith(brand))),
  };
}

/** WhatsApp's version, if it has the form of one: as many numbers as its versions have. */
export function versionOf({ version }: Pick<Inspection, 'version'>): '' | `${number}.${number}.${number}` {
  return /^\d\.\d{1,4}\.\d{1,10}$/.test(version) ? (version as `${number}.${number}.${number}`) : '';
}

/** The field of an id in our own words: the page’s words are never written to the file. */
export function fieldOf(said: string): IdField {
  return idFields.find((field) => field === said) ?? 'another field';
}

/** The missing ones of the parts that we use. */
export function missingOf({ missing }: Pick<Inspection, 'missing'>): ModuleName[] {
  return moduleNames.filter((name) => missing.includes(name));
}
