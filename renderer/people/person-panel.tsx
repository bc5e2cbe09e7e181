import { Tag, UserX } from 'lucide-react';
import { Fragment } from 'react';
import type { PersonDetail } from '../../domain/people/people-views.ts';
import { OfAccount } from '../shared/accounts/account-now.tsx';
import { ErasePerson } from '../shared/erase-person.tsx';
import { MessageLink } from '../shared/people/message-link.tsx';
import { TagList } from '../shared/people/tag-list.tsx';
import { useOccasionWords } from '../shared/schedule-words.ts';
import { useTeamReplies } from '../shared/team/use-team-replies.ts';
import { useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Busy } from '../ui/busy.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useKey } from '../ui/hooks/use-key.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { PersonName, Phone } from '../ui/names.tsx';
import { Panel, PanelPart } from '../ui/panel.tsx';
import { ReadFailure } from '../ui/read-failure.tsx';
import { MessageStatus, Status } from '../ui/status.tsx';
import { Key } from '../ui/tooltip.tsx';

type Props = {
  readonly id: number;
  /** Changes when something about the person changed. */
  readonly version: number;
  readonly onTags: (person: PersonDetail) => void;
  readonly onChanged: () => void;
  readonly onClose: () => void;
};

/** Everything known about a person: tags, numbers, messages in both directions, and the newest list's values. */
export function PersonPanel({ id, version, onTags, onChanged, onClose }: Props) {
  const { text, format } = useWords();
  const { value: person, isOld, failure, again } = useRead('people:get', { id }, { version });
  useKey((event) => event.key === 'Escape', onClose);
  const failed = isOld ? null : failure;
  // It is never another person than the one asked for: what is pressed here is done to the person shown.
  if (person === null || failed !== null) {
    return (
      <Panel label={text('people.title')} title={text('people.title')} contentKey={id} onClose={onClose}>
        <PanelPart>
          {failed === null ? (
            <Busy className="list-reading row quiet">{text('people.opening')}</Busy>
          ) : (
            <ReadFailure title={text('people.cannotRead')} code={failed} onAgain={again} />
          )}
        </PanelPart>
      </Panel>
    );
  }
  const about = {
    since: format.date(person.sinceMs),
    lists: text('people.onLists', { count: person.lists.length }),
  };
  return (
    <Panel
      label={text('people.panel', { name: person.name || format.phoneInText(person.phone) })}
      title={<PersonName name={person.name} />}
      subtitle={text('people.since', about)}
      contentKey={id}
      onClose={onClose}
    >
      <PanelPart>
        <div className="row wrap gap-1">
          <TagList person={person} />
          <Button size="small" icon={Tag} onPress={() => onTags(person)}>
            {text('people.tags')} <Key>T</Key>
          </Button>
        </div>
      </PanelPart>
      <PanelPart title={text('people.numbers', { count: person.phones.length })}>
        <Numbers person={person} onChanged={onChanged} />
      </PanelPart>
      <ToAndFro person={person} />
      <Lists person={person} />
      <PanelPart>
        <Actions person={person} onChanged={onChanged} onClose={onClose} />
      </PanelPart>
    </Panel>
  );
}

function Numbers({ person, onChanged }: Pick<Props, 'onChanged'> & { person: PersonDetail }) {
  const text = useText();
  const ask = useAsk();
  const part = async (phone: string) => {
    if ((await ask('people:part', { id: person.id, phone })) !== null) onChanged();
  };
  const isByHand = person.phones.some(({ isPartable }) => isPartable);
  return (
    <>
      {person.phones.map(({ phone, isPartable }) => (
        <p key={phone} className="row">
          <Phone phone={phone} />
          {isPartable && <LinkButton onPress={() => part(phone)}>{text('people.part')}</LinkButton>}
        </p>
      ))}
      {person.phones.length > 1 && (
        <p className="small faint">{text(isByHand ? 'people.oneByHand' : 'people.onePerson')}</p>
      )}
    </>
  );
}

type Event = { readonly key: string; readonly atMs: number } & (
  | { readonly kind: 'theirs'; readonly words: string; readonly messageId: number }
  /** A reply to another computer of the team. */
  | { readonly kind: 'others'; readonly words: string; readonly computer: string }
  | { readonly kind: 'answer'; readonly words: string; readonly isConfirmed: boolean }
  | { readonly kind: 'message'; readonly sent: Sent }
);
type Sent = PersonDetail['sent'][number];

