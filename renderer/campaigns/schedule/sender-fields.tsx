import { TriangleAlert } from 'lucide-react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import type { SentFrom } from '../../../domain/schedule/sent-from.ts';
import { AccountNow, useAccountName } from '../../shared/accounts/account-now.tsx';
import { useOverview } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { useAccountForecast } from './use-forecast.ts';
import type { ScheduleProps } from './use-schedule.ts';

type Props = Omit<ScheduleProps, 'isStarted'> & { readonly headers: readonly string[] };

/** The accounts that send, where this computer has several, and which of them writes to whom. */
export function SenderFields({ editing, check, headers, schedule, nowMs }: Props) {
  const text = useText();
  const nameOf = useAccountName();
  const accounts = useOverview((overview) => overview.accounts).flatMap((account) =>
    account.phone === null ? [] : { ...account, phone: account.phone },
  );
  if (accounts.length < 2) return null;
  const { from } = editing.form;
  const ready = accounts.find(({ link }) => link.phase === 'ready');
  // An account removed from this computer cannot send, and is dropped with the next choice.
  const here = from?.accounts.filter((phone) => accounts.some((account) => account.phone === phone)) ?? [];
  const chosen = here.length > 0 ? here : ready ? [ready.phone] : [];
  const change = (next: Partial<SentFrom>) =>
    editing.set({ from: { column: null, ...from, accounts: chosen, ...next } });
  const choose = (phone: string, isOn: boolean) => {
    const next = isOn ? [...chosen, phone] : chosen.filter((one) => one !== phone);
    if (next.length > 0) change({ accounts: next });
  };
  return (
    <SchedulePart title={text('sentFrom.title')}>
      <ul className="senders grid">
        {accounts.map((account) => (
          <li key={account.id}>
            <CheckboxChoice
              label={nameOf(account)}
              checked={chosen.includes(account.phone)}
              disabled={account.link.phase !== 'ready' && !chosen.includes(account.phone)}
              onChange={(isOn) => choose(account.phone, isOn)}
            />
            {account.link.phase === 'ready' ? (
              <SenderSums {...{ check, schedule, nowMs }} phone={account.phone} />
            ) : (
              <span className="senders-why small">
                <AccountNow account={account} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {chosen.length > 1 && (
        <Select
          label={text('sentFrom.column')}
          hint={`${text('sentFrom.rules')} ${text('sentFrom.nobodyTwice')}`}
          value={from?.column ?? null}
          none={text('sentFrom.noColumn')}
          options={headers.map((header, index) => ({ value: index, label: header }))}
          onChange={(column) => change({ column })}
        />
      )}
      {from !== undefined && from.unknown === undefined && check !== null && (
        <UnknownSenders unknown={check.unknownSenders} onAsEmpty={() => change({ unknown: 'as_empty' })} />
      )}
    </SchedulePart>
  );
}

function UnknownSenders({ unknown, onAsEmpty }: { unknown: CampaignCheck['unknownSenders']; onAsEmpty: () => void }) {
  const { text, format } = useWords();
  if (unknown.length === 0) return null;
  const names = format.list(unknown.map(({ name, people }) => `${name} (${format.number(people)})`));
  return (
    <section className="decision marked gap-3" aria-labelledby="unknown-senders">
      <Icon of={TriangleAlert} />
      <div>
        <h3 id="unknown-senders">{text('sentFrom.unknown', { names })}</h3>
        <p>{text('sentFrom.unknownWhy')}</p>
        <div className="row wrap gap-2-3 above-3">
          <Button aria-describedby="unknown-senders" onPress={onAsEmpty}>
            {text('sentFrom.asEmpty')}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** How many people an account has by the last check, and when it finishes. */
export function SenderSums({ check, schedule, nowMs, phone }: Omit<Props, 'editing' | 'headers'> & { phone: string }) {
  const { text, format } = useWords();
  const sums = check?.senders.find((one) => one.phone === phone);
  const account = check?.accounts.find((one) => one.phone === phone);
  const finishMs = useAccountForecast(account, schedule, nowMs)?.finishMs ?? null;
  if (!sums) return null;
  const { column, last, evenly } = sums;
  return (
    <>
      <span className="figures">{text('sentFrom.people', { people: column + last + evenly })}</span>
      {finishMs !== null && (
        <span className="small faint figures">
          {text('sentFrom.doneAbout', { time: format.moment(finishMs, nowMs, schedule.timeZone) })}
        </span>
      )}
    </>
  );
}
