import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import wweb from 'whatsapp-web.js';
import WebSocket from 'ws';
import { type JournalEntry, startJournalServer } from '../../practice/journal-server.ts';
import type { PageMessage } from '../../practice/protocol.ts';
import { smallJpeg, smallPng } from '../support/pictures.ts';
import { until } from '../support/until.ts';
import { type Client, closeBrowser, eventOf, openPractice, type Practice, quickSettings, sleep } from './practice.ts';

const quietOptions = { sendSeen: false, linkPreview: false, parseVCards: false };

let practice: Practice;
let client: Client;

beforeAll(async () => {
  practice = await openPractice();
  client = await practice.start('main');
});

afterAll(() => practice.close());

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isMessageTo(digits: string): (entry: JournalEntry) => boolean {
  return (entry) => entry.kind === 'message' && entry.to === `${digits}@c.us`;
}

function acksOf(from: Client, digits: string, last: number): Promise<number[]> {
  const heard: number[] = [];
  return new Promise((resolve) => {
    from.on('message_ack', (message: wweb.Message, ack: number) => {
      if (message.to !== `${digits}@c.us`) return;
      heard.push(ack);
      // A copy, since the next entry may arrive before the test looks.
      if (ack === last) resolve([...heard]);
    });
  });
}

describe('linking', () => {
  test('a QR code that is not scanned is renewed, and once scanned the client is ready; a restart needs none', async () => {
    // Enough codes that one is still alive when a busy machine gets to it.
    const settings = { scanAfterMs: null, refRefreshMs: 1_000 };
    const first = await practice.create('linking', settings);
    const codes = new Set<string>();
    first.on('qr', (code: string) => codes.add(code));
    const ready = eventOf(first, 'ready');
    await first.initialize();
    await until(() => codes.size > 1);
    await practice.server.control({ name: 'scan' });
    await ready;
    expect(first.info.wid._serialized).toBe('447700900118@c.us');
    expect(first.info.pushname).toBe('SendOnce Demo');
    await first.destroy();

    const second = await practice.create('linking', settings);
    second.on('qr', () => expect.fail('a linked login shows no QR code'));
    const readyAgain = eventOf(second, 'ready');
    await second.initialize();
    await readyAgain;
    await closeBrowser(second);
  });

  test('a pairing code links as well', async () => {
    const pairWithPhoneNumber = { phoneNumber: '447700900118', showNotification: true, intervalMs: 60_000 };
    const linked = await practice.create('pairing-code', {}, { pairWithPhoneNumber });
    linked.on('qr', () => expect.fail('linking by code shows no QR code'));
    const code = eventOf<string>(linked, 'code');
    const ready = eventOf(linked, 'ready');
    await linked.initialize();
    expect(await code).toMatch(/^[A-Z1-9]{8}$/);
    await ready;
    await closeBrowser(linked);
  });

  test('where the page has synchronised before the library listens, ready does not come by itself', async () => {
    await closeBrowser(await practice.start('ready-race'));
    const late = await practice.create('ready-race', { syncedBeforeListening: true });
    let ready = false;
    late.on('ready', () => {
      ready = true;
    });
    await late.initialize();
    await until(() =>
      late.pupPage?.evaluate(
        () => (window.require('WAWebSocketModel') as unknown as { Socket: { hasSynced: boolean } }).Socket.hasSynced,
      ),
    );
    await sleep(500);
    expect(ready).toBe(false);
    await closeBrowser(late);
  });

  test('a logout by the app leaves a login that must be linked again', async () => {
    const first = await practice.start('logout');
    await first.logout();
    const second = await practice.create('logout');
    const qr = eventOf(second, 'qr');
    await second.initialize();
    await qr;
    await closeBrowser(second);
  });

  test('a logout from the phone disconnects, deletes the login and shows a new QR code', async () => {
    const phone = await practice.start('phone-logout');
    const reason = eventOf(phone, 'disconnected');
    const qr = eventOf(phone, 'qr');
    await practice.server.control({ name: 'logout_from_phone' });
    expect(await reason).toBe('LOGOUT');
    await qr;
    // The library attaches itself again without catching errors, so the browser stays open until that is done.
    await eventOf(phone, 'ready');
    await closeBrowser(phone);
  });
});