function eventsOf(sent: Sent): Event[] {
  const { messageId, atMs } = sent;
  return [
    ...sent.replies.map((reply, place) => ({
      kind: 'theirs' as const,
      key: `${messageId} reply ${place}`,
      atMs: reply.atMs,
      words: reply.text,
      messageId,
    })),
    ...sent.answers.map((answer, place) => ({
      kind: 'answer' as const,
      key: `${messageId} answer ${place}`,
      atMs: answer.atMs,
      words: answer.text,
      isConfirmed: answer.isConfirmed,
    })),
    { kind: 'message', key: String(messageId), atMs, sent },
  ];
}

function ToAndFro({ person }: { person: PersonDetail }) {
  const { text, format } = useWords();
  const nowMs = useNow(60_000);
  const others = useTeamReplies(person.phones.map(({ phone }) => phone)).map(({ atMs, words, computer }, place) => ({
    kind: 'others' as const,
    key: `others ${place}`,
    atMs,
    words,
    computer,
  }));
  const events: Event[] = [...person.sent.flatMap(eventsOf), ...others];
  return (
    <PanelPart title={text('people.toAndFro')}>
      {events.length === 0 && <p className="quiet">{text('people.nothingSent')}</p>}
      <ol className="grid gap-3">
        {events
          .sort((one, other) => other.atMs - one.atMs)
          .map((event) => (
            <li key={event.key} className="grid">
              <What event={event} />
              <small className="faint number">{format.moment(event.atMs, nowMs)}</small>
            </li>
          ))}
      </ol>
    </PanelPart>
  );
}

function What({ event }: { event: Event }) {
  const text = useText();
  const open = useStore((store) => store.open);
  switch (event.kind) {
    case 'message':
      return <Ours sent={event.sent} />;
    case 'answer':
      return (
        <>
          <bdi className="clip">{text('replies.you', { words: event.words })}</bdi>
          {!event.isConfirmed && <Status kind="unconfirmed">{text('status.notConfirmed')}</Status>}
        </>
      );
    case 'theirs':
    case 'others':
      return (
        <span className="said-and-answer flex between gap-2">
          <q className="clip">
            <bdi>{event.words || text('message.chat.noWords')}</bdi>
          </q>
          {event.kind === 'theirs' ? (
            <LinkButton onPress={() => open({ screen: 'replies', messageId: event.messageId })}>
              {text('people.answer')}
            </LinkButton>
          ) : (
            <span className="small quiet clip">
              <bdi>{event.computer}</bdi>
            </span>
          )}
        </span>
      );
  }
}

function Ours({ sent }: { sent: Sent }) {
  const text = useText();
  const occasionOf = useOccasionWords();
  const { messageId, campaignName, occasion, reason } = sent;
  const label = [campaignName, occasionOf(sent)].filter((word) => word !== '').join(', ');
  return (
    <>
      <span className="clip">
        <MessageLink message={{ ...sent, id: messageId }} label={text('people.openMessage', { message: label })}>
          <bdi>{campaignName}</bdi>
        </MessageLink>
        <OfAccount phone={sent.account} />
      </span>
      <MessageStatus row={sent} />
      {occasion !== '' && (
        <span className="small quiet">
          {text('outbox.occasion')}: {occasionOf(sent)}
        </span>
      )}
      {reason !== null && <span className="small quiet">{text(`reason.${reason}`)}</span>}
    </>
  );
}

function Lists({ person }: { person: PersonDetail }) {
  const { text, format } = useWords();
  const [newest, ...others] = person.lists;
  if (!newest) return null;
  const words = (list: typeof newest) =>
    text('people.inList', { list: list.name, row: format.number(list.rowNumber), date: format.date(list.atMs) });
  return (
    <PanelPart title={text('people.newestList')}>
      <dl className="kv grid">
        {person.columns.map(({ header, value }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns may have the same header
          <Fragment key={place}>
            <dt className="quiet clip">
              <bdi>{header}</bdi>
            </dt>
            <dd className="anywhere">
              <bdi>{value}</bdi>
            </dd>
          </Fragment>
        ))}
      </dl>
      <p className="small faint">{words(newest)}</p>
      {others.map((list) => (
        <p key={`${list.name} ${list.rowNumber} ${list.atMs}`} className="small faint">
          {words(list)}
        </p>
      ))}
    </PanelPart>
  );
}

function Actions({ person, onChanged, onClose }: Pick<Props, 'onChanged' | 'onClose'> & { person: PersonDetail }) {
  const text = useText();
  const ask = useAsk();
  const block = async () => {
    if ((await ask('people:block', { ids: [person.id], note: '' })) === null) return;
    onChanged();
  };
  return (
    <div className="row wrap gap-2">
      {!person.isBlocked && (
        <Button icon={UserX} onPress={block}>
          {text('shell.doNotContact')}
        </Button>
      )}
      <ErasePerson
        hasTags
        erase={() => ask('people:erase', { id: person.id })}
        onErased={() => {
          onClose();
          onChanged();
        }}
      />
    </div>
  );
}
