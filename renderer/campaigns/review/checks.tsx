import { useState } from 'react';
import type { CampaignCheck, CommandOutput, FailureCode } from '../../../domain/contract.ts';
import { isSeries } from '../../../domain/schedule/series.ts';
import { isLinked } from '../../../domain/state/account.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import type { CampaignStep } from '../../store/route.ts';
import { useOverview, useStore } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckboxChoice } from '../../ui/fields/choice.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { NoteLine } from '../../ui/note-line.tsx';
import { BlankWays, hasBlanks } from '../message/blank-ways.tsx';
import { useCountriesWithoutHours } from '../schedule/no-hours.tsx';
import type { Draft } from '../use-draft.ts';
import { ExternalSends } from './external-sends.tsx';
import type { ReviewProps } from './fact.tsx';
import { WhoLink } from './who-link.tsx';

/** The step in which each blocker is corrected. Linking WhatsApp has its own button on this page. */
const stepOf: Partial<Record<FailureCode, CampaignStep>> = {
  no_recipients: 'recipients',
  empty_text: 'message',
  unknown_placeholders: 'message',
  unbalanced_braces: 'message',
  text_too_long: 'message',
  caption_too_long: 'message',
  attachment_missing: 'message',
  second_message: 'when',
  accounts_undecided: 'when',
  no_dates: 'when',
};

/** What prevents the start, each with a way to correct it. */
export function Blockers(props: ReviewProps) {
  const text = useText();
  const { check } = props;
  // A placeholder without a column is blank for everybody; correcting it corrects the blanks too.
  const failures = check.failures.filter((code) => code !== 'blank_placeholders' || hasBlanks(check));
  if (failures.length === 0) return null;
  return (
    <Card title={text('campaign.check.correctTitle')} aria-live="polite">
      <ul className="checks grid gap-3">
        {failures.map((code) => (
          <NoteLine key={code} tone="warn">
            <Blocker {...props} code={code} />
          </NoteLine>
        ))}
      </ul>
    </Card>
  );
}

function Blocker({ code, draft, check, nowMs, onStep, onFallback }: ReviewProps & { code: FailureCode }) {
  const text = useText();
  const open = useStore((store) => store.open);
  const isAway = useOverview(({ accounts }) => accounts.some(isLinked));
  const hasPeople = draft.detail.list !== null && draft.detail.list.rows > 0;
  const step = stepOf[code];
  if (code === 'blank_placeholders')
    return <BlankWays {...{ draft, check, onFallback }} onCorrectList={() => onStep('recipients')} />;
  if (code === 'hours_undecided') return <NoHoursWays draft={draft} check={check} nowMs={nowMs} />;
  if (code === 'not_linked' && isAway) return text('campaign.check.noConnection');
  return (
    <>
      {code === 'no_recipients' && hasPeople ? text('campaign.check.nobodyLeft') : text(`failure.${code}`)}{' '}
      {step !== undefined && <LinkButton onPress={() => onStep(step)}>{text('campaign.check.change')}</LinkButton>}
      {code === 'not_linked' && (
        <LinkButton onPress={() => open({ screen: 'link' })}>{text('campaign.check.linkNow')}</LinkButton>
      )}
    </>
  );
}

/** Whether each message is for a date, so that the same text may have been sent for another. */
const hasDates = ({ detail: { schedule } }: Draft) => schedule.own !== undefined || isSeries(schedule);

/** What was checked before the start, so that the operator need not check it. */
export function ChecksCard({ draft, check, isStarting, onCheckAgain, onStep, onFallback }: ReviewProps) {
  const text = useText();
  const { list, attachment } = draft.detail;
  const hasText = draft.detail.text.trim() !== '' || attachment !== null;
  const { names, first } = check.twoNumbers;
  return (
    <Card title={text('campaign.check.checkedTitle')}>
      <ul className="checks grid gap-3">
        {list && list.recipients > 0 && (
          <NoteLine tone="good">
            {text(hasDates(draft) ? 'campaign.own.numbersOnce' : 'campaign.check.numbersOnce')}
            {list.sameNumber > 0 && (
              <p className="small faint">{text('campaign.check.repeatsOut', { count: list.sameNumber })}</p>
            )}
            {names > 0 && (
              <p className="small faint">{text('campaign.check.twoNumbers', { count: names, name: first })}</p>
            )}
          </NoteLine>
        )}
        {check.blanksLeftOut > 0 && (
          <NoteLine>
            <BlankWays {...{ draft, check, isStarting, onFallback }} onCorrectList={() => onStep('recipients')} />
          </NoteLine>
        )}
        {check.stepBlanks.people > 0 && !check.failures.includes('second_message') && (
          <NoteLine tone="warn">
            <StepBlanks {...check.stepBlanks} campaignId={draft.detail.id} />{' '}
            {!isStarting && <LinkButton onPress={() => onStep('when')}>{text('campaign.check.change')}</LinkButton>}
          </NoteLine>
        )}
        {hasText &&
          list &&
          list.recipients > 0 &&
          check.blanks + check.blanksLeftOut + check.stepBlanks.people === 0 &&
          check.unknownPlaceholders.length === 0 && <NoteLine tone="good">{text('campaign.check.noBlanks')}</NoteLine>}
        {/* Empty content gets no tick, because nothing was checked. */}
        {hasText && list && <AlreadyHadIt draft={draft} check={check} isStarting={isStarting} />}
        {check.doNotContact > 0 && (
          <NoteLine>{text('campaign.check.doNotContact', { count: check.doNotContact })}</NoteLine>
        )}
        {/* People who got one date elsewhere are still to get the others, which a report does not tell apart. */}
        {list && !isSeries(draft.detail.schedule) && (
          <ExternalSends draft={draft} isStarting={isStarting} onCounted={onCheckAgain} />
        )}
        <TestToSelf draft={draft} isStarting={isStarting} />
      </ul>
    </Card>
  );
}

