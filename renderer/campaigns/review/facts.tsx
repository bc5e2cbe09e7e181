import type { ReactNode } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck, ListReport } from '../../../domain/contract.ts';
import { toClock } from '../../../domain/schedule/hours.ts';
import type { OwnTimes } from '../../../domain/schedule/own-times-rule.ts';
import { isSeries } from '../../../domain/schedule/series.ts';
import { parseTemplate } from '../../../domain/template/template.ts';
import { useAccountName } from '../../shared/accounts/account-now.tsx';
import { fieldFor } from '../../shared/field-for.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { TemplateText } from '../../shared/template-text.tsx';
import type { CampaignStep } from '../../store/route.ts';
import { useOverview, useStore } from '../../store/use-store.ts';
import { RichText, useText, useWords } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Phone } from '../../ui/names.tsx';
import { Status } from '../../ui/status.tsx';
import { ForecastWarnings, PilotNote, roundToMinute } from '../schedule/finish-card.tsx';
import { useCountriesWithoutHours } from '../schedule/no-hours.tsx';
import { StepWords } from '../schedule/second-step.tsx';
import { SenderSums } from '../schedule/sender-fields.tsx';
import { TooMany, WeeklyWords } from '../schedule/series/weekly-fields.tsx';
import { useForecast } from '../schedule/use-forecast.ts';
import type { Draft } from '../use-draft.ts';
import { CountriesLine } from './countries-line.tsx';
import { NameField } from './name-fact.tsx';
import { WhoLink } from './who-link.tsx';

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  readonly nowMs: number;
  /** Null while the campaign is starting: then nothing can be changed. */
  readonly onStep: ((step: CampaignStep) => void) | null;
};

/** Everything that will happen, a line each, with the way back to where it is set. */
export function Facts(props: Props) {
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

function Fact(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly step?: CampaignStep;
  readonly onStep?: Props['onStep'];
  readonly end?: ReactNode;
}) {
  const text = useText();
  const { step, onStep } = props;
  return (
    <div className="fact grid gap-4 lined">
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
      {props.end !== undefined && <dd>{props.end}</dd>}
      {step !== undefined && onStep && (
        <dd>
          <LinkButton onPress={() => onStep(step)}>
            <span aria-hidden="true">{text('campaign.check.change')}</span>
            <span className="visually-hidden">{text('campaign.check.changeWhat', { what: props.label })}</span>
          </LinkButton>
        </dd>
      )}
    </div>
  );
}

