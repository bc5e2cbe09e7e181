import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readChatInPage } from '../../../electron/whatsapp/page/chat-in-page.ts';
import type { PageChat, PageMessage } from '../../../electron/whatsapp/page/page-types.ts';
import { installTools } from '../../../electron/whatsapp/page/tools-in-page.ts';

const written = (t: number): PageMessage => ({
  id: { id: `A${t}`, fromMe: false, remote: '' },
  type: 'chat',
  t,
  ack: 1,
});
/** "Messages are encrypted" and the like, which nobody wrote. */
const note = (t: number): PageMessage => ({ ...written(t), type: 'e2e_notification' });

let kept: PageMessage[];
let inMemory: PageMessage[];
beforeEach(() => {
  const chat = { msgs: { getModelsArray: () => inMemory } } as unknown as PageChat;
  const modules: Record<string, unknown> = {
    WAWebWidFactory: { createWid: (id: string) => id },
    WAWebCollections: { Chat: { get: () => chat } },
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
  // Fewer would say that the chat has no more, and that no copy can stand before.
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
