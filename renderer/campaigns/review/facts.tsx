import { Fragment, useState } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { type AccountView, isLinked } from '../../../domain/state/account.ts';
import { parseTemplate } from '../../../domain/template/template.ts';
import { useNameOfAccount } from '../../shared/accounts/account-now.tsx';
import { fieldFor } from '../../shared/field-for.ts';
import { TemplateText } from '../../shared/template-text.tsx';
import { useOverview, useStore } from '../../store/use-store.ts';
import { RichText, useText, useWords } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Phone } from '../../ui/names.tsx';
import { Status } from '../../ui/status.tsx';
import { SpreadsheetNote } from '../message/spreadsheet-note.tsx';
import { SenderSums } from '../schedule/sender-fields.tsx';
import type { Draft } from '../use-draft.ts';
import { Fact, type FactsProps } from './fact.tsx';
import { NameField } from './name-fact.tsx';
import { ScheduleFacts } from './schedule-facts.tsx';
import { WhoLink } from './who-link.tsx';

/** Everything that will happen, one line each, with a link to where it is set. */
export function Facts(props: FactsProps) {
  const text = useText();
  return (
    <dl className="facts grid">
      <Fact label={text('campaign.check.name')}>
        {props.onStep === null ? <bdi>{props.draft.detail.name}</bdi> : <NameField draft={props.draft} />}
      </Fact>
      <FromFact {...props} />
      <RecipientsFact {...props} />
      <MessageFact {...props} />
      <ScheduleFacts {...props} />
    </dl>
  );
}

function FromFact({ draft, check, nowMs, onStep }: FactsProps) {
  const text = useText();
  // If none of the chosen accounts is here any more, the linked one sends.
  const isOfSeveral = useOverview(
    ({ accounts }) =>
      accounts.length > 1 && accounts.some(({ phone }) => draft.detail.schedule.from?.accounts.includes(phone ?? '')),
  );
  // An account that can send now is preferred to one without a connection.
  const account = useOverview(({ accounts }) => accounts.find(isReady) ?? accounts.find(isLinked));
  const open = useStore((store) => store.open);
  if (isOfSeveral && check !== null) {
    return (
      <Fact label={text('campaign.check.from')} step="when" onStep={onStep}>
        <Senders {...{ check, nowMs }} schedule={draft.detail.schedule} />
      </Fact>
    );
  }
  if (account?.phone == null) {
    return (
      <Fact
        label={text('campaign.check.from')}
        end={<LinkButton onPress={() => open({ screen: 'link' })}>{text('campaign.check.linkNow')}</LinkButton>}
      >
        <p>{text('campaign.check.notLinked')}</p>
      </Fact>
    );
  }
  return (
    <Fact
      label={text('campaign.check.from')}
      end={
        <Status kind={isReady(account) ? 'sent' : 'held'}>
          {text(isReady(account) ? 'campaign.check.linked' : 'shell.connectionLost')}
        </Status>
      }
    >
      {account.name !== '' && (
        <p>
          <bdi>{account.name}</bdi>
        </p>
      )}
      <p>
        <Phone phone={account.phone} />
      </p>
    </Fact>
  );
}

const isReady = ({ link }: AccountView): boolean => link.phase === 'ready';

function Senders(props: { readonly check: CampaignCheck; readonly schedule: Schedule; readonly nowMs: number }) {
  const nameOf = useNameOfAccount();
  return (
    <ul className="senders grid">
      {props.check.senders.map(({ phone }) => (
        <li key={phone}>
          <span>
            <bdi>{nameOf(phone)}</bdi>
          </span>
          <SenderSums {...props} phone={phone} />
        </li>
      ))}
    </ul>
  );
}

