import { useEffect, useRef, useState } from 'react';
import type { Counts } from '../../domain/messages/message.ts';
import { useOverview } from '../store/use-store.ts';
import { useWords } from '../text.tsx';

/** Progress is said at most this often, however quickly messages go out. */
const announceEveryMs = 15_000;

/** Tells screen readers how far the sending has come, now and then; says nothing while nothing changes. */
export function Announcer() {
  const { text, format } = useWords();
  const counts = useOverview((overview) => overview.counts);
  const latest = useRef(counts);
  latest.current = counts;
  const [said, setSaid] = useState<Counts | null>(null);
  useEffect(() => {
    const first = latest.current;
    const timer = setInterval(
      () => setSaid((before) => (latest.current === first ? before : latest.current)),
      announceEveryMs,
    );
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said !== null &&
        text('shell.announceProgress', {
          sent: format.number(said.sent),
          notConfirmed: format.number(said.notConfirmed),
          notSent: format.number(said.notSent),
          open: format.number(said.pending + said.sending),
        })}
    </p>
  );
}
