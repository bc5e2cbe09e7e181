import type { i18n } from 'i18next';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Language } from '../domain/settings.ts';
import { createText, type Text } from '../domain/text/index.ts';
import { createFormat, type Format } from './format.ts';

type Words = { readonly text: Text; readonly i18n: i18n; readonly format: Format; readonly language: Language };

const WordsContext = createContext<Words | null>(null);

/** Gives everything below it the words and the number and date formats of one language. */
export function TextProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const words = useMemo<Words>(() => {
    const { text, i18n } = createText(language);
    return { text, i18n, format: createFormat(text, language), language };
  }, [language]);
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}

function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('a TextProvider must be above this component');
  return words;
}

/** The words of the operator's language, by typed key. */
export function useText(): Text {
  return useWords().text;
}

/** Numbers, times and durations as the operator's language writes them. */
export function useFormat(): Format {
  return useWords().format;
}

export function useLanguage(): Language {
  return useWords().language;
}

const strongMarkup = /<strong>(.*?)<\/strong>/g;

/** Words in which `<strong>` marks what must be seen first; the only markup that texts may carry. */
export function RichText({ words }: { readonly words: string }) {
  const parts = words.split(strongMarkup);
  // split() with one group alternates: plain, strong, plain, strong …
  return parts.map((part, index) => {
    const key = `${index}-${part}`;
    return index % 2 === 1 ? <strong key={key}>{part}</strong> : <span key={key}>{part}</span>;
  });
}
