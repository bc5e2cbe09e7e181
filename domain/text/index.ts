import type { Language } from '../settings.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { type Dictionary, makeText, type Text } from './make-text.ts';
import { ptBr } from './pt-br.ts';

export type { Text } from './make-text.ts';

const dictionaries: Record<Language, Dictionary> = { en, es, 'pt-BR': ptBr, ar };

/**
 * The words of any language, at once: for the main process, which has all of them at hand. The window loads the one that
 * it shows.
 */
export function createText(language: Language): { readonly text: Text } {
  return makeText(language, dictionaries[language]);
}
