/** The app's own dispatcher, database and session on the practice page, whose connection is lost and comes back. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { sleep } from './practice.ts';
import { openSendingRig, type SendingRig } from './sending-rig.ts';
import { openSessionRig, type SessionRig } from './session-rig.ts';

let pages: SessionRig;
let rig: SendingRig | undefined;

beforeAll(async () => {
  pages = await openSessionRig();
});
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});
afterAll(() => pages.close());

/** Nobody has two messages, nobody none, and nothing stopped. */
async function expectOneEach({ messageIds, phones }: ReturnType<SendingRig['start']>): Promise<void> {
  const { statuses, states } = rig as SendingRig;
  await until(() => statuses(messageIds).every((status) => status !== 'pending' && status !== 'sending'));
  expect(new Set(statuses(messageIds))).toEqual(new Set(['sent']));
  expect(phones.map((phone) => pages.server.messages(phone.slice(1)).length)).toEqual(phones.map(() => 1));
  expect(states.filter(({ kind }) => kind === 'paused' || kind === 'alarm')).toEqual([]);
}

async function blink(ms: number): Promise<void> {
  await pages.server.control({ name: 'disconnect', state: 'OPENING' });
  await sleep(ms);
  await pages.server.control({ name: 'reconnect' });
}

describe('a line that is lost and comes back', () => {
  test('with 2.5 s between the connect and WhatsApp’s greeting: nobody is used up', async () => {
    rig = await openSendingRig(pages, 'slow', { settings: { successMs: 2_500, catchUpMs: 1_500, stateLagMs: 1_000 } });
    const started = rig.start(10, 500);
    await until(() => rig?.statuses(started.messageIds).includes('sent'));
    for (let cut = 0; cut < 2; cut += 1) {
      await blink(300);
      await sleep(3_000);
    }
    await expectOneEach(started);
  });

  test('six times for four seconds: nobody is used up', async () => {
    rig = await openSendingRig(pages, 'blinks', { settings: { successMs: 1_000, catchUpMs: 300, stateLagMs: 1_000 } });
    const started = rig.start(20, 300);
    await until(() => rig?.statuses(started.messageIds).includes('sent'));
    for (let cut = 0; cut < 6; cut += 1) {
      await blink(4_000);
      await sleep(1_500);
    }
    await expectOneEach(started);
  });

  test('between the claim and the gate: the page asks anew, and the message leaves once', async () => {
    rig = await openSendingRig(pages, 'gate', { settings: { hangMs: 1_500, successMs: 1_000, catchUpMs: 300 } });
    // The last step before the gate hangs.
    await pages.server.control({ name: 'set_scenario', number: rig.nextNumber(), scenario: 12 });
    const started = rig.start(1, 300);
    await until(() => rig?.statuses(started.messageIds)[0] === 'sending');
    await blink(2_500);
    await expectOneEach(started);
    expect(rig.asks.slice(0, -1)).toContainEqual({ go: false, why: 'not_caught_up', isNotYet: true });
    expect(rig.asks.at(-1)).toEqual({ go: true });
  });
});

describe('caught up', () => {
  test('is not believed after a connect before its end was told, whatever the flag says', async () => {
    rig = await openSendingRig(pages, 'stale', { settings: { successMs: 600_000 } });
    await until(() => rig?.session.isCaughtUp() === true);
    await blink(100);
    const flag = async () => (await pages.server.status()).isCaughtUp;
    expect(await flag()).toBe(true);
    await until(async () => rig?.session.account() !== null);
    expect((await rig.session.standing()).kind).toBe('not_yet');
    expect(rig.session.isCaughtUp()).toBe(false);
  });

  test.for([
    ['where it is never told', 1, { caughtUpBelievedAfterMs: 1_500 }],
    ['where the line blinks on and on', 6, { caughtUpBelievedAfterMs: 600_000, caughtUpBelievedAtMostMs: 3_000 }],
  ] as const)('is believed after a time %s', async ([, blinks, limit]) => {
    rig = await openSendingRig(pages, 'believed', { settings: { successMs: 600_000 }, limits: limit });
    await until(() => rig?.session.isCaughtUp() === true);
    for (let cut = 0; cut < blinks; cut += 1) await blink(100);
    await until(async () => (await rig?.session.standing())?.kind === 'stands');
  });
});

