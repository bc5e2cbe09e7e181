import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { cancelAtOnce } from '../../support/temporary-database.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const chatId = '447700900101@c.us';
const hash = 'ab'.repeat(32);
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const answers = () => rig.messenger.asked.map(({ answer }) => (answer.go ? 'go' : answer.why));
const tokens = () => rig.stores.db.sqlite.prepare(`SELECT token FROM attempt ORDER BY id`).pluck().all() as string[];

describe('the gate', () => {
  it('refuses a call that comes after the attempt was given up', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(31_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    expect(rig.messenger.asked.at(-1)?.answer.go).toBe(false);
    expect(rig.deliveries(one)).toBe(0);
  });

  it.each([
    ['another text', { text: 'Other' }, 'content_changed'],
    ['another type', { type: 'image' }, 'content_changed'],
    ['an attachment nobody asked for', { fileHash: 'ff' }, 'content_changed'],
    ['another account', { accountIds: ['447700900999@c.us'] }, 'other_account'],
    ['a key that is not ours', { key: { serialized: 'x', random: 'r', fromMe: false, remote: 'x' } }, 'not_from_me'],
    ['an unknown token', { token: 'x'.repeat(40) }, 'unknown_attempt'],
  ])('refuses %s, and nothing leaves', async (_, ask, why) => {
    rig.messenger.scripts.set(one, { ask });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why });
    expect(rig.deliveries(one)).toBe(0);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
  });

  it('refuses when the campaign was cancelled at the last moment, and the message is cancelled', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds, campaignId } = rig.start([one, two]);
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sending');
    cancelAtOnce(rig.stores.campaigns, campaignId, rig.clock.nowMs());
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'campaign_cancelled' });
    expect(messageIds.map(rig.status)).toEqual(['cancelled', 'cancelled']);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('refuses a person who was put on the do-not-contact list after the claim', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.stores.doNotContact.add(one, '', rig.clock.nowMs());
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:do_not_contact');
    expect(rig.deliveries(one)).toBe(0);
  });

  it.each([
    ['by their number', [chatId]],
    ['under a LID that shows only at the gate', ['12345678901234@lid']],
  ])(
    'refuses a person who asked to stop after the claim, %s; queued again, they wait for the answer',
    async (_, ids) => {
      rig.messenger.scripts.set(one, { before: 'hang' });
      const { messageIds } = rig.start([one]);
      await rig.clock.pass(1_000);
      rig.stores.stops.add({ ids, text: 'STOP', stopWord: 'stop', waKey: null, atMs: rig.clock.nowMs() });
      const shows = { ask: { ids: [chatId, '12345678901234@lid'] } };
      const outgoing = { token: tokens()[0] ?? '', chatId, text: 'Hello First1', attachment: null };
      rig.messenger.reachGate(outgoing, shows);
      await rig.clock.pass(1_000);
      expect(answers()).toEqual(['asked_to_stop']);
      expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
      rig.messenger.scripts.set(one, shows);
      rig.stores.messages.requeue(messageIds, 'operator', rig.clock.nowMs());
      rig.dispatcher.nudge();
      await rig.clock.pass(minuteMs);
      expect(rig.deliveries(one)).toBe(0);
    },
  );

  it('refuses a person on the do-not-contact list whom the gate names by an id without a number alone', async () => {
    const ids = ['12345678901234@lid'];
    const lookUp = { kind: 'registered', chatId, ids: [chatId, ...ids] } as const;
    rig.messenger.scripts.set(one, { before: 'hang', lookUp });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.stores.doNotContact.add(one, '', rig.clock.nowMs());
    rig.messenger.reachGate(
      { token: tokens()[0] ?? '', chatId, text: 'Hello First1', attachment: null },
      { ask: { ids } },
    );
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['do_not_contact']);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact']);
  });

  it('calls whoever was stopped under an id that shows only at the gate one who is not to be contacted', async () => {
    const lid = '12345678901234@lid';
    rig.stores.stops.add({ ids: [lid], text: 'STOP', stopWord: 'stop', waKey: null, atMs: rig.clock.nowMs() });
    const [asked] = rig.stores.stops.proposals();
    rig.stores.stops.answer(asked?.id ?? 0, 'added', rig.clock.nowMs());
    rig.messenger.scripts.set(one, { ask: { ids: [chatId, lid] } });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['do_not_contact']);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact']);
  });

  it('takes a question that is just as old as one may be', async () => {
    rig.messenger.scripts.set(one, { ask: () => ({ askedAtMs: rig.clock.nowMs() - limits.gateQuestionMaxAgeMs }) });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['go']);
  });

  it('passes no attempt that was closed, and leaves no trace of it', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(31_000);
    const { attempts, queries } = rig.stores;
    const id = { waKey: '{}', waRandom: 'random', ids: [chatId] };
    expect(attempts.pass(tokens()[0] ?? '', id, rig.ledger.position, rig.clock.nowMs())).toBe(false);
    expect(queries.message(messageIds[0] ?? 0)?.history.map(({ what }) => what)).not.toContain('passed');
  });

  it('refuses an id learned only now that another attempt has fenced', async () => {
    rig.messenger.scripts.set(two, { ask: { ids: ['447700900102@c.us', '12345678901234@lid'] } });
    rig.messenger.scripts.set(one, { ask: { ids: [chatId, '12345678901234@lid'] } });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[1] ?? 0)).toBe('failed:duplicate');
    expect(rig.deliveries(two)).toBe(0);
  });

  it('refuses while the ledger cannot be written, and pauses', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    rig.ledger.append = () => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const token = rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;
    rig.messenger.reachGate({ token, chatId: '447700900101@c.us', text: 'Hello First1', attachment: null });
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'ledger_unwritable' });
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
    expect(rig.deliveries(one)).toBe(0);
  });

  it('refuses a key without a random part, by which no acknowledgement could be told', async () => {
    rig.messenger.scripts.set(one, { ask: { key: { serialized: 'x', random: '', fromMe: true, remote: chatId } } });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['not_from_me']);
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('refuses a person of whom it learns only now that a number of theirs is on the do-not-contact list', async () => {
    const isBlocked = rig.stores.doNotContact.isBlocked.bind(rig.stores.doNotContact);
    rig.stores.doNotContact.isBlocked = (phone) => phone === '+551187654321' || isBlocked(phone);
    const [phone, old] = ['+5511987654321', '551187654321@c.us'];
    rig.messenger.scripts.set(phone, { ask: { ids: ['5511987654321@c.us', old] } });
    const { messageIds } = rig.start([phone]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['do_not_contact']);
    expect(messageIds.map(rig.status)).toEqual(['failed:do_not_contact']);
  });

  it('asks the do-not-contact list for numbers alone, never for an id', async () => {
    const asked: string[] = [];
    rig.stores.doNotContact.isBlocked = (phone) => {
      asked.push(phone);
      return false;
    };
    rig.messenger.scripts.set(one, { ask: { ids: [chatId, '12345678901234@lid'] } });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['go']);
    expect(new Set(asked)).toEqual(new Set([one]));
  });

  it('stops all sending when another account stands in the page than the one that is linked', async () => {
    rig.messenger.scripts.set(one, { ask: { accountIds: ['447700900777@c.us'] } });
    rig.start([one, two]);
    await rig.clock.pass(60_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'other_account' });
    expect(rig.messenger.delivered).toEqual([]);
  });

  it('does not know an attempt that was given up while another message is on its way, which it leaves alone', async () => {
    rig.messenger.scripts.set(one, { before: 'hang' });
    rig.messenger.scripts.set(two, { before: 'hang' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(limits.gateReachTextMs + 1_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over', 'sending']);
    const [first = '', second = ''] = tokens();
    rig.messenger.reachGate({ token: first, chatId, text: 'Hello First1', attachment: null });
    expect(answers()).toEqual(['unknown_attempt']);
    await rig.clock.pass(1_000);
    rig.messenger.reachGate({ token: second, chatId: '447700900102@c.us', text: 'Hello First2', attachment: null });
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over', 'sent']);
  });

  it('refuses an attachment that the app does not have any more', async () => {
    const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
    const outgoing = { kind: 'image' as const, mimeType: 'image/png', fileName: 'map.png', base64: 'AAAA', bytes: 3 };
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.attachments.set(hash, {
      file,
      read: async () => {
        rig.attachments.delete(hash);
        return outgoing;
      },
    });
    rig.messenger.scripts.set(one, { ask: { fileHash: hash } });
    rig.dispatcher.pause('operator');
    const { campaignId } = rig.start([one], 'Hello First1');
    rig.stores.campaigns.update(campaignId, { attachmentHash: hash });
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['content_changed']);
  });

  it.for<[string, string, string]>([
    ['passes what goes out without its place', 'ef'.repeat(32), 'sent'],
    ['refuses the file as it was chosen where that has its place', 'ab'.repeat(32), 'failed:not_handed_over'],
  ])('%s', async ([, fileHash, status]) => {
    const chosen = 'ab'.repeat(32);
    const file = { hash: chosen, fileName: 'map.jpg', mimeType: 'image/jpeg', kind: 'image' as const, bytes: 3 };
    const { kind, mimeType, fileName } = file;
    const asked: boolean[] = [];
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.attachments.set(chosen, {
      file,
      read: async ({ keepsPlace }) => {
        asked.push(keepsPlace);
        const sent = { kind, mimeType, fileName, base64: 'AAAA', bytes: 3 };
        return keepsPlace ? sent : { ...sent, sentHash: 'ef'.repeat(32) };
      },
    });
    rig.messenger.scripts.set(one, { ask: { fileHash } });
    rig.messenger.scripts.set(two, { ask: { fileHash: chosen } });
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Hello {{first}}');
    const kept = rig.start([two], 'Hi {{first}}');
    rig.stores.campaigns.update(campaignId, { attachmentHash: chosen });
    rig.stores.campaigns.update(kept.campaignId, { attachmentHash: chosen, keepsPlace: true });
    rig.dispatcher.resume();
    await rig.clock.pass(10_000);
    expect([...messageIds, ...kept.messageIds].map(rig.status)).toEqual([status, 'sent']);
    expect(asked).toEqual([false, true]);
  });

  it('stays shut also where its refusal cannot be written down', async () => {
    rig.stores.attempts.noteRefusal = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    };
    rig.messenger.scripts.set(one, { ask: { text: 'Other' } });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(answers()).toEqual(['content_changed']);
    expect(messageIds.map(rig.status)).toEqual(['failed:not_handed_over']);
  });
});

