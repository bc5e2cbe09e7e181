import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { type Client, closeBrowser, eventOf, openPractice, type Practice, sleep } from './practice.ts';

const quietOptions = { sendSeen: false, linkPreview: false, parseVCards: false };

let practice: Practice;

beforeAll(async () => {
  practice = await openPractice();
});

afterAll(() => practice.close());

function pageOf(client: Client): NonNullable<Client['pupPage']> {
  return client.pupPage ?? expect.fail('the client has no page');
}

/** The states of the socket, in their order. */
function statesOf(practicePage: Practice): string[] {
  return practicePage.server.entries().flatMap((entry) => (entry.kind === 'state' ? [entry.state] : []));
}

interface PageParts {
  require(name: 'WAWebBackendEventBus'): { BackendEventBus: { triggerRefreshQR(): void } };
  require(name: 'WAWebEventsWaitForOfflineDeliveryEnd'): { isOfflineDeliveryEnd(): boolean };
  require(name: 'WAWebReachoutTimelockUtils'): {
    REACHOUT_TIMELOCK_IDB_KEY: string;
    isUserReachoutTimelocked(): boolean;
  };
  require(name: 'WAWebUserPrefsIndexedDBStorage'): {
    userPrefsIdb: { get(key: string): { time_enforcement_ends: number } };
  };
  require(name: 'WAWebIndividualNewChatMessageCappingLimitUtils'): {
    isUserCapped(): boolean;
    getCappingData(): { cycle_end_timestamp: number };
  };
  require(name: 'WAWebGetReachoutTimelockJob'): { fetchReachoutTimelock(): Promise<unknown> };
  require(name: 'WAWebBuildConstants'): { VERSION_STR: string };
  require(name: 'WAWebSendMsgJob'): { encryptAndSendMsg(...values: unknown[]): Promise<unknown> };
}

describe('linking', () => {
  test('six QR codes follow each other, then the last one is dead, and a refresh brings a new one', async () => {
    const client = await practice.create('run-out', { scanAfterMs: null, refRefreshMs: 400 });
    const codes: string[] = [];
    client.on('qr', (code: string) => codes.push(code));
    await client.initialize();
    await until(async () => (await practice.server.status()).state === 'UNPAIRED_IDLE');
    await sleep(300);
    const shown = codes.length;
    expect(shown).toBeLessThanOrEqual(6);
    await practice.server.control({ name: 'scan' });
    expect(await practice.server.status()).toMatchObject({ state: 'UNPAIRED_IDLE', hasSynced: false });
    await pageOf(client).evaluate(() =>
      (window as unknown as PageParts).require('WAWebBackendEventBus').BackendEventBus.triggerRefreshQR(),
    );
    await until(async () => codes.length > shown);
    const ready = eventOf(client, 'ready');
    await practice.server.control({ name: 'scan' });
    await ready;
    await closeBrowser(client);
  });

  test('a pairing code that has run out links no more', async () => {
    const pairWithPhoneNumber = { phoneNumber: '447700900118', showNotification: true, intervalMs: 60_000 };
    const settings = { scanAfterMs: null, refRefreshMs: 30, pairingCodeMs: 200 };
    const client = await practice.create('dead-code', settings, { pairWithPhoneNumber });
    const code = eventOf(client, 'code');
    await client.initialize();
    await code;
    await until(async () => (await practice.server.status()).state === 'UNPAIRED_IDLE');
    await sleep(settings.pairingCodeMs);
    await practice.server.control({ name: 'scan' });
    expect(await practice.server.status()).toMatchObject({ state: 'UNPAIRED_IDLE', hasSynced: false });
    await closeBrowser(client);
  });

  test('a connect passes OPENING and PAIRING, and a linked one ends with CONNECTED', async () => {
    const before = statesOf(practice).length;
    const client = await practice.start('states');
    const states = () => statesOf(practice).slice(before);
    // The journal hears of each state a moment later.
    await until(async () => states().includes('CONNECTED'));
    expect(states()).toEqual(['OPENING', 'PAIRING', 'UNPAIRED', 'OPENING', 'PAIRING', 'CONNECTED']);
    await closeBrowser(client);
  });
});

