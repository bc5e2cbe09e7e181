import { ExternalLink, UserX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { MessageDetail, ReplyRow } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { EarlierReplies } from '../shared/earlier-replies.tsx';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { FormattedText } from '../ui/formatted-text.tsx';
import { isLetterKey } from '../ui/hooks/letter-key.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useKey } from '../ui/hooks/use-key.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { Panel, PanelPart } from '../ui/panel.tsx';
import { Key } from '../ui/tooltip.tsx';

type Props = {
  readonly reply: ReplyRow;
  readonly onChanged: () => Promise<void>;
  /** Puts the person on the do-not-contact list. */
  readonly onStop: () => unknown;
  readonly onClose: () => void;
};

/** What one person wrote back to what, and what can be done about it. */
export function ReplyPanel({ reply, onChanged, onStop, onClose }: Props) {
  const text = useText();
  const message = useMessage(reply);
  useKey((event) => event.key === 'Escape', onClose);
  return (
    <Panel
      label={text('replies.panel', { name: reply.name || reply.phone })}
      title={<PersonName name={reply.name} />}
      subtitle={<Phone phone={reply.phone} />}
      onClose={onClose}
    >
      <PanelPart>
        {message && <EarlierReplies message={message} />}
        <ol className="chat-lines" aria-label={text('replies.lines')}>
          {message && (
            <Line isOurs atMs={handedOverMs(message)}>
              {message.text}
            </Line>
          )}
          {message?.replies.map(({ atMs, text: words }, place) => {
            const key = `${place} ${atMs}`;
            return (
              <Line key={key} isOurs={false} atMs={atMs}>
                {words}
              </Line>
            );
          })}
        </ol>
      </PanelPart>
      <Actions reply={reply} onChanged={onChanged} onStop={onStop} />
    </Panel>
  );
}

function handedOverMs(message: MessageDetail): number {
  return message.attempts.findLast(({ passedAtMs }) => passedAtMs !== null)?.passedAtMs ?? message.changedAtMs;
}

function Line({
  isOurs,
  atMs,
  children,
}: {
  readonly isOurs: boolean;
  readonly atMs: number;
  readonly children: string;
}) {
  const text = useText();
  const format = useFormat();
  const nowMs = useNow(60_000);
  return (
    <li className={isOurs ? 'chat-ours' : 'chat-theirs'}>
      <div className={isOurs ? 'bubble' : 'bubble bubble-in'} dir="auto">
        <bdi className="visually-hidden">{text(isOurs ? 'message.chat.ours' : 'message.chat.theirs')}: </bdi>
        {children === '' ? (
          <span className="faint">{text('message.chat.noWords')}</span>
        ) : (
          <FormattedText text={children} />
        )}
        <p className="bubble-footer">{format.moment(atMs, nowMs)}</p>
      </div>
    </li>
  );
}

function Actions({ reply, onChanged, onStop }: Omit<Props, 'onClose'>) {
  const text = useText();
  const ask = useAsk();
  const { phone, messageId, waitsSinceMs, isStopped } = reply;
  const waits = waitsSinceMs !== null;
  const openChat = () => ask('desktop:openChat', { phone });
  const setDone = async () => {
    await ask('replies:setDone', { id: messageId, isDone: waits });
    await onChanged();
  };
  useKey(isPlain('o'), () => void openChat());
  useKey(isPlain('d'), () => {
    if (!isStopped) void setDone();
  });
  return (
    <PanelPart>
      <div className="reply-actions">
        <Button kind="primary" icon={ExternalLink} onPress={openChat}>
          {text('replies.openChat')} <Key>O</Key>
        </Button>
        {!isStopped && (
          <>
            <Button onPress={setDone}>
              {text(waits ? 'replies.setDone' : 'replies.setOpen')} <Key>D</Key>
            </Button>
            <Button icon={UserX} onPress={onStop}>
              {text('shell.doNotContact')}
            </Button>
          </>
        )}
        <p className="small faint">{text('replies.youAnswer')}</p>
      </div>
    </PanelPart>
  );
}

/** The letter alone, once however long it is held. */
function isPlain(letter: string) {
  return (event: KeyboardEvent) =>
    isLetterKey(event, letter) && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** The message that was answered to, asked for again with each further reply. */
function useMessage({ messageId, lastAtMs }: ReplyRow): MessageDetail | null {
  const [message, setMessage] = useState<MessageDetail | null>(null);
  const read = useCallback(async () => {
    const result = await call('message:get', { id: messageId });
    if (result.ok) setMessage(result.value);
  }, [messageId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer reply is the reason to ask again
  useEffect(() => void read(), [read, lastAtMs]);
  return message;
}
