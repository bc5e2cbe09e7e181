import { CampaignDesk } from '../../electron/campaigns/campaign-desk.ts';
import { account, type Rig } from './dispatch-rig.ts';

/** What the operator does with campaigns, on the database and before the dispatcher of a rig. */
export function makeDesk(rig: Rig): CampaignDesk {
  return new CampaignDesk({
    ...rig.stores,
    clock: rig.clock,
    settings: () => rig.settings,
    account: () => account,
    timeZone: () => 'Europe/London',
    onCampaign: () => undefined,
    onManyMessages: () => undefined,
    nudge: () => rig.dispatcher.nudge(),
    recordExternalSends: () => undefined,
    sendTest: async () => 'busy',
  });
}
