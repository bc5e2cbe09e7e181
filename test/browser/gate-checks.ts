/** The rules of the send gate: one check for each, which can be run against a gate that lost a rule. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { GateAsk } from '../../electron/ports.ts';
import type { PageWindow } from '../../electron/whatsapp/page/page-types.ts';
import { smallPng } from '../support/pictures.ts';
import { until } from '../support/until.ts';
import { type GateRig, maxAgeMs } from './gate-rig.ts';
import { sleep } from './practice.ts';
import { textFor } from './session-rig.ts';

/** The page's module that prepares a file; WhatsApp's converts pictures there. */
type RawMedia = { prepRawMedia: (...values: unknown[]) => { waitForPrep: () => Promise<object> } };
type AnyMessage = Record<string, unknown>;

const jumpMs = 2 * maxAgeMs;

/** Moves the page's clocks forward between question and answer. Nothing may leave then. */
async function jump(rig: GateRig, wallMs: number, monotonicMs: number): Promise<void> {
  const move = ([wall, monotonic]: readonly [number, number]) => {
    const [nowWall, nowMonotonic] = [Date.now.bind(Date), performance.now.bind(performance)];
    Date.now = () => nowWall() + wall;
    performance.now = () => nowMonotonic() + monotonic;
  };
  rig.onAnswer = async (answer) => {
    await rig.page.evaluate(move, [wallMs, monotonicMs] as const);
    return answer;
  };
  const outgoing = rig.newOutgoingMessage();
  const end = await rig.handOver(outgoing);
  await rig.page.evaluate(move, [-wallMs, -monotonicMs] as const);
  expect(end).toEqual({ kind: 'threw', why: expect.stringContaining('late go') });
  expect(await rig.taken(outgoing.chatId)).toBe(0);
}

/** Calls the wrapper directly, without the library. Returns the results of both of its promises. */
function callWrapper(rig: GateRig, chat: { id: string } | null, message: AnyMessage | null): Promise<string[]> {
  return rig.page.evaluate(
    async (toChat: { id: string } | null, given: AnyMessage | null) => {
      const sender = (window as unknown as PageWindow).require('WAWebSendMsgChatAction');
      try {
        const ends = await Promise.allSettled(sender.addAndSendMsgToChat(toChat ?? undefined, given ?? undefined));
        return ends.map((end) => (end.status === 'rejected' ? String(end.reason) : 'let through'));
      } catch (error) {
        return [`thrown: ${error}`];
      }
    },
    chat,
    message,
  );
}

/** Hands over while somebody changes the answer on its way. Nothing may leave. */
async function answerIsNoGo(rig: GateRig, onAnswer: (answer: unknown) => unknown, why: string): Promise<void> {
  rig.onAnswer = onAnswer;
  const outgoing = rig.newOutgoingMessage();
  expect(await rig.handOver(outgoing)).toEqual({ kind: 'threw', why: expect.stringContaining(why) });
  expect(await rig.taken(outgoing.chatId)).toBe(0);
}

/** The hash that the gate is told for a file that WhatsApp changed. */
async function toldHash(
  rig: GateRig,
  kind: 'image' | 'document',
): Promise<{ told: unknown; given: string; own: string }> {
  const convertedHash = Buffer.alloc(32, 7);
  const restore = await rig.page.evaluateHandle((base64: string) => {
    const prep = (window as unknown as { require(name: string): RawMedia }).require('WAWebPrepRawMedia');
    const original = prep.prepRawMedia;
    prep.prepRawMedia = (...values) => ({
      waitForPrep: async () => Object.assign(await original(...values).waitForPrep(), { filehash: base64 }),
    });
    return () => {
      prep.prepRawMedia = original;
    };
  }, convertedHash.toString('base64'));
  rig.judge = () => ({ go: false, why: 'content_changed' });
  const bytes = kind === 'image' ? smallPng : Buffer.from('picture');
  const base64 = bytes.toString('base64');
  const attachment = { kind, mimeType: 'image/png', fileName: 'a.png', base64, bytes: bytes.length };
  await rig.handOver({ ...rig.newOutgoingMessage(), attachment });
  await restore.evaluate((undo) => undo());
  const ask = rig.asks.at(-1);
  expect(ask?.type).toBe(kind);
  return {
    told: ask?.fileHash,
    given: createHash('sha256').update(bytes).digest('hex'),
    own: convertedHash.toString('hex'),
  };
}

