import type { CampaignSummary } from '../../domain/contract.ts';
import { openOf, totalOf } from '../store/counts.ts';
import { RichText, useText } from '../text.tsx';
import { OutcomeBar } from '../ui/progress.tsx';

/** What came of a campaign's messages so far, in numbers and as a bar. */
export function CampaignProgress({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  const { counts } = campaign;
  const total = totalOf(counts);
  const open = openOf(counts);
  return (
    <div className="campaign-progress">
      <p>
        <span>
          <RichText words={text('campaigns.ofTotal', { sent: counts.sent, total })} />
        </span>
        {counts.notConfirmed + counts.notSent > 0 && (
          <span className="campaign-problems">
            {counts.notConfirmed > 0 && (
              <span className="tone-warn">{text('campaigns.notConfirmed', { count: counts.notConfirmed })}</span>
            )}
            {counts.notSent > 0 && (
              <span className="tone-bad">{text('campaigns.notSent', { count: counts.notSent })}</span>
            )}
          </span>
        )}
      </p>
      <OutcomeBar
        label={text('campaigns.barLabel', {
          sent: counts.sent,
          notConfirmed: counts.notConfirmed,
          notSent: counts.notSent,
          open,
        })}
        total={total}
        parts={[
          { fill: 'sent', count: counts.sent },
          { fill: 'unconfirmed', count: counts.notConfirmed },
          { fill: 'not-sent', count: counts.notSent },
        ]}
      />
    </div>
  );
}
