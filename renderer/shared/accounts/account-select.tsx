import { useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { InlineSelect } from '../../ui/fields/select.tsx';
import { useHasSeveralAccounts, useNameOfAccount } from './account-now.tsx';

/** Chooses an account by its number; null for all. Shown only if there are several. */
export function AccountSelect(props: {
  readonly chosen: string | null;
  readonly quiet?: boolean;
  readonly showLabel?: boolean;
  readonly onChoose: (phone: string | null) => void;
}) {
  const { chosen, quiet = false, showLabel = true, onChoose } = props;
  const text = useText();
  const nameOf = useNameOfAccount();
  const isOfSeveral = useHasSeveralAccounts();
  const here = useOverview(({ accounts }) => accounts).flatMap(({ phone }) => phone ?? []);
  if (!isOfSeveral && chosen === null) return null;
  const phones = chosen === null || here.includes(chosen) ? here : [...here, chosen];
  return (
    <InlineSelect
      label={text('outbox.account')}
      quiet={quiet}
      showLabel={showLabel}
      value={chosen}
      none={text('outbox.anyAccount')}
      options={phones.map((value) => ({ value, label: nameOf(value) }))}
      onChange={onChoose}
    />
  );
}
