import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { CampaignDetail } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Handset } from './handset.tsx';
import type { Preview } from './use-preview.ts';

type Props = {
  readonly detail: CampaignDetail;
  readonly preview: Preview | null;
  readonly pictureUrl: string | null;
  readonly index: number;
  readonly onIndex: (index: number) => void;
};

/** The message as any recipient gets it, stepping through them. */
export function MessagePreview({ detail, preview, pictureUrl, index, onIndex }: Props) {
  const text = useText();
  return (
    <aside className="preview" aria-label={text('campaign.message.preview')}>
      <div className="preview-head">
        <h2>{text('campaign.message.preview')}</h2>
        {preview && (
          <span className="small faint number">{text('campaign.message.row', { row: preview.rowNumber })}</span>
        )}
      </div>
      <Handset
        name={preview?.name ?? ''}
        phone={preview?.phone ?? ''}
        text={preview?.text ?? detail.text}
        attachment={detail.attachment}
        pictureUrl={pictureUrl}
      />
      {preview && preview.total > 0 ? (
        <div className="pager">
          <IconButton
            kind="secondary"
            size="small"
            icon={ChevronLeft}
            className="is-directional"
            label={text('campaign.message.personBefore')}
            disabled={index <= 0}
            onPress={() => onIndex(index - 1)}
          />
          <span className="number" aria-live="polite">
            {text('campaign.message.person', { place: preview.index + 1, total: preview.total })}
          </span>
          <IconButton
            kind="secondary"
            size="small"
            icon={ChevronRight}
            className="is-directional"
            label={text('campaign.message.personAfter')}
            disabled={index >= preview.total - 1}
            onPress={() => onIndex(index + 1)}
          />
        </div>
      ) : (
        <p className="small faint">{text('campaign.message.previewNobody')}</p>
      )}
    </aside>
  );
}
