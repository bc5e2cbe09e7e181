import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Language } from '../domain/settings.ts';
import { type Dictionary, makeText, type Text } from '../domain/text/make-text.ts';
import { createFormat, type Format } from './format.ts';

/** Each dictionary is a file of its own, and the window loads only the one that it shows. */
const dictionaries: Record<Language, () => Promise<Dictionary>> = {
  en: async () => (await import('../domain/text/en.ts')).en,
  es: async () => (await import('../domain/text/es.ts')).es,
  'pt-BR': async () => (await import('../domain/text/pt-br.ts')).ptBr,
  ar: async () => (await import('../domain/text/ar.ts')).ar,
};

export type Words = { readonly text: Text; readonly format: Format; readonly language: Language };

const WordsContext = createContext<Words | null>(null);

/** Provides the words and formats of a language. Until its words are loaded the last ones stay, or nothing is shown. */
export function TextProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useLoadedWords(language);
  return words && <WordsContext.Provider value={words}>{children}</WordsContext.Provider>;
}

function useLoadedWords(language: Language): Words | null {
  const [words, setWords] = useState<Words | null>(null);
  const zone = useSystemZone();
  useEffect(() => {
    let isWanted = true;
    void dictionaries[language]().then((dictionary) => {
      if (!isWanted) return;
      const { text } = makeText(language, dictionary);
      setWords({ text, format: createFormat(text, language, zone), language });
    });
    return () => {
      isWanted = false;
    };
  }, [language, zone]);
  return words;
}

/** How soon a change of time zone is noticed while the window keeps the focus. */
const lookedAtMs = 60_000;

/** The time zone of this computer, which can change. */
function useSystemZone(): string {
  const [zone, setZone] = useState(systemZone);
  useEffect(() => {
    const look = () => setZone(systemZone());
    const timer = setInterval(look, lookedAtMs);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', look);
    };
  }, []);
  return zone;
}

/** A formatter keeps the zone it was made in, so a new one is asked. */
function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The operator's language: its words by typed key, and its formats of numbers, times and durations. */
export function useWords(): Words {
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

/** Words in which `<strong>` marks what must be seen first. It is the only markup that texts may contain. */
export function RichText({ words }: { words: string }) {
  const parts = words.split(strongMarkup);
  // split() with one group alternates: plain, strong, plain, strong …
  return parts.map((part, index) => {
    const key = `${index}-${part}`;
    return index % 2 === 1 ? <strong key={key}>{part}</strong> : <span key={key}>{part}</span>;
  });
}
