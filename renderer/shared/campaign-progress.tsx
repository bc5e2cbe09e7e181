import type { CampaignSummary } from '../../domain/contract.ts';
import type { Counts } from '../../domain/messages/message.ts';
import { notInChatOf, openOf, totalOf } from '../store/counts.ts';
import { RichText, useWords } from '../text.tsx';
import { OutcomeBar } from '../ui/progress.tsx';

export function CampaignProgress({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const { counts } = campaign;
  const total = totalOf(counts);
  const open = openOf(counts);
  const notInChat = notInChatOf(counts);
  return (
    <div className="campaign-progress grid gap-6px figures">
      <p className="flex wrap gap-0-2">
        <span>
          <RichText words={text('campaigns.ofTotal', { sent: counts.sent, total })} />
        </span>
        {counts.notConfirmed + counts.notSent > 0 && (
          <span className="campaign-problems gap-0-2">
            {counts.toCheck > 0 && (
              <span className="tone-warn">{text('campaigns.notConfirmed', { count: counts.toCheck })}</span>
            )}
            {notInChat > 0 && (
              <span className="quiet">{text('outbox.notInChat', { number: format.number(notInChat) })}</span>
            )}
            {counts.notSent > 0 && (
              <span className="tone-bad">{text('campaigns.notSent', { count: counts.notSent })}</span>
            )}
          </span>
        )}
      </p>
      <CountsBar
        label={text('campaigns.barLabel', {
          sent: counts.sent,
          notConfirmed: counts.notConfirmed,
          notSent: counts.notSent,
          open,
        })}
        counts={counts}
      />
    </div>
  );
}

export function CountsBar({ label, counts }: { label: string; counts: Counts }) {
  return (
    <OutcomeBar
      label={label}
      total={totalOf(counts)}
      parts={[
        { fill: 'sent', count: counts.sent },
        { fill: 'unconfirmed', count: counts.notConfirmed },
        { fill: 'not-sent', count: counts.notSent },
      ]}
    />
  );
}
