import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isCopy } from '../../domain/messages/message-copy.ts';
import type { MessageKey } from '../../domain/messages/message-key.ts';
import type { OutgoingAttachment } from '../../electron/ports.ts';
import { smallJpeg } from '../support/pictures.ts';
import { until } from '../support/until.ts';
import { quickSettings, sleep } from './practice.ts';
import { type LinkedSession, openSessionRig, type SessionRig, textFor } from './session-rig.ts';

const go = () => ({ go: true }) as const;
/** Longer than the practice page needs for anything that it would still send. */
const settleMs = 2_000;

let rig: SessionRig;
let linked: LinkedSession;

beforeAll(async () => {
  rig = await openSessionRig();
  linked = await rig.link('messenger');
});

afterAll(() => rig.close());

function file(kind: OutgoingAttachment['kind'], mimeType: string, fileName: string): OutgoingAttachment {
  const bytes = kind === 'image' ? smallJpeg : Buffer.from(`the bytes of ${fileName}`);
  return { kind, mimeType, fileName, base64: bytes.toString('base64'), bytes: bytes.length };
}

function hashOf(attachment: OutgoingAttachment): string {
  return createHash('sha256').update(Buffer.from(attachment.base64, 'base64')).digest('hex');
}

async function passed(digits: string, text = 'Hello'): Promise<MessageKey> {
  const outgoing = textFor(digits, text);
  await linked.session.handOver(outgoing);
  const ask = linked.asks.find(({ token }) => token === outgoing.token);
  if (!ask) throw new Error('the gate was not reached');
  return ask.key;
}

describe('handing over', () => {
  test('the main process knows the exact key of a text before anything has left', async () => {
    const to = '447700900301';
    linked.judge = () => {
      expect(rig.server.messages(to)).toHaveLength(0);
      return { go: true };
    };
    const outgoing = textFor(to, 'Hello *there*\nwith https://example.com/');
    expect(await linked.session.handOver(outgoing)).toEqual({ kind: 'returned' });
    linked.judge = go;
    const [message, ...more] = await until(() => rig.server.messages(to).length > 0 && rig.server.messages(to));
    expect(more).toEqual([]);
    const ask = linked.asks.find(({ token }) => token === outgoing.token);
    expect(ask).toEqual({
      token: outgoing.token,
      key: {
        serialized: `true_${to}@c.us_${message?.id}`,
        random: message?.id,
        fromMe: true,
        remote: `${to}@c.us`,
      },
      ids: [`${to}@c.us`, expect.stringMatching(/^\d+@lid$/)],
      type: 'chat',
      text: outgoing.text,
      fileHash: null,
      socketState: 'CONNECTED',
      streamState: 'CONNECTED',
      isCaughtUp: true,
      askedAtMs: expect.any(Number),
      accountIds: ['447700900118@c.us', expect.stringMatching(/^\d+@lid$/)],
    });
    expect(message?.body).toBe(outgoing.text);
    await until(() => linked.acks.find(({ random, ack }) => random === message?.id && ack >= 1));
  });

  test.for([
    ['image', file('image', 'image/jpeg', 'picture.jpg')],
    ['document', file('document', 'image/png', 'plan.png')],
  ] as const)('a file goes as %s, with its caption and its hash at the gate', async ([type, attachment]) => {
    const to = type === 'image' ? '447700900302' : '447700900303';
    const outgoing = { ...textFor(to, 'Look'), attachment };
    expect(await linked.session.handOver(outgoing)).toEqual({ kind: 'returned' });
    const sha256 = hashOf(attachment);
    expect(linked.asks.at(-1)).toMatchObject({ token: outgoing.token, type, text: 'Look', fileHash: sha256 });
    const [message] = await until(() => rig.server.messages(to).length > 0 && rig.server.messages(to));
    expect(message).toMatchObject({ caption: 'Look', filename: attachment.fileName, sha256 });
    const shown = await until(async () => {
      const lines = await linked.session.readChat(`${to}@c.us`, 50, null);
      return lines?.find(({ ack }) => ack >= 1);
    });
    expect(shown && isCopy(shown, { text: 'Look', attachmentKind: type, sinceMs: null })).toBe(true);
    expect(shown && isCopy(shown, { text: 'Look', attachmentKind: null, sinceMs: null })).toBe(false);
  });

  test('nothing leaves when the judge says no', async () => {
    linked.judge = () => ({ go: false, why: 'do_not_contact' });
    const end = await linked.session.handOver(textFor('447700900304'));
    linked.judge = go;
    expect(end).toEqual({ kind: 'threw', why: expect.stringContaining('do_not_contact') });
    await sleep(300);
    expect(rig.server.messages('447700900304')).toEqual([]);
  });

  test('nothing leaves when the judge fails', async () => {
    linked.judge = () => {
      throw new Error('disk full');
    };
    expect(await linked.session.handOver(textFor('447700900305'))).toMatchObject({ kind: 'threw' });
    linked.judge = go;
    await sleep(300);
    expect(rig.server.messages('447700900305')).toEqual([]);
  });

  test('a call that reaches the gate after its attempt was closed is refused', async () => {
    const to = '447700900812';
    const outgoing = textFor(to);
    const ended = linked.session.handOver(outgoing);
    expect(linked.asks.some(({ token }) => token === outgoing.token)).toBe(false);
    linked.judge = () => ({ go: false, why: 'attempt_closed' });
    expect(await ended).toMatchObject({ kind: 'threw' });
    linked.judge = go;
    expect(linked.asks.some(({ token }) => token === outgoing.token)).toBe(true);
    await sleep(300);
    expect(rig.server.messages(to)).toEqual([]);
  });

  test('nothing is handed over to whom the account has blocked: WhatsApp would keep it, and never say so', async () => {
    const asked = linked.asks.length;
    const end = await linked.session.handOver(textFor('447700900851'));
    expect([end, linked.asks.length]).toEqual([{ kind: 'blocked' }, asked]);
  });

  test('a token sends once, however often it is handed over', async () => {
    const outgoing = textFor('447700900306');
    await linked.session.handOver(outgoing);
    expect(await linked.session.handOver(outgoing)).toMatchObject({ kind: 'threw' });
    await until(() => rig.server.messages('447700900306').length > 0);
    await sleep(300);
    expect(rig.server.messages('447700900306')).toHaveLength(1);
    expect(linked.asks.filter(({ token }) => token === outgoing.token)).toHaveLength(1);
  });

  test('a failed upload never reaches the gate', async () => {
    const outgoing = { ...textFor('447700900826'), attachment: file('image', 'image/jpeg', 'a.jpg') };
    expect(await linked.session.handOver(outgoing)).toMatchObject({ kind: 'threw' });
    expect(linked.asks.some(({ token }) => token === outgoing.token)).toBe(false);
  });

  test('a chat that WhatsApp addresses by LID has the number among its ids', async () => {
    await passed('447700900815');
    const { key, ids } = linked.asks.at(-1) ?? {};
    expect(key?.remote).toMatch(/@lid$/);
    expect(ids).toEqual(expect.arrayContaining([key?.remote, '447700900815@c.us']));
    await until(() => rig.server.messages('447700900815').length === 1);
  });
});

