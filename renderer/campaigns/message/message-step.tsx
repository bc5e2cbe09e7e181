import { useState } from 'react';
import type { Attachment } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { useText } from '../../text.tsx';
import { findLinks } from '../../ui/links.ts';
import { useToast } from '../../ui/toast.tsx';
import { WindowDrop } from '../../ui/window-drop.tsx';
import type { Draft } from '../use-draft.ts';
import { AttachmentField } from './attachment-field.tsx';
import { Editor } from './editor.tsx';
import { useEditorField } from './editor-field.ts';
import { FallbackTable } from './fallback-table.tsx';
import { HintList } from './hint-list.tsx';
import { KeptPlace } from './kept-place.tsx';
import { MessagePreview } from './message-preview.tsx';
import { SavedTexts } from './saved-texts.tsx';
import { textHints } from './text-hints.ts';
import { type Attaching, useAttaching } from './use-attaching.ts';
import type { FallbackWish } from './use-fallback-wish.ts';
import { useOfferedPlaceholders } from './use-offered-placeholders.ts';
import { usePicture } from './use-picture.ts';
import { usePreview } from './use-preview.ts';
import { useRestedHints } from './use-rested-hints.ts';

/** The share of the limit from which on the limit is shown. */
const nearLimit = 0.8;

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  readonly fallback: FallbackWish;
  readonly onCorrectList: () => void;
};

/** The second step: the text with its placeholders, one attachment, and how it looks to any recipient. */
export function MessageStep({ draft, check, fallback, onCorrectList }: Props) {
  const { detail } = draft;
  const [index, setIndex] = useState(0);
  const picture = usePicture(detail);
  const preview = usePreview(detail.id, index, detail.text, detail.list?.id ?? null);
  const columns = useOfferedPlaceholders(detail.list);
  const setText = (text: string) => draft.change({ text });
  const field = useEditorField(setText);
  const attaching = useAttaching(draft);
  const isCaption = detail.attachment !== null;
  const found = textHints({ text: detail.text, columns, isCaption, longest: check?.longest ?? null });
  const hints = useRestedHints(found, detail.text);
  return (
    <div className="body columns columns-preview">
      <AttachmentDrop attachment={detail.attachment} attaching={attaching} />
      <div className="stack">
        <Editor
          field={field}
          value={detail.text}
          onChange={setText}
          keys={columns ?? []}
          tools={<SavedTexts field={field} value={detail.text} columns={columns} suggested={detail.name} />}
          footer={<EditorFooter shown={preview?.text ?? detail.text} isCaption={isCaption} />}
        />
        <HintList hints={hints} columns={columns ?? []} onChange={field.rewrite} onPerson={setIndex} />
        <FallbackTable
          draft={draft}
          onChange={setText}
          check={check}
          onPerson={setIndex}
          fallback={fallback}
          onCorrectList={onCorrectList}
        />
        <AttachmentField draft={draft} attaching={attaching} />
        {picture?.hasPlace && <KeptPlace draft={draft} isPicture={picture.url !== null} />}
      </div>
      <MessagePreview
        detail={detail}
        preview={preview}
        pictureUrl={picture?.url ?? null}
        index={index}
        onIndex={setIndex}
        jumps={{ longest: check?.longest?.index ?? null, firstBlank: check?.blankRows[0]?.index ?? null }}
      />
    </div>
  );
}

/** The whole window takes the file that goes out with the text. */
function AttachmentDrop({ attachment, attaching }: { attachment: Attachment | null; attaching: Attaching }) {
  const text = useText();
  const toast = useToast();
  const label =
    attachment === null ? text('campaign.drop.file') : text('campaign.drop.otherFile', { file: attachment.fileName });
  return (
    <WindowDrop
      label={label}
      onFiles={([file, ...others]) => {
        if (attaching.sending !== null) return;
        if (file !== undefined && others.length === 0) void attaching.attach(file);
        else toast('bad', text('campaign.drop.several'));
      }}
    />
  );
}

/** How long the text is for the person in the preview, and how many links it has. */
export function EditorFooter({ shown, isCaption }: { shown: string; isCaption: boolean }) {
  const text = useText();
  const most = isCaption ? limits.captionCharacters : limits.templateCharacters;
  const used = shown.length;
  const links = findLinks(shown).length;
  return (
    <>
      <span className={used > most ? 'number tone-bad' : 'number'}>
        {used > most * nearLimit
          ? text('campaign.message.charactersOfMost', { used, most })
          : text('campaign.message.characters', { count: used })}
      </span>
      <span className="push">
        {links === 0 ? text('campaign.message.noLinks') : text('campaign.message.links', { count: links })}
      </span>
    </>
  );
}
