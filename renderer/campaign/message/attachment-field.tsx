import { File as FileIcon, Paperclip, X } from 'lucide-react';
import { useState } from 'react';
import { attachmentKind, attachmentMaxBytes } from '../../../domain/campaign.ts';
import { call, useAsk } from '../../api.ts';
import { useFormat, useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { uploadFile } from '../upload.ts';
import type { Draft } from '../use-draft.ts';

type Sending = { readonly fileName: string; readonly sentBytes: number; readonly bytes: number };

/** One file that goes out with the text. `onFile` hears of the file itself, for its preview. */
export function AttachmentField({
  draft,
  onFile,
}: {
  readonly draft: Draft;
  readonly onFile: (file: File | null) => void;
}) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { attachment, id } = draft.detail;

  const attach = async (file: File) => {
    const kind = attachmentKind(file.type);
    if (file.size > attachmentMaxBytes[kind]) {
      const most = format.bytes(attachmentMaxBytes[kind]);
      setProblem(text('campaign.message.tooLarge', { file: file.name, most }));
      return;
    }
    setProblem(null);
    const progress = (sentBytes: number) => setSending({ fileName: file.name, sentBytes, bytes: file.size });
    progress(0);
    const uploaded = await uploadFile(file, progress);
    const mimeType = file.type === '' ? 'application/octet-stream' : file.type;
    const reply = uploaded.ok ? await call('campaign:attach', { id, uploadId: uploaded.value, mimeType }) : uploaded;
    setSending(null);
    if (!reply.ok) {
      setProblem(text(`failure.${reply.failure.code}`));
      return;
    }
    onFile(file);
    draft.take(reply.value);
  };

  return (
    <section className="attachment">
      {problem !== null && <Banner boxed kind="alarm" title={problem} />}
      {sending !== null && (
        <div className="progress">
          <p className="progress-line">{text('campaign.message.attaching', { file: sending.fileName })}</p>
          <ProgressBar label={sending.fileName} value={sending.sentBytes} max={sending.bytes} />
        </div>
      )}
      {attachment === null ? (
        sending === null && (
          <div className="attach-offer">
            <FileButton icon={Paperclip} onFile={attach}>
              {text('campaign.message.attach')}
            </FileButton>
            <p className="small faint">{text('campaign.message.attachHint')}</p>
          </div>
        )
      ) : (
        <div className="source">
          <Icon of={FileIcon} className="tone-accent" />
          <div className="clip">
            <strong>
              <bdi>{attachment.fileName}</bdi>
            </strong>{' '}
            <span className="faint number">{format.bytes(attachment.bytes)}</span>
          </div>
          <FileButton size="small" onFile={attach}>
            {text('campaign.message.replace')}
          </FileButton>
          <IconButton
            size="small"
            icon={X}
            label={text('campaign.message.detach')}
            onPress={async () => {
              const detail = await ask('campaign:detach', { id });
              if (detail === null) return;
              onFile(null);
              draft.take(detail);
            }}
          />
        </div>
      )}
    </section>
  );
}
