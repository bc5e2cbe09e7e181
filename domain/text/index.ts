import { createInstance, type i18n, type TFunction } from 'i18next';
import { type Language, languages } from '../settings.ts';
import { en } from './en.ts';

export const resources = { en: { translation: en } } as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    strictKeyChecks: true;
  }
}

/** Turns a typed key and its values into words of one language. */
export type Text = TFunction;

/** Makes the words of a language ready, at once. The window escapes what it shows, so values are put in as they are. */
export function createText(language: Language): { readonly text: Text; readonly i18n: i18n } {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return { text: instance.t, i18n: instance };
}

/** The language of this app that comes closest to a locale such as `en-GB`. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase();
  return languages.find((language) => wanted.startsWith(language.toLowerCase())) ?? 'en';
}
