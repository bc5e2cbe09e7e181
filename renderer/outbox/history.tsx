import type { HistoryEntry, MessageDetail } from '../../domain/contract.ts';
import { FailureReason, SetAsideReason } from '../../domain/messages/message.ts';
import type { Text } from '../../domain/text/make-text.ts';
import { useOverview } from '../store/use-store.ts';
import { RichText, useFormat, useWords } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { Sign, type SignKind } from '../ui/sign.tsx';

type Tone = 'good' | 'warn' | 'accent' | undefined;

/** What happened to a message, oldest first. An entry has its date if that differs from the last one, or from today. */
export function History({ message }: { message: MessageDetail }) {
  const words = useEntryWords();
  const format = useFormat();
  const nowMs = useNow(60_000);
  return (
    <ol className="history grid">
      {message.history.map((entry, index) => {
        const { sign, tone } = look(entry);
        const key = `${index}-${entry.what}`;
        const beforeMs = message.history[index - 1]?.atMs ?? nowMs;
        return (
          <li key={key} data-tone={tone}>
            <time
              className="small faint figures"
              dateTime={new Date(entry.atMs).toISOString()}
              title={format.dateTime(entry.atMs)}
            >
              {format.timeWithSeconds(entry.atMs)}
            </time>
            <Sign kind={sign} />
            <div>
              <RichText words={words(entry)} />
              <Small entry={entry} isNewDay={format.date(entry.atMs) !== format.date(beforeMs)} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The words of an entry. For a person taken by another computer they say which one, and since when. */
function useEntryWords(): (entry: HistoryEntry) => string {
  const { text, format } = useWords();
  const team = useOverview((overview) => overview.team);
  return (entry) => {
    const [by = '', at = ''] = entry.what === 'team' ? entry.detail.split('@') : [];
    const holder =
      at === '' ? undefined : [...(team?.members ?? []), ...(team?.gone ?? [])].find(({ id }) => id === Number(by));
    if (holder === undefined) return historyWords(text, entry);
    return text('history.team_by', { name: holder.name, time: format.dateTime(Number(at)) });
  };
}

/** Whether the entry is the word of an operator who gave a name. */
function isOfOperator({ what, who }: HistoryEntry): boolean {
  return (what === 'settled' || what === 'saw_clock') && who !== '';
}

function Small({ entry, isNewDay }: { entry: HistoryEntry; isNewDay: boolean }) {
  const { text, format } = useWords();
  const parts = [
    ...(isNewDay ? [format.date(entry.atMs)] : []),
    ...(isOfOperator(entry) ? [text('history.by', { who: entry.who })] : []),
  ];
  return parts.length === 0 ? null : <small>{parts.join(' · ')}</small>;
}

/** The person, and what happened when, as plain lines for an e-mail. */
export function useHistoryText(): (message: MessageDetail) => string {
  const { text, format } = useWords();
  const wordsOf = useEntryWords();
  return (message) => {
    const entries = message.history.map((entry) => {
      const by = isOfOperator(entry) ? ` ${text('history.by', { who: entry.who })}` : '';
      const words = wordsOf(entry).replaceAll(/<\/?strong>/g, '');
      return `${format.date(entry.atMs)} ${format.timeWithSeconds(entry.atMs)}  ${words}${by}`;
    });
    return [`${message.name} ${format.phone(message.phone)}`.trim(), message.campaignName, ...entries].join('\n');
  };
}

/** An entry in words. An entry that this version does not know is named plainly, never hidden. */
export function historyWords(text: Text, { what, detail, to }: HistoryEntry): string {
  switch (what) {
    case 'acknowledged':
      return detail === '0' || detail === '1' || detail === '2' || detail === '3' || detail === '4'
        ? text(`history.acknowledged_${detail}`)
        : text('history.acknowledged');
    case 'settled':
      if (to === 'sent') return text('history.settled_seen');
      return detail === 'not_there' ? text('history.settled_not_there') : text('history.settled');
    case 'recovered':
      return text(detail === 'not_handed_over' ? 'history.recovered_not_handed_over' : 'history.recovered');
    case 'failed': {
      const reason = FailureReason.safeParse(detail);
      const words = text('history.failed');
      return reason.success ? `${text(`reason.${reason.data}`)}. ${words}` : words;
    }
    case 'set_aside':
      if (detail === 'absent') return text('history.set_aside_absent');
      return text(`history.set_aside_${SetAsideReason.safeParse(detail).data ?? 'no_answer'}`);
    case 'account_changed': {
      const [from = '', to = ''] = detail.split(' ');
      return text('history.account_changed', { from, to });
    }
    case 'old_chat_unread':
      return text('history.old_chat_unread', { account: detail });
    case 'team':
      return text(detail === 'own' || detail === 'stopped' ? `history.team_${detail}` : 'history.team');
    case 'created':
    case 'claimed':
    case 'looked':
    case 'passed':
    case 'not_confirmed':
    case 'closed_before_gate':
    case 'rejected':
    case 'reconciled':
    case 'cancelled':
    case 'queued_again':
    case 'saw_clock':
    case 'text_changed':
    case 'moved':
    case 'contradiction':
      return text(`history.${what}`);
    default:
      return text('history.unknown', { what });
  }
}

type Look = { readonly sign: SignKind; readonly tone?: Tone };

const doubt: Look = { sign: 'unconfirmed', tone: 'warn' };
const unsent: Look = { sign: 'not-sent' };
const step: Look = { sign: 'step' };
const looks: Readonly<Record<string, Look>> = {
  passed: { sign: 'step', tone: 'accent' },
  not_confirmed: doubt,
  rejected: doubt,
  contradiction: doubt,
  failed: unsent,
  closed_before_gate: unsent,
  cancelled: { sign: 'cancelled' },
};

function look({ what, detail, to }: HistoryEntry): Look {
  if (what === 'recovered') return detail === 'not_handed_over' ? unsent : doubt;
  if (what === 'saw_clock' || what === 'settled') return { sign: 'word', tone: to === 'sent' ? 'good' : undefined };
  if (what !== 'acknowledged') return looks[what] ?? step;
  if (detail === '0') return step;
  if (detail === '3' || detail === '4') return { sign: 'read', tone: 'good' };
  return { sign: detail === '2' ? 'delivered' : 'sent', tone: 'good' };
}

/** Each hand-over to WhatsApp with its outcome and WhatsApp's last acknowledgement. */
export function Attempts({ message }: { message: MessageDetail }) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const words = {
    unknown: text('message.attemptUnknown'),
    sent: text('message.attemptSent'),
    not_sent: text('message.attemptNotSent'),
  };
  const ackWords = (ack: number) =>
    historyWords(text, { what: 'acknowledged', detail: String(ack), atMs: 0, to: null, who: '' });
  return (
    <ol className="sum">
      {message.attempts.map((attempt, index) => (
        <li key={attempt.id} className="sum-row flex between gap-4">
          <span className="quiet">
            {text('message.attempt', { number: format.number(index + 1) })},{' '}
            <span className="number">{format.exactMoment(attempt.openedAtMs, nowMs)}</span>
          </span>
          <span>
            {words[attempt.outcome]}
            {attempt.ack !== null && (
              <small className="faint">
                <RichText words={ackWords(attempt.ack)} />
              </small>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
