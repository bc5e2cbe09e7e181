import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readRecordInPage } from '../../../electron/whatsapp/page/calls-in-page.ts';
import { readChatInPage } from '../../../electron/whatsapp/page/chat-in-page.ts';
import type { PageChat, PageMessage } from '../../../electron/whatsapp/page/page-types.ts';
import { installTools } from '../../../electron/whatsapp/page/tools-in-page.ts';

const written = (t: number): PageMessage => ({
  id: { id: `A${t}`, fromMe: false, remote: '' },
  type: 'chat',
  t,
  ack: 1,
});
/** Notes such as "Messages are encrypted", which nobody wrote. */
const note = (t: number): PageMessage => ({ ...written(t), type: 'e2e_notification' });

let kept: PageMessage[];
let inMemory: PageMessage[];
/** Chats by id, where there are several; otherwise every id leads to the same chat. */
let chats: Readonly<Record<string, PageMessage[]>> | null;
beforeEach(() => {
  chats = null;
  const chatOf = (messages: () => PageMessage[]) => ({ msgs: { getModelsArray: messages } }) as unknown as PageChat;
  const chat = chatOf(() => inMemory);
  const getChat = (id: string) => {
    const messages = chats?.[id];
    return chats === null ? chat : messages && chatOf(() => messages);
  };
  const modules: Record<string, unknown> = {
    WAWebWidFactory: { createWid: (id: string) => id },
    WAWebCollections: {
      Chat: { get: getChat },
      Msg: { get: () => undefined, getMessagesById: async () => ({ messages: [] }) },
    },
    WAWebApiContact: { getCurrentLid: () => '7@lid', getPhoneNumber: () => '447700900101@c.us' },
    WAWebChatLoadMessages: {
      loadEarlierMsgs: async () => {
        const earlier = kept.splice(-2);
        inMemory = [...earlier, ...inMemory];
        return earlier;
      },
    },
  };
  vi.stubGlobal('window', { require: (name: string) => modules[name] });
  installTools({ afterMs: 0, atMostMs: 0 });
});
afterEach(() => vi.unstubAllGlobals());

it('as many messages as asked are read back of what people wrote: what WhatsApp notes between them is not counted', async () => {
  kept = [written(1), written(2), written(3), written(4)];
  inMemory = [written(5), note(6), note(7), written(8)];
  const lines = await readChatInPage('447700900101@c.us', 4, null);
  // Fewer messages would mean that the chat has no more, so that no copy can be further up.
  expect(lines?.map(({ atMs }) => atMs / 1_000)).toEqual([3, 4, 5, 8]);
});

it('no message from before the time is answered, and none is loaded behind it', async () => {
  kept = [written(1), written(2)];
  inMemory = [written(3), written(4), note(5)];
  expect(await readChatInPage('447700900101@c.us', 4, 4_000)).toHaveLength(1);
  expect(kept).toHaveLength(2);
});

it('what somebody taps to answer is read back as their words, as it is when it is heard', async () => {
  const tapped = ['list_response', 'buttons_response', 'template_button_reply', 'interactive_response'];
  kept = [];
  inMemory = [...tapped, 'sticker-pack'].map((type, place) => ({ ...written(place), type, body: 'Stop' }));
  const lines = await readChatInPage('447700900101@c.us', 9, null);
  expect(lines?.map(({ kind }) => kind)).toEqual([...tapped.map(() => 'text'), 'sticker']);
  expect(lines?.[0]?.text).toBe('Stop');
});

it('both chats of somebody who has one under the number and one under the LID are read, as one', async () => {
  kept = [];
  const ours = { ...written(2), id: { id: 'A2', fromMe: true, remote: '7@lid' } };
  chats = { '447700900101@c.us': [written(1), written(3)], '7@lid': [ours] };
  const lines = await readChatInPage('447700900101@c.us', 2, null);
  expect(lines?.map(({ random }) => random)).toEqual(['A2', 'A3']);
  const key = { serialized: '', random: 'A2', remote: '447700900101@c.us' };
  expect(await readRecordInPage(key, 2)).toEqual({ ack: 1, remote: '7@lid' });
});
