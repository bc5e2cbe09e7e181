import { useEffect, useState } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { checkTemplate, parseTemplate } from '../../../domain/template.ts';
import { useText } from '../../text.tsx';
import type { Draft } from '../use-draft.ts';
import type { FallbackWish } from '../use-fallback-wish.ts';
import { AttachmentField } from './attachment-field.tsx';
import { Editor } from './editor.tsx';
import { FallbackTable } from './fallback-table.tsx';
import { MessagePreview } from './message-preview.tsx';
import { countLinks } from './template-edit.ts';
import { usePreview } from './use-preview.ts';

/** The share of the limit from which on the limit is shown. */
const nearLimit = 0.8;

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  /** The attached file while it is at hand, for its preview. */
  readonly picture: File | null;
  readonly onPicture: (file: File | null) => void;
  readonly fallback: FallbackWish;
  readonly onMendList: () => void;
};

/** The second step: the text with its placeholders, one attachment, and how it looks to any recipient. */
export function MessageStep({ draft, check, picture, onPicture, fallback, onMendList }: Props) {
  const { detail } = draft;
  const [index, setIndex] = useState(0);
  const pictureUrl = useObjectUrl(picture);
  const preview = usePreview(detail.id, index, detail.text, detail.list?.id ?? null);
  const keys = (detail.list?.fields ?? []).map((field) => field.key);
  const setText = (text: string) => draft.change({ text });
  return (
    <div className="body columns columns-preview">
      <div className="stack">
        <Editor
          value={detail.text}
          onChange={setText}
          keys={keys}
          foot={
            <EditorFoot
              text={detail.text}
              shown={preview?.text ?? detail.text}
              isCaption={detail.attachment !== null}
            />
          }
        />
        <FallbackTable
          draft={draft}
          onChange={setText}
          check={check}
          onPerson={setIndex}
          fallback={fallback}
          onMendList={onMendList}
        />
        <AttachmentField draft={draft} onFile={onPicture} />
      </div>
      <MessagePreview detail={detail} preview={preview} pictureUrl={pictureUrl} index={index} onIndex={setIndex} />
    </div>
  );
}

function EditorFoot(props: { readonly text: string; readonly shown: string; readonly isCaption: boolean }) {
  const text = useText();
  const most = props.isCaption ? limits.captionCharacters : limits.templateCharacters;
  const used = props.shown.length;
  const links = countLinks(props.shown);
  const isUnclosed = checkTemplate(parseTemplate(props.text), []).some(
    (problem) => problem.code === 'unbalanced_braces',
  );
  return (
    <>
      <span className={used > most ? 'number tone-bad' : 'number'}>
        {used > most * nearLimit
          ? text('campaign.message.charactersOfMost', { used, most })
          : text('campaign.message.characters', { count: used })}
      </span>
      {isUnclosed && (
        <span className="tone-warn">{text('campaign.message.syntax', { example: '{{name|friend}}' })}</span>
      )}
      <span className="push">
        {links === 0 ? text('campaign.message.noLinks') : text('campaign.message.links', { count: links })}
      </span>
    </>
  );
}

/** A URL for a file in this window, given back when it is no longer shown. */
function useObjectUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (file === null || !file.type.startsWith('image/')) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