describe('acknowledgements', () => {
  function acksOf(key: MessageKey) {
    return linked.acks.filter(({ random }) => random === key.random);
  }

  test('come late, out of order and twice, and are passed on as they are', async () => {
    const [late, jumbled] = [await passed('447700900801'), await passed('447700900804')];
    // One more than the six: the result of the send counts as the first tick once more.
    await until(() => acksOf(jumbled).length === 7);
    expect(
      acksOf(jumbled)
        .map(({ ack }) => ack)
        .sort(),
    ).toEqual([1, 1, 1, 2, 2, 3, 3]);
    expect(acksOf(jumbled).at(0)?.ack).toBe(2);
    await until(() => acksOf(late).length > 0);
    expect(acksOf(late)[0]).toEqual({ random: late.random, fromMe: true, remote: '447700900801@c.us', ack: 1 });
    const [message] = rig.server.messages('447700900801');
    // The page tells the app before it tells the journal.
    const acked = await until(() =>
      rig.server.entries().find((entry) => entry.kind === 'ack' && entry.id === late.random),
    );
    expect(acked.at - (message?.at ?? 0)).toBeGreaterThanOrEqual(quickSettings.slowAckMs - 1);
  });

  test('of another chat or of the recipient can be told from ours', async () => {
    const [otherChat, notFromMe] = [await passed('447700900805'), await passed('447700900806')];
    await until(() => acksOf(otherChat).length > 0 && acksOf(notFromMe).length > 0);
    expect(acksOf(otherChat)).toMatchObject([{ fromMe: true, ack: 2, remote: expect.not.stringContaining('0805') }]);
    expect(acksOf(notFromMe)).toMatchObject([{ fromMe: false, ack: 2 }]);
  });

  test('that reject a message are told as -1', async () => {
    const key = await passed('447700900807');
    await until(() => acksOf(key).some(({ ack, fromMe, remote }) => ack === -1 && fromMe && remote === key.remote));
  });
});