/** Tries to install the gate in a page that was changed before. */
async function cannotStand(rig: GateRig, prepare: () => () => void, why: string): Promise<void> {
  await rig.takeDown();
  const undo = await rig.page.evaluateHandle(prepare);
  const problem = await rig.install();
  await undo.evaluate((call) => call());
  expect(problem).toBe(why);
  expect(await rig.handOver(rig.newOutgoingMessage())).toMatchObject({ kind: 'threw' });
}

/** Stands the gate before a counter of the calls that reach WhatsApp's own function. */
async function countOriginal(rig: GateRig): Promise<() => Promise<number>> {
  await rig.takeDown();
  const counter = await rig.page.evaluateHandle(() => {
    const sender = (window as unknown as PageWindow).require('WAWebSendMsgChatAction');
    const original = sender.addAndSendMsgToChat;
    let calls = 0;
    sender.addAndSendMsgToChat = (...values) => {
      calls += 1;
      return original.apply(sender, values);
    };
    return { calls: () => calls };
  });
  expect(await rig.install()).toBeNull();
  return () => counter.evaluate(({ calls }) => calls());
}

async function firstRefused(rig: GateRig, message: AnyMessage | null, chat: { id: string } | null): Promise<void> {
  const asked = rig.questions.length;
  const end = 'Error: the send gate refused: not ours';
  expect(await callWrapper(rig, chat, message)).toEqual([end, end]);
  expect(rig.questions).toHaveLength(asked);
}

