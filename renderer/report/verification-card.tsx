import { Check, Minus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Report, Verification } from '../../domain/contract.ts';
import { useOverview } from '../store/use-store.ts';
import { RichText, useFormat, useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { Sign } from '../ui/sign.tsx';

type Props = {
  readonly report: Report;
  /** Takes over main's answer; further progress comes as an event. */
  readonly onAnswer: (verification: Verification) => void;
};

/** An independent check: how often the message is in each person's own chat, read from WhatsApp. */
export function VerificationCard(props: Props) {
  const text = useText();
  const { verification } = props.report;
  const isDone = verification.total > 0 && verification.done === verification.total;
  return (
    <Card title={text(isDone ? 'report.verify.titleDone' : 'report.verify.title')} className="verify">
      {verification.total === 0 ? (
        <p className="quiet">{text('report.verify.nothing')}</p>
      ) : (
        <>
          {verification.done === 0 ? (
            <>
              <p>{text('report.verify.lead')}</p>
              <p className="small faint">{text('report.verify.pace')}</p>
            </>
          ) : (
            <Found verification={verification} />
          )}
          <Act {...props} />
        </>
      )}
    </Card>
  );
}

function Found({ verification }: { verification: Verification }) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const { total, done, once, none, more, unknown, isRunning, finishedAtMs } = verification;
  const isStopped = !isRunning && done < total;
  return (
    <>
      <p>
        <RichText
          words={
            isStopped ? text('report.verify.stopped', { done, total }) : text('report.verify.read', { count: done })
          }
        />
      </p>
      <dl className="sum">
        <Line sign={<Icon of={Check} className="tone-good" />} word={text('report.verify.once')} count={once} />
        <Line sign={<Icon of={Minus} className="faint" />} word={text('report.verify.none')} count={none} />
        <Line
          sign={<Icon of={more > 0 ? TriangleAlert : Check} className={more > 0 ? 'tone-bad' : 'tone-good'} />}
          word={text(more > 0 ? 'report.verify.more' : 'report.verify.noMore')}
          count={more > 0 ? more : null}
        />
        {unknown > 0 && (
          <Line
            sign={<Sign kind="unconfirmed" className="tone-warn" />}
            word={text('report.verify.uncertain')}
            count={unknown}
          />
        )}
      </dl>
      {none > 0 && <p className="small faint">{text('report.verify.noneWhy')}</p>}
      {unknown > 0 && <p className="small faint">{text('report.verify.uncertainWhy')}</p>}
      {finishedAtMs !== null && (
        <p className="small faint">{text('report.verify.readAt', { moment: format.moment(finishedAtMs, nowMs) })}</p>
      )}
    </>
  );
}

function Line(props: {
  readonly sign: ReactNode;
  readonly word: string;
  /** Null where the words already say that there is none. */
  readonly count: number | null;
}) {
  const { sign, word, count } = props;
  const format = useFormat();
  return (
    <div className="sum-row flex between gap-4">
      <dt className="row">
        {sign}
        {word}
      </dt>
      <dd className="strong">{count !== null && format.number(count)}</dd>
    </div>
  );
}

/** The button to start, continue or stop; or why the chats cannot be read now. */
function Act({ report, onAnswer }: Props) {
  const { text, format } = useWords();
  const ask = useAsk();
  const link = useOverview((overview) => overview.link);
  const accounts = useOverview((overview) => overview.accounts);
  const { campaign, accounts: senders } = report;
  const { total, done, isRunning } = report.verification;
  const send = async (command: 'report:verify' | 'report:stopVerify') => {
    const answer = await ask(command, { id: campaign.id });
    if (answer !== null) onAnswer(answer);
  };
  if (isRunning) {
    return (
      <div className="verify-running above-3 figures">
        <p role="status">
          <RichText words={text('report.verify.running', { place: Math.min(done + 1, total), total })} />
        </p>
        <ProgressBar label={text('report.verify.runningLabel')} value={done} max={total} />
        <Button size="small" onPress={() => send('report:stopVerify')}>
          {text('report.verify.stop')}
        </Button>
      </div>
    );
  }
  const isReady = (phone: string) => accounts.some((one) => one.phone === phone && one.link.phase === 'ready');
  if (link.phase !== 'ready') return <p className="small verify-hint">{text('report.verify.link')}</p>;
  const [sender] = senders;
  if (sender !== undefined && !senders.some(isReady)) {
    const phone = format.phoneInText(sender);
    return <p className="small verify-hint">{text('report.verify.otherAccount', { phone })}</p>;
  }
  const word = done === 0 ? 'start' : done < total ? 'goOn' : 'again';
  return (
    <Button size="small" onPress={() => send('report:verify')}>
      {text(`report.verify.${word}`)}
    </Button>
  );
}