describe('before the gate', () => {
  it('a link that is lost during the look leaves the message pending, without a pause', async () => {
    rig.messenger.readChat = async () => {
      rig.messenger.account_ = null;
      return [];
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    expect(rig.dispatcher.state).toEqual({ kind: 'not_linked' });
  });

  it('a look-up that fails is an outage at once, not only when its time is over', async () => {
    rig.messenger.lookUp = () => Promise.reject(new Error('the page is gone'));
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'no_answer' });
  });

  it('the whole chat is searched for a copy, unless the campaign is a declared repeat', async () => {
    const looked: (number | null | undefined)[] = [];
    rig.messenger.readChat = async (_chatId: string, _most: number, sinceMs: number | null) => {
      looked.push(sinceMs);
      return [];
    };
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(looked).toEqual([null]);
  });

  it('whom the operator answered for while WhatsApp was asked takes their turn again', async () => {
    const looked: (number | null | undefined)[] = [];
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Hello');
    rig.messenger.readChat = async (_chatId: string, _most: number, sinceMs: number | null) => {
      looked.push(sinceMs);
      if (looked.length > 1) return [];
      rig.stores.db.run(`UPDATE message SET set_aside = 'in_chat'`);
      rig.stores.campaigns.questions.sendAgain(campaignId, 'in_chat', rig.clock.nowMs());
      return [];
    };
    rig.dispatcher.resume();
    await rig.clock.pass(60_000);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(looked).toEqual([null, expect.any(Number)]);
  });

  it('an attachment that the operator took away while WhatsApp was asked does not go out', async () => {
    const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
    const outgoing = { kind: 'image' as const, mimeType: 'image/png', fileName: 'map.png', base64: 'AAAA', bytes: 3 };
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.attachments.set(hash, { file, read: async () => outgoing });
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Hello First1');
    rig.stores.campaigns.update(campaignId, { attachmentHash: hash });
    rig.messenger.readChat = async () => {
      rig.stores.campaigns.update(campaignId, { attachmentHash: null });
      return [];
    };
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['sent']);
    expect(rig.messenger.asked.map(({ ask }) => ask.type)).toEqual(['chat']);
  });

  it('a message that the operator cancels while WhatsApp says that its number is not there stays cancelled', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([one]);
    const lookUp = rig.messenger.lookUp.bind(rig.messenger);
    rig.messenger.lookUp = async (phone) => {
      if (phone !== one) return lookUp(phone);
      rig.stores.messages.cancel(messageIds, 'operator', rig.clock.nowMs());
      return { kind: 'absent' };
    };
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['cancelled']);
    expect(rig.told.messages).toEqual([]);
  });

  it('a text that cannot be made stops before WhatsApp is asked anything', async () => {
    const asked: string[] = [];
    rig.messenger.lookUp = async (phone) => {
      asked.push(phone);
      return { kind: 'absent' };
    };
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([one]);
    const read = rig.stores.queue.message.bind(rig.stores.queue);
    rig.stores.queue.message = (id) => {
      const message = read(id);
      return message && { ...message, cells: [] };
    };
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(asked).toEqual([]);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
  });

  it('no timer is left behind by a look that was answered', async () => {
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.clock.armed).toBe(0);
  });
});
