import { Plus } from 'lucide-react';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useNewCampaign } from './use-new-campaign.ts';

export function NewCampaignButton() {
  const text = useText();
  const newCampaign = useNewCampaign();
  return (
    <Button kind="primary" icon={Plus} onPress={newCampaign}>
      {text('campaigns.create')}
    </Button>
  );
}
