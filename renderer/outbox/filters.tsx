import { deliveries, type MessageFilter } from '../../domain/contract.ts';
import { type FailureReason, notConfirmedReasons, notSentReasons } from '../../domain/messages/message.ts';
import { AccountSelect } from '../shared/accounts/account-select.tsx';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { CheckboxChoice } from '../ui/fields/choice.tsx';
import { InlineSelect } from '../ui/fields/select.tsx';
import { useStatusWord } from '../ui/status.tsx';

export function DeliveryFilter() {
  const text = useText();
  const word = useStatusWord();
  const chosen = useStore((store) => store.outbox.delivery);
  const showOutbox = useStore((store) => store.showOutbox);
  return (
    <InlineSelect
      label={text('outbox.delivery')}
      quiet={false}
      value={chosen}
      none={text('outbox.anyDelivery')}
      options={deliveries.map((value) => ({ value, label: word(value) }))}
      onChange={(delivery) => showOutbox({ delivery })}
    />
  );
}

/** The filter for reasons of failure, among those of the kind that is shown. */
export function ReasonFilter({ certainty }: { certainty: MessageFilter['certainty'] }) {
  const text = useText();
  const chosen = useStore((store) => store.outbox.reason);
  const showOutbox = useStore((store) => store.showOutbox);
  const reasons: readonly FailureReason[] = [
    ...(certainty === 'not_sent' ? [] : notConfirmedReasons),
    ...(certainty === 'not_confirmed' ? [] : notSentReasons),
  ];
  return (
    <InlineSelect
      label={text('outbox.reason')}
      quiet={false}
      value={chosen}
      none={text('outbox.anyReason')}
      options={reasons.map((value) => ({ value, label: text(`reason.${value}`) }))}
      onChange={(reason) => showOutbox({ reason })}
    />
  );
}

export function AccountFilter() {
  const chosen = useStore((store) => store.outbox.account);
  const showOutbox = useStore((store) => store.showOutbox);
  return <AccountSelect chosen={chosen} onChoose={(account) => showOutbox({ account })} />;
}

export function RepliedFilter() {
  const text = useText();
  const replied = useStore((store) => store.outbox.replied);
  const showOutbox = useStore((store) => store.showOutbox);
  return (
    <CheckboxChoice
      label={text('outbox.wroteBack')}
      checked={replied}
      onChange={(checked) => showOutbox({ replied: checked })}
    />
  );
}