describe('what WhatsApp says of a send', () => {
  const acksOf = (key: MessageKey) => linked.acks.filter(({ random }) => random === key.random).map(({ ack }) => ack);

  test('OK is its first tick, also where none shows', async () => {
    const key = await passed('447700900837');
    await until(() => acksOf(key).includes(1));
  });

  test('an acknowledgement above those that people see says nothing', async () => {
    const key = await passed('447700900841');
    await sleep(settleMs);
    expect(acksOf(key)).toEqual([]);
    expect(await linked.session.readRecord(key)).toMatchObject({ kind: 'found', ack: 0 });
  });

  test('an error within the page is no rejection, and a refusal is told once, with the code of the server', async () => {
    const [before, after, status] = [
      await passed('447700900835'),
      await passed('447700900836'),
      await passed('447700900849'),
    ];
    const refused = await passed('447700900832');
    await until(() => acksOf(refused).length > 0);
    await until(() => acksOf(after).includes(1));
    await sleep(500);
    expect([...acksOf(before), ...acksOf(status)]).toEqual([]);
    expect(acksOf(after)).not.toContain(-1);
    expect(linked.acks.filter(({ random }) => random === refused.random)).toEqual([
      { random: refused.random, fromMe: true, remote: '447700900832@c.us', ack: -1, nack: 463 },
    ]);
  });

  test('what leaves is seen below the gate, and a copy that goes around it as well', async () => {
    const seen = linked.leavings.length;
    const key = await passed('447700900844');
    await until(() => linked.leavings.length >= seen + 2);
    const randoms = linked.leavings.slice(seen).map(({ random }) => random);
    expect(randoms[0]).toBe(key.random);
    const taken = await until(
      () => rig.server.messages('447700900844').length === 2 && rig.server.messages('447700900844'),
    );
    expect(taken.map(({ id }) => id).sort()).toEqual([...randoms].sort());
  });

  test('what it lays upon the account is known, with its end', async () => {
    expect(await linked.session.restriction()).toBeNull();
    for (const how of ['timelock', 'cap'] as const) {
      await rig.server.control({ name: 'restrict', how, ms: 60_000 });
      const restriction = await linked.session.restriction();
      expect(restriction).toEqual({ kind: how, untilMs: expect.any(Number) });
      const leftMs = (restriction?.untilMs ?? 0) - Date.now();
      expect(leftMs).toBeGreaterThan(50_000);
      expect(leftMs).toBeLessThan(62_000);
      await rig.server.control({ name: 'restrict', how, ms: null });
    }
    expect(await linked.session.restriction()).toBeNull();
  });
});

