import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, openPractice, type Practice } from './practice.ts';

/** The shapes of addresses and keys, and the order of the steps of a send: what a build of the app may rely on. */

let practice: Practice;
let client: Client;

beforeAll(async () => {
  practice = await openPractice();
  client = await practice.start('shapes', { ackMinMs: 300, ackMaxMs: 300 });
});

afterAll(() => practice.close());

type Wid = { $1: unknown; _serialized: string; toString(): string };
type KeyClass = new (parts: object) => { fromMe?: boolean; toString(): string };

interface PageParts {
  require(name: 'WAWebWidFactory'): { createWid(text: unknown): Wid };
  require(name: 'WAWebUserPrefsMeUser'): { getMaybeMePnUser(): Wid };
  require(name: 'WAWebMsgKey'): KeyClass;
  require(name: 'WAWebQueryExistsJob'): { queryWidExists(wid: Wid): Promise<object> };
  require(name: 'WAWebApiContact'): { getCurrentLid(wid: Wid): Wid | undefined };
  require(name: 'WAWebMsgGetters'): { getIsNotification(message: object): boolean };
  require(name: 'WAWebCollections'): { Msg: Store; Chat: { find(wid: Wid): Promise<object> } };
  require(name: 'WAWebSendMsgChatAction'): {
    addAndSendMsgToChat(
      chat: object,
      message: object,
      after?: () => void,
    ): [Promise<{ ack: number }>, Promise<{ messageSendResult: string }>];
  };
}
type Note = { type: string; from: unknown; id: { fromMe: boolean } };
type Store = { on(name: string, listener: (message: object, ack: number) => void): void; getModelsArray(): Note[] };

function inPage<Value, Argument>(
  run: (argument: Argument) => Value | Promise<Value>,
  argument: Argument,
): Promise<Value> {
  return (client.pupPage ?? expect.fail('no page')).evaluate(run as never, argument as never) as Promise<Value>;
}

test('an address is its text in JSON, and its $1 is a method', async () => {
  expect(
    await inPage(() => {
      const { createWid } = (window as unknown as PageParts).require('WAWebWidFactory');
      const wid = createWid('447700900300@c.us');
      return [JSON.stringify(wid), typeof wid.$1, String(wid), createWid('447700900300@s.whatsapp.net') === wid];
    }, null),
  ).toEqual(['"447700900300@c.us"', 'function', '447700900300@c.us', true]);
});

test('a key takes addresses and nothing else, and its direction is whether it is from us', async () => {
  const made = await inPage(() => {
    const page = window as unknown as PageParts;
    const { createWid } = page.require('WAWebWidFactory');
    const Key = page.require('WAWebMsgKey');
    const me = page.require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const other = createWid('447700900300@c.us');
    const textOf = (parts: object): string => {
      try {
        return String(new Key({ id: 'ID', ...parts }));
      } catch (error) {
        return String(error);
      }
    };
    return [
      textOf({ from: me, to: other, selfDir: 'in' }),
      textOf({ from: other, to: me, selfDir: 'out' }),
      textOf({ from: me, to: me, selfDir: 'out' }),
      textOf({ from: me, to: '447700900300@c.us', selfDir: 'out' }),
      textOf({ remote: '447700900300@c.us', fromMe: true }),
    ];
  }, null);
  const notAWid = 'Error: MsgKey error: something is not a wid';
  const mine = 'true_447700900118@c.us_ID_out';
  expect(made).toEqual(['true_447700900300@c.us_ID', 'false_447700900300@c.us_ID', mine, notAWid, notAWid]);
});

test('no key can be made before the account is known', async () => {
  const unlinked = await practice.create('unlinked', { scanAfterMs: null });
  await unlinked.initialize();
  const thrown = await unlinked.pupPage?.evaluate(() => {
    const page = window as unknown as PageParts;
    const Key = page.require('WAWebMsgKey');
    const remote = page.require('WAWebWidFactory').createWid('447700900300@c.us');
    try {
      return String(new Key({ remote, fromMe: true, id: 'ID' }));
    } catch (error) {
      return String(error);
    }
  });
  expect(thrown).toContain('me is undefined');
});

test('the answer about a number has no LID, and the page knows the LID afterwards', async () => {
  const [names, before, after] = await inPage(async () => {
    const page = window as unknown as PageParts;
    const wid = page.require('WAWebWidFactory').createWid('447700900611@c.us');
    const lid = () => String(page.require('WAWebApiContact').getCurrentLid(wid));
    const unknown = lid();
    const answer = await page.require('WAWebQueryExistsJob').queryWidExists(wid);
    return [Object.keys(answer), unknown, lid()];
  }, null);
  expect(names).toEqual(['wid', 'biz', 'bizInfo', 'disappearingMode', 'isUsernameSearch']);
  expect([before, after]).toEqual(['undefined', expect.stringMatching(/^7\d+@lid$/)]);
});

test('a note on a new chat is told by the getter, and carries no acknowledgement', async () => {
  await client.getChatById('447700900839@c.us');
  const notes = await inPage(() => {
    const page = window as unknown as PageParts;
    const { getIsNotification } = page.require('WAWebMsgGetters');
    const { Msg } = page.require('WAWebCollections');
    const found = Msg.getModelsArray().filter((message) => getIsNotification(message));
    return found.map((note) => [note.type, String(note.from), note.id.fromMe, 'ack' in note, 'isNotification' in note]);
  }, null);
  const from = '447700900839@c.us';
  expect(notes).toEqual([
    ['e2e_notification', from, false, false, false],
    ['notification_template', from, false, false, false],
  ]);
});

test('a message is stored, then what was to follow runs, then it is added; its tick comes before its result', async () => {
  const order = await inPage(async (digits) => {
    const page = window as unknown as PageParts;
    const steps: string[] = [];
    const to = page.require('WAWebWidFactory').createWid(`${digits}@c.us`);
    const from = page.require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const chat = await page.require('WAWebCollections').Chat.find(to);
    const id = new (page.require('WAWebMsgKey'))({ from, to, id: '3EB0123456789012345678', selfDir: 'out' });
    page.require('WAWebCollections').Msg.on('change:ack', (_message, ack) => steps.push(`ack ${ack}`));
    const message = { id, ack: 0, body: 'Hello', from, to, t: 1, type: 'chat', isNewMsg: true };
    const [added, sent] = page
      .require('WAWebSendMsgChatAction')
      .addAndSendMsgToChat(chat, message, () => void steps.push('after'));
    steps.push(`added with ${(await added).ack}`);
    steps.push((await sent).messageSendResult);
    return steps;
  }, '447700900612');
  expect(order).toEqual(['after', 'added with 0', 'ack 1', 'OK']);
});
