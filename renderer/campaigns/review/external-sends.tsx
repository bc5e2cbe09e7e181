import { useState } from 'react';
import type { Failure } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { uploadFile } from '../../shared/upload.ts';
import { useText } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { FileButton } from '../../ui/fields/file-button.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import type { Draft } from '../use-draft.ts';

type Reading =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly file: string }
  | { readonly kind: 'done'; readonly file: string; readonly people: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a SendOnce on another computer has sent is known from its report. Those people do not get it again. */
export function ExternalSends(props: {
  readonly draft: Draft;
  readonly isStarting: boolean;
  readonly onCounted: () => Promise<void>;
}) {
  const text = useText();
  const [reading, setReading] = useState<Reading>({ kind: 'none' });
  const take = async (file: File) => {
    setReading({ kind: 'reading', file: file.name });
    setReading(await countPeople(props.draft, file));
    await props.onCounted();
  };
  return (
    <NoteLine>
      {text('campaign.check.externalSends')}
      <ReadingWords reading={reading} />
      {!props.isStarting && (
        <div className="above-2">
          <FileButton size="small" accept=".xlsx,.csv" disabled={reading.kind === 'reading'} onFile={take}>
            {text(
              reading.kind === 'done' ? 'campaign.check.externalSendsAnother' : 'campaign.check.externalSendsChoose',
            )}
          </FileButton>
        </div>
      )}
    </NoteLine>
  );
}

function ReadingWords({ reading }: { reading: Reading }) {
  const text = useText();
  switch (reading.kind) {
    case 'none':
      return <p className="small faint">{text('campaign.check.externalSendsHint')}</p>;
    case 'reading':
      return <Busy>{text('campaign.check.externalSendsReading', { file: reading.file })}</Busy>;
    case 'done': {
      const { file, people } = reading;
      return <p role="status">{text('campaign.check.externalSendsDone', { file, count: people })}</p>;
    }
    case 'failed':
      return (
        <p role="alert" className="tone-bad">
          {text(`failure.${reading.failure.code}`)}
        </p>
      );
  }
}

/** Reads the report. The text must be saved first, because its people count as having this text. */
async function countPeople(draft: Draft, file: File): Promise<Reading> {
  if (!(await draft.flush())) return { kind: 'none' };
  const uploaded = await uploadFile(file, () => undefined);
  if (!uploaded.ok) return { kind: 'failed', failure: uploaded.failure };
  const result = await call('campaign:importReport', { id: draft.detail.id, uploadId: uploaded.value });
  if (!result.ok) return { kind: 'failed', failure: result.failure };
  return { kind: 'done', file: file.name, people: result.value.people };
}
