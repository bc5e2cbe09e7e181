import type { CampaignSummary } from '../../domain/contract.ts';
import { notInChatOf, openOf, totalOf } from '../store/counts.ts';
import { RichText, useWords } from '../text.tsx';
import { CountsBar } from './counts-bar.tsx';

/** What came of a campaign's messages so far, in numbers and as a bar. */
export function CampaignProgress({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const { counts } = campaign;
  const total = totalOf(counts);
  const open = openOf(counts);
  const notInChat = notInChatOf(counts);
  return (
    <div className="campaign-progress grid figures">
      <p>
        <span>
          <RichText words={text('campaigns.ofTotal', { sent: counts.sent, total })} />
        </span>
        {counts.notConfirmed + counts.notSent > 0 && (
          <span className="campaign-problems">
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
