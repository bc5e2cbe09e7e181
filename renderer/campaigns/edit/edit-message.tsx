import { Pause } from 'lucide-react';
import { useState } from 'react';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { useCampaignControl } from '../../shared/use-campaign-control.ts';
import { RichText, useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import { Editor } from '../message/editor.tsx';
import { useEditorField } from '../message/editor-field.ts';
import { FallbackTable } from '../message/fallback-table.tsx';
import { HintList } from '../message/hint-list.tsx';
import { MessagePreview } from '../message/message-preview.tsx';
import { EditorFooter } from '../message/message-step.tsx';
import { textHints } from '../message/text-hints.ts';
import { useFallbackWish } from '../message/use-fallback-wish.ts';
import { useOfferedPlaceholders } from '../message/use-offered-placeholders.ts';
import { usePicture } from '../message/use-picture.ts';
import { usePreview } from '../message/use-preview.ts';
import { useRestedHints } from '../message/use-rested-hints.ts';
import type { Draft } from '../use-draft.ts';

type Props = { readonly draft: Draft; readonly check: CampaignCheck | null; readonly isTextChanged: boolean };

/**
 * Another text for whoever waits. While the campaign runs it only shows the text: the next message may leave any
 * moment.
 */
export function EditMessage(props: Props) {
  const { detail } = props.draft;
  const [index, setIndex] = useState(0);
  const picture = usePicture(detail);
  const preview = usePreview(detail.id, index, detail.text, detail.list?.id ?? null);
  return (
    <div className="body columns columns-preview">
      <div className="stack">
        <Concerned {...props} />
        {detail.state === 'paused' ? (
          <EditText {...props} shown={preview?.text ?? detail.text} onPerson={setIndex} />
        ) : (
          <PauseFirst detail={detail} />
        )}
      </div>
      <MessagePreview
        detail={detail}
        preview={preview}
        pictureUrl={picture?.url ?? null}
        index={index}
        onIndex={setIndex}
      />
    </div>
  );
}

/** Who gets the text, who keeps the one they have, and who would get this one a second time. */
function Concerned({ draft, check, isTextChanged }: Props) {
  const text = useText();
  const { counts } = draft.detail;
  const handedOver = counts.sent + counts.notConfirmed + counts.sending;
  const hadText = isTextChanged ? (check?.alreadyHasText ?? 0) : 0;
  return (
    <div role="status">
      <ul className="checks grid gap-3">
        <NoteLine>
          <RichText words={text('campaigns.edit.goesTo', { count: counts.pending })} />{' '}
          {handedOver > 0 && text('campaigns.edit.keeps', { count: handedOver })}
        </NoteLine>
        {hadText > 0 && <NoteLine>{text('campaigns.edit.hadText', { count: hadText })}</NoteLine>}
      </ul>
    </div>
  );
}

function EditText({ draft, check, shown, onPerson }: Props & { shown: string; onPerson: (index: number) => void }) {
  const { detail } = draft;
  const fallback = useFallbackWish();
  const columns = useOfferedPlaceholders(detail.list);
  const setText = (text: string) => draft.change({ text });
  const field = useEditorField(setText);
  const isCaption = detail.attachment !== null;
  const found = textHints({ text: detail.text, columns, isCaption, longest: check?.longest ?? null });
  const hints = useRestedHints(found, detail.text);
  return (
    <>
      <Editor
        field={field}
        value={detail.text}
        onChange={setText}
        keys={columns ?? []}
        footer={<EditorFooter shown={shown} isCaption={isCaption} />}
      />
      <HintList hints={hints} columns={columns ?? []} onChange={field.rewrite} onPerson={onPerson} />
      <FallbackTable draft={draft} onChange={setText} check={check} onPerson={onPerson} fallback={fallback} />
    </>
  );
}

function PauseFirst({ detail }: { detail: CampaignDetail }) {
  const text = useText();
  const { pause } = useCampaignControl(detail.id);
  return (
    <Banner
      kind="info"
      boxed
      title={text('campaigns.edit.pauseFirst')}
      actions={
        <Button icon={Pause} onPress={pause}>
          {text('campaigns.edit.pause')}
        </Button>
      }
    >
      {text('campaigns.edit.pauseFirstBody')}
    </Banner>
  );
}