/** People who would get a blank in the second message, which they therefore do not get, and what would fill it. */
function StepBlanks({ people, names, campaignId }: CampaignCheck['stepBlanks'] & { readonly campaignId: number }) {
  const text = useText();
  const example = names.map((name) => `{{${name}|…}}`).join(' ');
  return (
    <>
      {text('campaign.step.blanks', { count: people, example })}{' '}
      <WhoLink
        campaignId={campaignId}
        group={{ kind: 'step_blank' }}
        what={text('campaign.who.stepBlank')}
        count={people}
        words={text('campaign.who.see')}
      />
    </>
  );
}

/** Nobody gets a text twice unless a repeat is declared. Always offered: copies in the chats are not known here. */
function AlreadyHadIt({ draft, check, isStarting }: Pick<ReviewProps, 'draft' | 'check' | 'isStarting'>) {
  const text = useText();
  const isRepeat = draft.detail.repeat > 0;
  const isNew = check.alreadyHasText === 0 && !isRepeat;
  return (
    <NoteLine tone={isNew ? 'good' : 'warn'}>
      {isNew && text(hasDates(draft) ? 'campaign.own.nobodyHadIt' : 'campaign.check.nobodyHadIt')}
      {isRepeat && text('campaign.check.repeating')}
      {!isNew && !isRepeat && (
        <>
          <strong>{text('campaign.check.hadIt', { count: check.alreadyHasText })}</strong>{' '}
          {text('campaign.check.hadItLeftOut')}{' '}
          <WhoLink
            campaignId={draft.detail.id}
            group={{ kind: 'left_out', reason: 'already_has_text' }}
            what={text('leftOut.already_has_text')}
            count={check.alreadyHasText}
            words={text('campaign.who.see')}
          />
        </>
      )}
      <div className="above-2">
        <CheckboxChoice
          label={text(isNew ? 'campaign.check.repeatAnyway' : 'campaign.check.repeat')}
          checked={isRepeat}
          disabled={isStarting}
          onChange={async (repeat) => {
            draft.change({ repeat });
            await draft.flush();
          }}
        />
        <p className="small faint indented">
          {text(isNew ? 'campaign.check.repeatAnywayHint' : 'campaign.check.repeatHint')}
        </p>
      </div>
    </NoteLine>
  );
}

function TestToSelf({ draft, isStarting }: { draft: Draft; isStarting: boolean }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const [result, setResult] = useState<CommandOutput<'campaign:testToSelf'> | null>(null);
  const send = async () => {
    if (!(await draft.flush())) return;
    const answer = await ask('campaign:testToSelf', { id: draft.detail.id });
    if (answer !== null) setResult(answer);
  };
  const tone = result === null ? 'info' : result.outcome === 'sent' ? 'good' : 'warn';
  return (
    <NoteLine tone={tone}>
      <span role="status">
        {result === null
          ? text('campaign.check.testOffer')
          : text(`campaign.check.test.${result.outcome}`, { time: format.time(result.atMs) })}
      </span>
      {!isStarting && (
        <div className="above-2">
          <Button size="small" onPress={send}>
            {text(result === null ? 'campaign.check.testSend' : 'campaign.check.testAgain')}
          </Button>
        </div>
      )}
    </NoteLine>
  );
}

function NoHoursWays({ draft, check, nowMs }: { draft: Draft; check: CampaignCheck; nowMs: number }) {
  const text = useText();
  const words = useScheduleWords();
  const withoutHours = useCountriesWithoutHours();
  const { id, schedule } = draft.detail;
  const { names } = withoutHours(schedule, check.places, nowMs);
  const decide = async (answer: 'campaign' | 'leave_out') => {
    const { window } = schedule;
    if (window === null) return;
    draft.change({ schedule: { ...schedule, window: { ...window, withoutHours: answer } } });
    await draft.flush();
  };
  return (
    <>
      <p id="no-hours">
        {text('campaign.when.noHours.open', { count: check.noHours })} {names}
      </p>
      <div className="row wrap gap-2-3 above-3">
        <Button aria-describedby="no-hours" onPress={() => decide('campaign')}>
          {text('campaign.when.noHours.useClock', { zone: words.zone(schedule.timeZone, nowMs) })}
        </Button>
        {check.willSend > check.noHours && (
          <Button kind="quiet" aria-describedby="no-hours" onPress={() => decide('leave_out')}>
            {text('campaign.when.noHours.leaveOut')}
          </Button>
        )}
        <WhoLink
          campaignId={id}
          group={{ kind: 'left_out', reason: 'no_hours' }}
          what={text('leftOut.no_hours')}
          count={check.noHours}
          words={text('campaign.who.see')}
        />
      </div>
    </>
  );
}
