/** Answers on the real dispatcher: a message went to somebody, they wrote back, and the operator answers. */
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import { sendAnswer } from '../../electron/replies/answer.ts';
import { makeRig } from './dispatch-rig.ts';

export const [one, two] = ['+447700900101', '+447700900102'] as const;
export const chatOne = '447700900101@c.us';

/** What *Send* of an answer returns when the answer was taken. */
export const taken = { ok: true, value: { asks: null } };
export const asks = (question: string) => ({ ok: true, value: { asks: question } });

/** Runs `act` while the page asks the gate. */
export const during = (act: () => unknown) => ({
  ask: () => {
    act();
    return {};
  },
});

export const inChat = (random: string, change: Partial<ChatMessage> = {}): ChatMessage => ({
  random,
  fromMe: false,
  kind: 'text',
  text: 'When?',
  ack: 0,
  atMs: 0,
  ...change,
});

type Pressed = { text?: string; press?: string; seen?: string | null; isRepeat?: boolean; isAllTheSame?: boolean };

/** A desk with two people, of whom one has written back. `messageId`: the message that was sent to that person. */
export async function openAnswerDesk() {
  const rig = makeRig();
  const [messageId = 0] = rig.start([one, two]).messageIds;
  await rig.clock.pass(20_000);
  let presses = 0;
  let replies = 0;
  const token = () => `answer-${presses}`.padEnd(40, '-');
  const desk = {
    rig,
    messageId,
    /** The token of the last press of Send. */
    token,
    /** Lets the person write `text`: the chat shows it and the app keeps it. Returns the random part of its id. */
    reply(text: string): string {
      replies += 1;
      const random = `theirs-${replies}`;
      rig.stores.replies.add({ ids: [chatOne], text, waKey: random, atMs: rig.clock.nowMs() });
      rig.messenger.chats.set(one, [...(rig.messenger.chats.get(one) ?? []), inChat(random, { text })]);
      return random;
    },
    lastSeen: () => rig.messenger.chats.get(one)?.at(-1)?.random ?? null,
    press(pressed: Pressed = {}, id = messageId) {
      presses += 1;
      return sendAnswer(
        {
          answers: rig.stores.answers,
          ready: () => [rig.messenger.account()].filter((account) => account !== null),
          mayAnswer: () => rig.dispatcher.mayAnswer,
          takeAnswer: (order) => rig.dispatcher.answer(order),
          newToken: token,
          clock: rig.clock,
          changes: { replies: () => undefined },
        },
        {
          id,
          text: 'At eleven.',
          press: `press-${presses}`.padEnd(36, '-'),
          seen: desk.lastSeen(),
          isRepeat: false,
          isAllTheSame: false,
          ...pressed,
        },
      );
    },
    states: (id = messageId) =>
      rig.stores.answers.of(id, [rig.dispatcher.inFlight ?? '']).map(({ state, why }) => why ?? state),
    answered: () => rig.messenger.delivered.filter(({ text }) => text === 'At eleven.').length,
    waits: () => rig.stores.conversations.waiting(),
    close: () => rig.close(),
  };
  desk.reply('When?');
  return desk;
}

export type AnswerDesk = Awaited<ReturnType<typeof openAnswerDesk>>;
