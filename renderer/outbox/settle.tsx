import { useState } from 'react';
import type { MessageDetail } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { Settlement } from '../../domain/message.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { RichText, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { PanelPart } from '../ui/panel.tsx';
import { useAsk } from '../ui/use-ask.ts';
import { ChatLook } from './chat-look.tsx';
import { OpenChat } from './message-actions.tsx';

/** The question of a message in doubt, answered by somebody with a name after looking at the chat. */
export function Settle({
  message,
  onSettled,
}: {
  readonly message: MessageDetail;
  readonly onSettled: (message: MessageDetail) => void;
}) {
  const text = useText();
  const ask = useAsk();
  const name = useOverview(({ settings }) => settings.operatorName);
  const saveSettings = useStore((store) => store.saveSettings);
  const [unnamed, setUnnamed] = useState<Settlement | null>(null);
  const settle = async (settlement: Settlement, who: string) => {
    const settled = await ask('message:settle', { id: message.id, settlement, who });
    if (settled !== null) onSettled(settled);
  };
  const say = (settlement: Settlement) => (name === '' ? setUnnamed(settlement) : settle(settlement, name));
  const isClosed = message.settlement === 'not_there';
  return (
    <PanelPart>
      <p>{isClosed ? text('message.settledNotThere') : <RichText words={text('message.mayHaveArrived')} />}</p>
      <ChatLook message={message} />
      <div className="settle">
        <OpenChat phone={message.phone} />
        <Button onPress={() => say('seen')}>{text('message.seeIt')}</Button>
        {!isClosed && <Button onPress={() => say('not_there')}>{text('message.notThere')}</Button>}
      </div>
      {!isClosed && <p className="small faint">{text('message.notThereHint')}</p>}
      <WhoDialog
        open={unnamed !== null}
        onClose={() => setUnnamed(null)}
        onName={async (who) => {
          await saveSettings({ operatorName: who });
          if (unnamed !== null) await settle(unnamed, who);
          setUnnamed(null);
        }}
      />
    </PanelPart>
  );
}

/** Asks once who is speaking; the history names them. */
function WhoDialog({
  open,
  onClose,
  onName,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onName: (name: string) => Promise<void>;
}) {
  const text = useText();
  const [name, setName] = useState('');
  const who = name.trim();
  const save = () => (who === '' ? undefined : onName(who));
  return (
    <Dialog
      open={open}
      title={text('message.whoTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text('message.whoCancel')}</Button>
          <Button kind="primary" disabled={who === ''} onPress={save}>
            {text('message.whoSave')}
          </Button>
        </>
      }
    >
      <TextField
        label={text('message.whoLabel')}
        hint={text('message.whoHint')}
        value={name}
        onChange={setName}
        onEnter={() => void save()}
        maxLength={limits.nameCharacters}
      />
    </Dialog>
  );
}
