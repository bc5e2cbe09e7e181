/** The send gate around the real library, without the session: what no well-behaved caller would ever do. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AckNews, GateAnswer, GateAsk, Log } from '../../electron/dispatch/ports.ts';
import type { Page } from '../../electron/whatsapp/client.ts';
import { SendGate } from '../../electron/whatsapp/gate.ts';
import type { PageWindow } from '../../electron/whatsapp/page-types.ts';
import { type Client, eventOf, openPractice, type Practice, sleep } from './practice.ts';
import { textFor } from './session-rig.ts';

const maxAgeMs = 300;
const settleMs = 300;
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let practice: Practice;
let client: Client;
let page: Page;
let gate: SendGate;
let judge: (ask: GateAsk) => GateAnswer;
const asks: GateAsk[] = [];
const acks: AckNews[] = [];

beforeAll(async () => {
  practice = await openPractice();
  client = await practice.start('gate');
  if (!client.pupPage) throw new Error('the client has no page');
  page = client.pupPage;
  const onGate = (ask: GateAsk): GateAnswer => {
    asks.push(ask);
    return judge(ask);
  };
  gate = new SendGate({ onGate, onAck: (news) => acks.push(news), maxAgeMs, log: silent });
  await gate.expose(page);
});

beforeEach(async () => {
  judge = () => ({ go: true });
  expect(await gate.install(page)).toBeNull();
});

afterAll(() => practice.close());

/** The module of the page that prepares a file, which WhatsApp does by converting pictures. */
type RawMedia = { prepRawMedia: (...values: unknown[]) => { waitForPrep: () => Promise<object> } };

