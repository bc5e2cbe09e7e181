import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type {
  CampaignSummary,
  Report,
  ReportKind,
  ReportPart,
  ReportScope,
  TeamReport,
  Verification,
} from '../../domain/contract.ts';
import { messagesOf } from '../../domain/report/report-views.ts';
import { accountsOf } from '../../domain/schedule/sent-from.ts';
import { StageBadge } from '../shared/campaign-name.tsx';
import { useScheduleWords } from '../shared/schedule-words.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Busy } from '../ui/busy.tsx';
import { Card } from '../ui/card.tsx';
import { Segmented } from '../ui/fields/choice.tsx';
import { LeftOutSum } from '../ui/fields/left-out-sum.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { Phone } from '../ui/names.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { Cancelled, Exceptions, SecondCopies } from './exceptions.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { FollowedCampaign, FollowUps } from './follow-ups.tsx';
import { MadeOnPaper } from './made-on-paper.tsx';
import { MessageCard } from './message-card.tsx';
import { PracticeBadge, PracticeMark } from './practice-mark.tsx';
import { ReplyFigures, ReplySumsCard } from './reply-sums.tsx';
import { PartLine, SplitCard } from './split-card.tsx';
import { StepCard } from './step-card.tsx';
import { TimelineChart } from './timeline-chart.tsx';
import { Totals } from './totals.tsx';
import { useReport } from './use-report.ts';
import { VerificationCard } from './verification-card.tsx';

/** The results of one campaign: totals that add up, when it was sent, and who did not get it. */
export function ReportScreen({ id }: { id: number }) {
  const text = useText();
  const [part, setPart] = useState<ReportPart | null>(null);
  const isTeams = useOverview(
    ({ campaigns, team }) => team !== null && campaigns.find((one) => one.id === id)?.team != null,
  );
  const [whose, setWhose] = useState<ReportKind>('team');
  const kind = isTeams ? whose : 'here';
  /** The column that was chosen, or null for none. While it is undefined, the list's own choice counts. */
  const [chosen, setChosen] = useState<number | null>();
  const { report, shownPart, failure, again, putVerification } = useReport(id, part, kind);
  const cannotRead = failure && <ReadFailure title={text('report.cannotRead')} code={failure} onAgain={again} />;
  const choice = isTeams && (
    <Whose
      kind={whose}
      onKind={(next) => {
        setPart(null);
        setChosen(undefined);
        setWhose(next);
      }}
    />
  );
  if (report === null && cannotRead)
    return (
      <div className="body stack">
        {choice}
        {cannotRead}
      </div>
    );
  if (report === null) {
    return <Busy className="body status">{text('report.loading')}</Busy>;
  }
  const splitBy = chosen === undefined ? report.chosenBy : chosen;
  return (
    <>
      <ReportHeader report={report} scope={scopeOf(report, shownPart, splitBy)} />
      <Scroll label={text('report.open')}>
        <div className="body stack report relative">
          <PracticeMark />
          {choice}
          {cannotRead}
          {report.kind === 'here' && <SecondCopies rows={report.secondCopies} />}
          <PartLine report={report} part={shownPart} onAll={() => setPart(null)} />
          <div>
            <Totals report={report} />
            <ReplyFigures campaignId={id} replies={report.replies} />
          </div>
          {report.kind === 'team' ? (
            <MessageCard message={report.message} />
          ) : (
            <OfThisComputer report={report} part={shownPart} onVerification={putVerification} onChange={again} />
          )}
          <SplitCard report={report} part={shownPart} index={splitBy} onIndex={setChosen} onPart={setPart} />
          {report.kind === 'here' && (
            <>
              {!isUntried(report) && (
                <Exceptions rows={report.exceptions} count={report.totals.notSent + report.totals.notConfirmed} />
              )}
              <Cancelled rows={report.cancelled} count={report.totals.cancelled} />
            </>
          )}
        </div>
      </Scroll>
    </>
  );
}

/** Parts of the report that other computers of a team are not told. */
function OfThisComputer(props: {
  readonly report: Report;
  readonly part: ReportPart | null;
  readonly onVerification: (verification: Verification) => void;
  readonly onChange: () => void;
}) {
  const { report, part, onVerification, onChange } = props;
  const { campaign, replies } = report;
  const { timeZone } = campaign.schedule;
  return (
    <>
      <ReplySumsCard sums={report.replySums} people={replies.people} timeZone={timeZone} />
      <FollowUps report={report} part={part} />
      <div className="report-pair columns columns-preview">
        <div className="stack">
          <TimelineChart chart={report.chart} pauses={report.pauses} timeZone={timeZone} />
          {part === null && <VerificationCard report={report} onAnswer={onVerification} />}
        </div>
        <div className="stack">
          <MessageCard message={report.message} />
          <SkippedCard report={report} />
          <StepCard report={report} onChange={onChange} />
        </div>
      </div>
    </>
  );
}

/** Of a team campaign: the report of all computers, or of this one. */
function Whose({ kind, onKind }: { kind: ReportKind; onKind: (kind: ReportKind) => void }) {
  const text = useText();
  return (
    <div className="stack gap-2">
      <div className="row">
        <Segmented
          label={text('report.ofTeam.choose')}
          value={kind}
          options={[
            { value: 'team', label: text('report.ofTeam.all') },
            { value: 'here', label: text('team.thisComputer') },
          ]}
          onChange={onKind}
        />
      </div>
      {kind === 'team' && <p className="small quiet">{text('report.ofTeam.lead')}</p>}
    </div>
  );
}

