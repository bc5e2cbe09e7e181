import { createInstance, type TFunction } from 'i18next';
import type { Language } from '../settings.ts';
import type { ar } from './ar.ts';
import type { en } from './en.ts';
import type { es } from './es.ts';
import { isolated, locales } from './languages.ts';
import type { ptBr } from './pt-br.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    strictKeyChecks: true;
  }
}

/** Turns a typed key and its values into words of one language. */
export type Text = TFunction;

/** All the words of a language. No dictionary lacks a key, so nothing ever falls back to another language. */
export type Dictionary = typeof en | typeof es | typeof ptBr | typeof ar;

/** A dictionary made ready, at once. The window escapes what it shows, so values only keep their direction. */
export function makeText(language: Language, words: Dictionary): { readonly text: Text } {
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: { [language]: { translation: words } },
    initAsync: false,
    interpolation: { escapeValue: true, escape: (value) => isolated(value, language) },
    returnNull: false,
  });
  const number = new Intl.NumberFormat(locales[language]);
  instance.services.formatter?.add('number', (value: number) => number.format(value));
  return { text: rememberPlain(instance.t as Translate) as Text };
}

type Translate = (key: string, ...values: object[]) => string;

/** Words without values are always the same, and a list asks for hundreds of them each time that it is drawn. */
function rememberPlain(translate: Translate): Translate {
  const known = new Map<string, string>();
  return (key, ...values) => {
    if (values.length > 0) return translate(key, ...values);
    const words = known.get(key) ?? translate(key);
    known.set(key, words);
    return words;
  };
}
