import type { TeamCampaignView } from '../../../domain/contract.ts';
import { nobodysOf } from '../../../domain/state/team.ts';
import { noNarrowing } from '../../store/outbox-view.ts';
import { useOverview, useStore } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useTeamCampaigns } from './use-team-campaigns.ts';

/** What the team sends and this computer takes no part in yet. */
export function TeamOffers() {
  const isThere = useOverview(({ team }) => team !== null);
  return isThere ? <Offers /> : null;
}

function Offers() {
  const { campaigns, again } = useTeamCampaigns(null);
  const known = useOverview((overview) => overview.campaigns);
  const open = (campaigns ?? []).filter(
    ({ campaignId, state, ...campaign }) =>
      (campaignId === null || !known.some(({ id }) => id === campaignId)) &&
      state === 'running' &&
      nobodysOf(campaign) > 0,
  );
  return open.map((campaign) => <Offer key={campaign.uid} campaign={campaign} again={again} />);
}

function Offer(props: { readonly campaign: TeamCampaignView; readonly again: () => Promise<void> }) {
  const {
    campaign: { uid, name, people },
    again,
  } = props;
  const text = useText();
  const ask = useAsk();
  const accounts = useOverview((overview) => overview.accounts);
  const putCampaign = useStore((store) => store.putCampaign);
  const showOutbox = useStore((store) => store.showOutbox);
  const fromHere = useStore((store) => store.fromHere);
  const phones = accounts.flatMap(({ phone }) => phone ?? []);
  const join = async () => {
    const goOn = fromHere();
    const joined = await ask('teamCampaign:join', { uid, accounts: phones });
    if (joined === null) return;
    putCampaign(joined);
    await again();
    goOn(() => showOutbox({ ...noNarrowing, campaignId: joined.id, tab: 'pending' }));
  };
  return (
    <Banner
      kind="info"
      title={text('teamCampaign.offer', { name })}
      actions={
        <Button kind="primary" disabled={phones.length === 0} onPress={join}>
          {text('teamCampaign.join')}
        </Button>
      }
    >
      {text('teamCampaign.offerBody', { people })}
    </Banner>
  );
}
