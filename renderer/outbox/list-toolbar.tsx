import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { limits } from '../../domain/limits.ts';
import { FindField } from '../shared/find-field.tsx';
import { isNarrowed } from '../store/outbox-view.ts';
import { useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Counting } from '../ui/counting.tsx';
import { smallQuery, useMedia } from '../ui/media.ts';
import { focusSearch } from './focus.ts';
import type { Counted } from './use-total.ts';

/** Typing is faster than searching 100,000 rows. */
const searchAfterMs = 150;

/** The search by name or number, the tab's filters beside it, and a button that clears both. */
export function ListToolbar(props: {
  /** How many rows search and filters leave, if no header above the rows says it. */
  readonly found?: Counted;
  readonly children?: ReactNode;
}) {
  const { found, children } = props;
  const text = useText();
  const search = useStore((store) => store.outbox.search);
  const narrowed = useStore(({ outbox }) => isNarrowed(outbox));
  const showOutbox = useStore((store) => store.showOutbox);
  const clear = useClearNarrowing();
  const [typed, setTyped] = useState(search);
  const sent = useRef(search);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      showOutbox({ search: typed });
    }, searchAfterMs);
    return () => clearTimeout(timer);
  }, [typed, showOutbox]);
  // The search was cleared or set from elsewhere.
  useEffect(() => {
    if (search === sent.current) return;
    sent.current = search;
    setTyped(search);
  }, [search]);
  return (
    <div className="toolbar in-gutter row wrap">
      <FindField label={text('outbox.search')} value={typed} onChange={setTyped} />
      {children && <Filters>{children}</Filters>}
      {narrowed && found && <Found {...found} />}
      {narrowed && (
        <Button kind="quiet" onPress={clear}>
          {text('outbox.clearFilters')}
        </Button>
      )}
    </div>
  );
}

function Found({ total, isMany, countAgain }: Counted) {
  const { text, format } = useWords();
  const words = isMany
    ? text('outbox.foundMany', { number: format.number(limits.searchCountedRows) })
    : total !== null && text('outbox.found', { number: format.number(total) });
  return (
    <span className="number quiet" role="status">
      {words || <Counting again={countAgain} />}
    </span>
  );
}

/** The filters of a tab. In a small window they open at a press, so that the list keeps its room. */
function Filters({ children }: { children: ReactNode }) {
  const text = useText();
  const isSmall = useMedia(smallQuery);
  const [areShown, setShown] = useState(false);
  const id = useId();
  if (!isSmall) return children;
  return (
    <>
      <IconButton
        kind="secondary"
        icon={SlidersHorizontal}
        label={text('outbox.filters')}
        aria-expanded={areShown}
        aria-controls={areShown ? id : undefined}
        onPress={() => setShown(!areShown)}
      />
      {areShown && (
        <div className="toolbar-filters" id={id}>
          {children}
        </div>
      )}
    </>
  );
}

/** Clears search and filters, but not the sorting and the kind of failure. */
export function useClearNarrowing(): () => void {
  const showOutbox = useStore((store) => store.showOutbox);
  return () => {
    showOutbox({ search: '', reason: null, delivery: null, replied: false, account: null, days: null });
    // The pressed button is gone together with what it cleared.
    requestAnimationFrame(focusSearch);
  };
}
