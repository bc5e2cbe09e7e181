import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useUnsaved } from '../../shared/use-unsaved.ts';
import { noNarrowing } from '../../store/outbox-view.ts';
import { type CampaignStep, campaignSteps } from '../../store/route.ts';
import { useActions, useOverview, useStore } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useNow } from '../../ui/hooks/use-now.ts';
import { ReadFailure } from '../../ui/read-failure.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import { useEndOffer, useToast } from '../../ui/toast.tsx';
import { WindowDrop } from '../../ui/window-drop.tsx';
import { type FallbackWish, useFallbackWish } from '../message/fallback-table.tsx';
import { MessageStep } from '../message/message-step.tsx';
import { type Import, useImport } from '../recipients/file/use-import.ts';
import { RecipientsStep } from '../recipients/recipients-step.tsx';
import { ReviewStep } from '../review/review-step.tsx';
import { StartingBar } from '../review/start-bar.tsx';
import { useStartCountdown } from '../review/use-start-countdown.ts';
import { useOccasions } from '../schedule/own-times/use-own-times.ts';
import { ScheduleStep } from '../schedule/schedule-step.tsx';
import { type Checked, useCheck } from '../use-check.ts';
import { type Draft, useDraft } from '../use-draft.ts';
import { WizardFooter } from './wizard-footer.tsx';
import { WizardHeader } from './wizard-header.tsx';

/** Leads from a list of people to a started campaign. It works on a draft that main keeps. */
export function CampaignWizard({ id, step }: { id: number; step: CampaignStep }) {
  const text = useText();
  const opening = useDraft(id);
  const showOutbox = useStore((store) => store.showOutbox);
  const isStarted = opening.kind === 'open' && opening.opened.detail.state !== 'draft';
  useEffect(() => {
    if (isStarted) showOutbox({ campaignId: id, tab: 'pending' });
  }, [isStarted, id, showOutbox]);
  if (opening.kind === 'failed') {
    return (
      <div className="body">
        <ReadFailure title={text('campaign.cannotOpen')} code={opening.code} onAgain={opening.again} />
      </div>
    );
  }
  if (opening.kind === 'opening' || isStarted) {
    return <Busy className="body status">{text('campaign.opening')}</Busy>;
  }
  return <OpenDraft draft={opening.opened} step={step} />;
}

const unsavedOf = { saved: 'nothing', saving: 'saving', failed: 'unsaved' } as const;

function OpenDraft({ draft, step }: { draft: Draft; step: CampaignStep }) {
  const { open, fromHere } = useActions();
  const usualCountry = useOverview((overview) => overview.settings.country);
  const checked = useCheck(draft);
  const imported = useImport(draft, usualCountry);
  const [scheduleProblems, setScheduleProblems] = useState(false);
  const fallback = useFallbackWish();
  const starting = useCampaignStart(draft, checked.again);
  useOccasions(draft);
  // Unsaved changes are saved, if possible, when the screen is left.
  useUnsaved(unsavedOf[draft.saving.state]);
  const { id } = draft.detail;

  const go = async (next: CampaignStep) => {
    const goOn = fromHere();
    const isSaved = await draft.flush();
    // Check needs a saved draft. The other steps work with unsaved changes too.
    if (isSaved || next !== 'check') goOn(() => open({ screen: 'campaign', id, step: next }));
  };
  const place = campaignSteps.indexOf(step);
  const isStarting = starting.state.kind !== 'ready';
  return (
    <>
      <WizardHeader draft={draft} step={step} isStarting={isStarting} onStep={go} />
      <StepArea step={step}>
        <Step
          draft={draft}
          step={step}
          imported={imported}
          checked={checked}
          fallback={fallback}
          isStarting={isStarting}
          onStep={go}
          onScheduleProblems={setScheduleProblems}
        />
      </StepArea>
      {starting.state.kind === 'ready' ? (
        <WizardFooter
          draft={draft}
          step={step}
          check={checked.check}
          isCheckCurrent={checked.isCurrent}
          hasScheduleProblems={scheduleProblems}
          onBack={() => go(campaignSteps[place - 1] ?? 'recipients')}
          onNext={() => go(campaignSteps[place + 1] ?? 'check')}
          onSend={starting.press}
        />
      ) : (
        <StartingBar detail={draft.detail} check={checked.check} state={starting.state} onUndo={starting.undo} />
      )}
    </>
  );
}

