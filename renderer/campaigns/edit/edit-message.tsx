import { Pause } from 'lucide-react';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { useCampaignControl } from '../../shared/use-campaign-control.ts';
import { RichText, useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import { useFallbackWish } from '../message/fallback-table.tsx';
import { MessagePreview, useShownPerson } from '../message/message-preview.tsx';
import { MessageText } from '../message/message-step.tsx';
import type { Draft } from '../use-draft.ts';

type Props = { readonly draft: Draft; readonly check: CampaignCheck | null; readonly isTextChanged: boolean };

/** Changes the text of messages that wait, while the campaign is paused: else the next may leave at any moment. */
export function EditMessage(props: Props) {
  const { detail } = props.draft;
  const fallback = useFallbackWish();
  // Lists go out from the first row on: whoever is shown first should be somebody who gets the new text.
  const person = useShownPerson(detail, Math.max(0, (detail.list?.recipients ?? 0) - detail.counts.pending));
  return (
    <div className="body columns columns-preview">
      <div className="stack">
        <Concerned {...props} />
        {detail.state === 'paused' ? (
          <MessageText {...props} fallback={fallback} person={person} />
        ) : (
          <PauseFirst detail={detail} />
        )}
      </div>
      <MessagePreview {...person} />
    </div>
  );
}

/** Who gets the new text, who keeps the old one, and who would get the new one a second time. */
function Concerned({ draft, check, isTextChanged }: Props) {
  const text = useText();
  const { counts, team } = draft.detail;
  const handedOver = counts.sent + counts.notConfirmed + counts.sending;
  const hadText = isTextChanged ? (check?.alreadyHasText ?? 0) : 0;
  return (
    <div role="status">
      <ul className="checks grid gap-3">
        <NoteLine>
          <RichText words={text('campaigns.edit.goesTo', { count: counts.pending })} />{' '}
          {handedOver > 0 && text('campaigns.edit.keeps', { count: handedOver })}
        </NoteLine>
        {team === 'open' && <NoteLine>{text('campaigns.edit.hereAlone')}</NoteLine>}
        {hadText > 0 && <NoteLine>{text('campaigns.edit.hadText', { count: hadText })}</NoteLine>}
      </ul>
    </div>
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
