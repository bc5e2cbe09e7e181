import { RefreshCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { CampaignSummary } from '../../../domain/contract.ts';
import type { ListAgainResult } from '../../../domain/schedule/list-again-result.ts';
import { uploadFile } from '../../shared/upload.ts';
import { useStore } from '../../store/use-store.ts';
import { useFormat, useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileButton } from '../../ui/fields/file-button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useToast } from '../../ui/toast.tsx';

/** Reads the list of a campaign with own times again, and says what came of it. */
export function ReadListAgain({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const [isReading, setReading] = useState(false);
  const [result, setResult] = useState<ListAgainResult | null>(null);
  const read = async (file: File) => {
    setReading(true);
    const uploaded = await uploadFile(file, () => undefined);
    if (!uploaded.ok) toast('bad', text(`failure.${uploaded.failure.code}`));
    else setResult(await ask('list:readAgain', { campaignId: campaign.id, uploadId: uploaded.value }));
    setReading(false);
  };
  return (
    <>
      <FileButton
        icon={RefreshCw}
        accept=".xlsx,.ods,.csv,.tsv,.txt"
        disabled={isReading}
        onFile={(file) => void read(file)}
      >
        {text(isReading ? 'listAgain.reading' : 'listAgain.read')}
      </FileButton>
      {result !== null && <WhatCame campaignId={campaign.id} result={result} onClose={() => setResult(null)} />}
    </>
  );
}

const parts = ['moved', 'missed', 'gone', 'held', 'told', 'added'] as const;
/** So many rows of each stand by name. */
const linesShown = 5;

type WhatCameProps = {
  readonly campaignId: number;
  readonly result: ListAgainResult;
  readonly onClose: () => void;
};

/** What of it is to be taken back or added is said here, once: nobody is added in silence. */
function WhatCame({ campaignId, result, onClose }: WhatCameProps) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const toast = useToast();
  const [areAdded, setAdded] = useState(false);
  const hasChanged = result.moved.count + result.missed.count + result.gone.count + result.held.count > 0;
  const undo = async () => {
    if ((await ask('list:undoReading', { campaignId })) === null) return;
    toast('good', text('listAgain.undone'));
    onClose();
  };
  const add = async () => {
    const count = await ask('list:addRows', { campaignId, count: result.added.count });
    if (count === null) return;
    setAdded(true);
    toast('good', text('listAgain.areAdded', { count }));
  };
  return (
    <Dialog
      open
      isWide
      title={text('listAgain.title')}
      onClose={onClose}
      actions={
        <>
          {hasChanged && (
            <Button kind="quiet" icon={Undo2} onPress={undo}>
              {text('listAgain.undo')}
            </Button>
          )}
          <Button onPress={onClose}>{text('listAgain.close')}</Button>
        </>
      }
    >
      <p>{text('listAgain.same', { count: result.same })}</p>
      {parts
        .filter((part) => result[part].count > 0)
        .map((part) => (
          <section key={part}>
            <h3>
              {text(`listAgain.${part}`)}: <span className="number">{format.number(result[part].count)}</span>
            </h3>
            <div className="row gap-2">
              <p className="small faint">{text(`listAgain.${part}Why`)}</p>
              {part === 'added' && !areAdded && (
                <Button size="small" className="push" onPress={add}>
                  {text('listAgain.add', { number: format.number(result.added.count) })}
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
        ))}
    </Dialog>
  );
}

/** Who is gone from the list, or whose new date cannot be read: they wait until somebody says what becomes of them. */
export function ListChanged({ campaign }: { readonly campaign: CampaignSummary }) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const putCampaign = useStore((store) => store.putCampaign);
  const number = format.number(campaign.setAside.listChanged);
  const answer = async (given: 'leave_out' | 'send') => {
    const answered = await ask('campaign:answerList', { id: campaign.id, answer: given });
    if (answered !== null) putCampaign(answered);
  };
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
            keep={text('ui.keep')}
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
