import { useMemo, useState } from 'react';
import type { CampaignCheck, CampaignDetail, CommandResult, FailureCode } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useUnsaved } from '../../shared/use-unsaved.ts';
import type { EditPart, Route } from '../../store/route.ts';
import { useActions, useOverview, useStore } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { useKey } from '../../ui/hooks/use-key.ts';
import { useRead } from '../../ui/hooks/use-read.ts';
import { ReadFailure } from '../../ui/read-failure.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import { CampaignBadge } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useToast } from '../../ui/toast.tsx';
import { FooterWarning } from '../footer-warning.tsx';
import { ScheduleStep } from '../schedule/schedule-step.tsx';
import { useTextCheck } from '../use-check.ts';
import type { Draft, DraftPatch, Opening } from '../use-draft.ts';
import { EditMessage } from './edit-message.tsx';

type EditRoute = Extract<Route, { screen: 'campaignEdit' }>;

/** Changes what a started campaign has not sent: the text of waiting messages, its hours and its pace. */
export function EditScreen({ route }: { route: EditRoute }) {
  const text = useText();
  const opening = useChanges(route.id);
  if (opening.kind === 'failed') {
    return (
      <div className="body">
        <ReadFailure title={text('campaigns.edit.cannotOpen')} code={opening.code} onAgain={opening.again} />
      </div>
    );
  }
  if (opening.kind === 'opening') {
    return <Busy className="body status">{text('campaigns.edit.opening')}</Busy>;
  }
  return <OpenCampaign changes={opening.opened} route={route} />;
}

function OpenCampaign({ changes, route }: { changes: Changes; route: EditRoute }) {
  const text = useText();
  const open = useStore((store) => store.open);
  const { draft, isTextChanged, isScheduleChanged } = changes;
  const { detail } = draft;
  const { check, isCurrent } = useTextCheck(detail.id, detail.text);
  const [hasScheduleProblems, setScheduleProblems] = useState(false);
  const isOver = detail.state === 'finished' || detail.state === 'cancelled';
  const { back, saved } = useWayBack(route);
  useUnsaved(!isOver && (isTextChanged || isScheduleChanged || hasScheduleProblems) ? 'unsaved' : 'nothing');
  useKey((event) => event.key === 'Escape', back);
  return (
    <>
      <EditHeader changes={changes} onClose={back} />
      {isOver ? (
        <div className="body">
          <Banner kind="info" boxed title={text('campaigns.edit.over')}>
            {text('campaigns.edit.overBody')}
          </Banner>
        </div>
      ) : (
        <Tabs<EditPart>
          label={text('campaigns.edit.parts')}
          value={route.part}
          onChange={(part) => open({ ...route, part })}
          tabs={(['message', 'when'] as const).map((value) => ({ value, label: text(`campaign.steps.${value}`) }))}
        >
          <Scroll label={text(`campaign.steps.${route.part}`)}>
            {route.part === 'message' ? (
              <EditMessage draft={draft} check={check} isTextChanged={isTextChanged} />
            ) : (
              <ScheduleStep draft={draft} check={check} onProblems={setScheduleProblems} />
            )}
          </Scroll>
        </Tabs>
      )}
      {!isOver && (
        <EditFooter
          changes={changes}
          check={check}
          isChecked={isCurrent}
          hasScheduleProblems={hasScheduleProblems}
          onClose={back}
          onSaved={saved}
        />
      )}
    </>
  );
}

function EditHeader({ changes, onClose }: { changes: Changes; onClose: () => void }) {
  const text = useText();
  const { name, state } = changes.draft.detail;
  const close = (
    <Button kind="quiet" onPress={onClose}>
      {text('ui.close')}
    </Button>
  );
  return <ScreenHeader isLong title={<bdi>{name}</bdi>} beside={<CampaignBadge state={state} />} actions={close} />;
}

/** Returns to the screen that the operator came from. `saved` does not ask, because nothing can be lost then. */
function useWayBack(route: EditRoute) {
  const { open, showOutbox, setUnsaved } = useActions();
  const back = () =>
    route.back === 'campaigns' ? open({ screen: 'campaigns' }) : showOutbox({ campaignId: route.id });
  const saved = () => {
    setUnsaved('nothing');
    back();
  };
  return { back, saved };
}