describe('the line', () => {
  let client: Client;

  beforeAll(async () => {
    // Long enough for a busy machine to read the state meanwhile.
    client = await practice.start('line', { stateLagMs: 3_000 });
  });

  afterAll(() => closeBrowser(client));

  const isCaughtUp = () =>
    pageOf(client).evaluate(() =>
      (window as unknown as PageParts).require('WAWebEventsWaitForOfflineDeliveryEnd').isOfflineDeliveryEnd(),
    );

  test('once it is cut the stream says so at once, and the state only after a while', async () => {
    await practice.server.control({ name: 'disconnect', state: 'OPENING' });
    expect(await practice.server.status()).toMatchObject({ state: 'CONNECTED', stream: 'DISCONNECTED' });
    await until(async () => (await practice.server.status()).state === 'OPENING');
    await practice.server.control({ name: 'reconnect' });
    expect(await practice.server.status()).toMatchObject({ state: 'CONNECTED', stream: 'CONNECTED' });
    await until(isCaughtUp);
  });

  test('after a reconnect what is sent waits until the page has caught up', async () => {
    await practice.server.control({ name: 'disconnect', state: 'OPENING' });
    await practice.server.control({ name: 'reconnect', catchUpMs: null });
    // Until the server's greeting the flag keeps its old value.
    await until(async () => !(await practice.server.status()).isCaughtUp);
    expect([await practice.server.status(), await isCaughtUp()]).toMatchObject([
      { state: 'CONNECTED', stream: 'CONNECTED', isCaughtUp: false },
      false,
    ]);
    expect(await client.sendMessage('447700900501@c.us', 'Held', quietOptions)).toMatchObject({ ack: 0 });
    await sleep(300);
    expect(practice.server.messages('447700900501')).toEqual([]);
    await practice.server.control({ name: 'end_catch_up' });
    await until(async () => practice.server.messages('447700900501').length === 1);
  });

  test('lost right after a hand-over, it is so before the acknowledgement, however soon that comes', async () => {
    const offlineMs = 1_000;
    const prompt = await practice.start('prompt', { ackMinMs: 0, ackMaxMs: 0, offlineMs });
    await prompt.sendMessage('447700900818@c.us', 'Hello', quietOptions);
    const moments = () =>
      practice.server
        .entries()
        .flatMap((entry) =>
          (entry.kind === 'message' || entry.kind === 'ack') && entry.to === '447700900818@c.us' ? [entry.at] : [],
        );
    await until(() => moments().length >= 2);
    const [takenMs = 0, acknowledgedMs = 0] = moments();
    expect(acknowledgedMs - takenMs).toBeGreaterThanOrEqual(offlineMs);
    await closeBrowser(prompt);
  });

  test('a page that never catches up sends in the end', async () => {
    const impatient = await practice.start('impatient', { catchUpMs: null, catchUpLimitMs: 4_000 });
    await impatient.sendMessage('447700900502@c.us', 'Late', quietOptions);
    expect(practice.server.messages('447700900502')).toEqual([]);
    await until(async () => practice.server.messages('447700900502').length === 1);
    expect(await practice.server.status()).toMatchObject({ isCaughtUp: false });
    await closeBrowser(impatient);
  });
});

describe('restrictions', () => {
  test('a lock on new people and a cap on new chats are stated with their ends, and whoever wrote is written to', async () => {
    const client = await practice.start('restricted');
    const stated = () =>
      pageOf(client).evaluate(() => {
        const page = window as unknown as PageParts;
        const timelock = page.require('WAWebReachoutTimelockUtils');
        const cap = page.require('WAWebIndividualNewChatMessageCappingLimitUtils');
        const { userPrefsIdb } = page.require('WAWebUserPrefsIndexedDBStorage');
        return {
          isLocked: timelock.isUserReachoutTimelocked(),
          endsMs: userPrefsIdb.get(timelock.REACHOUT_TIMELOCK_IDB_KEY)?.time_enforcement_ends,
          isCapped: cap.isUserCapped(),
          cycleEnds: cap.getCappingData()?.cycle_end_timestamp,
        };
      });
    expect(await stated()).toEqual({ isLocked: false, endsMs: undefined, isCapped: false, cycleEnds: undefined });
    const ms = 600_000;
    const endMs = Date.now() + ms;
    await practice.server.control({ name: 'restrict', how: 'timelock', ms });
    await practice.server.control({ name: 'restrict', how: 'cap', ms });
    const { isLocked, endsMs = 0, isCapped, cycleEnds = 0 } = await stated();
    expect([isLocked, isCapped]).toEqual([true, true]);
    for (const end of [endsMs, cycleEnds * 1_000]) expect(Math.abs(end - endMs)).toBeLessThan(ms / 10);

    await practice.server.control({ name: 'receive', from: '447700900503', text: 'Hello' });
    await client.sendMessage('447700900503@c.us', 'An answer', quietOptions);
    await until(async () => practice.server.messages('447700900503').length === 1);
    const refused = await client.sendMessage('447700900504@c.us', 'Hello', quietOptions);
    await until(async () => (await client.getMessageById(refused.id._serialized)).ack === -1);
    expect(practice.server.messages('447700900504')).toEqual([]);

    // After its end the server refuses nobody; the page calls it a lock until it asks.
    await practice.server.control({ name: 'restrict', how: 'timelock', ms: 1 });
    const ended = await until(async () => ((await stated()).endsMs ?? 0) < Date.now() && stated());
    expect(ended.isLocked).toBe(true);
    await pageOf(client).evaluate(() =>
      (window as unknown as PageParts).require('WAWebGetReachoutTimelockJob').fetchReachoutTimelock(),
    );
    expect((await stated()).isLocked).toBe(false);

    // Without an end from the server the page writes "in a minute", to the millisecond.
    await practice.server.control({ name: 'lock_without_end', isOn: true });
    const open = await stated();
    expect(Math.abs((open.endsMs ?? 0) - Date.now() - 60_000)).toBeLessThan(30_000);
    await practice.server.control({ name: 'lock_without_end', isOn: false });
    expect((await stated()).isLocked).toBe(true);
    await closeBrowser(client);
  });
});