describe('looking', () => {
  test('a number is answered with the id to address and every id known', async () => {
    expect(await linked.session.lookUp('+447700900310')).toEqual({
      kind: 'registered',
      chatId: '447700900310@c.us',
      ids: ['447700900310@c.us', expect.stringMatching(/@lid$/)],
    });
  });

  test('a number that resolves to a LID keeps its number among the ids', async () => {
    const ids = [expect.stringMatching(/@lid$/), '447700900816@c.us'];
    expect(await linked.session.lookUp('+447700900816')).toMatchObject({ kind: 'registered', ids });
  });

  test('a number that resolves to a LID is written to under the number where the account keeps its chats there', async () => {
    const found = await linked.session.lookUp('+447700900850');
    const chatId = found.kind === 'registered' ? found.chatId : '';
    expect(found.kind === 'registered' && found.ids).toContainEqual(expect.stringMatching(/@lid$/));
    expect(await linked.session.handOver({ ...textFor('447700900850'), chatId })).toEqual({ kind: 'returned' });
    await until(() => rig.server.messages('447700900850').length === 1);
  });

  test('a number without its ninth digit is the same person', async () => {
    expect(await linked.session.lookUp('+5511987654321')).toMatchObject({
      kind: 'registered',
      chatId: '551187654321@c.us',
      ids: expect.arrayContaining(['5511987654321@c.us']),
    });
  });

  test('absent is only said when WhatsApp said so; an outage is no answer', async () => {
    expect(await linked.session.lookUp('+447700900814')).toEqual({ kind: 'absent' });
    expect(await linked.session.lookUp('+447700900828')).toMatchObject({ kind: 'unavailable' });
  });

  test('an outage that calls nobody registered calls the account itself so as well', async () => {
    await rig.server.control({ name: 'answer_look_ups', with: 'none_registered' });
    try {
      for (const phone of ['+447700900310', '+447700900118'])
        expect(await linked.session.lookUp(phone)).toEqual({ kind: 'absent' });
    } finally {
      await rig.server.control({ name: 'answer_look_ups', with: 'truth' });
    }
    expect(await linked.session.lookUp('+447700900310')).toMatchObject({ kind: 'registered' });
  });

  test('a copy from an earlier day is found in the chat, and not when only later ones count', async () => {
    const chatId = '447700900825@c.us';
    const copies = async (id: string, text: string, sinceMs: number | null) =>
      (await linked.session.readChat(id, 50, sinceMs))?.filter((line) =>
        isCopy(line, { text, attachmentKind: null, sinceMs }),
      ).length;
    expect(await copies(chatId, 'Happy New Year!', null)).toBe(1);
    expect(await copies(chatId, 'Happy New Year!', Date.now() - 60_000)).toBe(0);
    expect(await copies(chatId, 'Happy birthday!', null)).toBe(0);
    expect(await copies('447700900399@c.us', 'Happy New Year!', null)).toBe(0);
  });

  test("WhatsApp's record is found by the whole key, and by the random part alone", async () => {
    const key = await passed('447700900311');
    await until(() => linked.acks.some(({ random, ack }) => random === key.random && ack === 2));
    const found = { kind: 'found', ack: expect.any(Number), remote: key.remote };
    expect(await linked.session.readRecord(key)).toEqual(found);
    expect(await linked.session.readRecord({ ...key, serialized: '', remote: '' })).toEqual(found);
    expect(await linked.session.readRecord({ ...key, random: '3EB0FFFF' })).toEqual({ kind: 'absent' });
  });

  test('a chat is read with what each message is, and without what WhatsApp notes in it', async () => {
    const picture = { ...textFor('447700900839', 'Look'), attachment: file('image', 'image/jpeg', 'picture.jpg') };
    await linked.session.handOver(picture);
    await passed('447700900839', 'Hello');
    const plan = { ...textFor('447700900839', ''), attachment: file('document', 'image/png', 'plan.png') };
    await linked.session.handOver(plan);
    await until(() => rig.server.messages('447700900839').length === 3);
    const lines = await linked.session.readChat('447700900839@c.us', 10, null);
    expect(lines?.map(({ kind, text }) => [kind, text])).toEqual(
      expect.arrayContaining([
        ['image', 'Look'],
        ['text', 'Hello'],
        ['document', expect.any(String)],
      ]),
    );
    expect(lines).toHaveLength(3);
  });

  test('what WhatsApp notes in a new chat is no reply', async () => {
    const before = linked.incoming.length;
    await passed('447700900939');
    await until(() => rig.server.messages('447700900939').length === 1);
    await rig.server.control({ name: 'receive', from: '447700900939', text: 'Thanks' });
    await until(() => linked.incoming.length > before);
    await sleep(300);
    expect(linked.incoming.slice(before).map(({ text }) => text)).toEqual(['Thanks']);
  });

  test('a message to us is passed on with every id of its sender, when it was written, and the key by which it is known again', async () => {
    const sinceMs = Math.floor(Date.now() / 1_000) * 1_000;
    const received = linked.incoming.length;
    await rig.server.control({ name: 'receive', from: '447700900310', text: 'Stop' });
    const [message] = await until(() => linked.incoming.length > received && linked.incoming.slice(received));
    expect(message).toEqual({
      ids: ['447700900310@c.us', expect.stringMatching(/@lid$/)],
      text: 'Stop',
      waKey: expect.any(String),
      writtenAtMs: expect.toSatisfy((atMs: number) => atMs >= sinceMs && atMs <= Date.now()),
    });
    const entry = rig.server.entries().findLast(({ kind }) => kind === 'received');
    expect(message?.waKey).toBe(entry?.kind === 'received' && entry.id);
  });

  test('the ticks of our messages are read by their keys, also of those that the page tells nothing more of', async () => {
    const keys = [await passed('447700900392'), await passed('447700900393')];
    await until(() => keys.every(({ random }) => linked.acks.some((news) => news.random === random && news.ack >= 2)));
    const missing = { serialized: 'true_447700900394@c.us_3EB0', random: '3EB0', fromMe: true, remote: '' };
    const acks = (await linked.session.readAcks([...keys, missing])) ?? [];
    expect(acks.map(({ random, ack }) => [random, ack >= 2])).toEqual(keys.map(({ random }) => [random, true]));
  });

  test('a message that came while nobody listened is found by its chat, in which something is new', async () => {
    const [from, sinceMs] = ['447700900391', Date.now()];
    const received = linked.incoming.length;
    await rig.server.control({ name: 'receive', from, text: 'Stop', isUnheard: true });
    const { session } = linked;
    expect(await session.activeChats(sinceMs)).toContain(`${from}@c.us`);
    expect(await session.activeChats(Date.now() + 60_000)).toEqual([]);
    const [line] = (await session.readChat(`${from}@c.us`, 10, sinceMs)) ?? [];
    expect(line).toMatchObject({ fromMe: false, kind: 'text', text: 'Stop', random: expect.any(String) });
    expect(await session.idsOf(`${from}@c.us`)).toContain(`${from}@c.us`);
    expect(linked.incoming).toHaveLength(received);
  });
});