export const gateChecks = {
  /** The answer arrives late, as from a slow disk. */
  lateGo: (rig: GateRig) => jump(rig, jumpMs, jumpMs),
  wallClockSetBack: (rig: GateRig) => jump(rig, -jumpMs, 0),
  wallClockSetForth: (rig: GateRig) => jump(rig, jumpMs, 0),
  /** The page stood still, and the wall clock was set back by the same time. */
  monotonicAlone: (rig: GateRig) => jump(rig, 0, jumpMs),
  freshGo: async (rig: GateRig) => {
    const outgoing = rig.newOutgoingMessage();
    expect(await rig.handOver(outgoing)).toEqual({ kind: 'returned' });
    expect(await rig.taken(outgoing.chatId, 1)).toBe(1);
  },
  /** WhatsApp itself drops a second message with the same id, so the calls are counted where they are made. */
  originalOnce: async (rig: GateRig) => {
    const callsOfOriginal = await countOriginal(rig);
    await rig.handOver(rig.newOutgoingMessage());
    expect(await callsOfOriginal()).toBe(1);
  },
  originalWaits: async (rig: GateRig) => {
    const callsOfOriginal = await countOriginal(rig);
    let early: number | undefined;
    rig.onAnswer = async (answer) => {
      early = await callsOfOriginal();
      return answer;
    };
    await rig.handOver(rig.newOutgoingMessage());
    expect(early).toBe(0);
  },
  tokenOnce: async (rig: GateRig) => {
    const outgoing = rig.newOutgoingMessage();
    const ends = await Promise.all([rig.handOver(outgoing), rig.handOver(outgoing)]);
    expect(ends.map(({ kind }) => kind).sort()).toEqual(['returned', 'threw']);
    expect(await rig.taken(outgoing.chatId, 1)).toBe(1);
    expect(rig.asks.filter(({ token }) => token === outgoing.token)).toHaveLength(1);
  },
  tokenRequired: async (rig: GateRig) => {
    const asked = rig.questions.length;
    const { chatId } = rig.newOutgoingMessage();
    await expect(rig.client.sendMessage(chatId, 'Hello')).rejects.toThrow('not ours');
    expect(await rig.taken(chatId)).toBe(0);
    expect(rig.questions).toHaveLength(asked);
  },
  emptyToken: (rig: GateRig) => firstRefused(rig, { type: 'chat', sendOnceToken: '' }, { id: '447700900300@c.us' }),
  noChat: (rig: GateRig) => firstRefused(rig, { type: 'chat', sendOnceToken: 'token' }, null),
  noMessage: (rig: GateRig) => firstRefused(rig, null, { id: '447700900300@c.us' }),
  refused: async (rig: GateRig) => {
    rig.judge = () => ({ go: false, why: 'unknown_attempt' });
    const { chatId } = rig.newOutgoingMessage();
    const extra = { sendOnceToken: 'made up' };
    const end = await rig.client.sendMessage(chatId, 'Hello', { extra }).catch(String);
    expect(await rig.taken(chatId)).toBe(0);
    expect(end).toContain('unknown_attempt');
  },
  noAnswer: (rig: GateRig) => answerIsNoGo(rig, () => null, 'no answer'),
  brokenAnswer: (rig: GateRig) => answerIsNoGo(rig, () => Promise.reject(new Error('main is gone')), 'main is gone'),
  notYet: async (rig: GateRig) => {
    const outgoing = rig.newOutgoingMessage();
    const asks: GateAsk[] = [];
    rig.judge = (ask) => {
      asks.push(ask);
      return asks.length < 3 ? { go: false, why: 'not_caught_up', isNotYet: true } : { go: true };
    };
    expect(await rig.handOver(outgoing)).toEqual({ kind: 'returned' });
    expect(await rig.taken(outgoing.chatId, 1)).toBe(1);
    expect([asks.length, new Set(asks.map(({ key }) => key.random)).size]).toEqual([3, 1]);
    const times = asks.map(({ askedAtMs }) => askedAtMs);
    expect([new Set(times).size, times.toSorted((one, other) => one - other)]).toEqual([3, times]);
  },

  notYetAndNo: async (rig: GateRig) => {
    const outgoing = rig.newOutgoingMessage();
    let count = 0;
    rig.judge = () => {
      count += 1;
      return count < 3 ? { go: false, why: 'not_caught_up', isNotYet: true } : { go: false, why: 'attempt_closed' };
    };
    expect(await rig.handOver(outgoing)).toMatchObject({ kind: 'threw' });
    expect([count, await rig.taken(outgoing.chatId)]).toEqual([3, 0]);
  },

  otherAnswer: (rig: GateRig) => answerIsNoGo(rig, () => ({ go: 'yes' }), 'refused'),
  tokenStripped: async (rig: GateRig) => {
    await rig.handOver(rig.newOutgoingMessage());
    const names = await rig.page.evaluate(() => {
      const { Msg } = (window as unknown as PageWindow).require('WAWebCollections');
      return Object.keys(Msg.getModelsArray?.().at(-1) ?? {});
    });
    expect(names).toContain('body');
    expect(names.filter((name) => /token/i.test(name))).toEqual([]);
  },
  /** Every part of the key comes from the message itself, in the spelling of both builds of WhatsApp Web. */
  keyAsWhatsAppMadeIt: async (rig: GateRig) => {
    rig.judge = () => ({ go: false, why: 'not_from_me' });
    const id = { fromMe: false, id: '3EB0KEY', remote: { $1: '447700900398:7@c.us' }, $1: 'false_x_3EB0KEY' };
    await callWrapper(rig, { id: '447700900399@c.us' }, { id, type: 'chat', body: 'Hello', sendOnceToken: 'key' });
    expect(rig.asks.at(-1)).toMatchObject({
      token: 'key',
      key: { serialized: 'false_x_3EB0KEY', random: '3EB0KEY', fromMe: false, remote: '447700900398@c.us' },
      ids: expect.arrayContaining(['447700900399@c.us', '447700900398@c.us']),
      type: 'chat',
      text: 'Hello',
      fileHash: null,
      socketState: 'CONNECTED',
      streamState: 'CONNECTED',
      isCaughtUp: true,
      askedAtMs: expect.any(Number),
      accountIds: expect.arrayContaining(['447700900118@c.us']),
    });
  },
  bareMessage: async (rig: GateRig) => {
    rig.judge = () => ({ go: false, why: 'not_from_me' });
    await callWrapper(rig, { id: '447700900399@c.us' }, { sendOnceToken: 'bare' });
    expect(rig.asks.at(-1)).toMatchObject({
      token: 'bare',
      key: { serialized: '', random: '', fromMe: false, remote: '' },
      type: '',
      text: '',
      fileHash: null,
    });
  },
  captionIsTheText: async (rig: GateRig) => {
    rig.judge = () => ({ go: false, why: 'content_changed' });
    const message = { type: 'image', body: 'preview', caption: 'Words', sendOnceToken: 'caption' };
    await callWrapper(rig, { id: '447700900399@c.us' }, message);
    expect(rig.asks.at(-1)).toMatchObject({ token: 'caption', text: 'Words' });
  },
  documentHash: async (rig: GateRig) => {
    const { told, own } = await toldHash(rig, 'document');
    expect(told).toBe(own);
  },
  pictureHash: async (rig: GateRig) => {
    const { told, given } = await toldHash(rig, 'image');
    expect(told).toBe(given);
  },
  /** A picture from elsewhere has only the hash that WhatsApp computed. */
  foreignPictureHash: async (rig: GateRig) => {
    rig.judge = () => ({ go: false, why: 'content_changed' });
    const filehash = Buffer.alloc(32, 9);
    const message = { type: 'image', filehash: filehash.toString('base64'), sendOnceToken: 'foreign' };
    await callWrapper(rig, { id: '447700900399@c.us' }, message);
    expect(rig.asks.at(-1)).toMatchObject({ token: 'foreign', fileHash: filehash.toString('hex') });
  },
  rejectionTold: async (rig: GateRig) => {
    const told = rig.acks.length;
    const accepted = rig.newOutgoingMessage();
    await rig.handOver(accepted);
    await rig.handOver(textFor('447700900807'));
    await rig.taken('447700900807@c.us');
    await until(() => rig.acks.length >= told + 3);
    const [first, second] = rig.asks.slice(-2).map(({ key }) => key.random);
    const of = (random: string | undefined) => rig.acks.slice(told).filter((ack) => ack.random === random);
    expect(of(first)).toEqual([{ random: first, fromMe: true, remote: accepted.chatId, ack: 1 }]);
    const refused = { random: second, fromMe: true, remote: '447700900807@c.us', ack: -1 };
    // The acknowledgement comes twice: from the tap, with the server's code, and from the result.
    expect(of(second)).toEqual([{ ...refused, nack: expect.any(Number) }, refused]);
  },
  /**
   * Within the page an error has the same name whether or not the message left, and neither is a refusal by WhatsApp.
   */
  localErrorsAreNoRejection: async (rig: GateRig) => {
    const told = rig.acks.length;
    for (const digits of ['447700900835', '447700900836', '447700900849']) {
      await rig.handOver(textFor(digits));
      await rig.taken(`${digits}@c.us`);
    }
    await sleep(500);
    expect(rig.acks.slice(told).filter(({ ack }) => ack < 0)).toEqual([]);
  },
  /** A message that leaves is reported below the gate, under the id that passed it, before WhatsApp answers. */
  tapSeesWhatLeaves: async (rig: GateRig) => {
    const seen = rig.leaving.length;
    const outgoing = rig.newOutgoingMessage();
    await rig.handOver(outgoing);
    await rig.taken(outgoing.chatId);
    expect(rig.leaving.slice(seen)).toEqual([{ random: rig.asks.at(-1)?.key.random, remote: outgoing.chatId }]);
  },
  tapSeesWhatGoesAround: async (rig: GateRig) => {
    const [asked, seen] = [rig.asks.length, rig.leaving.length];
    const to = rig.newDigits();
    await rig.practice.server.control({ name: 'send_in_window', to, text: 'By hand' });
    await until(() => rig.leaving.length > seen);
    expect(rig.leaving.slice(seen)).toEqual([{ random: expect.stringMatching(/^3EB0/), remote: `${to}@c.us` }]);
    expect(rig.asks).toHaveLength(asked);
  },
  /** Messages that the page sends on its own also pass there. */
  tapLeavesProtocolAlone: async (rig: GateRig) => {
    const seen = rig.leaving.length;
    const ends = await rig.page.evaluate(async () => {
      const job = (window as unknown as PageWindow).require('WAWebSendMsgJob');
      const id = { id: '3EB0PROTOCOL', fromMe: true, remote: '447700900399@c.us' };
      const records = [
        { type: 'message', data: { id, type: 'protocol' } },
        { type: 'addon', data: { id, type: 'chat' } },
      ];
      // The page itself throws when there is nothing to send.
      const encrypt = async (...given: unknown[]) => job.encryptAndSendMsg(...given);
      return (await Promise.allSettled([...records.map((record) => encrypt(record)), encrypt()])).length;
    });
    expect(ends).toBe(3);
    await sleep(100);
    expect(rig.leaving).toHaveLength(seen);
  },
  catchingUpIsTold: async (rig: GateRig) => {
    rig.judge = () => ({ go: false, why: 'not_connected' });
    const id = { fromMe: true, id: '3EB0KEY', remote: '447700900398@c.us' };
    const change = await rig.page.evaluateHandle(() => {
      const page = window as unknown as PageWindow;
      const delivery = page.require('WAWebEventsWaitForOfflineDeliveryEnd');
      const { Socket } = page.require('WAWebSocketModel') as { Socket: { stream?: string | undefined } };
      const [original, stream] = [delivery.isOfflineDeliveryEnd, Socket.stream];
      return {
        set: (value: unknown) => {
          delivery.isOfflineDeliveryEnd = () => value as boolean;
          Socket.stream = value === undefined ? undefined : 'DISCONNECTED';
        },
        undo: () => {
          delivery.isOfflineDeliveryEnd = original;
          Socket.stream = stream;
        },
      };
    });
    await change.evaluate(({ set }) => set(false));
    await callWrapper(rig, { id: '447700900398@c.us' }, { id, type: 'chat', body: 'x', sendOnceToken: 'behind' });
    expect(rig.asks.at(-1)).toMatchObject({ token: 'behind', streamState: 'DISCONNECTED', isCaughtUp: false });
    await change.evaluate(({ set }) => set(undefined));
    await callWrapper(rig, { id: '447700900398@c.us' }, { id, type: 'chat', body: 'x', sendOnceToken: 'old' });
    await change.evaluate(({ undo }) => undo());
    expect(rig.asks.at(-1)).toMatchObject({ token: 'old', streamState: '', isCaughtUp: null });
  },
  /** In present builds the id of a number is a method, and its text is what `toString` returns. */
  idsAreTexts: async (rig: GateRig) => {
    const texts = await rig.page.evaluate(() => {
      const page = window as unknown as PageWindow;
      class Id {
        readonly user = '4477';
        $1() {
          return '77';
        }
        toString() {
          return '4477@c.us';
        }
      }
      const { textOf } = page.sendOnceTools ?? {};
      return [
        textOf?.(new Id()),
        textOf?.({ $1: () => '77', user: '4477', server: 'c.us' }),
        textOf?.({ $1: 'a@lid' }),
      ];
    });
    expect(texts).toEqual(['4477@c.us', '4477@c.us', 'a@lid']);
  },
  questionOfAnotherDocument: async (rig: GateRig) => {
    await rig.handOver(rig.newOutgoingMessage());
    const question = { ...(rig.questions.at(-1) as object), documentId: 'another' };
    const ask = (given: object) => (window as unknown as PageWindow).sendOnceAsk(given);
    expect(await rig.page.evaluate(ask, question)).toEqual({ go: false, why: 'not_connected' });
  },
  halfAQuestion: async (rig: GateRig) => {
    const answer = await rig.page.evaluate(() =>
      (window as unknown as PageWindow).sendOnceAsk({ token: 'half a question' }),
    );
    expect(answer).toEqual({ go: false, why: 'unknown_attempt' });
  },
  replacedGate: async (rig: GateRig) => {
    const put = await rig.page.evaluateHandle(() => {
      const sender = (window as unknown as PageWindow).require('WAWebSendMsgChatAction');
      const wrapper = sender.addAndSendMsgToChat;
      sender.addAndSendMsgToChat = (...values) => wrapper(...values);
      return () => {
        sender.addAndSendMsgToChat = wrapper;
      };
    });
    const outgoing = rig.newOutgoingMessage();
    const end = await rig.handOver(outgoing);
    const hasChat = await rig.page.evaluate((id: string) => {
      const { require } = window as unknown as PageWindow;
      return require('WAWebCollections').Chat.get(require('WAWebWidFactory').createWid(id)) !== undefined;
    }, outgoing.chatId);
    const problem = await rig.install();
    await put.evaluate((undo) => undo());
    expect(end).toMatchObject({ kind: 'gate_missing' });
    expect(hasChat).toBe(false);
    expect(problem).toBe('the gate was replaced');
    expect(await rig.taken(outgoing.chatId)).toBe(0);
  },
  standsAlready: async (rig: GateRig) => {
    expect(await rig.install()).toBeNull();
    await gateChecks.freshGo(rig);
  },
  sendHasMoved: (rig: GateRig) =>
    cannotStand(
      rig,
      () => {
        const sender = (window as unknown as PageWindow).require('WAWebSendMsgChatAction');
        const original = sender.addAndSendMsgToChat;
        Reflect.deleteProperty(sender, 'addAndSendMsgToChat');
        return () => {
          sender.addAndSendMsgToChat = original;
        };
      },
      'WhatsApp sends in another way',
    ),
  cannotBeWrapped: (rig: GateRig) =>
    cannotStand(
      rig,
      () => {
        const sender = (window as unknown as PageWindow).require('WAWebSendMsgChatAction');
        const value = sender.addAndSendMsgToChat;
        const put = (how: PropertyDescriptor) => Object.defineProperty(sender, 'addAndSendMsgToChat', how);
        put({ configurable: true, get: () => value, set: () => undefined });
        return () => void put({ configurable: true, enumerable: true, writable: true, value });
      },
      'WhatsApp does not let itself be wrapped',
    ),
  cannotBeAsked: (rig: GateRig) =>
    cannotStand(
      rig,
      () => {
        const page = window as unknown as { sendOnceAsk: unknown };
        const ask = page.sendOnceAsk;
        page.sendOnceAsk = undefined;
        return () => {
          page.sendOnceAsk = ask;
        };
      },
      'the main process cannot be asked',
    ),
} satisfies Record<string, (rig: GateRig) => Promise<void>>;

export type GateCheck = keyof typeof gateChecks;