function Step(props: {
  readonly draft: Draft;
  readonly step: CampaignStep;
  readonly imported: Import;
  readonly checked: Checked;
  readonly fallback: FallbackWish;
  readonly isStarting: boolean;
  readonly onStep: (step: CampaignStep) => Promise<void>;
  readonly onScheduleProblems: (areThere: boolean) => void;
}) {
  const { draft, fallback, onStep } = props;
  const { check, failure, again } = props.checked;
  const nowMs = useNow(20_000);
  switch (props.step) {
    case 'recipients':
      return <RecipientsStep draft={draft} imported={props.imported} />;
    case 'message':
      return <MessageStep draft={draft} check={check} fallback={fallback} onCorrectList={() => onStep('recipients')} />;
    case 'when':
      return (
        <>
          <NothingToDrop />
          <ScheduleStep draft={draft} check={check} onProblems={props.onScheduleProblems} />
        </>
      );
    case 'check':
      return (
        <>
          <NothingToDrop />
          <ReviewStep
            draft={draft}
            check={check}
            failure={failure}
            onCheckAgain={again}
            nowMs={nowMs}
            isStarting={props.isStarting}
            onStep={onStep}
            onFallback={(name) => {
              fallback.ask(name);
              void onStep('message');
            }}
          />
        </>
      );
  }
}

function NothingToDrop() {
  const text = useText();
  return <WindowDrop label={text('campaign.drop.nothing')} onFiles={null} />;
}

/** The scrolled page of a step. A new step gets the focus at its top, so a second Enter does not press its button. */
function StepArea({ step, children }: { step: CampaignStep; children: ReactNode }) {
  const text = useText();
  const area = useRef<HTMLElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (!area.current?.contains(document.activeElement)) area.current?.focus({ preventScroll: true });
  }, [step]);
  return (
    <Scroll key={step} ref={area} label={text(`campaign.steps.${step}`)}>
      {children}
    </Scroll>
  );
}

/** Send, the countdown with Undo, and the start. Leaving the page during the countdown starts nothing, and says so. */
function useCampaignStart(draft: Draft, checkAgain: () => Promise<void>) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const endOffer = useEndOffer();
  const { putCampaign, showOutbox, fromHere, open } = useActions();
  const { id, name: campaign } = draft.detail;
  const isWithTeam = useRef(false);
  const { state, press, undo } = useStartCountdown(async () => {
    const goOn = fromHere();
    if (!(await draft.flush())) return;
    const started = await ask(isWithTeam.current ? 'teamCampaign:start' : 'campaign:start', { id });
    if (started === null) {
      await checkAgain();
      return;
    }
    putCampaign(started);
    goOn(() => showOutbox({ ...noNarrowing, campaignId: id, tab: 'pending' }));
  });
  const left = text('campaign.check.left', { campaign });
  const arrive = useEffectEvent(() => endOffer(left));
  // Whoever goes to the outbox to watch it must not take it for started.
  const leave = useEffectEvent(() => {
    if (state.kind !== 'counting') return;
    const goBack = () => open({ screen: 'campaign', id, step: 'check' });
    toast('bad', left, { label: text('campaigns.openDraft'), onPress: goBack });
  });
  useEffect(() => {
    arrive();
    return leave;
  }, []);
  return {
    state,
    press: (withTeam: boolean) => {
      isWithTeam.current = withTeam;
      press();
    },
    undo: () => {
      if (undo()) toast('good', text('campaign.check.undone'));
    },
  };
}