function scopeOf(
  { kind, campaign: { id } }: Report | TeamReport,
  part: ReportPart | null,
  splitBy: number | null,
): ReportScope {
  const ofPart = part === null ? {} : { part };
  if (kind === 'team') return { kind: 'team', id, ...ofPart };
  return { kind: 'campaign', id, ...ofPart, ...(splitBy === null ? {} : { splitBy }) };
}

function ReportHeader({ report, scope }: { report: Report | TeamReport; scope: ReportScope }) {
  const text = useText();
  const nowMs = useNow(15_000);
  const { campaign } = report;
  const accounts = report.kind === 'here' ? report.accounts : accountsOf(campaign);
  return (
    <ScreenHeader
      className="header-report lined"
      isLong
      title={<CampaignTitle campaign={campaign} />}
      beside={
        <>
          <StageBadge campaign={campaign} nowMs={nowMs} />
          <PracticeBadge />
        </>
      }
      actions={<ExportButtons scope={scope} />}
    >
      <p className="quiet">
        <Period campaign={campaign} />{' '}
        {campaign.account !== null && !isUntried(report) && (
          <>
            {text('report.sentFrom')} <SentFromAccounts accounts={accounts} />.
          </>
        )}{' '}
        <FollowedCampaign campaign={campaign} />
      </p>
      <MadeOnPaper timeZone={campaign.schedule.timeZone} />
    </ScreenHeader>
  );
}

/** Nothing of it went out or will: it was cancelled before anybody's turn. */
function isUntried({ totals }: Report | TeamReport): boolean {
  return totals.cancelled > 0 && totals.cancelled === messagesOf(totals);
}

/** The campaign's title leads to the other reports. */
function CampaignTitle({ campaign }: { campaign: CampaignSummary }) {
  const open = useStore((store) => store.open);
  const text = useText();
  const campaigns = useOverview((overview) => overview.campaigns);
  return (
    <Menu
      trigger={
        <button type="button" className="title-select row strong">
          <bdi className="clip">{campaign.name}</bdi>
          <span className="visually-hidden">{text('report.choose')}</span>
          <Icon of={ChevronDown} className="faint" />
        </button>
      }
      items={campaigns
        .filter((one) => one.state !== 'draft')
        .map((one) => ({
          id: `${one.id}`,
          label: one.name,
          chosen: one.id === campaign.id,
          onSelect: () => open({ screen: 'report', id: one.id }),
        }))}
    />
  );
}

function Period({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const words = useScheduleWords();
  const { startedAtMs, finishedAtMs, schedule } = campaign;
  if (startedAtMs === null) return null;
  const { timeZone } = schedule;
  const from = words.moment(startedAtMs, timeZone);
  const zone = words.zone(timeZone, startedAtMs);
  if (finishedAtMs === null) return text('report.runs', { from, zone });
  const day = words.day(startedAtMs, timeZone);
  if (day !== words.day(finishedAtMs, timeZone)) {
    return text('report.ran', { from, to: words.moment(finishedAtMs, timeZone), zone });
  }
  const at = format.time(startedAtMs, timeZone);
  const to = format.time(finishedAtMs, timeZone);
  return at === to ? text('report.ranAt', { day, at, zone }) : text('report.ranOnDay', { day, from: at, to, zone });
}

function SkippedCard({ report }: { report: Report }) {
  const text = useText();
  const { skipped, totals } = report;
  const lines = [
    { label: text('leftOut.same_number'), count: skipped.sameNumber },
    { label: text('leftOut.do_not_contact'), count: skipped.doNotContact },
    ...(skipped.notChosen > 0 ? [{ label: text('leftOut.not_chosen'), count: skipped.notChosen }] : []),
    ...(skipped.leftOut > 0 ? [{ label: text('leftOut.left_out_by_any'), count: skipped.leftOut }] : []),
    { label: text('leftOut.cannot_be_used'), count: skipped.cannotBeUsed },
    { label: text('leftOut.already_has_text'), count: skipped.alreadyHadText },
    { label: text('leftOut.contacted_recently'), count: skipped.contactedRecently },
    { label: text('leftOut.blank_placeholder'), count: skipped.blankPlaceholder },
    { label: text('leftOut.no_hours'), count: skipped.noHours },
    ...(skipped.noMoment > 0 ? [{ label: text('leftOut.no_moment'), count: skipped.noMoment }] : []),
    ...(skipped.erased > 0 ? [{ label: text('leftOut.erased'), count: skipped.erased }] : []),
    ...(skipped.notInGroup > 0 ? [{ label: text('leftOut.not_in_group'), count: skipped.notInGroup }] : []),
  ];
  return (
    <Card title={text('report.skippedTitle')} id="skipped">
      <LeftOutSum
        start={{ label: text('campaign.recipients.sumRows'), count: totals.imported }}
        leftOut={lines}
        end={{ label: text('campaign.recipients.sumRecipients'), count: totals.imported - totals.skipped }}
      />
    </Card>
  );
}

/** By the names that staff gave them where this computer has several accounts, else by number. */
function SentFromAccounts({ accounts }: { accounts: readonly string[] }) {
  const known = useOverview(({ accounts }) => accounts);
  return accounts.map((phone, place) => {
    const name = known.length > 1 ? known.find((one) => one.phone === phone)?.name : '';
    return (
      <span key={phone}>
        {place > 0 && ', '}
        {name ? <bdi>{name}</bdi> : <Phone phone={phone} />}
      </span>
    );
  });
}
