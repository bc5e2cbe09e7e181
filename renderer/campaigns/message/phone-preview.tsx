import { File as FileIcon, Film } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Attachment } from '../../../domain/campaign.ts';
import { useFormat, useText, useWords } from '../../text.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Phone } from '../../ui/names.tsx';
import { Sign } from '../../ui/sign.tsx';

type Props = {
  readonly name: string;
  readonly phone: string;
  readonly text: string;
  /** The placeholders in it that nothing fills. */
  readonly unfilled: readonly string[];
  readonly attachment: Attachment | null;
  /** The picture, once it is read. */
  readonly pictureUrl: string | null;
};

/** The message on a phone, roughly as its reader will see it. */
export function PhonePreview({ name, phone, text, unfilled, attachment, pictureUrl }: Props) {
  const words = useText();
  const format = useFormat();
  return (
    <div className="phone-preview">
      <div className="phone-preview-header row">
        <span className="phone-preview-face grid center rigid quiet strong" aria-hidden="true">
          {initials(name)}
        </span>
        <div className="clip">
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <small>{phone !== '' && <Phone phone={phone} />}</small>
        </div>
      </div>
      <div className="phone-preview-chat grid gap-3">
        <span className="phone-preview-day caption faint">{words('campaign.message.today')}</span>
        {text === '' && attachment === null ? (
          <p className="small faint phone-preview-empty">{words('campaign.message.previewEmpty')}</p>
        ) : (
          <div className="bubble">
            {attachment && <BubbleFile attachment={attachment} pictureUrl={pictureUrl} />}
            {text !== '' && (
              <div className="bubble-text" dir="auto">
                <FormattedText text={text} unfilled={unfilled} />
              </div>
            )}
            <div className="bubble-footer">
              {format.time(Date.now())}
              <Sign kind="sent" />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

function BubbleFile({ attachment, pictureUrl }: { attachment: Attachment; pictureUrl: string | null }): ReactNode {
  const { text, format } = useWords();
  if (attachment.kind === 'image' && pictureUrl !== null) {
    return <img className="bubble-picture" src={pictureUrl} alt={attachment.fileName} />;
  }
  return (
    <div className="bubble-file row">
      <Icon of={attachment.kind === 'video' ? Film : FileIcon} />
      <div className="clip">
        <bdi>{attachment.fileName}</bdi>
        <small>{`${text(`campaign.message.kind.${attachment.kind}`)}, ${format.bytes(attachment.bytes)}`}</small>
      </div>
    </div>
  );
}

function initials(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/);
  const letters = [first, others.at(-1) ?? ''].map((word) => [...word][0] ?? '').join('');
  return letters.toLocaleUpperCase();
}
