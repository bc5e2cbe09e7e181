import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import wweb from 'whatsapp-web.js';
import { smallPng } from '../support/pictures.ts';
import { patienceMs, until } from '../support/until.ts';
import {
  assumingSender,
  type Claim,
  naiveWaitMs,
  resultSender,
  retryingByTypedNumber,
  retryingSender,
  stoppingSender,
  trustingSender,
} from './naive-senders.ts';
import { type Client, closeBrowser, eventOf, openPractice, type Practice, sleep } from './practice.ts';

type Sender = typeof trustingSender;
/** A sender that would send again, but is told before that the message arrived, even on a busy machine. */
const patientSender: Sender = (client, to, content) => retryingSender(client, to, content, patienceMs);

/** A sender that gives up at once: on a busy machine the connection may be back when a more patient one has waited. */
const hastySender: Sender = (client, to, content) => retryingSender(client, to, content, 200);

const attachment = new wweb.MessageMedia('image/png', smallPng.toString('base64'), 'picture.png');
/** Long enough for everything that a quick scenario still does. */
const settleMs = 2_800;

/** Scenarios that do not disturb each other, each with a sender that it misleads. */
const sideBySide: readonly (readonly [number, string, Sender])[] = [
  [1, 'slow acknowledgement', retryingSender],
  [2, 'very late acknowledgement', retryingSender],
  [3, 'no acknowledgement', retryingSender],
  [5, 'our random part in another chat', patientSender],
  [6, 'our random part under the recipient', patientSender],
  [7, 'refusal', trustingSender],
  [8, 'error before the hand-over', assumingSender],
  [9, 'error after the hand-over', retryingSender],
  [10, 'no LID for the user', assumingSender],
  [11, 'the chat opens late', retryingSender],
  [12, 'the last step hangs', retryingSender],
  [13, "held in the page's outbox", trustingSender],
  [14, 'not on WhatsApp', trustingSender],
  [15, 'chat addressed by LID', retryingByTypedNumber],
  [16, 'number resolves to a LID', retryingByTypedNumber],
  [17, 'not found after the send', trustingSender],
  [29, 'rejected after delivery', retryingSender],
  [31, 'error, and it goes all the same', retryingSender],
  [32, 'refused as a new chat', trustingSender],
  [35, 'error in the page before anything left', trustingSender],
  [36, "error in the page after the server's acknowledgement", resultSender],
  [37, 'acknowledged by the result alone', retryingSender],
  [41, 'lost, acknowledged with 5', patientSender],
  [42, 'acknowledged under a LID that was not known', retryingByTypedNumber],
  [44, "a copy of the page's own", trustingSender],
  [49, "stopped by the server's status", trustingSender],
];

let practice: Practice;
let client: Client;

beforeAll(async () => {
  practice = await openPractice();
  client = await practice.start('main');
  // Many senders listen at the same time.
  client.setMaxListeners(100);
});

afterAll(() => practice.close());

function numberOf(scenario: number): string {
  return `4477009008${String(scenario).padStart(2, '0')}`;
}

function copies(scenario: number): number {
  return practice.server.messages(numberOf(scenario)).length;
}

/** Whether the sender harmed the recipient or its own operator: by a second copy, or by a false claim. */
function isWrong(claim: Claim, copiesTaken: number): boolean {
  return copiesTaken > 1 || (claim === 'sent') !== (copiesTaken === 1);
}

async function play(sender: Sender, scenario: number, content: string | wweb.MessageMedia = 'Hello'): Promise<void> {
  const claim = await sender(client, numberOf(scenario), content);
  await sleep(settleMs);
  await untilWrong(claim, scenario);
}

/** On a busy machine the copy that makes the claim false may be late. */
async function untilWrong(claim: Claim, scenario: number): Promise<void> {
  await vi.waitFor(
    () => expect(isWrong(claim, copies(scenario)), `${claim}, ${copies(scenario)} copies`).toBe(true),
    patienceMs,
  );
}

/** Exactly this many messages were taken for the person. */
async function untilTaken(to: string, count: number): Promise<void> {
  await until(() => practice.server.messages(to).length >= count);
  expect(practice.server.messages(to)).toHaveLength(count);
}

