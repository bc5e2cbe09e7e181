import { RefreshCw, Undo2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { CampaignSummary } from '../../../domain/contract.ts';
import type { ListAgainResult } from '../../../domain/schedule/list-again-result.ts';
import { uploadFile } from '../../shared/upload.ts';
import { useTellCampaign } from '../../shared/use-campaign-control.ts';
import { useWords } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileButton } from '../../ui/fields/file-button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useRead } from '../../ui/hooks/use-read.ts';
import { useToast } from '../../ui/toast.tsx';

/** Reads the list of a campaign with own days again, and shows the result. */
export function ReadListAgain({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const toast = useToast();
  const { value: reading, again: refresh } = useRead('list:reading', { campaignId: campaign.id });
  const [isReading, setReading] = useState(false);
  const [isOpen, setOpen] = useState(false);
  if (reading === null) return null;
  const { isDrawn, last } = reading;
  const read = async (uploadId: string | null) => {
    const answer = await ask('list:readAgain', { campaignId: campaign.id, uploadId });
    await refresh();
    if (answer !== null) setOpen(true);
  };
  const begin = async (file: File | null) => {
    setReading(true);
    const uploaded = file === null ? null : await uploadFile(file, () => undefined);
    if (uploaded?.ok === false) toast('bad', text(`failure.${uploaded.failure.code}`));
    else await read(uploaded?.value ?? null);
    setReading(false);
  };
  return (
    <>
      {last !== null && (
        <Button kind="quiet" onPress={() => setOpen(true)}>
          {text('listAgain.last', { time: format.moment(last.atMs, Date.now()) })}
        </Button>
      )}
      {isDrawn ? (
        <Button icon={UserPlus} disabled={isReading} onPress={() => begin(null)}>
          {text(isReading ? 'listAgain.reading' : 'listAgain.drawn')}
        </Button>
      ) : (
        <FileButton
          icon={RefreshCw}
          accept=".xlsx,.ods,.csv,.tsv,.txt"
          disabled={isReading}
          onFile={(file) => void begin(file)}
        >
          {text(isReading ? 'listAgain.reading' : 'listAgain.read')}
        </FileButton>
      )}
      {isOpen && last !== null && (
        <WhatCame
          campaignId={campaign.id}
          isDrawn={isDrawn}
          result={last.result}
          refresh={refresh}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

const parts = ['moved', 'later', 'missed', 'gone', 'left', 'held', 'told', 'added'] as const;
/** The changes that can be undone. */
const changing = ['moved', 'later', 'missed', 'gone', 'left', 'held'] as const;
/** How many rows of each kind are shown by name. */
const linesShown = 5;

type WhatCameProps = {
  readonly campaignId: number;
  readonly isDrawn: boolean;
  readonly result: ListAgainResult;
  /** Asks again for what is still open. */
  readonly refresh: () => Promise<void>;
  readonly onClose: () => void;
};

/** Asks whether to undo, add or keep the changes: nobody is added silently. */
function WhatCame({ campaignId, isDrawn, result, refresh, onClose }: WhatCameProps) {
  const { text, format } = useWords();
  const ask = useAsk();
  const toast = useToast();
  const hasChanged = changing.some((part) => result[part].count > 0);
  const say = async (words: string | null) => {
    if (words === null) return;
    toast('good', words);
    await refresh();
  };
  const undo = async () => {
    const undone = await ask('list:undoReading', { campaignId });
    await say(undone === null ? null : text('listAgain.undone'));
  };
  const add = async () => {
    const count = await ask('list:addRows', { campaignId, count: result.added.count });
    await say(count === null ? null : text('listAgain.areAdded', { count }));
  };
  const keep = async () => {
    const kept = await ask('list:keepGone', { campaignId });
    await say(kept === null ? null : text('listAgain.areKept'));
  };
  const acts = { added: ['listAgain.add', add], left: ['listAgain.keep', keep] } as const;
  const shown = parts.filter((part) => result[part].count > 0);
  return (
    <Dialog
      isWide
      title={text(isDrawn ? 'listAgain.drawn' : 'listAgain.title')}
      onClose={onClose}
      before={
        hasChanged && (
          <Button kind="quiet" icon={Undo2} onPress={undo}>
            {text('listAgain.undo')}
          </Button>
        )
      }
    >
      {!isDrawn && <p>{text('listAgain.same', { count: result.same })}</p>}
      {isDrawn && shown.length === 0 && <p>{text('listAgain.nobodyNew')}</p>}
      {shown.map((part) => {
        const number = format.number(result[part].count);
        return (
          <section key={part}>
            <h3>
              {text(isDrawn && part === 'added' ? 'listAgain.drawnAdded' : `listAgain.${part}`)}:{' '}
              <span className="number">{number}</span>
            </h3>
            <div className="row gap-2">
              <p className="small faint">{text(`listAgain.${part}Why`)}</p>
              {(part === 'added' || part === 'left') && (
                <Button size="small" className="push" onPress={acts[part][1]}>
                  {text(acts[part][0], { number })}
                </Button>
              )}
            </div>
            <ul className="small">
              {result[part].lines.slice(0, linesShown).map(({ name, from, to }) => (
                <li key={`${name} ${from} ${to}`}>
                  <bdi>{name}</bdi> {from !== '' && <del>{from}</del>} {to !== '' && <bdi>{to}</bdi>}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Dialog>
  );
}

/** People who are gone from the list, or whose new date cannot be read. They wait until somebody decides about them. */
export function ListChanged({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const tell = useTellCampaign(campaign.id);
  const number = format.number(campaign.setAside.listChanged);
  const answer = (given: 'leave_out' | 'send') => tell('campaign:answer', { about: 'list_changed', answer: given });
  return (
    <Banner
      kind="paused"
      title={text('listAgain.waits', { number })}
      actions={
        <>
          <ConfirmButton
            label={text('listAgain.send', { number })}
            title={text('listAgain.sendTitle')}
            confirm={text('listAgain.send', { number })}
            onConfirm={() => answer('send')}
          >
            {text('listAgain.sendBody')}
          </ConfirmButton>
          <Button onPress={() => answer('leave_out')}>{text('listAgain.cancel', { number })}</Button>
        </>
      }
    >
      {text('listAgain.waitsBody')}
    </Banner>
  );
}
