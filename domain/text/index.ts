import { createInstance, type i18n, type TFunction } from 'i18next';
import type { Language } from '../settings.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { isolated, locales } from './languages.ts';
import { ptBr } from './pt-br.ts';

const resources = {
  en: { translation: en },
  es: { translation: es },
  'pt-BR': { translation: ptBr },
  ar: { translation: ar },
} satisfies Record<Language, unknown>;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    strictKeyChecks: true;
  }
}

/** Turns a typed key and its values into words of one language. */
export type Text = TFunction;

/** Makes the words of a language ready, at once. The window escapes what it shows, so values only keep their direction. */
export function createText(language: Language): { readonly text: Text; readonly i18n: i18n } {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources,
    initAsync: false,
    interpolation: { escapeValue: true, escape: (value) => isolated(value, language) },
    returnNull: false,
  });
  const number = new Intl.NumberFormat(locales[language]);
  instance.services.formatter?.add('number', (value: number) => number.format(value));
  return { text: instance.t, i18n: instance };
}