// These tests leave the page changed, so they come last.
describe('a page that is loaded anew', () => {
  test('between the look and the send lets nothing leave that was not asked for', async () => {
    const to = '447700900312';
    const states = linked.links.length;
    expect(await linked.session.lookUp(`+${to}`)).toMatchObject({ kind: 'registered' });
    void rig.server.control({ name: 'reload' });
    const ends = [];
    while (!linked.links.slice(states).some(({ phase }) => phase === 'ready')) {
      ends.push(await linked.session.handOver(textFor(to)));
      await sleep(5);
    }
    expect(ends).toContainEqual({ kind: 'threw', why: 'not connected' });
    const asked = linked.asks.map(({ key }) => key.random);
    await sleep(300);
    expect(rig.server.messages(to).filter(({ id }) => !asked.includes(id))).toEqual([]);
    await passed('447700900313');
    await until(() => rig.server.messages('447700900313').length === 1);
  });

  test('as a build that calls the text of a key $1 sends, acknowledges and finds as before', async () => {
    const states = linked.links.length;
    await rig.server.control({ name: 'set_message_key_field', field: '$1' });
    await linked.inPhase('ready', states);
    const key = await passed('447700900314');
    expect(key).toMatchObject({ serialized: `true_447700900314@c.us_${key.random}`, remote: '447700900314@c.us' });
    await until(() =>
      linked.acks.some((ack) => ack.random === key.random && ack.remote === key.remote && ack.ack >= 1),
    );
    expect(await linked.session.readRecord(key)).toMatchObject({ kind: 'found', remote: key.remote });
    expect(rig.server.messages('447700900314')).toHaveLength(1);
  });

  test('at the hand-over itself: the gate opened, and nobody says what became of the message', async () => {
    const states = linked.links.length;
    const outgoing = textFor('447700900821');
    expect(await linked.session.handOver(outgoing)).toMatchObject({ kind: 'threw' });
    expect(linked.asks.at(-1)?.token).toBe(outgoing.token);
    await linked.inPhase('ready', states);
    await sleep(settleMs);
    expect(rig.server.messages('447700900821')).toEqual([]);
  });

  test('never marked a chat as seen', () => {
    expect(rig.server.entries().filter(({ kind }) => kind === 'seen')).toEqual([]);
  });
});

describe('the tap, on pages of their own', () => {
  test.for(['record', 'object'] as const)(
    'what leaves is seen in either form in which WhatsApp hands it on: %s',
    async (sendForm) => {
      const warned: string[] = [];
      const log = { info: () => undefined, warn: (what: string) => void warned.push(what), error: () => undefined };
      const other = await rig.link(`form-${sendForm}`, { settings: { sendForm }, log });
      await other.session.handOver(textFor('447700900330'));
      await until(() => other.acks.some(({ ack }) => ack >= 1));
      const [ask] = other.asks;
      expect(other.leavings).toEqual([{ random: ask?.key.random, remote: '447700900330@c.us' }]);
      expect(warned.filter((what) => what.startsWith('the tap'))).toEqual([]);
      await other.session.stop();
    },
  );

  test('an acknowledged message that was not seen below the gate is said', async () => {
    const warned: string[] = [];
    const log = { info: () => undefined, warn: (what: string) => void warned.push(what), error: () => undefined };
    const other = await rig.link('unseen', { settings: { sendForm: 'nested' }, log });
    await other.session.handOver(textFor('447700900331'));
    await until(() => warned.includes('the tap saw nothing of a message that left'));
    expect(other.leavings).toEqual([]);
    await other.session.stop();
  });
});
