import { type ReactNode, useEffect, useRef, useState } from 'react';
import { limits } from '../../domain/limits.ts';
import { useControlKey, useShortcutWords } from '../shell/shortcuts.ts';
import { useStore } from '../store.ts';
import { useText } from '../text.tsx';
import { SearchField } from '../ui/search-field.tsx';

/** Typing is quicker than searching 100,000 rows. */
const searchAfterMs = 150;

/** Search by name or number, and whatever filters the tab has beside it. */
export function ListToolbar({ children }: { readonly children?: ReactNode }) {
  const text = useText();
  const shortcut = useShortcutWords();
  const search = useStore((store) => store.outbox.search);
  const showOutbox = useStore((store) => store.showOutbox);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const sent = useRef(search);
  useControlKey('f', () => input.current?.select());
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      showOutbox({ search: typed });
    }, searchAfterMs);
    return () => clearTimeout(timer);
  }, [typed, showOutbox]);
  // Cleared or set from elsewhere.
  useEffect(() => {
    if (search === sent.current) return;
    sent.current = search;
    setTyped(search);
  }, [search]);
  return (
    <div className="toolbar">
      <SearchField
        label={text('outbox.search')}
        value={typed}
        onChange={setTyped}
        shortcut={shortcut('F')}
        inputRef={input}
        maxLength={limits.searchCharacters}
      />
      {children}
    </div>
  );
}
