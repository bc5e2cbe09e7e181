import type { Talk } from '../../../domain/people/talk.ts';
import { refuse } from '../../renderer/support/fake-api.ts';
import { fixtureNowMs, replyRows, talkOf } from '../../renderer/support/fixtures.ts';
import { type Scene, scene } from './scene.ts';

const people = (...clicks: string[]): Scene =>
  scene((store) => store.open({ screen: 'people' }), {}, {}, { click: clicks });
/** The chat of the first person who waits, and the presses in it. */
const chat = (talk: Talk, ...clicks: string[]): Scene =>
  scene(
    (store) => store.open({ screen: 'replies' }),
    { waitingReplies: 2 },
    { replies: replyRows(), talk },
    { click: ['#reply-1', ...clicks] },
  );

/** The answers from here: one arrived, one is in doubt, one waits; and the last one did not leave. */
function answered(): Talk {
  const asked = talkOf('Where do we meet?');
  const ours = { text: 'See you there', fromMe: true, kind: 'text', campaign: null } as const;
  return {
    ...asked,
    lines: [
      ...asked.lines,
      { ...ours, key: 'e', ack: 3, answer: 'sent', atMs: fixtureNowMs - 900_000 },
      { ...ours, key: 'f', ack: null, answer: 'not_confirmed', atMs: fixtureNowMs - 600_000 },
      { ...ours, key: 'g', ack: null, answer: 'waiting', atMs: fixtureNowMs - 30_000 },
    ],
    unsent: { id: 9, text: 'See you there', why: 'too_late' },
  };
}

const rowBox = (place: number) => `.people tbody tr:nth-child(${place}) [role="checkbox"]`;

/** People cannot be counted, as when the database is busy. */
const uncounted = (...clicks: string[]): Scene =>
  scene(
    (store) => store.open({ screen: 'people' }),
    {},
    { handlers: { 'people:count': () => refuse('internal') } },
    { click: clicks },
  );

/** People, and the conversations with them. */
export const peopleScenes = {
  people: scene((store) => store.open({ screen: 'people' })),
  peoplePerson: scene((store) => store.open({ screen: 'people' }), {}, {}, { click: '.people tbody tr' }),
  peopleEmpty: scene((store) => store.open({ screen: 'people' }), {}, { people: 0 }),
  peopleTwo: people(rowBox(2), rowBox(3)),
  peopleSorted: people('.people .sort-button'),
  peopleColumn: people('.people .toolbar > .button:has(.lucide-plus)', '[role="menuitem"]:last-child'),
  peopleNone: scene(
    (store) => store.open({ screen: 'people' }),
    {},
    { handlers: { 'people:page': () => ({ people: [], next: null }) } },
    { click: ['.add-condition', '[role="menuitem"]:nth-child(3)', '.dialog-actions .button-primary'] },
  ),
  peopleUncounted: uncounted('[role="tab"]:last-child', rowBox(2)),
  peopleByAnswerUncounted: uncounted('.header-actions .button:has(.lucide-reply)'),
  peopleByAnswer: people('.header-actions .button:has(.lucide-reply)'),
  peopleTags: people(rowBox(2), '.selection-bar .button'),
  replies: scene(
    (store) => store.open({ screen: 'replies' }),
    { waitingReplies: 2, stopProposals: 1 },
    {
      replies: replyRows(),
      proposals: [
        { id: 9, name: 'Brenda Lyle', phone: '+447700900104', text: 'STOP', stopWord: 'stop', atMs: fixtureNowMs },
      ],
    },
  ),
  repliesChat: scene(
    (store) => store.open({ screen: 'replies', campaignId: 1 }),
    { waitingReplies: 2 },
    { replies: replyRows() },
    { click: '#reply-1' },
  ),
  repliesUndo: scene(
    (store) => store.open({ screen: 'replies' }),
    { waitingReplies: 2 },
    { replies: replyRows() },
    { click: ['#reply-1', '.chat-acts .button:has(.lucide-user-x)'] },
  ),
  repliesEmpty: scene((store) => store.open({ screen: 'replies' })),
  repliesAnswers: chat(answered()),
  repliesTags: chat(talkOf('Where do we meet?'), '.chat-acts .button:has(.lucide-tag)'),
  repliesSaved: chat(talkOf('Where do we meet?'), '.button:has(.lucide-message-square-text)'),
  repliesStopped: chat(talkOf('Where do we meet?', { isStopped: true }), '.composer-ask .button'),
  repliesUnread: chat(talkOf('Where do we meet?', { isRead: false, seen: null })),
} satisfies Readonly<Record<string, Scene>>;
