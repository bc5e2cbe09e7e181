import { Check, Pencil } from 'lucide-react';
import { useState } from 'react';
import { RenameDialog } from '../../shared/rename-dialog.tsx';
import { type CampaignStep, campaignSteps } from '../../store/route.ts';
import { useStore } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Badge } from '../../ui/status.tsx';
import type { Draft, Saving } from '../use-draft.ts';

type Props = {
  readonly draft: Draft;
  readonly step: CampaignStep;
  readonly isStarting: boolean;
  readonly onStep: (step: CampaignStep) => void;
};

/** The draft's name, whether it is saved, and the four steps. */
export function WizardHeader({ draft, step, isStarting, onStep }: Props) {
  const text = useText();
  const open = useStore((store) => store.open);
  const [renaming, setRenaming] = useState(false);
  return (
    <ScreenHeader
      className="header-campaign lined"
      isLong
      title={<bdi>{draft.detail.name}</bdi>}
      beside={
        <>
          <IconButton
            size="small"
            icon={Pencil}
            label={text('campaign.rename')}
            disabled={isStarting}
            onPress={() => setRenaming(true)}
          />
          <Badge kind="draft">{text('campaignState.draft')}</Badge>
        </>
      }
      actions={
        <>
          <SavedNote saving={draft.saving} />
          <Button kind="quiet" onPress={() => open({ screen: 'campaigns' })}>
            {text('ui.close')}
          </Button>
        </>
      }
    >
      <Stepper {...{ draft, step, isStarting, onStep }} />
      {renaming && (
        <RenameDialog
          name={draft.detail.name}
          onClose={() => setRenaming(false)}
          onRename={(name) => draft.change({ name })}
        />
      )}
    </ScreenHeader>
  );
}

function SavedNote({ saving }: { saving: Saving }) {
  const { text, format } = useWords();
  const words = {
    saving: text('campaign.saving'),
    failed: text('campaign.notSaved'),
    saved:
      saving.state === 'saved' && saving.atMs !== null
        ? text('campaign.saved', { time: format.time(saving.atMs) })
        : '',
  };
  return <span className="small faint saved">{words[saving.state]}</span>;
}

/** The four steps. Earlier ones can be returned to unless the campaign is starting. Only one with a result is done. */
function Stepper({ draft: { detail }, step: current, isStarting, onStep }: Props) {
  const text = useText();
  const isEmpty: Partial<Record<CampaignStep, boolean>> = {
    recipients: (detail.list?.recipients ?? 0) === 0,
    message: detail.text.trim() === '' && detail.attachment === null,
  };
  return (
    <ol className="stepper row above-2" aria-label={text('campaign.steps.label')}>
      {campaignSteps.map((step, index) => {
        const isBefore = index < campaignSteps.indexOf(current);
        const isDone = isBefore && isEmpty[step] !== true;
        const word = <span className="step-word">{text(`campaign.steps.${step}`)}</span>;
        return (
          <li
            key={step}
            className="step row faint"
            data-done={isDone ? '' : undefined}
            aria-current={step === current ? 'step' : undefined}
          >
            <span className="step-mark grid center figures">{isDone ? <Icon of={Check} /> : index + 1}</span>
            {isBefore && !isStarting ? (
              <LinkButton onPress={() => onStep(step)}>
                {word}
                {isDone && <span className="visually-hidden"> {text('ui.done')}</span>}
              </LinkButton>
            ) : (
              word
            )}
          </li>
        );
      })}
    </ol>
  );
}