test('a well-behaved recipient gets one copy from every naive sender', async () => {
  for (const [index, sender] of [trustingSender, assumingSender, retryingSender, retryingByTypedNumber].entries()) {
    const to = `44770090030${index}`;
    expect(await sender(client, to, 'Hello', patienceMs)).toBe('sent');
    await untilTaken(to, 1);
  }
});

describe('scenarios side by side in one page lead a naive sender astray', () => {
  const claims = new Map<number, Claim>();

  beforeAll(async () => {
    const plays = sideBySide.map(async ([scenario, , sender]) => {
      claims.set(scenario, await sender(client, numberOf(scenario), 'Hello'));
    });
    await Promise.all(plays);
    await sleep(settleMs);
  });

  test.for(sideBySide)('%i: %s', ([scenario]) =>
    untilWrong(claims.get(scenario) ?? expect.fail('not played'), scenario),
  );

  test('4, a sender that believes the last acknowledgement: out of order and twice', async () => {
    const heard: number[] = [];
    client.on('message_ack', (message: wweb.Message, ack: number) => {
      if (message.to === `${numberOf(4)}@c.us`) heard.push(ack);
    });
    await client.sendMessage(`${numberOf(4)}@c.us`, 'Hello', { sendSeen: false });
    await until(() => heard.length >= 6);
    expect(heard).toEqual([2, 1, 1, 3, 3, 2]);
  });

  test('25, any sender that does not look: the text was there already', async () => {
    await trustingSender(client, numberOf(25), 'Happy New Year!');
    const chat = await client.getChatById(`${numberOf(25)}@c.us`);
    const texts = (await chat.fetchMessages({ limit: 10, fromMe: true })).map((message) => message.body);
    expect(texts).toEqual(['Happy New Year!', 'Happy New Year!']);
  });

  test.for([
    [28, 'an outage'],
    [40, 'an answer of unknown shape'],
  ] as const)('%i, a sender that takes %s for "no": the number is on WhatsApp', async ([scenario]) => {
    const registered = await client.isRegisteredUser(numberOf(scenario)).catch(() => false);
    expect(registered).toBe(false);
    await client.sendMessage(`${numberOf(scenario)}@c.us`, 'Hello', { sendSeen: false });
    await untilTaken(numberOf(scenario), 1);
  });

  test('39, whoever takes each message for a reply: the notes of a new chat are new, and from that person', async () => {
    const heard: wweb.Message[] = [];
    client.on('message', (message: wweb.Message) => {
      if (message.from === `${numberOf(39)}@c.us`) heard.push(message);
    });
    await client.sendMessage(`${numberOf(39)}@c.us`, 'Hello', { sendSeen: false });
    await until(() => heard.length >= 2);
    expect(heard.map(({ type, body, fromMe }) => [type, body, fromMe])).toEqual([
      ['e2e_notification', '', false],
      ['notification_template', '', false],
    ]);
  });

  test('43, a sender that relies on stopping: WhatsApp puts its own function back during the call', () =>
    play(stoppingSender, 43));
});

