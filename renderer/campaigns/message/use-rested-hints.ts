import { useEffect, useState } from 'react';
import type { TextHint } from './text-hints.ts';

/** A blank at the end of the text is no mistake while the next word is being typed. */
const restMs = 700;

/** The hints to show now: a new hint waits until typing pauses; one that no longer applies disappears at once. */
export function useRestedHints(hints: readonly TextHint[], text: string): readonly TextHint[] {
  const [rested, setRested] = useState(() => new Set(hints.map(keyOf)));
  const keys = hints.map(keyOf).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter that is typed begins the rest anew
  useEffect(() => {
    const timer = setTimeout(() => setRested(new Set(keys.split('\n'))), restMs);
    return () => clearTimeout(timer);
  }, [keys, text]);
  return hints.filter((hint) => rested.has(keyOf(hint)));
}

/** A line that tells a hint from the others of its text. */
export function keyOf(hint: TextHint): string {
  return `${hint.code} ${'what' in hint ? hint.what : ''}`.replaceAll('\n', ' ');
}
