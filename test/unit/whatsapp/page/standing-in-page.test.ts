import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readStandingInPage } from '../../../../electron/whatsapp/page/standing-in-page.ts';
import { installTools } from '../../../../electron/whatsapp/page/tools-in-page.ts';

const person = '447700900310@c.us';
/** The end of the lock on new people, in whole seconds as WhatsApp's server names it. */
let endsMs: number;
let mayWriteTo: string[];
beforeEach(() => {
  mayWriteTo = [];
  endsMs = (Math.floor(Date.now() / 1_000) + 60) * 1_000;
  const modules: Record<string, unknown> = {
    WAWebSocketModel: { Socket: { state: 'CONNECTED' } },
    WAWebWidFactory: { createWid: (id: string) => id },
    WAWebCollections: { Chat: { get: (id: string) => ({ id }) } },
    WAWebReachoutTimelockUtils: {
      isUserReachoutTimelocked: () => true,
      canSendMsgWhileTimelocked: ({ chat }: { chat: { id: string } }) => mayWriteTo.includes(chat.id),
    },
    WAWebUserPrefsIndexedDBStorage: { userPrefsIdb: { get: () => ({ time_enforcement_ends: endsMs }) } },
    // WhatsApp's server does not answer.
    WAWebGetReachoutTimelockJob: { fetchReachoutTimelock: () => new Promise(() => undefined) },
  };
  vi.stubGlobal('window', { require: (name: string) => modules[name] });
  installTools({ afterMs: 0, atMostMs: 0 });
});
afterEach(() => vi.unstubAllGlobals());

it('a lock on new people holds for a chat that is there as well, unless WhatsApp says that it may be written to', () => {
  const locked = { kind: 'timelock', untilMs: endsMs };
  expect(readStandingInPage(0, person).restriction).toEqual(locked);
  mayWriteTo = [person];
  expect(readStandingInPage(0, person).restriction).toBeNull();
  expect(readStandingInPage(0, '447700900311@c.us').restriction).toEqual(locked);
  expect(readStandingInPage(0, null).restriction).toEqual(locked);
});

it('a lock on new people is over past its end, also while WhatsApp’s server does not say so', () => {
  endsMs -= 120_000;
  expect(readStandingInPage(0, null).restriction).toBeNull();
});