/** Keeps this process busy, as a slow disk does: the answer of the judge comes late. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('a "go" that comes too late is discarded in the page', async () => {
  judge = () => {
    block(maxAgeMs + 200);
    return { go: true };
  };
  const end = await gate.handOver(page, textFor('447700900330'));
  expect(end).toEqual({ kind: 'threw', why: expect.stringContaining('late go') });
  await sleep(settleMs);
  expect(practice.server.messages('447700900330')).toEqual([]);
});

test('a "go" is discarded when the wall clock was set back meanwhile', async () => {
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    const steps = [now(), now() - 60_000];
    Date.now = () => steps.shift() ?? now();
  });
  expect(await gate.handOver(page, textFor('447700900331'))).toMatchObject({
    why: expect.stringContaining('late go'),
  });
  await sleep(settleMs);
  expect(practice.server.messages('447700900331')).toEqual([]);
});

test('the same token is asked for once and sends once, also when both calls run at the same time', async () => {
  const parcel = textFor('447700900332');
  const ends = await Promise.all([gate.handOver(page, parcel), gate.handOver(page, parcel)]);
  expect(ends.map(({ kind }) => kind).sort()).toEqual(['returned', 'threw']);
  await sleep(settleMs);
  expect(practice.server.messages('447700900332')).toHaveLength(1);
  expect(asks.filter(({ token }) => token === parcel.token)).toHaveLength(1);
});

test('what the library is told to send without a token does not leave', async () => {
  const asked = asks.length;
  await expect(client.sendMessage('447700900333@c.us', 'Hello')).rejects.toThrow('not ours');
  await sleep(settleMs);
  expect(practice.server.messages('447700900333')).toEqual([]);
  expect(asks).toHaveLength(asked);
});

test('a token that is not ours does not leave', async () => {
  judge = () => ({ go: false, why: 'unknown_attempt' });
  const extra = { sendOnceToken: 'made up' };
  await expect(client.sendMessage('447700900334@c.us', 'Hello', { extra })).rejects.toThrow('unknown_attempt');
  await sleep(settleMs);
  expect(practice.server.messages('447700900334')).toEqual([]);
});

test('an answer that was not given by the judge opens nothing', async () => {
  const answer = await page.evaluate(() => (window as unknown as PageWindow).sendOnceAsk({ token: 'half a question' }));
  expect(answer).toEqual({ go: false, why: 'unknown_attempt' });
});

test('the token is gone from the message that WhatsApp gets', async () => {
  await gate.handOver(page, textFor('447700900335'));
  const names = await page.evaluate(() => {
    const { Msg } = (window as unknown as PageWindow).require('WAWebCollections');
    return Object.keys(Msg.getModelsArray?.().at(-1) ?? {});
  });
  expect(names).toContain('body');
  expect(names.filter((name) => /token/i.test(name))).toEqual([]);
});

test('the second promise, which the library drops, is told: a rejection, once, and no acceptance', async () => {
  await gate.handOver(page, textFor('447700900336'));
  await gate.handOver(page, textFor('447700900807'));
  await sleep(settleMs);
  expect(acks).toEqual([{ random: asks.at(-1)?.key.random, fromMe: true, remote: '447700900807@c.us', ack: -1 }]);
});

test.for([
  ['image', 'given'],
  ['document', 'of WhatsApp'],
] as const)('for a converted file sent as %s, the gate is told the hash %s', async ([kind, told]) => {
  const convertedHash = Buffer.alloc(32, 7);
  const restore = await page.evaluateHandle((base64: string) => {
    const prep = (window as unknown as { require(name: string): RawMedia }).require('WAWebPrepRawMedia');
    const original = prep.prepRawMedia;
    prep.prepRawMedia = (...values) => ({
      waitForPrep: async () => Object.assign(await original(...values).waitForPrep(), { filehash: base64 }),
    });
    return () => {
      prep.prepRawMedia = original;
    };
  }, convertedHash.toString('base64'));
  judge = () => ({ go: false, why: 'content_changed' });
  const bytes = Buffer.from('picture');
  const attachment = { kind, mimeType: 'image/png', fileName: 'a.png', base64: bytes.toString('base64'), bytes: 7 };
  await gate.handOver(page, { ...textFor('447700900340'), attachment });
  await restore.evaluate((undo) => undo());
  const givenHash = createHash('sha256').update(bytes).digest('hex');
  expect(asks.at(-1)).toMatchObject({
    type: kind,
    fileHash: told === 'given' ? givenHash : convertedHash.toString('hex'),
  });
});

test('a gate that was replaced is missed before the library is called', async () => {
  await page.evaluate(() => {
    const sender = (window as unknown as PageWindow).require('WAWebSendMsgChatAction');
    const wrapper = sender.addAndSendMsgToChat;
    sender.addAndSendMsgToChat = (...values) => wrapper(...values);
  });
  expect(await gate.handOver(page, textFor('447700900337'))).toMatchObject({ kind: 'gate_missing' });
  expect(await gate.install(page)).toBe('the gate was replaced');
  const hasChat = await page.evaluate(() => {
    const { require } = window as unknown as PageWindow;
    const id = require('WAWebWidFactory').createWid('447700900337@c.us');
    return require('WAWebCollections').Chat.get(id) !== undefined;
  });
  expect(hasChat).toBe(false);
  // Put right for the tests after this one.
  await page.evaluate(() => {
    const { require, sendOnceGate } = window as unknown as PageWindow;
    if (sendOnceGate) require('WAWebSendMsgChatAction').addAndSendMsgToChat = sendOnceGate.wrapper;
  });
  await sleep(settleMs);
  expect(practice.server.messages('447700900337')).toEqual([]);
});

test('an older document is told from the new one even when its gate stands there as well', async () => {
  const other = new SendGate({ onGate: judge, onAck: () => undefined, maxAgeMs, log: silent });
  const again = eventOf(client, 'ready');
  // `other` saw the document before; `gate` puts its wrapper into the next.
  await other.install(page);
  await practice.server.control({ name: 'reload' });
  await again;
  expect(await gate.install(page)).toBeNull();
  expect(await other.handOver(page, textFor('447700900339'))).toEqual({
    kind: 'threw',
    why: 'the page was loaded anew',
  });
  await sleep(settleMs);
  expect(practice.server.messages('447700900339')).toEqual([]);
});

test('a page whose send has moved is not wrapped', async () => {
  const ready = eventOf(client, 'ready');
  await practice.server.control({ name: 'reload' });
  await ready;
  gate.leaveDocument();
  await page.evaluate(() => {
    Reflect.deleteProperty((window as unknown as PageWindow).require('WAWebSendMsgChatAction'), 'addAndSendMsgToChat');
  });
  expect(await gate.install(page)).toBe('WhatsApp sends in another way');
  expect(await gate.handOver(page, textFor('447700900338'))).toMatchObject({ kind: 'threw' });
});
