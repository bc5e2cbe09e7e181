import type { CampaignDetail } from '../../../domain/contract.ts';
import { parseTemplate, placeholderNames } from '../../../domain/template/template.ts';
import { useText } from '../../text.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { type Jumps, PreviewJumps, PreviewPager } from './preview-jumps.tsx';
import { PreviewSearch } from './preview-search.tsx';
import type { Preview } from './use-preview.ts';

type Props = {
  readonly detail: CampaignDetail;
  readonly preview: Preview | null;
  readonly pictureUrl: string | null;
  readonly index: number;
  readonly onIndex: (index: number) => void;
  /** People to go to, where a check has found them. */
  readonly jumps?: Jumps;
};

/** The message as any recipient gets it, stepping through them. */
export function MessagePreview({ detail, preview, pictureUrl, index, onIndex, jumps }: Props) {
  const text = useText();
  return (
    <aside className="preview grid gap-3" aria-label={text('campaign.message.preview')}>
      <div className="row wrap between">
        <h2>{text('campaign.message.preview')}</h2>
        {preview && (
          <span className="small faint number">{text('campaign.message.row', { row: preview.rowNumber })}</span>
        )}
      </div>
      {detail.list && (
        <PreviewSearch campaignId={detail.id} listId={detail.list.id} onIndex={onIndex}>
          {jumps && <PreviewJumps jumps={jumps} onIndex={onIndex} />}
        </PreviewSearch>
      )}
      <PhonePreview
        name={preview?.name ?? ''}
        phone={preview?.phone ?? ''}
        text={preview?.text ?? detail.text}
        unfilled={preview?.blanks ?? placeholderNames(parseTemplate(detail.text))}
        attachment={detail.attachment}
        pictureUrl={pictureUrl}
      />
      {preview && preview.total > 0 ? (
        <PreviewPager index={index} total={preview.total} onIndex={onIndex} />
      ) : (
        <p className="small faint">{text('campaign.message.previewNobody')}</p>
      )}
    </aside>
  );
}
