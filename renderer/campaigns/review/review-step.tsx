import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck, CheckedGroup, FailureCode, ListReport } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Card } from '../../ui/card.tsx';
import { LeftOutSum } from '../../ui/fields/left-out-sum.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import { ReadFailure } from '../../ui/read-failure.tsx';
import { AudienceCard } from '../recipients/audience-card.tsx';
import type { Draft } from '../use-draft.ts';
import { Blockers, ChecksCard } from './checks.tsx';
import { Contacts } from './contacts.tsx';
import type { ReviewProps } from './fact.tsx';
import { Facts } from './facts.tsx';
import { OtherComputers } from './other-computers.tsx';
import { WhoLink } from './who-link.tsx';

type Props = Omit<ReviewProps, 'check'> & {
  readonly check: CampaignCheck | null;
  readonly failure: FailureCode | null;
};

/** The last step: everything on one page, in words, before anything is sent. */
export function ReviewStep({ check, failure, ...step }: Props) {
  const text = useText();
  const { draft, nowMs, isStarting } = step;
  const review = check && { ...step, check };
  const leavesOut = draft.detail.schedule.window?.withoutHours === 'leave_out';
  const noHoursLeftOut = check !== null && leavesOut ? check.noHours : 0;
  return (
    <div className="body columns">
      <div className="stack">
        {failure !== null && (
          <ReadFailure title={text('campaign.check.cannotCheck')} code={failure} onAgain={step.onCheckAgain} />
        )}
        {check === null && failure === null && <Busy>{text('campaign.check.checking')}</Busy>}
        {check && (
          <div className="statement">
            <h2>{text(statementOf(draft.detail.schedule), { count: check.willSend })}</h2>
            <Open draft={draft} check={check} />
          </div>
        )}
        {draft.detail.list && <AudienceCard list={draft.detail.list} />}
        {review && <Contacts {...review} />}
        {review && <OtherComputers {...review} />}
        <Facts draft={draft} check={check} nowMs={nowMs} onStep={isStarting ? null : step.onStep} />
      </div>
      <aside className="stack">
        {check && draft.detail.list && (
          <CheckSum {...{ campaignId: draft.detail.id, list: draft.detail.list, check, noHoursLeftOut }} />
        )}
        {review && <Blockers {...review} />}
        {review && <ChecksCard {...review} />}
        <ul className="checks grid gap-3">
          <NoteLine isQuiet>{text('campaign.when.gentle')}</NoteLine>
        </ul>
      </aside>
    </div>
  );
}

function statementOf({ own, weekly }: Schedule) {
  if (weekly !== undefined) return 'campaign.series.statement';
  return own === undefined ? 'campaign.check.statement' : 'campaign.own.statement';
}

/** Whether a decision is open. The people it concerns are left out. */
function Open({ draft, check }: { draft: Draft; check: CampaignCheck }) {
  const text = useText();
  const open = check.contacts.open + check.momentsOpen + check.askedToStop + (draft.detail.list?.cannotBeUsed ?? 0);
  if (open > 0) return <p className="quiet">{text('campaign.check.oneOpen')}</p>;
  return check.failures.length === 0 && check.willSend > 0 ? (
    <p className="quiet">{text('campaign.check.nothingOpen')}</p>
  ) : null;
}

type SumProps = {
  readonly campaignId: number;
  readonly list: ListReport;
  readonly check: CampaignCheck;
  readonly noHoursLeftOut: number;
};
type Reason = Extract<CheckedGroup, { kind: 'left_out' }>['reason'];

/** From the file's rows to the people who get it, whose number is on the button. Each line opens its people's list. */
function CheckSum({ campaignId, list, check, noHoursLeftOut }: SumProps) {
  const text = useText();
  const { open, leftOut, byRule } = check.contacts;
  const line = (reason: Reason, count: number, isOpen = false) => {
    const label = text(reason === 'left_out' ? 'leftOut.left_out_by_any' : `leftOut.${reason}`);
    const who = { campaignId, group: { kind: 'left_out', reason }, what: label, count } as const;
    return { label, count, isOpen, link: <WhoLink {...who} words={label} /> };
  };
  const lines = [
    line('same_number', list.sameNumber),
    line('not_chosen', list.notChosen),
    line('left_out', list.leftOut),
    line('cannot_be_used', list.cannotBeUsed, true),
    line('erased', check.erased),
    line('do_not_contact', list.doNotContact + check.doNotContact),
    line('already_has_text', check.alreadyHasText),
    line('asked_to_stop', check.askedToStop, true),
    line('left_group', check.leftGroup),
    line('blank_placeholder', check.blanksLeftOut),
    line('no_hours', noHoursLeftOut),
    line('no_moment', check.noMoment, check.momentsOpen > 0),
    line('contacted_recently', open + leftOut + byRule, open > 0),
  ];
  return (
    <Card title={text('campaign.recipients.whoGets')} aria-live="polite">
      <LeftOutSum
        start={{
          label: text(list.audience === null ? 'campaign.recipients.sumRows' : 'campaign.recipients.sumFitting'),
          count: list.rows,
        }}
        leftOut={lines.filter(({ count }) => count > 0)}
        end={{ label: text('campaign.check.sumEnd'), count: check.willSend }}
      />
    </Card>
  );
}
