/** The rules of the call that hands a message over inside the page, with one check for each. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { HandOverEnd, OutgoingMessage } from '../../electron/ports.ts';
import type { PageWindow } from '../../electron/whatsapp/page/page-types.ts';
import { until } from '../support/until.ts';
import type { GateRig } from './gate-rig.ts';
import { textFor } from './session-rig.ts';

type SentWith = {
  readonly asked: unknown;
  /** The hashes that the gate knew at that moment. */
  readonly hashes: readonly string[];
  readonly chat: unknown;
  readonly text: unknown;
  readonly options: Record<string, unknown>;
};
type Library = { getChat: (...values: unknown[]) => unknown; sendMessage: (...values: unknown[]) => unknown };
type LibraryWindow = { WWebJS: Library | undefined };

const loadedAnew = { kind: 'threw', why: 'the page was loaded anew' };
const picture = (text: string, kind: 'image' | 'document' = 'image') => {
  const bytes = Buffer.from('picture');
  const file = { kind, mimeType: 'image/png', fileName: 'a.png', base64: bytes.toString('base64'), bytes: 7 };
  return { text, attachment: file };
};

/** Replaces a function of the library while `use` runs. */
async function withLibrary<Value>(
  rig: GateRig,
  change: (library: Library) => Library | undefined,
  use: () => Promise<Value>,
): Promise<Value> {
  const restore = await rig.page.evaluateHandle((text: string) => {
    const page = window as unknown as LibraryWindow;
    const original = page.WWebJS;
    const make = new Function(`return ${text}`)() as (library: Library | undefined) => Library | undefined;
    page.WWebJS = make(original);
    return () => {
      page.WWebJS = original;
    };
  }, change.toString());
  try {
    return await use();
  } finally {
    await restore.evaluate((undo) => undo());
  }
}

/** What the library is asked for and told to send. It sends nothing. */
async function sentWith(
  rig: GateRig,
  more: Partial<OutgoingMessage>,
  handOver: (outgoing: OutgoingMessage) => Promise<HandOverEnd> = (outgoing) => rig.handOver(outgoing),
): Promise<SentWith & { outgoing: OutgoingMessage }> {
  const outgoing = { ...rig.newOutgoingMessage(), ...more };
  const end = await withLibrary(
    rig,
    (library) => ({
      ...library,
      getChat: (...asked) => {
        Object.assign(window, { sentWith: { asked } });
        return library.getChat(...asked);
      },
      sendMessage: (chat, text, options) => {
        const page = window as unknown as PageWindow & { sentWith: object };
        const hashes = [...(page.sendOnceGate?.fileHashes.values() ?? [])];
        Object.assign(page.sentWith, { chat: typeof chat, text, options, hashes });
      },
    }),
    () => handOver(outgoing),
  );
  expect(end).toEqual({ kind: 'bypassed', why: 'the call ended without a question to the gate' });
  const told = await rig.page.evaluate(() => (window as unknown as { sentWith: SentWith }).sentWith);
  return { ...told, outgoing };
}

/** Removes only the gate from the document, and leaves the tools that name the document. */
const removeGate = (rig: GateRig) => rig.page.evaluate(() => Reflect.deleteProperty(window, 'sendOnceGate'));

/** The data of files that is still in the page. */
const kept = (rig: GateRig) =>
  rig.page.evaluate(() => {
    const gate = (window as unknown as PageWindow).sendOnceGate;
    return [gate?.fileParts.size, gate?.fileHashes.size];
  });
const always = {
  parseVCards: false,
  mentionedJidList: [],
  ignoreQuoteErrors: true,
  waitUntilMsgSent: false,
};

