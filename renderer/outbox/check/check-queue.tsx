import { memo, useEffect, useRef } from 'react';
import type { MessageRow } from '../../../domain/contract.ts';
import { useText, useWords } from '../../text.tsx';
import { PersonName } from '../../ui/names.tsx';
import { Sign, type SignKind } from '../../ui/sign.tsx';
import type { Answer, CheckRound, Said } from './use-check-round.ts';

const signs: Record<Answer, { readonly sign: SignKind; readonly tone: string }> = {
  seen: { sign: 'word', tone: 'tone-good' },
  next: { sign: 'sent', tone: 'tone-good' },
  not_there: { sign: 'cancelled', tone: 'faint' },
  clock: { sign: 'unconfirmed', tone: 'tone-warn' },
  later: { sign: 'unconfirmed', tone: 'tone-warn' },
};

/** The chats of the round and the answers given. Each chat comes once; open ones can be gone to. */
export function CheckQueue({ round, onGo }: { round: CheckRound; onGo: (row: MessageRow) => void }) {
  const text = useText();
  const { rows, current, place } = round;
  const go = useRef(onGo);
  go.current = onGo;
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chat is the reason
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest' });
  }, [current?.id]);
  return (
    <nav className="look-queue flex column" aria-label={text('check.queue')}>
      <header>
        <b className="medium">{text('check.title', { count: rows.length })}</b>
        <p className="small faint">
          {current === undefined
            ? text('check.allLooked')
            : rows.length > 1 && text('check.place', { place, total: rows.length })}
        </p>
      </header>
      <ol ref={list}>
        {rows.map((row) => (
          <Item key={row.id} row={row} said={round.saidOf(row)} isCurrent={row === current} go={go} />
        ))}
      </ol>
      <footer className="small faint">{text('check.noAgain')}</footer>
    </nav>
  );
}

type ItemProps = {
  readonly row: MessageRow;
  readonly said: Said | undefined;
  readonly isCurrent: boolean;
  readonly go: { readonly current: (row: MessageRow) => void };
};

/** Memoised, because a round may have thousands: only an item whose answer changed is rendered. */
const Item = memo(function Item({ row, said, isCurrent, go }: ItemProps) {
  const text = useText();
  const words = useSaidWords();
  // A message that is sent, by the operator's or WhatsApp's word, is not asked about again.
  const isClosed = said?.answer === 'seen' || said?.answer === 'next';
  return (
    <li>
      <button
        type="button"
        className="marked"
        aria-current={isCurrent || undefined}
        aria-disabled={isClosed || undefined}
        onClick={() => !isClosed && !isCurrent && go.current(row)}
      >
        <SaidSign said={said} />
        <b className="clip medium">
          <PersonName name={row.name} />
        </b>
        <small className="clip">
          {said === undefined ? row.reason !== null && text(`reason.${row.reason}`) : words(said)}
        </small>
      </button>
    </li>
  );
});

export function SaidSign({ said }: { said: Said | undefined }) {
  const { sign, tone } = signs[said?.answer ?? 'later'];
  return <Sign kind={sign} className={tone} />;
}

/** The words for what happened to a chat in this round. */
export function useSaidWords(): (said: Said) => string {
  const { text, format } = useWords();
  return ({ answer, atMs }) => text(`check.became.${answer}`, { time: format.time(atMs) });
}
