import { File as FileIcon, Paperclip, X } from 'lucide-react';
import { useWords } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FileButton } from '../../ui/fields/file-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import type { Draft } from '../use-draft.ts';
import type { Attaching } from './use-attaching.ts';

/** One file that goes out with the text. */
export function AttachmentField({ draft, attaching }: { draft: Draft; attaching: Attaching }) {
  const { text, format } = useWords();
  const { sending, problem, attach, detach } = attaching;
  const { attachment } = draft.detail;
  return (
    <section className="attachment grid gap-3">
      {problem !== null && <Banner boxed kind="alarm" title={problem} />}
      {sending !== null && (
        <div className="progress grid gap-2">
          <p className="progress-line row wrap quiet figures">
            {text('campaign.message.attaching', { file: sending.fileName })}
          </p>
          <ProgressBar label={sending.fileName} value={sending.sentBytes} max={sending.bytes} />
        </div>
      )}
      {attachment === null ? (
        sending === null && (
          <div className="attach-offer row wrap">
            <FileButton icon={Paperclip} onFile={attach}>
              {text('campaign.message.attach')}
            </FileButton>
            <p className="small faint">{text('campaign.message.attachHint')}</p>
          </div>
        )
      ) : (
        <div className="source row wrap gap-3 framed">
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
          <IconButton size="small" icon={X} label={text('campaign.message.detach')} onPress={detach} />
        </div>
      )}
    </section>
  );
}