export const handOverChecks = {
  noGateForAFile: async (rig: GateRig) => {
    const documentId = await rig.documentId();
    await removeGate(rig);
    expect(await rig.takeFilePart('token', documentId, 'AAAA')).toBe(false);
  },
  fileForAnotherDocument: async (rig: GateRig) => {
    expect(await rig.takeFilePart('token', 'another', 'AAAA')).toBe(false);
    expect(await kept(rig)).toEqual([0, 0]);
  },
  partsInOrder: async (rig: GateRig) => {
    const documentId = await rig.documentId();
    const { base64, ...file } = picture('').attachment;
    const { options, hashes } = await sentWith(rig, {}, async (outgoing) => {
      for (const part of [base64.slice(0, 4), base64.slice(4)])
        expect(await rig.takeFilePart(outgoing.token, documentId, part)).toBe(true);
      return rig.handOverInPage({ ...outgoing, attachment: file }, documentId);
    });
    expect(options).toMatchObject({ media: { data: base64 } });
    expect(hashes).toEqual([createHash('sha256').update('picture').digest('hex')]);
  },
  noGateAtTheHandOver: async (rig: GateRig) => {
    const documentId = await rig.documentId();
    await removeGate(rig);
    expect(await rig.handOverInPage(rig.newOutgoingMessage(), documentId)).toEqual(loadedAnew);
  },
  handOverToAnotherDocument: async (rig: GateRig) => {
    const outgoing = rig.newOutgoingMessage();
    expect(await rig.handOverInPage(outgoing, 'another')).toEqual(loadedAnew);
    expect(await rig.taken(outgoing.chatId)).toBe(0);
  },
  noLibrary: async (rig: GateRig) => {
    const end = await withLibrary(
      rig,
      () => undefined,
      () => rig.handOver(rig.newOutgoingMessage()),
    );
    expect(end).toEqual({ kind: 'threw', why: 'the library is not there' });
  },
  noChatToOpen: async (rig: GateRig) => {
    const end = await withLibrary(
      rig,
      (library) => ({ ...library, getChat: () => null }),
      () => rig.handOver(rig.newOutgoingMessage()),
    );
    expect(end).toEqual({ kind: 'threw', why: 'the chat cannot be opened' });
  },
  libraryThrows: async (rig: GateRig) => {
    const end = await withLibrary(
      rig,
      (library) => ({ ...library, getChat: () => Promise.reject(new Error('no LID for user')) }),
      () => rig.handOver({ ...rig.newOutgoingMessage(), ...picture('') }),
    );
    expect(end).toEqual({ kind: 'threw', why: 'Error: no LID for user' });
    expect(await kept(rig)).toEqual([0, 0]);
  },
  optionsOfAText: async (rig: GateRig) => {
    const { asked, text, options, outgoing, chat } = await sentWith(rig, { text: 'Hello' });
    expect(asked).toEqual([outgoing.chatId, { getAsModel: false }]);
    expect([chat, text]).toEqual(['object', 'Hello']);
    expect(options).toEqual({ ...always, isCaptionByUser: false, extraOptions: { sendOnceToken: outgoing.token } });
  },
  optionsOfACaption: async (rig: GateRig) => {
    const { text, options } = await sentWith(rig, picture('Words'));
    expect(text).toBe('');
    expect(options).toMatchObject({
      ...always,
      isCaptionByUser: true,
      caption: 'Words',
      sendMediaAsDocument: false,
      media: { mimetype: 'image/png', filename: 'a.png', data: Buffer.from('picture').toString('base64') },
    });
  },
  optionsOfAFileAlone: async (rig: GateRig) => {
    const { options } = await sentWith(rig, picture('', 'document'));
    expect(options).toMatchObject({ isCaptionByUser: false, sendMediaAsDocument: true });
    expect('caption' in options).toBe(false);
  },
  /** WhatsApp restored its own function, and the message left by it. The call itself returned as if all was well. */
  gateReplacedMeanwhile: async (rig: GateRig) => {
    const asked = rig.asks.length;
    const end = await rig.handOver(textFor('447700900843'));
    expect(end).toEqual({ kind: 'bypassed', why: 'the gate was replaced during the call' });
    expect(rig.asks).toHaveLength(asked);
    expect(await rig.taken('447700900843@c.us', 1)).toBe(1);
    await until(() => rig.leaving.length > 0);
    expect(rig.leaving.at(-1)).toMatchObject({ remote: '447700900843@c.us' });
  },
  noPartCame: async (rig: GateRig) => {
    const documentId = await rig.documentId();
    const { options } = await sentWith(rig, picture(''), ({ attachment, ...outgoing }) =>
      rig.handOverInPage({ ...outgoing, attachment }, documentId),
    );
    expect(options).toMatchObject({ media: { data: '' } });
  },
  nothingIsKept: async (rig: GateRig) => {
    expect(await rig.handOver({ ...rig.newOutgoingMessage(), ...picture('Words', 'document') })).toEqual({
      kind: 'returned',
    });
    expect(await kept(rig)).toEqual([0, 0]);
  },
} satisfies Record<string, (rig: GateRig) => Promise<void>>;

export type HandOverCheck = keyof typeof handOverChecks;
