import type { CampaignCheck } from '../../../domain/contract.ts';
import { isSeries } from '../../../domain/schedule/series.ts';
import { whyNotWithTeam } from '../../../domain/schedule/with-team.ts';
import type { CampaignStep } from '../../store/route.ts';
import { useActions } from '../../store/use-store.ts';
import { RichText, useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { InlineSelect } from '../../ui/fields/select.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useNow } from '../../ui/hooks/use-now.ts';
import { FooterWarning } from '../footer-warning.tsx';
import { useTeamOffer } from '../review/other-computers.tsx';
import { useComing } from '../schedule/series/weekly-fields.tsx';
import { useForecast } from '../schedule/use-forecast.ts';
import type { Draft } from '../use-draft.ts';

type Props = {
  readonly draft: Draft;
  readonly step: CampaignStep;
  readonly check: CampaignCheck | null;
  /** Whether the check is of the present draft: only then are its numbers what Send would do. */
  readonly isCheckCurrent: boolean;
  readonly hasScheduleProblems: boolean;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly onSend: (withTeam: boolean) => void;
};

/** The bar below each step: back, what is still to be settled, and the button that goes on. */
export function WizardFooter(props: Props) {
  const text = useText();
  const { step } = props;
  const isWithTeam = useTeamOffer() && step === 'check';
  // While the list's country is undecided, that is the one thing to do, and its card has the primary button.
  const isCountryOpen =
    step === 'recipients' && props.draft.detail.list?.facts.groups.some(({ cause }) => cause === 'country_first');
  return (
    <footer className={`footer-bar in-gutter row gap-3 rigid lined-above ${isWithTeam ? 'wrap' : ''}`}>
      {step === 'recipients' ? (
        <DeleteDraft draft={props.draft} />
      ) : (
        <Button onPress={props.onBack}>{text('campaign.back')}</Button>
      )}
      <FooterNote {...props} />
      {step === 'check' ? (
        <SendButton {...props} />
      ) : (
        <Button
          kind={isCountryOpen ? 'secondary' : 'primary'}
          onPress={props.onNext}
          disabled={step === 'when' && props.hasScheduleProblems}
        >
          {step === 'recipients' && text('campaign.next.message')}
          {step === 'message' && text('campaign.next.when')}
          {step === 'when' && text('campaign.next.check')}
        </Button>
      )}
    </footer>
  );
}

function FooterNote({ draft, step, check, hasScheduleProblems }: Props) {
  const text = useText();
  switch (step) {
    case 'recipients': {
      const { list } = draft.detail;
      if (list === null) return <span className="push" />;
      return (
        <p className="push quiet">
          <RichText words={text('campaign.recipients.count', { count: list.recipients })} />
          {list.cannotBeUsed > 0 && (
            <span className="footer-long"> · {text('decide.waiting', { count: list.cannotBeUsed })}</span>
          )}
        </p>
      );
    }
    case 'message': {
      if (check !== null && check.unknownPlaceholders.length > 0 && draft.detail.list !== null) {
        return <FooterWarning>{text('campaign.message.unknownShort')}</FooterWarning>;
      }
      if (check !== null && check.blanks > 0) {
        return <FooterWarning>{text('campaign.message.blanksShort', { count: check.blanks })}</FooterWarning>;
      }
      return <span className="push" />;
    }
    case 'when':
      return hasScheduleProblems ? (
        <FooterWarning>{text('campaign.when.problemShort')}</FooterWarning>
      ) : (
        <FinishNote draft={draft} check={check} />
      );
    case 'check':
      return isReady(check) ? (
        <p className="quiet push">{text('campaign.check.thenUndo')}</p>
      ) : (
        <span className="push" />
      );
  }
}

/** When everything will be done, for when the card that says so is scrolled away. */
function FinishNote({ draft, check }: Pick<Props, 'draft' | 'check'>) {
  const { text, format } = useWords();
  const nowMs = useNow(20_000);
  const forecast = useForecast(draft.detail, check, nowMs);
  const { schedule } = draft.detail;
  const finishMs = schedule.own === undefined ? (forecast?.finishMs ?? null) : (check?.lastDueMs ?? null);
  if (schedule.weekly !== undefined) return <ComingNote {...{ schedule, nowMs }} weekly={schedule.weekly} />;
  if (finishMs === null || isSeries(schedule)) return <span className="push" />;
  const moment = format.moment(finishMs, nowMs, schedule.timeZone);
  return (
    <p className="push quiet">
      {text('campaign.when.footDone', { moment })}
      {check !== null && check.momentsOpen > 0 && (
        <span className="footer-long"> · {text('decide.waiting', { count: check.momentsOpen })}</span>
      )}
    </p>
  );
}

function ComingNote(coming: Parameters<typeof useComing>[0]) {
  return <p className="push quiet">{useComing(coming)}</p>;
}

function isReady(check: CampaignCheck | null): check is CampaignCheck {
  return (
    check !== null &&
    check.failures.length === 0 &&
    check.blanks === 0 &&
    check.unknownPlaceholders.length === 0 &&
    check.willSend > 0
  );
}

function SendButton({ draft, check, isCheckCurrent, onSend }: Props) {
  const text = useText();
  const count = check?.willSend ?? 0;
  const { startAtMs, weekly } = draft.detail.schedule;
  const nowMs = useNow(20_000);
  const isLater = startAtMs !== null && startAtMs > nowMs;
  const isWithTeam = useTeamOffer();
  const disabled = !isReady(check) || !isCheckCurrent;
  return (
    <>
      {isWithTeam && <WithTeam draft={draft} disabled={disabled} onStart={() => onSend(true)} />}
      <Button kind="primary" size="large" disabled={disabled} onPress={() => onSend(false)}>
        {weekly === undefined
          ? text(isLater ? 'campaign.check.schedule' : 'campaign.check.send', { count })
          : text('campaign.series.schedule')}
      </Button>
    </>
  );
}

/** A column of the list may name each person's computer; unknown names are asked about above. */
function WithTeam({ draft, disabled, onStart }: { draft: Draft; disabled: boolean; onStart: () => void }) {
  const text = useText();
  const { detail, change } = draft;
  const { byComputer, ...schedule } = detail.schedule;
  const why = whyNotWithTeam({ ...detail, hasStep: detail.step !== null });
  if (why !== null) return <p className="small quiet">{text(`teamCampaign.not.${why}`)}</p>;
  const headers = detail.list?.headers ?? [];
  return (
    <>
      {headers.length > 0 && (
        <InlineSelect
          label={text('teamCampaign.senderColumn')}
          value={byComputer?.column ?? null}
          none={text('teamCampaign.noSenderColumn')}
          options={headers.map((header, index) => ({
            value: index,
            label: header.trim() || text('campaign.recipients.unnamedColumn', { place: index + 1 }),
          }))}
          onChange={(column) =>
            change({ schedule: column === null ? schedule : { ...schedule, byComputer: { column } } })
          }
        />
      )}
      <Button size="large" disabled={disabled} onPress={onStart}>
        {text('teamCampaign.start')}
      </Button>
    </>
  );
}

function DeleteDraft({ draft }: { draft: Draft }) {
  const text = useText();
  const ask = useAsk();
  const { open, fromHere } = useActions();
  return (
    <ConfirmButton
      kind="quiet"
      label={text('campaign.deleteDraft.button')}
      title={text('campaign.deleteDraft.title')}
      confirm={text('campaign.deleteDraft.button')}
      onConfirm={async () => {
        const goOn = fromHere();
        // Unsaved typing must not be saved into a draft that no longer exists.
        await draft.flush();
        const answer = await ask('campaign:deleteDraft', { id: draft.detail.id });
        if (answer !== null) goOn(() => open({ screen: 'campaigns' }));
      }}
    >
      {text('campaign.deleteDraft.body')}
    </ConfirmButton>
  );
}