describe('the page', () => {
  test('a headless browser that does not hide it meets a wall, and none of the modules', async () => {
    const client = await practice.create('wall', { wall: true });
    client.initialize().catch(() => undefined);
    await until(async () => (await client.pupPage?.title().catch(() => ''))?.includes('WhatsApp Web') ?? false);
    const seen = await pageOf(client).evaluate(() => [
      document.body.textContent,
      'require' in window,
      'Debug' in window,
    ]);
    expect(seen).toEqual([expect.stringContaining('Google Chrome 100+'), false, false]);
    await closeBrowser(client);
  });

  test('an account that the terms of service block gets no further than that, at each start', async () => {
    await closeBrowser(await practice.start('blocked'));
    const client = await practice.create('blocked', { blockedBy: 'TOS_BLOCK' });
    client.initialize().catch(() => undefined);
    await until(async () => (await practice.server.status()).state === 'TOS_BLOCK');
    await sleep(200);
    expect(await practice.server.status()).toMatchObject({
      state: 'TOS_BLOCK',
      stream: 'DISCONNECTED',
      hasSynced: false,
    });
    await closeBrowser(client);
  });

  test('its version is known before it says it', async () => {
    const client = await practice.create('version', { versionAfterMs: null });
    client.initialize().catch(() => undefined);
    const read = () =>
      client.pupPage
        ?.evaluate(() => {
          const page = window as unknown as Partial<PageParts> & { Debug?: unknown };
          return [page.require?.('WAWebBuildConstants').VERSION_STR, page.Debug === undefined];
        })
        .catch(() => undefined);
    await until(async () => typeof (await read())?.[0] === 'string');
    await sleep(200);
    expect(await read()).toEqual([expect.stringMatching(/^2\.3000\.\d+$/), true]);
    await closeBrowser(client);
  });

  test('what is typed in its own window leaves it too, past the last step alone', async () => {
    const client = await practice.start('window');
    await pageOf(client).evaluate(() => {
      const job = (window as unknown as PageParts).require('WAWebSendMsgJob');
      const original = job.encryptAndSendMsg;
      const seen: string[] = [];
      Object.assign(window, { seen });
      job.encryptAndSendMsg = (...values) => {
        const [{ type, data }] = values as [{ type: string; data: { id: { id: string } } }];
        seen.push(`${type} ${data.id.id}`);
        return original(...values);
      };
    });
    await practice.server.control({ name: 'send_in_window', to: '447700900505', text: 'By hand' });
    await until(async () => practice.server.messages('447700900505').length === 1);
    const [taken] = practice.server.messages('447700900505');
    const seen = await pageOf(client).evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen).toEqual([`message ${taken?.id}`]);
    await closeBrowser(client);
  });

  test('on a migrated account the chat of a number is addressed by its LID', async () => {
    const client = await practice.start('migrated', { isLidMigrated: true });
    const message = await client.sendMessage('447700900506@c.us', 'Hello', quietOptions);
    expect(message.id.remote).toMatch(/@lid$/);
    await until(async () => practice.server.messages('447700900506').length === 1);
    await closeBrowser(client);
  });
});