describe('sending', () => {
  beforeAll(async () => {
    await closeBrowser(client);
    client = await practice.start('main');
  });

  test('a text is taken once, and its acknowledgements rise to read', async () => {
    const to = '447700900210';
    const acks = acksOf(client, to, 2);
    const message = await client.sendMessage(`${to}@c.us`, 'Good evening', quietOptions);
    const taken = await practice.server.waitFor(isMessageTo(to));
    expect(taken).toMatchObject({ id: message.id.id, body: 'Good evening' });
    expect(await acks).toEqual([1, 2]);
  });

  test('a small JPEG arrives with its caption, its type and the hash of its bytes', async () => {
    const to = '447700900211';
    const media = new wweb.MessageMedia('image/jpeg', smallJpeg.toString('base64'), 'picture.jpg');
    const message = await client.sendMessage(`${to}@c.us`, media, { ...quietOptions, caption: 'Look' });
    expect(await practice.server.waitFor(isMessageTo(to))).toMatchObject({
      id: message.id.id,
      body: '',
      caption: 'Look',
      mimetype: 'image/jpeg',
      sha256: hashOf(smallJpeg),
    });
  });

  test('a PNG is encoded anew as a JPEG, so its hash is another', async () => {
    const media = new wweb.MessageMedia('image/png', smallPng.toString('base64'), 'picture.png');
    await client.sendMessage('447700900220@c.us', media, quietOptions);
    const taken = await practice.server.waitFor(isMessageTo('447700900220'));
    expect(taken).toMatchObject({ mimetype: 'image/jpeg', sha256: expect.not.stringContaining(hashOf(smallPng)) });
  });

  test('a file that calls itself a picture and is none is not sent', async () => {
    const media = new wweb.MessageMedia('image/png', Buffer.from('no picture').toString('base64'), 'picture.png');
    const failed = await client.sendMessage('447700900221@c.us', media, quietOptions).catch((error) => String(error));
    expect(failed).toContain('media-fault');
    expect(practice.server.messages('447700900221')).toEqual([]);
  });

  test('a document keeps its file name', async () => {
    const media = new wweb.MessageMedia('application/pdf', Buffer.from('pdf').toString('base64'), 'plan.pdf');
    const message = await client.sendMessage('447700900212@c.us', media, {
      ...quietOptions,
      sendMediaAsDocument: true,
    });
    expect(message.type).toBe('document');
    expect(await practice.server.waitFor(isMessageTo('447700900212'))).toMatchObject({ filename: 'plan.pdf' });
  });

  test('a message to a LID chat carries the LID in its key and the number in the journal', async () => {
    const message = await client.sendMessage('447700900915@c.us', 'Hello', quietOptions);
    expect(message.id.remote).toMatch(/@lid$/);
    await practice.server.waitFor(isMessageTo('447700900915'));
    expect(await client.getContactLidAndPhone(['447700900915@c.us'])).toEqual([
      { lid: message.id.remote, pn: '447700900915@c.us' },
    ]);
  });

  test('a number with and without the ninth digit is one person', async () => {
    const ids = await Promise.all(['5511987654321', '551187654321'].map((digits) => client.getNumberId(digits)));
    expect(ids.map((id) => id?._serialized)).toEqual(['551187654321@c.us', '551187654321@c.us']);
  });

  test('a scenario can be given to any number, and taken away again', async () => {
    await practice.server.control({ name: 'set_scenario', number: '447700900214', scenario: 14 });
    expect(await client.isRegisteredUser('447700900214')).toBe(false);
    await practice.server.control({ name: 'set_scenario', number: '447700900214', scenario: null });
    expect(await client.isRegisteredUser('447700900214')).toBe(true);
  });

  test('acknowledgements to a number are kept back until they are let go', async () => {
    const number = '447700900222';
    const acks = acksOf(client, number, 2);
    await practice.server.control({ name: 'hold_acks', number, isOn: true });
    await client.sendMessage(`${number}@c.us`, 'Hello', quietOptions);
    await practice.server.waitFor(isMessageTo(number));
    await sleep(2 * quickSettings.ackMaxMs);
    expect(practice.server.entries().filter((one) => one.kind === 'ack' && one.to === `${number}@c.us`)).toEqual([]);
    await practice.server.control({ name: 'hold_acks', number, isOn: false });
    expect(await acks).toEqual([1, 2]);
  });

  test('messages received, and sent by hand from the phone, appear in the library and in the chat', async () => {
    const received = eventOf<wweb.Message>(client, 'message');
    await practice.server.control({ name: 'receive', from: '447700900215', text: 'Who is this?' });
    expect((await received).body).toBe('Who is this?');
    const created = eventOf<wweb.Message>(client, 'message_create');
    await practice.server.control({ name: 'send_by_hand', to: '447700900215', text: 'The campaign' });
    expect(await created).toMatchObject({ body: 'The campaign', fromMe: true });
    expect(practice.server.messages('447700900215')).toHaveLength(0);
  });

  test('what is sent while the connection is down waits in the outbox and leaves once', async () => {
    await practice.server.control({ name: 'disconnect', state: 'OPENING' });
    await client.sendMessage('447700900216@c.us', 'Later', quietOptions);
    await until(async () => (await practice.server.status()).state === 'OPENING');
    expect(await practice.server.status()).toMatchObject({ stream: 'DISCONNECTED', outbox: 1 });
    await practice.server.control({ name: 'reconnect' });
    await practice.server.waitFor(isMessageTo('447700900216'));
    await practice.server.control({ name: 'release_outbox' });
    expect(practice.server.messages('447700900216')).toHaveLength(1);
    expect(await practice.server.status()).toMatchObject({ state: 'CONNECTED', outbox: 0 });
  });

  test('history and acknowledgements outlive a restart', async () => {
    const to = '447700900217';
    const acks = acksOf(client, to, 2);
    const message = await client.sendMessage(`${to}@c.us`, 'Remember', quietOptions);
    await acks;
    await sleep(100);
    await client.destroy();
    client = await practice.start('main');
    const found = await client.getMessageById(message.id._serialized);
    expect(found).toMatchObject({ body: 'Remember', fromMe: true });
    await until(async () => (await client.getMessageById(message.id._serialized)).ack >= 2);
    const chat = await client.getChatById(`${to}@c.us`);
    const texts = (await chat.fetchMessages({ limit: 10, fromMe: true })).map((one) => one.body);
    expect(texts).toEqual(['Remember']);
  });

  test('an acknowledgement that came while the page was closed is in its history afterwards', async () => {
    const message = await client.sendMessage('447700900901@c.us', 'Slow', quietOptions);
    await practice.server.waitFor(isMessageTo('447700900901'));
    await closeBrowser(client);
    await sleep(quickSettings.slowAckMs);
    client = await practice.start('main');
    await practice.server.waitFor((entry) => entry.kind === 'ack' && entry.id === message.id.id);
    await until(async () => (await client.getMessageById(message.id._serialized)).ack === 1);
  });

  test('in a build with the renamed key field the message is delivered and the library returns nothing', async () => {
    const ready = eventOf(client, 'ready');
    await practice.server.control({ name: 'set_message_key_field', field: '$1' });
    await ready;
    expect(await client.sendMessage('447700900218@c.us', 'Hello', quietOptions)).toBeUndefined();
    await practice.server.waitFor(isMessageTo('447700900218'));
  });
});

describe('the journal', () => {
  test('an entry delivered twice is stored once, and a true second copy is not hidden', async () => {
    const file = `${practice.journalFile}.twice`;
    const server = await startJournalServer({ file });
    const copy = { kind: 'message', at: 1, id: 'A', to: '1@c.us', chat: '1@c.us', body: 'Hello', caption: '' } as const;
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}`);
    await new Promise((resolve) => socket.once('open', resolve));
    for (const key of ['one', 'one', 'two']) {
      const message: PageMessage = { type: 'entry', key, entry: copy };
      socket.send(JSON.stringify(message));
      await new Promise((resolve) => socket.once('message', resolve));
    }
    expect(server.messages('1')).toHaveLength(2);
    await server.close();
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  test('what the network took while no journal server listened is delivered later, once', async () => {
    const { port } = practice.server;
    await practice.server.close();
    await client.sendMessage('447700900219@c.us', 'Unheard', quietOptions);
    await sleep(200);
    const later = await startJournalServer({ file: practice.journalFile, port });
    await later.waitFor(isMessageTo('447700900219'));
    await sleep(500);
    expect(later.messages('447700900219')).toHaveLength(1);
    expect(later.messages('447700900210')).toHaveLength(1);
    await later.close();
  });
});