function RecipientsFact({ draft, check, onStep }: FactsProps) {
  const text = useText();
  const { list } = draft.detail;
  // The same numbers as in the sum beside it, once these are known.
  const people = check?.willSend ?? list?.recipients ?? 0;
  const leftOut = list === null ? 0 : list.rows - people;
  return (
    <Fact label={text('campaign.check.recipients')} step="recipients" onStep={onStep}>
      {list === null ? (
        <p>{text('campaign.check.noList')}</p>
      ) : (
        <>
          <p>
            <RichText words={text('campaign.check.people', { count: people, file: list.fileName })} />
          </p>
          <p>
            {leftOut === 0
              ? text('campaign.check.nobodyLeftOut')
              : text('campaign.check.leftOut', { count: leftOut, rows: list.rows })}
          </p>
          {check !== null && <CountriesLine campaignId={draft.detail.id} countries={check.countries} />}
        </>
      )}
    </Fact>
  );
}

function MessageFact({ draft, check, onStep }: FactsProps) {
  const { text, format } = useWords();
  const { attachment } = draft.detail;
  return (
    <Fact label={text('campaign.check.message')} step="message" onStep={onStep}>
      {draft.detail.text === '' ? <p>{text('campaign.check.noText')}</p> : <TemplateText text={draft.detail.text} />}
      {attachment && (
        <p className="quiet">
          {text('campaign.check.withFile', { file: attachment.fileName, size: format.bytes(attachment.bytes) })}
        </p>
      )}
      {attachment && <SpreadsheetNote attachment={attachment} />}
      {check !== null && <FallbacksUsed draft={draft} check={check} />}
    </Fact>
  );
}

function FallbacksUsed({ draft, check }: { draft: Draft; check: CampaignCheck }) {
  const text = useText();
  const { list } = draft.detail;
  const { parts } = parseTemplate(draft.detail.text);
  const used = check.fallbacks.flatMap(({ key, people }) => {
    const part = parts.find((one) => one.kind === 'placeholder' && one.key === key && one.fallback !== null);
    const field = list === null ? undefined : fieldFor(list, key);
    if (part?.kind !== 'placeholder' || part.fallback === null || field === undefined) return [];
    return { key, count: people, header: field.header, fallback: part.fallback };
  });
  if (used.length === 0) return null;
  return (
    <ul className="filled-with grid small quiet above-2">
      {used.map(({ key, count, header, fallback }) => (
        <li key={key}>
          {text('campaign.check.fallbackUsed', { count, header, fallback })}{' '}
          <WhoLink
            campaignId={draft.detail.id}
            group={{ kind: 'fallback', key }}
            what={text('campaign.who.nothingUnder', { header })}
            count={count}
            words={text('campaign.who.see')}
          />
        </li>
      ))}
    </ul>
  );
}

/** How many countries are named until the operator asks for the rest. One with a single person is worth a look. */
const namedFirst = 3;
/** Up to this many, all are named: "and 1 more" would be no shorter than the name. */
const namedAtOnce = 4;

type CountriesProps = { readonly campaignId: number; readonly countries: CampaignCheck['countries'] };

/** The countries that the message goes to. A number that was read for the wrong country is noticed here. */
function CountriesLine({ campaignId, countries }: CountriesProps) {
  const { text, format } = useWords();
  const [showsAll, setShowsAll] = useState(false);
  if (countries.length === 0) return null;
  const isShort = countries.length <= namedAtOnce;
  const named = countries.slice(0, showsAll || isShort ? undefined : namedFirst).map(({ country, people }, place) => {
    const name = country === '' ? text('campaign.check.noCountry') : format.country(country);
    return (
      <Fragment key={country}>
        {place > 0 && ' · '}
        <WhoLink
          campaignId={campaignId}
          group={{ kind: 'country', country }}
          what={name}
          count={people}
          words={text('campaign.recipients.countryCount', { count: people, country: name })}
        />
      </Fragment>
    );
  });
  const more = countries.length - named.length;
  return (
    <p className="quiet">
      {named}
      {more > 0 && (
        <>
          {' · '}
          <LinkButton onPress={() => setShowsAll(true)}>
            {text('campaign.check.moreCountries', { count: more })}
          </LinkButton>
        </>
      )}
    </p>
  );
}
