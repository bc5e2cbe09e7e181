import { useState } from 'react';
import type { MessageDetail } from '../../../domain/contract.ts';
import type { Settlement } from '../../../domain/messages/message.ts';
import { useOverview } from '../../store/use-store.ts';
import { RichText, useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { OpenChat } from '../message-actions.tsx';
import { ChatLook } from './chat-look.tsx';
import { useChat } from './use-chat.ts';
import { WhoField } from './who-field.tsx';

/** The question about a message in doubt, answered by a named operator after looking at the chat. */
export function Settle(props: {
  readonly message: MessageDetail;
  readonly onSettled: (message: MessageDetail) => void;
}) {
  const { message, onSettled } = props;
  const text = useText();
  const ask = useAsk();
  const chat = useChat(message.id, message);
  const who = useOverview(({ settings }) => settings.operatorName);
  const [isClock, setClock] = useState(false);
  const settle = async (settlement: Settlement) => {
    const settled = await ask('message:settle', { id: message.id, settlement, who });
    if (settled !== null) onSettled(settled);
  };
  const sawClock = async () => {
    const noted = await ask('message:sawClock', { id: message.id, who });
    if (noted === null) return;
    setClock(true);
    onSettled(noted);
  };
  const isClosed = message.settlement === 'not_there';
  // What the screen shows is not asked: a tick here is WhatsApp's own acknowledgement.
  const hasTick = chat.says === 'tick';
  return (
    <PanelPart>
      <p>{isClosed ? text('message.settledNotThere') : <RichText words={text('message.mayHaveArrived')} />}</p>
      <ChatLook message={message} chat={chat} />
      <div className="settle grid gap-2">
        <OpenChat phone={message.phone} />
        {who === '' ? (
          <WhoField />
        ) : (
          <>
            <Button onPress={() => settle('seen')}>{text(hasTick ? 'message.markSent' : 'message.seeIt')}</Button>
            {!hasTick && <Button onPress={sawClock}>{text('message.clock')}</Button>}
            {!isClosed && !hasTick && <Button onPress={() => settle('not_there')}>{text('message.notThere')}</Button>}
          </>
        )}
      </div>
      {isClock && <p role="status">{text('message.clockNote')}</p>}
      {!isClosed && !hasTick && <p className="small faint">{text('message.notThereHint')}</p>}
    </PanelPart>
  );
}
