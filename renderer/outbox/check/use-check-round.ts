import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { MessageRow } from '../../../domain/contract.ts';
import { useOverview } from '../../store/use-store.ts';
import { useAsk } from '../../ui/hooks/use-ask.ts';

/** The operator's answer about a chat. `clock`: the phone has not sent it yet, so it stays open, as with `later`. */
export type Answer = 'seen' | 'not_there' | 'clock' | 'later' | 'next';

export type Said = { readonly row: MessageRow; readonly answer: Answer; readonly atMs: number };

export type CheckRound = ReturnType<typeof useCheckRound>;

type State = { readonly at: number; readonly answers: ReadonlyMap<number, Said>; readonly said: Said | null };

const isOpen = ({ answer }: Said) => answer === 'clock' || answer === 'later';

/** Goes through chats, each once. An answer can be undone until the next one, or the end, saves it: then it stays. */
export function useCheckRound(rows: readonly MessageRow[]) {
  const [{ at, answers, said }, setState] = useState<State>({ at: 0, answers: new Map(), said: null });
  // An answer that could not be saved does not count, whatever the list shows meanwhile.
  const { put, write } = useUnwritten(({ row, atMs }) =>
    setState((now) => ({ ...now, answers: new Map(now.answers).set(row.id, { row, answer: 'later', atMs }) })),
  );
  const current = rows[at];
  return {
    rows,
    /** The present chat; undefined when all were looked at. */
    current,
    /** Counted from 1. */
    place: Math.min(at + 1, rows.length),
    /** The last answer, while it can be undone. */
    said,
    /** The answer about a chat in this round. */
    saidOf: (row: MessageRow) => answers.get(row.id),
    /** Messages that were looked at and are still in doubt. */
    open: [...answers.values()].filter(isOpen).map(({ row }) => row),
    answer: (answer: Answer) => {
      if (current === undefined) return;
      void write();
      const now = { row: current, answer, atMs: Date.now() };
      put(now);
      const after = new Map(answers).set(current.id, now);
      setState({ at: nextOf(rows, at, after), answers: after, said: now });
    },
    undo: () => {
      if (said === null) return;
      put(null);
      const before = new Map(answers);
      before.delete(said.row.id);
      setState({ at: rows.indexOf(said.row), answers: before, said: null });
    },
    goTo: (row: MessageRow) => setState({ at: rows.indexOf(row), answers, said }),
    /** Asks again about the messages still in doubt. */
    again: () => {
      void write();
      const closed = new Map([...answers].filter(([, one]) => !isOpen(one)));
      setState({ at: nextOf(rows, -1, closed), answers: closed, said: null });
    },
  };
}

/** The next chat without an answer, continuing from the start after the last; the end when there is none. */
function nextOf(rows: readonly MessageRow[], at: number, answers: ReadonlyMap<number, Said>): number {
  const isUnsaid = (row: MessageRow) => !answers.has(row.id);
  const behind = rows.findIndex((row, place) => place > at && isUnsaid(row));
  if (behind !== -1) return behind;
  const first = rows.findIndex(isUnsaid);
  return first === -1 ? rows.length : first;
}

/** Holds the last answer while it can be undone, and saves it when it no longer can. `onRefused`: saving failed. */
function useUnwritten(onRefused: (said: Said) => void) {
  const ask = useAsk();
  const who = useOverview(({ settings }) => settings.operatorName);
  const unwritten = useRef<Said | null>(null);
  const write = async () => {
    const last = unwritten.current;
    unwritten.current = null;
    if (last === null || last.answer === 'later' || last.answer === 'next') return;
    const { row, answer } = last;
    const written =
      answer === 'clock'
        ? await ask('message:sawClock', { id: row.id, who })
        : await ask('message:settle', { id: row.id, settlement: answer, who });
    if (written === null) onRefused(last);
  };
  const leave = useEffectEvent(() => void write());
  useEffect(() => {
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const put = (said: Said | null) => {
    unwritten.current = said;
  };
  return { put, write };
}
