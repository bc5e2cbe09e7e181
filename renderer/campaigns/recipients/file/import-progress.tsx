import { RichText, useText, useWords } from '../../../text.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { ProgressBar } from '../../../ui/progress.tsx';
import type { ImportPhase } from '../use-work.ts';

/** The progress of taking in and reading a file, or why it failed. */
export function ImportProgress({ phase, onStop }: { phase: ImportPhase; onStop: () => void }) {
  const { text, format } = useWords();
  const looking = text('campaign.recipients.looking');
  const uploading = text('campaign.recipients.uploading');
  switch (phase.kind) {
    case 'idle':
      return null;
    case 'failed':
      return <Failed {...phase} />;
    case 'uploading': {
      const words = `${uploading} <strong>${phase.fileName}</strong>, ${format.bytes(phase.bytes)}`;
      return <Running label={uploading} words={words} value={phase.sentBytes} max={phase.bytes} onStop={onStop} />;
    }
    case 'inspecting':
      return <Running label={looking} words={looking} value={null} max={1} onStop={onStop} />;
    case 'reading': {
      const { rows, totalRows: total } = phase;
      const words =
        total === null
          ? text('campaign.recipients.reading', { rows })
          : text('campaign.recipients.readingOf', { rows, total });
      const label = text('campaign.recipients.readingLabel');
      return <Running {...{ label, words, onStop }} value={total === null ? null : rows} max={total ?? 1} />;
    }
  }
}

/** The file of the draft's present list may be shown above, so another file is named. */
function Failed({ failure, fileName }: Extract<ImportPhase, { kind: 'failed' }>) {
  const why = useText()(`failure.${failure.code}`);
  return fileName === undefined ? (
    <Banner boxed kind="alarm" title={why} />
  ) : (
    <Banner boxed kind="alarm" title={fileName}>
      {why}
    </Banner>
  );
}

function Running(props: {
  readonly label: string;
  readonly words: string;
  readonly value: number | null;
  readonly max: number;
  readonly onStop: () => void;
}) {
  const text = useText();
  return (
    <div className="progress grid gap-2">
      <div className="progress-line row wrap gap-0-2 quiet figures">
        <p>
          <RichText words={props.words} />
        </p>
        <Button size="small" className="push" onPress={props.onStop}>
          {text('campaign.recipients.stop')}
        </Button>
      </div>
      <ProgressBar label={props.label} value={props.value} max={props.max} />
    </div>
  );
}