describe('scenarios of the whole page lead a naive sender astray', () => {
  test('26: the upload fails', () => play(assumingSender, 26, attachment));

  test('27: the upload hangs, then goes on', () => play(retryingSender, 27, attachment));

  test('18: the connection is lost right after the hand-over', () => play(hastySender, 18));

  test('23: the page freezes right after the hand-over', () => play(retryingSender, 23));

  test.for([
    [33, 463],
    [34, 475],
  ] as const)('%i: writing to new people ends with %i, also for whoever comes next', async ([scenario, code]) => {
    const next = `4477009003${scenario}`;
    for (const number of [numberOf(scenario), next]) expect(await trustingSender(client, number, 'Hello')).toBe('sent');
    const refused = () =>
      practice.server.entries().flatMap((entry) => (entry.kind === 'refused' && entry.code === code ? [entry.to] : []));
    const both = [`${numberOf(scenario)}@c.us`, `${next}@c.us`];
    await vi.waitFor(() => expect(refused()).toEqual(expect.arrayContaining(both)), patienceMs);
    expect([copies(scenario), practice.server.messages(next).length]).toEqual([0, 0]);
    await practice.server.control({ name: 'restrict', how: scenario === 33 ? 'timelock' : 'cap', ms: null });
    expect(await trustingSender(client, `4477009004${scenario}`, 'Hello')).toBe('sent');
    await untilTaken(`4477009004${scenario}`, 1);
  });

  test('38: while the page catches up it says "connected", and holds back what it is given', async () => {
    expect(await trustingSender(client, numberOf(38), 'Hello')).toBe('sent');
    await until(async () => {
      const { stream, isCaughtUp } = await practice.server.status();
      return stream === 'CONNECTED' && !isCaughtUp;
    });
    expect(await practice.server.status()).toMatchObject({ state: 'CONNECTED', isCaughtUp: false });
    expect(await retryingSender(client, '447700900338', 'Hello')).toBe('not sent');
    expect(practice.server.messages('447700900338')).toEqual([]);
    await practice.server.control({ name: 'end_catch_up' });
    await untilTaken('447700900338', 3);
  });

  test('20 and 21: the page reloads right after or right before the hand-over, and the errors are the same', async () => {
    const errors = [];
    for (const scenario of [20, 21]) {
      const ready = eventOf(client, 'ready');
      errors.push(
        await client.sendMessage(`${numberOf(scenario)}@c.us`, 'Hello').catch((error: Error) => error.message),
      );
      await ready;
    }
    expect(errors[0]).toBe(errors[1]);
    await untilTaken(numberOf(20), 1);
    expect(copies(21)).toBe(0);
  });

  test('13: the copies of a retrying sender wait in the outbox, and all leave after a restart of the page', async () => {
    await retryingSender(client, '447700900913', 'Hello');
    expect(practice.server.messages('447700900913')).toHaveLength(0);
    const ready = eventOf(client, 'ready');
    await practice.server.control({ name: 'reload' });
    await ready;
    await untilTaken('447700900913', 3);
  });

  test('22: the phone logs out right after the hand-over, and a new QR code comes', async () => {
    const logout = eventOf(client, 'disconnected');
    const qr = eventOf(client, 'qr');
    expect(await trustingSender(client, numberOf(22), 'Hello', naiveWaitMs)).toBe('not sent');
    expect(await logout).toBe('LOGOUT');
    await qr;
    await untilTaken(numberOf(22), 1);
  });
});

describe('scenarios that end the browser lead a naive sender astray', () => {
  test.for([
    [19, 'CONFLICT'],
    [45, 'TOS_BLOCK'],
    [46, 'PROXYBLOCK'],
    [47, 'DEPRECATED_VERSION'],
  ] as const)('%i: %s right after the hand-over; the copy after a restart is the second', async ([scenario, state]) => {
    const first = await practice.start('stopped');
    const lost = eventOf(first, 'disconnected');
    await trustingSender(first, numberOf(scenario), 'Hello', naiveWaitMs);
    expect(await lost).toBe(state);
    await sleep(300);
    await closeBrowser(first);
    const second = await practice.start('stopped');
    await trustingSender(second, numberOf(scenario), 'Hello', naiveWaitMs);
    await untilTaken(numberOf(scenario), 2);
    await closeBrowser(second);
  });

  test('48: logged out right after the hand-over, and the address says that the account is locked', async () => {
    const locked = await practice.start('locked');
    const logout = eventOf(locked, 'disconnected');
    const ready = eventOf(locked, 'ready');
    expect(await trustingSender(locked, numberOf(48), 'Hello', naiveWaitMs)).toBe('not sent');
    expect(await logout).toBe('LOGOUT');
    await until(async () => locked.pupPage?.url().includes('logout_reason=3') ?? false);
    await untilTaken(numberOf(48), 1);
    // The library attaches itself again without catching errors, so the browser stays open until that is done.
    await ready;
    await closeBrowser(locked);
  });

  test.for([
    [24, 'the page crashes'],
    [30, 'the page hangs for good'],
  ] as const)('%i: %s right after the hand-over', async ([scenario]) => {
    const doomed = await practice.start(`doomed-${scenario}`);
    const crash = scenario === 24 ? new Promise((resolve) => doomed.pupPage?.once('error', resolve)) : sleep(500);
    expect(await trustingSender(doomed, numberOf(scenario), 'Hello', naiveWaitMs)).toBe('not sent');
    await crash;
    await untilTaken(numberOf(scenario), 1);
    await closeBrowser(doomed);
  });
});
