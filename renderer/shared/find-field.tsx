import { useRef } from 'react';
import { SearchField } from '../ui/fields/search-field.tsx';
import { useControlKey, useShortcutWords } from './control-key.ts';

type Props = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

/** The search of a screen, which Ctrl F focuses. */
export function FindField(props: Props) {
  const shortcut = useShortcutWords();
  const input = useRef<HTMLInputElement>(null);
  useControlKey('f', () => {
    input.current?.focus();
    input.current?.select();
  });
  return <SearchField {...props} shortcut={shortcut('F')} inputRef={input} />;
}
