import { useState } from 'react';
import type { AccountView, TeamCampaignView } from '../../../domain/contract.ts';
import { needsHand } from '../../../domain/state/account.ts';
import { nobodysOf } from '../../../domain/state/team.ts';
import { AccountNow, useAccountName } from '../../shared/accounts/account-now.tsx';
import { noNarrowing } from '../../store/outbox-view.ts';
import { useActions, useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useTeamCampaigns } from './use-team-campaigns.ts';

/** Team campaigns that this computer has not joined. */
export function TeamOffers() {
  const isThere = useOverview(({ team }) => team !== null);
  return isThere ? <Offers /> : null;
}

function Offers() {
  const { campaigns, again } = useTeamCampaigns(null);
  const me = useOverview(({ team }) => team?.members.find(({ isMe }) => isMe)?.id);
  const known = useOverview((overview) => overview.campaigns);
  const open = (campaigns ?? []).filter(
    ({ campaignId, state, ...campaign }) =>
      (campaignId === null || !known.some(({ id }) => id === campaignId)) &&
      state === 'running' &&
      (nobodysOf(campaign) > 0 || campaign.members.some(({ member, named }) => member === me && named > 0)),
  );
  return open.map((campaign) => <Offer key={campaign.uid} campaign={campaign} again={again} />);
}

function Offer({ campaign, again }: { campaign: TeamCampaignView; again: () => Promise<void> }) {
  const { uid, name, people } = campaign;
  const text = useText();
  const ask = useAsk();
  const accounts = useOverview((overview) => overview.accounts).filter(isLinkedAccount);
  const [isChoosing, setChoosing] = useState(false);
  const { putCampaign, showOutbox, fromHere } = useActions();
  const join = async (phones: readonly string[]) => {
    const goOn = fromHere();
    const joined = await ask('teamCampaign:join', { uid, accounts: [...phones] });
    if (joined === null) return;
    putCampaign(joined);
    await again();
    goOn(() => showOutbox({ ...noNarrowing, campaignId: joined.id, tab: 'pending' }));
  };
  const all = accounts.map(({ phone }) => phone);
  return (
    <Banner
      kind="info"
      title={text('teamCampaign.offer', { name })}
      actions={
        <Button
          kind="primary"
          disabled={all.length === 0}
          onPress={all.length > 1 ? () => setChoosing(true) : () => join(all)}
        >
          {text('teamCampaign.join')}
        </Button>
      }
    >
      {text('teamCampaign.offerBody', { people })} {all.length === 0 && text('failure.not_linked')}
      {isChoosing && <FromWhich accounts={accounts} onChoose={join} onClose={() => setChoosing(false)} />}
    </Banner>
  );
}

type LinkedAccount = AccountView & { readonly phone: string };

const isLinkedAccount = (account: AccountView): account is LinkedAccount => account.phone !== null;

/** Asks which of several accounts take part. Unless chosen otherwise, these are all that need nobody to act. */
function FromWhich(props: {
  readonly accounts: readonly LinkedAccount[];
  readonly onChoose: (phones: readonly string[]) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { accounts, onChoose, onClose } = props;
  const text = useText();
  const nameOf = useAccountName();
  const [left, setLeft] = useState<readonly string[]>(accounts.filter(needsHand).map(({ phone }) => phone));
  const chosen = accounts.map(({ phone }) => phone).filter((phone) => !left.includes(phone));
  const choose = (phone: string, isOn: boolean) =>
    setLeft(isOn ? left.filter((one) => one !== phone) : [...left, phone]);
  const go = async () => {
    await onChoose(chosen);
    onClose();
  };
  return (
    <Dialog
      title={text('sentFrom.title')}
      onClose={onClose}
      actions={
        <Button kind="primary" disabled={chosen.length === 0} onPress={go}>
          {text('teamCampaign.join')}
        </Button>
      }
    >
      <ul className="senders grid">
        {accounts.map((account) => (
          <li key={account.id}>
            <CheckboxChoice
              label={<bdi>{nameOf(account)}</bdi>}
              checked={chosen.includes(account.phone)}
              onChange={(isOn) => choose(account.phone, isOn)}
            />
            <span className="senders-why small">
              <AccountNow account={account} />
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
