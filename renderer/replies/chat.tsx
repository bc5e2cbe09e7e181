import { AlarmClock, ExternalLink, Tag, User, UserX, X } from 'lucide-react';
import { useState } from 'react';
import type { EventName, ReplyRow } from '../../domain/contract.ts';
import type { Talk } from '../../domain/people/talk.ts';
import { OfAccount } from '../shared/accounts/account-now.tsx';
import { TagDialog } from '../shared/people/tag-dialog.tsx';
import { TagList } from '../shared/people/tag-list.tsx';
import { usePeopleChoices } from '../shared/people/use-people.ts';
import { useTag } from '../shared/people/use-tagging.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { plainKey, useKey } from '../ui/hooks/use-key.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { useEvery, useRead } from '../ui/hooks/use-read.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { Key } from '../ui/tooltip.tsx';
import { Composer, nameOf } from './composer.tsx';
import { TalkLines } from './talk-lines.tsx';

type Props = {
  readonly reply: ReplyRow;
  readonly answered: ReplyRow | null;
  readonly onBack: (messageId: number) => void;
  readonly onDone: () => unknown;
  readonly onLater: () => unknown;
  /** Puts the person on the do-not-contact list. */
  readonly onStop: () => unknown;
  /** Tags were added or removed, with the function that undoes it. */
  readonly onTagged: (undo: (() => Promise<unknown>) | null) => void;
  readonly onTaken: () => void;
  readonly onLeave: () => void;
  readonly onClose: () => void;
};

/** The chat with one person as WhatsApp has it, and the box to answer in. */
export function Chat({ reply, answered, onBack, onTagged, onTaken, onLeave, onClose, ...actions }: Props) {
  const text = useText();
  const { talk, again } = useTalk(reply);
  const isLinked = useOverview(({ accounts, link }) => {
    const own = accounts.find((one) => one.phone === reply.account);
    return (accounts.length > 1 && own ? own.link : link).phase === 'ready';
  });
  const [isTagging, setTagging] = useState(false);
  // From the box Esc leads to the list; from there it closes the chat.
  useKey(
    ({ key, target }) => key === 'Escape' && !(target instanceof HTMLElement && target.closest('.composer')),
    onClose,
  );
  return (
    <section className="chat flex column grow" aria-label={text('replies.panel', { name: nameOf(reply) })}>
      <ChatHead
        reply={reply}
        person={talk?.person ?? null}
        onTags={talk?.person ? () => setTagging(true) : null}
        onClose={onClose}
        {...actions}
      />
      {talk === null ? (
        <p className="chat-reading grow quiet" role="status">
          {text('replies.hintReading')}
        </p>
      ) : (
        <TalkLines lines={talk.lines} />
      )}
      {answered && (
        <p className="chat-answered small" role="status">
          {text('replies.answered', { name: nameOf(answered) })}{' '}
          <LinkButton onPress={() => onBack(answered.messageId)}>{text('replies.back')}</LinkButton>
        </p>
      )}
      {isTagging && talk?.person && (
        <TagTheirs person={talk.person} onTagged={onTagged} onChanged={again} onClose={() => setTagging(false)} />
      )}
      <Composer reply={reply} talk={talk} isLinked={isLinked} onTaken={onTaken} onLeave={onLeave} />
    </section>
  );
}

function TagTheirs(props: {
  readonly person: NonNullable<Talk['person']>;
  readonly onTagged: Props['onTagged'];
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { person, onTagged, onChanged, onClose } = props;
  const { choices, reread } = usePeopleChoices();
  // The tags are shown above the chat, so no toast says it, which would cover Send.
  const tag = useTag(async () => {
    await Promise.all([onChanged(), reread()]);
  });
  return (
    <TagDialog
      tags={choices?.tags ?? []}
      has={new Set(person.tags)}
      onTag={async (name, isOn) => onTagged((await tag({ ids: [person.id] }, name, isOn))?.undo ?? null)}
      onClose={onClose}
    />
  );
}

type HeadProps = Pick<Props, 'reply' | 'onDone' | 'onLater' | 'onStop' | 'onClose'> & {
  readonly person: Talk['person'];
  /** Null where the people of the list are not known yet. */
  readonly onTags: (() => void) | null;
};

function ChatHead({ reply, person, onTags, onDone, onLater, onStop, onClose }: HeadProps) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const ask = useAsk();
  const open = useStore((store) => store.open);
  const { phone, waitsSinceMs, remindAtMs, isStopped } = reply;
  const openChat = () => ask('desktop:openChat', { phone });
  const waits = waitsSinceMs !== null;
  useKey(plainKey('o'), () => void openChat());
  useKey(plainKey('d'), () => {
    if (!isStopped) void onDone();
  });
  useKey(plainKey('r'), () => {
    if (waits) void onLater();
  });
  useKey(plainKey('t'), () => onTags?.());
  return (
    <header className="chat-head grid gap-1 lined">
      <div className="flex">
        <div className="chat-who grow row wrap">
          <h2 className="anywhere">
            <PersonName name={reply.name} />
          </h2>
          <Phone phone={phone} />
          <OfAccount phone={reply.account} />
          <span className="row wrap gap-1">
            <TagList person={{ tags: person?.tags ?? [], isBlocked: false }} />
          </span>
          {remindAtMs !== null && (
            <span className="small quiet">
              {text('replies.comesBack', { moment: format.moment(remindAtMs, nowMs) })}
            </span>
          )}
        </div>
        <span className="rigid">
          {person !== null && (
            <IconButton
              icon={User}
              size="small"
              label={text('replies.about')}
              onPress={() => open({ screen: 'people', personId: person.id })}
            />
          )}
          <IconButton
            icon={ExternalLink}
            size="small"
            label={text('replies.openChat')}
            shortcut="O"
            onPress={openChat}
          />
          <IconButton icon={X} size="small" label={text('ui.close')} shortcut="Esc" onPress={onClose} />
        </span>
      </div>
      <div className="chat-acts flex wrap gap-1">
        {!isStopped && (
          <Button kind="quiet" onPress={onDone}>
            {text(waits ? 'replies.setDone' : 'replies.setOpen')} <Key>D</Key>
          </Button>
        )}
        {waits && (
          <Button kind="quiet" icon={AlarmClock} onPress={onLater}>
            {text(remindAtMs === null ? 'replies.later' : 'replies.notLater')} <Key>R</Key>
          </Button>
        )}
        {onTags !== null && (
          <Button kind="quiet" icon={Tag} onPress={onTags}>
            {text('people.tags')} <Key>T</Key>
          </Button>
        )}
        {!isStopped && (
          <Button kind="quiet" icon={UserX} onPress={onStop}>
            {text('shell.doNotContact')}
          </Button>
        )}
      </div>
    </header>
  );
}

/** When a chat that could not be read is asked for again. */
const againMs = 5_000;
const events: readonly EventName[] = ['replies:changed', 'link:changed'];

/** The chat with a person who wrote back, read again after each change. Null until it was read. */
function useTalk({ messageId, lastAtMs, isStopped }: ReplyRow) {
  const version = `${lastAtMs} ${isStopped}`;
  const { shown: talk, again } = useRead('replies:chat', { id: messageId }, { events, version });
  useEvery(talk?.isRead === false ? againMs : undefined, again);
  return { talk, again };
}
