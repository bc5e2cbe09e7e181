import { useEffect, useRef, useState } from 'react';
import type { MessageRow } from '../../../domain/contract.ts';
import { useOverview } from '../../store/use-store.ts';
import { useAsk } from '../../ui/use-ask.ts';

/** What somebody says of a chat. `clock`: the phone itself has not sent it yet, so it stays open, as with `later`. */
export type Answer = 'seen' | 'not_there' | 'clock' | 'later' | 'next';

type Said = { readonly row: MessageRow; readonly answer: Answer };

export type CheckRound = {
  /** The chat that is looked at; undefined when all were. */
  readonly current: MessageRow | undefined;
  /** Counted from 1. */
  readonly place: number;
  readonly total: number;
  /** The last answer, as long as it can be taken back. */
  readonly said: Said | null;
  readonly sums: { readonly seen: number; readonly notThere: number; readonly open: number };
  readonly answer: (answer: Answer) => void;
  readonly undo: () => void;
};

type State = { readonly order: readonly MessageRow[]; readonly at: number; readonly answers: readonly Said[] };

/**
 * Goes through chats one by one. What is said is written down with the next answer, or when the round is left: until
 * then it can be taken back, since what is marked as sent stays so. Whoever says "later" or "a clock" sees that chat once
 * more at the end.
 */
export function useCheckRound(rows: readonly MessageRow[]): CheckRound {
  const ask = useAsk();
  const who = useOverview(({ settings }) => settings.operatorName);
  const [{ order, at, answers }, setState] = useState<State>({ order: rows, at: 0, answers: [] });
  const [said, setSaid] = useState<Said | null>(null);
  const unwritten = useRef<Said | null>(null);
  const write = () => {
    const last = unwritten.current;
    unwritten.current = null;
    if (last === null || last.answer === 'later' || last.answer === 'next') return;
    if (last.answer === 'clock') void ask('message:sawClock', { id: last.row.id, who });
    else void ask('message:settle', { id: last.row.id, settlement: last.answer, who });
  };
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    const leave = () => latest.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const current = order[at];
  return {
    current,
    place: Math.min(at + 1, order.length),
    total: order.length,
    said,
    sums: sumsOf(answers),
    answer: (answer) => {
      if (current === undefined) return;
      write();
      const now = { row: current, answer };
      unwritten.current = now;
      setSaid(now);
      const isPutOff = (answer === 'later' || answer === 'clock') && order.indexOf(current) === at;
      setState({ order: isPutOff ? [...order, current] : order, at: at + 1, answers: [...answers, now] });
    },
    undo: () => {
      if (said === null) return;
      unwritten.current = null;
      setSaid(null);
      const before = order.findIndex((row) => row.id === said.row.id);
      const isAgain = order.lastIndexOf(said.row) !== before && before === at - 1;
      setState({ order: isAgain ? order.slice(0, -1) : order, at: at - 1, answers: answers.slice(0, -1) });
    },
  };
}

/** The last answer about each chat counts. */
function sumsOf(answers: readonly Said[]): CheckRound['sums'] {
  const last = new Map(answers.map(({ row, answer }) => [row.id, answer]));
  const count = (...of: readonly Answer[]) => [...last.values()].filter((answer) => of.includes(answer)).length;
  return { seen: count('seen'), notThere: count('not_there'), open: count('clock', 'later') };
}
