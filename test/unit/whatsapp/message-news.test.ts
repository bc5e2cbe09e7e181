import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { AckNews, IncomingMessage, OwnMessage } from '../../../electron/ports.ts';
import { MessageNews } from '../../../electron/whatsapp/message-news.ts';
import { silentLog } from '../../support/dispatch-rig.ts';
import { settle } from '../../support/fake-clock.ts';

const [person, me] = ['447700900310@c.us', '447700900118@c.us'];

function setUp() {
  const acks: AckNews[] = [];
  const incoming: IncomingMessage[] = [];
  const own: OwnMessage[] = [];
  const client = new EventEmitter();
  const news = new MessageNews({
    onAck: (ack) => acks.push(ack),
    onIncoming: (message) => incoming.push(message),
    onOwn: (message) => own.push(message),
    idsOf: async (id) => [id, '7@lid'],
    log: silentLog,
  });
  news.listenTo(client as never);
  return { client, news, acks, incoming, own };
}

it('only what the account itself wrote to a person is its own message', async () => {
  const { client, own } = setUp();
  const id = { id: '3EB0AA', fromMe: true };
  client.emit('message_create', { id, to: person, type: 'chat' });
  client.emit('message_create', { id: { ...id, fromMe: false }, from: person, to: me, type: 'chat' });
  client.emit('message_create', { id, to: '123@g.us', type: 'chat' });
  client.emit('message_create', { id, to: person, type: 'protocol' });
  await settle();
  expect(own).toEqual([{ ids: [person, '7@lid'], waKey: '3EB0AA' }]);
});

it('a text without words is no reply, and a file without words is one', async () => {
  const { client, incoming } = setUp();
  const message = { id: { id: '3EB0AA', fromMe: false }, from: person, body: ' ' };
  for (const type of ['chat', 'image']) client.emit('message', { ...message, type });
  await settle();
  expect(incoming).toMatchObject([{ ids: [person, '7@lid'], text: ' ' }]);
});

it('a rejection that comes in several ways is reported once, and of a page that rejects without end not all are kept', () => {
  const { news, acks } = setUp();
  const reject = (random: number) => news.receiveAck({ random: `${random}`, fromMe: true, remote: person, ack: -1 });
  for (let random = 0; random <= limits.rejectionsKept; random += 1) reject(random);
  for (const random of [1, limits.rejectionsKept, 0]) reject(random);
  expect(acks.slice(limits.rejectionsKept + 1).map(({ random }) => random)).toEqual(['0']);
});