type Props = {
  readonly changes: Changes;
  readonly check: CampaignCheck | null;
  /** Whether the check is that of the text as it is now. */
  readonly isChecked: boolean;
  readonly hasScheduleProblems: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

function EditFooter(props: Props) {
  const text = useText();
  const toast = useToast();
  const { changes, onClose, onSaved } = props;
  const fromHere = useStore((store) => store.fromHere);
  const isChanged = changes.isTextChanged || changes.isScheduleChanged;
  const problem = useProblem(props);
  const isKnown = !changes.isTextChanged || props.isChecked;
  const [missed, setMissed] = useState(0);
  const save = async () => {
    const goOn = fromHere();
    const result = await changes.save(missed);
    if (!result.ok) return toast('bad', text(`failure.${result.failure.code}`));
    goOn(onSaved);
    toast('good', text(result.value.state === 'paused' ? 'campaigns.edit.savedPaused' : 'campaigns.edit.saved'));
  };
  // Hours with which somebody misses their own time are saved only if the operator says so.
  const ask = async () => {
    const { id, schedule } = changes.draft.detail;
    const counted = changes.isScheduleChanged ? await call('campaign:wouldMiss', { id, schedule }) : null;
    if (counted?.ok === false) return toast('bad', text(`failure.${counted.failure.code}`));
    return counted?.value ? setMissed(counted.value) : save();
  };
  return (
    <footer className="footer-bar in-gutter row gap-3 rigid lined-above">
      <Button onPress={onClose}>{text('campaign.back')}</Button>
      {problem === null ? (
        <p className="push quiet">{text(isChanged ? 'campaigns.edit.notSaved' : 'campaigns.edit.unchanged')}</p>
      ) : (
        <FooterWarning>{problem}</FooterWarning>
      )}
      <Button kind="primary" onPress={ask} disabled={!isChanged || !isKnown || problem !== null}>
        {text('campaigns.edit.save')}
      </Button>
      <ConfirmDialog
        open={missed > 0}
        title={text('campaigns.edit.wouldMiss', { count: missed })}
        confirm={text('campaigns.edit.save')}
        keep={text('shell.leaving.stay')}
        onConfirm={save}
        onClose={() => setMissed(0)}
      >
        {text('campaign.own.missed')}
      </ConfirmDialog>
    </footer>
  );
}

/** These failures prevent sending, not writing. */
const notTheText: ReadonlySet<FailureCode> = new Set(['no_recipients', 'not_linked']);

function useProblem({ changes, check, hasScheduleProblems }: Props): string | null {
  const text = useText();
  if (hasScheduleProblems) return text('campaign.when.problemShort');
  if (!changes.isTextChanged) return null;
  if (changes.draft.detail.state !== 'paused') return text('campaigns.edit.pauseFirst');
  const code = check?.failures.find((failure) => !notTheText.has(failure));
  return code === undefined ? null : text(`failure.${code}`);
}

/** A started campaign with changes that exist only in this window until they are saved. */
type Changes = {
  /** The campaign with the changes, in the form that the wizard's parts work on. */
  readonly draft: Draft;
  readonly isTextChanged: boolean;
  readonly isScheduleChanged: boolean;
  /** Saves all changes at once; after a failure the screen stays. `mayMiss`: how many are known to miss their time. */
  readonly save: (mayMiss: number) => Promise<CommandResult<CampaignDetail>>;
};

/** Opens a started campaign for changes. Its counts and state stay current. */
function useChanges(id: number): Opening<Changes> {
  const { shown: original, failure, again: read, put } = useRead('campaign:get', { id });
  const [patch, setPatch] = useState<DraftPatch>({});
  const summary = useOverview(({ campaigns }) => campaigns.find((campaign) => campaign.id === id));
  const now = useMemo(() => original && { ...original, ...summary }, [original, summary]);
  if (failure !== null) return { kind: 'failed', code: failure, again: read };
  if (now === null) return { kind: 'opening' };

  const { text = now.text, schedule = now.schedule } = patch;
  const isTextChanged = text !== now.text;
  const isScheduleChanged = JSON.stringify(schedule) !== JSON.stringify(now.schedule);
  const draft: Draft = {
    detail: { ...now, text, schedule },
    saving: { state: 'saved', atMs: null },
    change: (change) => setPatch((before) => ({ ...before, ...change })),
    flush: async () => true,
    take: put,
    reread: read,
  };
  const save = async (mayMiss: number) => {
    const changed = { ...(isTextChanged ? { text } : {}), ...(isScheduleChanged ? { schedule, mayMiss } : {}) };
    const result = await call('campaign:update', { id, ...changed });
    if (result.ok) {
      put(result.value);
      setPatch({});
    }
    return result;
  };
  return { kind: 'open', opened: { draft, isTextChanged, isScheduleChanged, save } };
}
