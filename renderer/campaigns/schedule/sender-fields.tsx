import type { CampaignCheck } from '../../../domain/contract.ts';
import type { SentFrom } from '../../../domain/schedule/sent-from.ts';
import { useAccountName } from '../../shared/account-now.tsx';
import { useOverview } from '../../store/use-store.ts';
import { useFormat, useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { SchedulePart } from './schedule-part.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

type Props = {
  readonly editing: ScheduleEditing;
  readonly check: CampaignCheck | null;
  readonly headers: readonly string[];
};

/** From which accounts it is sent, where this computer has several, and who is written to by which. */
export function SenderFields({ editing, check, headers }: Props) {
  const text = useText();
  const nameOf = useAccountName();
  const accounts = useOverview((overview) => overview.accounts).flatMap((account) =>
    account.phone === null ? [] : { ...account, phone: account.phone },
  );
  if (accounts.length < 2) return null;
  const { from } = editing.form;
  const ready = accounts.find(({ link }) => link.phase === 'ready');
  const chosen = from?.accounts ?? (ready ? [ready.phone] : []);
  const change = (next: Partial<SentFrom>) =>
    editing.set({ from: { column: null, ...from, accounts: chosen, ...next } });
  const choose = (phone: string, isOn: boolean) => {
    const next = isOn ? [...chosen, phone] : chosen.filter((one) => one !== phone);
    if (next.length > 0) change({ accounts: next });
  };
  return (
    <SchedulePart title={text('sentFrom.title')}>
      <ul className="grid gap-3">
        {accounts.map((account) => (
          <li key={account.id} className="row between gap-4 wrap">
            <CheckboxChoice
              label={nameOf(account)}
              checked={chosen.includes(account.phone)}
              disabled={account.link.phase !== 'ready' && !chosen.includes(account.phone)}
              onChange={(isOn) => choose(account.phone, isOn)}
            />
            <SenderSums check={check} phone={account.phone} />
          </li>
        ))}
      </ul>
      {chosen.length > 1 && <ByColumn from={from} headers={headers} onChange={(column) => change({ column })} />}
      {from !== undefined && from.unknown === undefined && (check?.unknownSenders.length ?? 0) > 0 && (
        <Banner
          kind="paused"
          title={text('sentFrom.unknown', { names: check?.unknownSenders.map(({ name }) => name).join(', ') ?? '' })}
          actions={<Button onPress={() => change({ unknown: 'as_empty' })}>{text('sentFrom.asEmpty')}</Button>}
        >
          {text('sentFrom.unknownWhy')}
        </Banner>
      )}
    </SchedulePart>
  );
}

/** How many people are an account's by the last check, and when it will be through. */
function SenderSums({ check, phone }: { readonly check: CampaignCheck | null; readonly phone: string }) {
  const text = useText();
  const format = useFormat();
  const sums = check?.senders.find((one) => one.phone === phone);
  if (!sums) return null;
  const { column, last, evenly, expectedFinishMs } = sums;
  const people = text('sentFrom.people', { people: column + last + evenly });
  return (
    <span className="small faint figures">
      {people}
      {expectedFinishMs !== null && ` · ${text('sentFrom.doneAbout', { time: format.dateTime(expectedFinishMs) })}`}
    </span>
  );
}

const noColumn = '-1';

function ByColumn(props: {
  readonly from: SentFrom | undefined;
  readonly headers: readonly string[];
  readonly onChange: (column: number | null) => void;
}) {
  const text = useText();
  return (
    <>
      <Select
        label={text('sentFrom.column')}
        hint={text('sentFrom.rules')}
        value={`${props.from?.column ?? noColumn}`}
        options={[
          { value: noColumn, label: text('sentFrom.noColumn') },
          ...props.headers.map((header, index) => ({ value: `${index}`, label: header })),
        ]}
        onChange={(value) => props.onChange(value === noColumn ? null : Number(value))}
      />
      <p className="small faint">{text('sentFrom.nobodyTwice')}</p>
    </>
  );
}
