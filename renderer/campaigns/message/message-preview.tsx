import { ChevronDown, ChevronUp, File as FileIcon, Film } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../../domain/campaign.ts';
import type { CampaignDetail, CommandOutput } from '../../../domain/contract.ts';
import { parseTemplate, placeholderNames } from '../../../domain/template/template.ts';
import { call } from '../../api.ts';
import { FindField } from '../../shared/find-field.tsx';
import { useFormat, useText, useWords } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { useRead } from '../../ui/hooks/use-read.ts';
import { Icon } from '../../ui/icon.tsx';
import { Phone } from '../../ui/names.tsx';
import { Sign } from '../../ui/sign.tsx';
import { type Jumps, PreviewJumps, PreviewPager } from './preview-jumps.tsx';
import { usePreview } from './use-preview.ts';

/** The person whose message is shown beside its text, at first the one at `start`, with everything shown of it. */
export function useShownPerson(detail: CampaignDetail, start = 0) {
  const [index, onIndex] = useState(start);
  const preview = usePreview(detail.id, index, detail.text, detail.list?.id ?? null);
  return { detail, index, onIndex, preview, picture: usePicture(detail) };
}

/** The attached picture, and whether its file names a place; also for a reopened draft. Null until it is read. */
function usePicture({ id, attachment }: CampaignDetail) {
  const asks = attachment !== null;
  const { result, isOld } = useRead('campaign:picture', { id }, { asks, version: attachment?.hash });
  return asks && !isOld && result?.ok ? result.value : null;
}

/** The message as any recipient gets it, one after another. `jumps`: the people that a check found worth a look. */
export function MessagePreview(props: ReturnType<typeof useShownPerson> & { readonly jumps?: Jumps }) {
  const { detail, preview, picture, index, onIndex, jumps } = props;
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
        pictureUrl={picture?.url ?? null}
      />
      {preview && preview.total > 0 ? (
        <PreviewPager index={index} total={preview.total} onIndex={onIndex} />
      ) : (
        <p className="small faint">{text('campaign.message.previewNobody')}</p>
      )}
    </aside>
  );
}

type PhoneProps = {
  readonly name: string;
  readonly phone: string;
  readonly text: string;
  /** The placeholders in it that nothing fills. */
  readonly unfilled: readonly string[];
  readonly attachment: Attachment | null;
  readonly pictureUrl: string | null;
};

function PhonePreview({ name, phone, text, unfilled, attachment, pictureUrl }: PhoneProps) {
  const words = useText();
  const format = useFormat();
  return (
    <div className="phone-preview">
      <div className="phone-preview-header row">
        <span className="phone-preview-face grid center rigid caption quiet strong" aria-hidden="true">
          {initials(name)}
        </span>
        <div className="clip">
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <small className="caption">{phone !== '' && <Phone phone={phone} />}</small>
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
              <div className="bubble-text">
                <FormattedText text={text} unfilled={unfilled} />
              </div>
            )}
            <div className="bubble-footer row gap-1 caption faint figures">
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
        <small className="quiet caption">{`${text(`campaign.message.kind.${attachment.kind}`)}, ${format.bytes(attachment.bytes)}`}</small>
      </div>
    </div>
  );
}

function initials(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/);
  const letters = [first, others.at(-1) ?? ''].map((word) => [...word][0] ?? '').join('');
  return letters.toLocaleUpperCase();
}

type SearchProps = {
  readonly campaignId: number;
  readonly listId: number;
  readonly onIndex: (index: number) => void;
  /** Shown below while nothing is searched. */
  readonly children?: ReactNode;
};

/** Finds people by name or number: the first while it is typed, the next ones by Enter or a press. */
function PreviewSearch({ campaignId, listId, onIndex, children }: SearchProps) {
  const text = useText();
  const { typed, type, found, go } = usePersonSearch(campaignId, listId, onIndex);
  const match = found === 'nobody' ? null : found;
  return (
    // biome-ignore lint/a11y/useSemanticElements: React knows no search element yet
    <div
      className="preview-search row wrap gap-1"
      role="search"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement))
          return;
        event.preventDefault();
        go(event.shiftKey ? -1 : 1);
      }}
    >
      <FindField label={text('campaign.message.findPerson')} value={typed} onChange={type} />
      {found === null && children}
      <p className="preview-found small faint number" role="status">
        {found === 'nobody' && text('campaign.message.noMatch')}
        {match !== null && text('campaign.message.match', { place: match.match + 1, total: match.matches })}
      </p>
      {match !== null && match.matches > 1 && (
        <>
          <IconButton
            size="small"
            icon={ChevronUp}
            label={text('campaign.message.matchBefore')}
            onPress={() => go(-1)}
          />
          <IconButton
            size="small"
            icon={ChevronDown}
            label={text('campaign.message.matchAfter')}
            onPress={() => go(1)}
          />
        </>
      )}
    </div>
  );
}

type Match = NonNullable<CommandOutput<'campaign:findPerson'>>;

const restMs = 150;

/** A search among the people of a campaign's list, which shows a match at once. Null while nothing is searched. */
function usePersonSearch(campaignId: number, listId: number, onIndex: (index: number) => void) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Match | 'nobody' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Results come in the order of the searches, but only the newest search counts.
  const asked = useRef(0);
  // A search in the previous list says nothing about another one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason
  useEffect(() => {
    setFound(null);
    return () => clearTimeout(timer.current);
  }, [listId]);

  const find = async (search: string, match: number) => {
    clearTimeout(timer.current);
    asked.current += 1;
    const question = asked.current;
    const result = await call('campaign:findPerson', { id: campaignId, search, match });
    if (question !== asked.current) return;
    const next = result.ok ? result.value : null;
    setFound(next ?? 'nobody');
    if (next !== null) onIndex(next.index);
  };
  const type = (search: string) => {
    setTyped(search);
    clearTimeout(timer.current);
    asked.current += 1;
    if (search.trim() === '') setFound(null);
    else timer.current = setTimeout(() => void find(search, 0), restMs);
  };
  /** Goes to the next match (1) or the previous one (-1), wrapping around at the ends. */
  const go = (step: 1 | -1) => {
    if (typed.trim() === '') return;
    if (found === null || found === 'nobody') void find(typed, 0);
    else void find(typed, (found.match + step + found.matches) % found.matches);
  };
  return { typed, type, found, go };
}
