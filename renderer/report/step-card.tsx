import type { Report } from '../../domain/contract.ts';
import { noStepReasons } from '../../domain/report/step-sums.ts';
import { CampaignLink } from '../shared/campaign-link.tsx';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Card } from '../ui/card.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { LeftOutSum } from '../ui/fields/left-out-sum.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';

/** What became of the second message for each of the campaign's messages, and when the next ones are sent. */
export function StepCard({ report, onChange }: { report: Report; onChange: () => void }) {
  const { text, format } = useWords();
  const nowMs = useNow(30_000);
  const { step, campaign } = report;
  const made = useOverview(({ campaigns }) => campaigns.find(({ id }) => id === step?.madeId));
  if (step === null) return null;
  const { madeId: _, ...counts } = step;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const lines = noStepReasons.map((why) => ({ label: text(`report.step.out.${why}`), count: step[why] }));
  const { nextStepMs, schedule } = campaign;
  return (
    <Card
      isStacked
      title={text('report.step.title')}
      id="step-sums"
      aria-label={text('report.step.title')}
      actions={campaign.state !== 'cancelled' && step.toCome > 0 && <TakeOut id={campaign.id} onDone={onChange} />}
    >
      {(made || nextStepMs !== null) && (
        <p>
          {made && <CampaignLink campaign={made} />}{' '}
          {nextStepMs !== null &&
            text('report.step.next', { moment: format.moment(nextStepMs, nowMs, schedule.timeZone) })}
        </p>
      )}
      <LeftOutSum
        start={{ label: text('report.step.start'), count: all }}
        leftOut={lines.filter(({ count }) => count > 0)}
        end={{ label: text('report.step.end'), count: step.drawn }}
      />
    </Card>
  );
}

/** Removes the second message for people who were not drawn yet. */
function TakeOut({ id, onDone }: { id: number; onDone: () => void }) {
  const text = useText();
  const ask = useAsk();
  return (
    <ConfirmButton
      kind="quiet"
      label={text('report.step.remove')}
      title={text('report.step.removeTitle')}
      confirm={text('report.step.remove')}
      keep={text('report.step.removeKeep')}
      onConfirm={async () => {
        if ((await ask('campaign:update', { id, step: null })) !== null) onDone();
      }}
    >
      {text('report.step.removeBody')}
    </ConfirmButton>
  );
}