describe('a gate that was replaced', () => {
  test('is seen before the claim: the page is loaded anew, nobody is used up', async () => {
    rig = await openSendingRig(pages, 'replaced');
    const started = rig.start(4, 800);
    await until(() => rig?.statuses(started.messageIds).includes('sent'));
    for (let times = 0; times < 2; times += 1) {
      await pages.server.control({ name: 'put_send_back' });
      await sleep(1_500);
    }
    await expectOneEach(started);
  });

  test('again and again is another page than ours: said, and nothing is sent', async () => {
    rig = await openSendingRig(pages, 'never-ours', { limits: { gateReplacedMax: 1 } });
    // A message that WhatsApp never acknowledges, for which its page asks whether it may be left.
    await pages.server.control({ name: 'send_in_window', to: '447700900803', text: 'Hello' });
    const phases = () => rig?.links.map((state) => (state.phase === 'failed' ? state.problem : state.phase)) ?? [];
    const timesReady = () => phases().filter((phase) => phase === 'ready').length;
    for (let times = 0; times < 2; times += 1) {
      await until(() => timesReady() > times && rig?.session.account() !== null);
      await pages.server.control({ name: 'put_send_back' });
      // A page that has not caught up yet is not ready either, and its gate is checked only after that.
      await until(async () => {
        expect(await rig?.session.standing()).toEqual({ kind: 'not_yet' });
        return phases().at(-1) !== 'ready';
      });
    }
    await until(() => phases().includes('page_changed'));
  });
});

describe('a lock on new people', () => {
  const ends = async () => (await rig?.session.standing()) ?? expect.fail('there is no session');

  test('is over past its end, and the page is told to ask for it anew; a security check is over once answered', async () => {
    rig = await openSendingRig(pages, 'lock');
    await until(async () => (await ends()).kind === 'stands');
    await pages.server.control({ name: 'restrict', how: 'timelock', ms: 4_000 });
    expect(await ends()).toEqual({
      kind: 'restricted',
      restriction: { kind: 'timelock', untilMs: expect.any(Number) },
    });
    await until(async () => (await ends()).kind === 'stands');
    await until(async () => (await pages.server.status()).lockAsked > 0);
    await pages.server.control({ name: 'ask_check' });
    const { messageIds } = rig.start(1, 300);
    await until(() => rig?.links.at(-1)?.phase === 'check');
    expect([rig.session.account(), await ends()]).toEqual([null, { kind: 'not_yet' }]);
    expect(rig.statuses(messageIds)).toEqual(['pending']);
    await pages.server.control({ name: 'use_passkey' });
    await until(() => rig?.statuses(messageIds)[0] === 'sent');
  });

  test('whose end WhatsApp does not name has none, and WhatsApp is asked until it is lifted', async () => {
    rig = await openSendingRig(pages, 'endless', { limits: { lockAskedEveryMs: 300 } });
    await until(async () => (await ends()).kind === 'stands');
    await pages.server.control({ name: 'lock_without_end', isOn: true });
    const restricted = { kind: 'restricted', restriction: { kind: 'timelock', untilMs: null } };
    expect(await ends()).toEqual(restricted);
    // A person who wrote may be written to all the same.
    await pages.server.control({ name: 'receive', from: '447700900311', text: 'When?' });
    expect((await rig.session.standing('447700900311@c.us')).kind).toBe('stands');
    expect(await rig.session.standing('447700900312@c.us')).toEqual(restricted);
    await pages.server.control({ name: 'lock_without_end', isOn: false });
    await until(async () => (await ends()).kind === 'stands');
  });

  test('is asked for after a refusal for it', async () => {
    rig = await openSendingRig(pages, 'nack');
    await until(async () => (await ends()).kind === 'stands');
    const asked = async () => (await pages.server.status()).lockAsked;
    expect(await asked()).toBe(0);
    await pages.server.control({ name: 'set_scenario', number: rig.nextNumber(), scenario: 32 });
    rig.start(1, 300);
    await until(async () => (await asked()) > 0);
  });
});
