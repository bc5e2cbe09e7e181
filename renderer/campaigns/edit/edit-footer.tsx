import type { CampaignCheck, FailureCode } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { FooterWarning } from '../footer-warning.tsx';
import type { Changes } from './use-changes.ts';

type Props = {
  readonly changes: Changes;
  readonly check: CampaignCheck | null;
  /** Whether the check is of the text as it stands now. */
  readonly isChecked: boolean;
  readonly hasScheduleProblems: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** The way back, what keeps the changes from being saved, and Save. */
export function EditFooter(props: Props) {
  const text = useText();
  const toast = useToast();
  const { changes, onClose, onSaved } = props;
  const isChanged = changes.isTextChanged || changes.isScheduleChanged;
  const problem = useProblem(props);
  const isKnown = !changes.isTextChanged || props.isChecked;
  const save = async () => {
    const result = await changes.save();
    if (!result.ok) return toast('bad', text(`failure.${result.failure.code}`));
    onSaved();
    toast('good', text(result.value.state === 'paused' ? 'campaigns.edit.savedPaused' : 'campaigns.edit.saved'));
  };
  return (
    <footer className="footer-bar row gap-3 rigid lined-above">
      <Button onPress={onClose}>{text('campaign.back')}</Button>
      {problem === null ? (
        <p className="push quiet">{text(isChanged ? 'campaigns.edit.notSaved' : 'campaigns.edit.unchanged')}</p>
      ) : (
        <FooterWarning>{problem}</FooterWarning>
      )}
      <Button kind="primary" onPress={save} disabled={!isChanged || !isKnown || problem !== null}>
        {text('campaigns.edit.save')}
      </Button>
    </footer>
  );
}

/** These stand in the way of sending, not of writing. */
const notTheText: ReadonlySet<FailureCode> = new Set(['no_recipients', 'not_linked']);

/** What keeps the changes from being saved, in words; null when nothing does. */
function useProblem({ changes, check, hasScheduleProblems }: Props): string | null {
  const text = useText();
  if (hasScheduleProblems) return text('campaign.when.problemShort');
  if (!changes.isTextChanged) return null;
  if (changes.draft.detail.state !== 'paused') return text('campaigns.edit.pauseFirst');
  const code = check?.failures.find((failure) => !notTheText.has(failure));
  return code === undefined ? null : text(`failure.${code}`);
}
