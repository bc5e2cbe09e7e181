import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { limits } from '../../../domain/limits.ts';

/**
 * The ten seconds between Send and the first message. `counting` shows the seconds left. Main is asked only when they
 * are over, so closing the window before that has started nothing.
 */
export type StartState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'counting'; readonly secondsLeft: number }
  | { readonly kind: 'starting' };

/** Presses this soon after Send belong to the same double click or held key, and do not undo. */
const undoDeafMs = 500;
const ready: StartState = { kind: 'ready' };

/** `start` is called once, when the time to undo is over. */
export function useStartCountdown(start: () => Promise<unknown>) {
  const [state, setState] = useState<StartState>(ready);
  const begunAtMs = useRef<number | null>(null);
  const startNow = useEffectEvent(start);

  const press = () => {
    if (begunAtMs.current !== null) return;
    begunAtMs.current = performance.now();
    setState({ kind: 'counting', secondsLeft: limits.startUndoMs / 1000 });
  };

  /** Returns whether it undid the start. */
  const undo = () => {
    const begun = begunAtMs.current;
    if (begun === null || performance.now() - begun < undoDeafMs) return false;
    begunAtMs.current = null;
    setState(ready);
    return true;
  };

  const isCounting = state.kind === 'counting';
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(async () => {
      const begun = begunAtMs.current;
      if (begun === null) return;
      const leftMs = limits.startUndoMs - (performance.now() - begun);
      if (leftMs > 0) {
        setState({ kind: 'counting', secondsLeft: Math.ceil(leftMs / 1000) });
        return;
      }
      clearInterval(timer);
      setState({ kind: 'starting' });
      await startNow();
      // Reached only if it could not start: the page shows why, and Send is back.
      begunAtMs.current = null;
      setState(ready);
    }, tickMs);
    return () => clearInterval(timer);
  }, [isCounting]);

  return { state, press, undo };
}

const tickMs = 200;
