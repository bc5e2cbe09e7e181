import { Plus } from 'lucide-react';
import { useNewCampaign } from '../shared/use-new-campaign.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';

const ghosts = ['one', 'two', 'three', 'four', 'five'];

/** The outbox before the first campaign: what comes here, and the one next action. */
export function FirstRun() {
  const text = useText();
  const ask = useAsk();
  const newCampaign = useNewCampaign();
  const isPractice = useOverview(({ practice }) => practice !== null);
  return (
    <div className="first-run grid center relative">
      <ul className="ghosts" aria-hidden="true">
        {ghosts.map((ghost) => (
          <li key={ghost}>
            <i />
            <b />
            <b />
            <b />
          </li>
        ))}
      </ul>
      <EmptyState
        title={text('outbox.firstTitle')}
        action={
          <div className="first-run-ways buttons">
            <Button kind="primary" size="large" icon={Plus} onPress={newCampaign}>
              {text('shell.newCampaign')}
            </Button>
            {!isPractice && (
              <Button size="large" onPress={() => ask('app:restart', { practice: true })}>
                {text('outbox.practiceFirst')}
              </Button>
            )}
          </div>
        }
      >
        {text('outbox.firstBody')}
      </EmptyState>
    </div>
  );
}