function FromFact({ draft, check, nowMs, onStep }: Props) {
  const text = useText();
  // Where none of those that were chosen is here any more, it goes from the one that is linked.
  const isOfSeveral = useOverview(
    ({ accounts }) =>
      accounts.length > 1 && accounts.some(({ phone }) => draft.detail.schedule.from?.accounts.includes(phone ?? '')),
  );
  const link = useOverview((overview) => overview.link);
  const open = useStore((store) => store.open);
  const account = 'account' in link ? link.account : null;
  if (isOfSeveral && check !== null) {
    return (
      <Fact label={text('campaign.check.from')} step="when" onStep={onStep}>
        <Senders {...{ check, nowMs }} schedule={draft.detail.schedule} />
      </Fact>
    );
  }
  if (account === null) {
    return (
      <Fact
        label={text('campaign.check.from')}
        end={<LinkButton onPress={() => open({ screen: 'link' })}>{text('campaign.check.linkNow')}</LinkButton>}
      >
        <p>{text('campaign.check.notLinked')}</p>
      </Fact>
    );
  }
  const isLinked = link.phase === 'ready';
  return (
    <Fact
      label={text('campaign.check.from')}
      end={
        <Status kind={isLinked ? 'sent' : 'held'}>
          {text(isLinked ? 'campaign.check.linked' : 'campaign.check.notLinked')}
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

/** How many people are which account's, and when it will be through: the sums are those of Recipients. */
function Senders(props: { readonly check: CampaignCheck; readonly schedule: Schedule; readonly nowMs: number }) {
  const nameOf = useAccountName();
  const accounts = useOverview((overview) => overview.accounts);
  return (
    <ul className="senders">
      {props.check.senders.map(({ phone }) => (
        <li key={phone}>
          <span>
            <bdi>{nameOf(accounts.find((one) => one.phone === phone) ?? { name: '', phone })}</bdi>
          </span>
          <SenderSums {...props} phone={phone} />
        </li>
      ))}
    </ul>
  );
}

function RecipientsFact({ draft, check, onStep }: Props) {
  const text = useText();
  const { list } = draft.detail;
  const leftOut = list === null ? 0 : list.rows - list.recipients;
  return (
    <Fact label={text('campaign.check.recipients')} step="recipients" onStep={onStep}>
      {list === null ? (
        <p>{text('campaign.check.noList')}</p>
      ) : (
        <>
          <p>
            <RichText words={text('campaign.check.people', { count: list.recipients, file: list.fileName })} />
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

function MessageFact({ draft, check, onStep }: Props) {
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
      {check !== null && <FallbacksUsed draft={draft} check={check} />}
    </Fact>
  );
}

/** For how many of those who get it a placeholder is filled with its fall-back, and who they are. */
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

/** Who gets the message by the campaign's clock, by the operator's word, although each person's own hours are kept. */
function ByCampaignsClock(props: {
  readonly schedule: Schedule;
  readonly places: CampaignCheck['places'];
  readonly nowMs: number;
}) {
  const text = useText();
  const words = useScheduleWords();
  const { schedule, nowMs } = props;
  const { count, names } = useCountriesWithoutHours()(schedule, props.places, nowMs);
  if (count === 0 || schedule.window?.withoutHours !== 'campaign') return null;
  const zone = words.zone(schedule.timeZone, nowMs);
  return (
    <p className="small quiet">
      {text('campaign.when.noHours.byClock', { count, zone })} {names}
    </p>
  );
}

function ScheduleFacts({ draft, check, nowMs, onStep }: Props) {
  const { text, format } = useWords();
  const words = useScheduleWords();
  const { schedule, list } = draft.detail;
  const count = check?.willSend ?? list?.recipients ?? 0;
  const startMs = Math.max(nowMs, schedule.startAtMs ?? 0);
  const startsNow = schedule.startAtMs === null || schedule.startAtMs <= nowMs;
  const forecast = useForecast(draft.detail, check, nowMs);
  const finishMs = forecast?.finishMs ?? null;
  return (
    <>
      <Fact label={text('campaign.check.when')} step="when" onStep={onStep}>
        {schedule.own !== undefined && <OwnTimesFact {...{ schedule, list, check, nowMs }} own={schedule.own} />}
        {schedule.weekly !== undefined && (
          <>
            <p>
              <WeeklyWords {...{ schedule, nowMs }} weekly={schedule.weekly} />
            </p>
            <TooMany {...{ schedule, nowMs, check }} weekly={schedule.weekly} />
          </>
        )}
        {isSeries(schedule) && (
          <p>{text(schedule.byItself === true ? 'campaign.series.checkByItself' : 'campaign.series.checkAsk')}</p>
        )}
        <p hidden={schedule.own !== undefined || schedule.weekly !== undefined}>
          {startsNow
            ? text('campaign.check.now', { date: words.day(nowMs, schedule.timeZone) })
            : words.moment(startMs, schedule.timeZone)}
        </p>
        <p>{words.hours(schedule, startMs)}</p>
        {check !== null && schedule.own === undefined && (
          <ByCampaignsClock schedule={schedule} places={check.places} nowMs={nowMs} />
        )}
      </Fact>
      <Fact label={text('campaign.check.pace')} step="when" onStep={onStep}>
        <p className="number">{words.gap(schedule)}</p>
        <p>
          {schedule.dailyCap === null
            ? text('campaign.check.noCap')
            : text('campaign.check.cap', { count: schedule.dailyCap })}
        </p>
        {(schedule.from?.accounts.length ?? 1) > 1 && <p>{text('campaign.when.paceEach')}</p>}
        {schedule.warmUp === true && <p>{text('campaign.check.warmUp')}</p>}
      </Fact>
      <Fact label={text('campaign.check.pilot')} step="when" onStep={onStep}>
        <p>
          {schedule.pilotCount === null ? (
            <RichText words={text('campaign.check.noPilot', { count })} />
          ) : (
            text('campaign.check.pilotFirst', { count: schedule.pilotCount })
          )}
        </p>
      </Fact>
      {draft.detail.step !== null && (
        <Fact label={text('report.step.title')} step="when" onStep={onStep}>
          <TemplateText text={draft.detail.step.text} />
          <p>
            <StepWords step={draft.detail.step} />
          </p>
        </Fact>
      )}
      {forecast !== null && (
        <Fact label={text('campaign.check.done')}>
          <p>
            {finishMs === null ? (
              text('campaign.when.doneNever')
            ) : (
              <RichText
                words={text('campaign.check.doneAbout', {
                  moment: format.moment(finishMs, nowMs, schedule.timeZone),
                  duration: format.duration(roundToMinute(finishMs - nowMs)),
                })}
              />
            )}
          </p>
          <PilotNote detail={draft.detail} forecast={forecast} nowMs={nowMs} />
          <ForecastWarnings detail={draft.detail} forecast={forecast} nowMs={nowMs} />
        </Fact>
      )}
    </>
  );
}

/** Around which date each goes, and when the last one does. */
function OwnTimesFact(
  props: Pick<Props, 'check' | 'nowMs'> & {
    readonly schedule: Schedule;
    readonly own: OwnTimes;
    readonly list: ListReport | null;
  },
) {
  const { text, format } = useWords();
  const { schedule, own, list, check, nowMs } = props;
  const kind = own.unit === 'days' && own.count === 0 ? 'On' : own.unit === 'days' ? 'Days' : 'Hours';
  const lastMs = check?.lastDueMs ?? null;
  return (
    <>
      <p>
        {text(`campaign.own.rule${kind}`, {
          ...{ count: own.count, side: text(`campaign.own.${own.side}`), column: list?.headers[own.column] ?? '' },
          ...{ time: toClock(own.atMinute), clock: text(`campaign.own.${own.clock === 'theirs' ? 'theirs' : 'here'}`) },
        })}
      </p>
      {lastMs !== null && !own.everyYear && (
        <p>{text('campaign.own.last', { moment: format.moment(lastMs, nowMs, schedule.timeZone) })}</p>
      )}
    </>
  );
}
