import { File as FileIcon, Paperclip, X } from 'lucide-react';
import { type ComponentProps, useRef, useState } from 'react';
import type { Attachment } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { nameKey } from '../../../domain/template/placeholder-names.ts';
import { useText, useWords } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/fields/choice.tsx';
import { FileButton } from '../../ui/fields/file-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { findLinks } from '../../ui/links.ts';
import { ProgressBar } from '../../ui/progress.tsx';
import { useToast } from '../../ui/toast.tsx';
import { WindowDrop } from '../../ui/window-drop.tsx';
import type { Draft } from '../use-draft.ts';
import { Editor } from './editor.tsx';
import { useEditorField } from './editor-field.ts';
import { FallbackTable, type FallbackWish } from './fallback-table.tsx';
import { HintList } from './hint-list.tsx';
import { MessagePreview, useShownPerson } from './message-preview.tsx';
import { SavedTexts } from './saved-texts.tsx';
import { SpreadsheetNote } from './spreadsheet-note.tsx';
import { textHints } from './text-hints.ts';
import { type Attaching, useAttaching } from './use-attaching.ts';
import { useOfferedPlaceholders } from './use-offered-placeholders.ts';
import { useRestedHints } from './use-rested-hints.ts';

/** The share of the limit beyond which the limit is shown. */
const nearLimit = 0.8;

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  readonly fallback: FallbackWish;
  readonly onCorrectList: () => void;
};

/** The second step: the text with its placeholders, one attachment, and a preview for any recipient. */
export function MessageStep({ draft, check, fallback, onCorrectList }: Props) {
  const { detail } = draft;
  const person = useShownPerson(detail);
  const { picture } = person;
  const attaching = useAttaching(draft);
  return (
    <div className="body columns columns-preview">
      <AttachmentDrop attachment={detail.attachment} attaching={attaching} />
      <div className="stack">
        <MessageText {...{ draft, check, fallback, onCorrectList, person }} />
        <AttachmentField draft={draft} attaching={attaching} />
        {picture?.hasPlace && <KeptPlace draft={draft} isPicture={picture.url !== null} />}
      </div>
      <MessagePreview
        {...person}
        jumps={{ longest: check?.longest?.index ?? null, firstBlank: check?.blankRows[0]?.index ?? null }}
      />
    </div>
  );
}

/** The editor of the text, hints about it, and its placeholders. Saved texts are offered for a draft only. */
export function MessageText(
  props: Omit<ComponentProps<typeof FallbackTable>, 'onChange' | 'onLeave' | 'onPerson'> & {
    readonly person: ReturnType<typeof useShownPerson>;
  },
) {
  const { draft, check, person } = props;
  const { detail } = draft;
  const columns = useOfferedPlaceholders(detail.list);
  const { field, value, setText, setAside, settle } = useHeldText(draft);
  const isCaption = detail.attachment !== null;
  const nameHeader = detail.list?.fields.find(({ key }) => key === nameKey)?.header;
  const found = textHints({ text: detail.text, columns, nameHeader, isCaption, longest: check?.longest ?? null });
  const hints = useRestedHints(found, detail.text);
  return (
    <>
      <Editor
        field={field}
        value={value}
        aside={detail.text}
        onChange={setText}
        keys={columns ?? []}
        tools={
          detail.state === 'draft' && (
            <SavedTexts field={field} value={detail.text} columns={columns} suggested={detail.name} />
          )
        }
        footer={<EditorFooter shown={person.preview?.text ?? detail.text} isCaption={isCaption} />}
      />
      <HintList hints={hints} columns={columns ?? []} onChange={field.rewrite} onPerson={person.onIndex} />
      <FallbackTable {...props} onChange={setAside} onLeave={settle} onPerson={person.onIndex} />
    </>
  );
}

/** Changes made to the text beside the field reach it when that place is left, so that its undo history survives. */
function useHeldText({ detail: { text }, change }: Draft) {
  /** The text in the field meanwhile. */
  const [held, setHeld] = useState<string | null>(null);
  const setText = (typed: string) => {
    setHeld(null);
    change({ text: typed });
  };
  const field = useEditorField(setText);
  const latest = useRef({ text, held });
  latest.current = { text, held };
  return {
    field,
    value: held ?? text,
    setText,
    setAside: (typed: string) => {
      setHeld(held ?? text);
      change({ text: typed });
    },
    // It waits until the focus is where it is going: it must return there.
    settle: () =>
      requestAnimationFrame(() => {
        if (latest.current.held === null) return;
        field.rewriteAside(latest.current.text);
        setHeld(null);
      }),
  };
}

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

/** Says that a file names the place where it was taken. From a picture the place is removed unless it is kept. */
function KeptPlace({ draft, isPicture }: { draft: Draft; isPicture: boolean }) {
  const text = useText();
  if (!isPicture)
    return (
      <p className="small" role="status">
        {text('campaign.message.placeCannotBeTakenOut')}
      </p>
    );
  const { keepsPlace } = draft.detail;
  return (
    <div className="row wrap gap-2-3">
      <p className="small" role="status">
        {text(keepsPlace ? 'campaign.message.placeGoesOut' : 'campaign.message.placeStays')}
      </p>
      <Switch
        label={text('campaign.message.keepPlace')}
        checked={keepsPlace}
        onChange={(wanted) => draft.change({ keepsPlace: wanted })}
      />
    </div>
  );
}

function AttachmentField({ draft, attaching }: { draft: Draft; attaching: Attaching }) {
  const { text, format } = useWords();
  const { sending, problem, attach, detach } = attaching;
  const { attachment } = draft.detail;
  return (
    <section className="attachment grid gap-3">
      {problem !== null && (
        <Banner boxed kind="alarm" title={problem.title}>
          {problem.why}
        </Banner>
      )}
      {sending !== null && (
        <div className="progress grid gap-2">
          <p className="progress-line row wrap gap-0-2 quiet figures">
            {text('campaign.message.attaching', { file: sending.fileName })}
          </p>
          <ProgressBar label={sending.fileName} value={sending.sentBytes} max={sending.bytes} />
        </div>
      )}
      {attachment === null ? (
        sending === null && (
          <div className="row wrap gap-2-3">
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
          {/* One at a time: with two, nobody would know which is read last. */}
          <FileButton size="small" onFile={attach} disabled={sending !== null}>
            {text('campaign.message.replace')}
          </FileButton>
          <IconButton
            size="small"
            icon={X}
            label={text('campaign.message.detach')}
            disabled={sending !== null}
            onPress={detach}
          />
        </div>
      )}
      {attachment !== null && <SpreadsheetNote attachment={attachment} />}
    </section>
  );
}
