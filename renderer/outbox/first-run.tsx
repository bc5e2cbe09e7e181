import { Plus } from 'lucide-react';
import { useNewCampaign } from '../shell/new-campaign.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

const ghosts = ['one', 'two', 'three', 'four', 'five'];

/** The outbox before the first campaign: what comes here, and the one next action. */
export function FirstRun() {
  const text = useText();
  const newCampaign = useNewCampaign();
  return (
    <div className="first-run">
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
          <Button kind="primary" size="large" icon={Plus} onPress={newCampaign}>
            {text('shell.newCampaign')}
          </Button>
        }
      >
        {text('outbox.firstBody')}
      </EmptyState>
    </div>
  );
}
