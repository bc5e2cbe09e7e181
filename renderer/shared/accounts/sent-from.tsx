import type { CampaignSummary } from '../../../domain/contract.ts';
import { accountsOf } from '../../../domain/schedule/sent-from.ts';
import { useOverview } from '../../store/use-store.ts';
import { Phone } from '../../ui/names.tsx';

/** The accounts that a campaign is sent from, by what staff call them, else by their numbers. */
export function SentFromAccounts({ campaign }: { campaign: Pick<CampaignSummary, 'account' | 'schedule'> }) {
  const known = useOverview(({ accounts }) => accounts);
  return accountsOf(campaign).map((phone, place) => {
    const name = known.length > 1 ? known.find((one) => one.phone === phone)?.name : '';
    return (
      <span key={phone}>
        {place > 0 && ', '}
        {name ? <bdi>{name}</bdi> : <Phone phone={phone} />}
      </span>
    );
  });
}
