/** The app's own WhatsApp session on the practice page, for the tests of the session. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Limits, limits } from '../../domain/limits.ts';
import { succeed } from '../../domain/result.ts';
import type { LinkState } from '../../domain/state/state.ts';
import { systemClock } from '../../electron/clock.ts';
import type {
  AckNews,
  GateAnswer,
  GateAsk,
  IncomingMessage,
  Leaving,
  Log,
  OutgoingMessage,
} from '../../electron/ports.ts';
import { type PracticePage, practicePage } from '../../electron/practice.ts';
import { BrowserIdentity } from '../../electron/whatsapp/browser/browser-identity.ts';
import { findOrFetchBrowser } from '../../electron/whatsapp/browser/fetch-browser.ts';
import { WhatsAppSession } from '../../electron/whatsapp/session.ts';
import type { SessionParts } from '../../electron/whatsapp/session-parts.ts';
import {
  type JournalServer,
  type PracticeSettings,
  preparePracticeFolder,
  startJournalServer,
} from '../../practice/journal-server.ts';
import { builtPracticePage } from '../support/practice-page-once.ts';
import { until } from '../support/until.ts';
import { quickSettings } from './practice.ts';

export type Judge = (ask: GateAsk) => GateAnswer;

export interface LinkedSession {
  readonly session: WhatsAppSession;
  readonly asks: readonly GateAsk[];
  readonly acks: readonly AckNews[];
  readonly links: readonly LinkState[];
  readonly incoming: readonly IncomingMessage[];
  readonly leavings: readonly Leaving[];
  /** Whether the page had caught up when it was reported ready, and at each change. */
  readonly caughtUp: readonly (boolean | null)[];
  readonly loginFolder: string;
  /** Sets what decides at the gate from now on. */
  judge: Judge;
  /** Called with what the session reports, as the dispatcher is in the app. */
  tell?: { ack(news: AckNews): void; leaving(leaving: Leaving): void; link(): void };
  /** Whether a message is on its way, as the dispatcher would tell. */
  isSending: boolean;
  /** Resolves when the session is in the phase, looking only at states from this position on. */
  inPhase<Phase extends LinkState['phase']>(phase: Phase, from?: number): Promise<LinkState & { phase: Phase }>;
  /** The process id of its Chromium, which the whole browser writes into the lock of its profile. */
  browserProcess(): Promise<number>;
}

export interface SessionRig {
  readonly server: JournalServer;
  readonly root: string;
  open(login: string, options?: SessionOptions): Promise<LinkedSession>;
  /** Opened, and ready to send. */
  link(login: string, options?: SessionOptions): Promise<LinkedSession>;
  close(): Promise<void>;
}

export type SessionOptions = {
  readonly settings?: Partial<PracticeSettings>;
  readonly limits?: Partial<Limits>;
  readonly identity?: Pick<BrowserIdentity, 'userAgentOf'>;
  readonly log?: Log;
  readonly browser?: SessionParts['browser'];
  readonly accepts?: SessionParts['accepts'];
  /** A variant of the session's class. */
  readonly Session?: new (
    parts: SessionParts,
  ) => WhatsAppSession;
};

/**
 * The browser that people have: it locks its profile, and writes its process id there. Chromium's headless shell does
 * not.
 */
export const wholeBrowser: SessionOptions = {
  browser: async () => succeed({ executablePath: process.env.WHOLE_CHROMIUM_PATH ?? '', args: [] }),
};
/** Browsers are asked for their version once for all sessions of a test file. */
const identity = new BrowserIdentity();
/** Behaviour of the page that only the library by itself cannot cope with. */
const asShipped = { wall: true, notesOnNewChats: true, mediaHasPrivateId: true };
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openSessionRig(): Promise<SessionRig> {
  const root = await mkdtemp(path.join(tmpdir(), 'session-'));
  const server = await startJournalServer({ file: path.join(root, 'journal.jsonl') });
  const opened: WhatsAppSession[] = [];
  const open: SessionRig['open'] = async (login, options = {}) => {
    const folder = await mkdtemp(path.join(root, 'page-'));
    await preparePracticeFolder(builtPracticePage(), folder, server.port, {
      ...quickSettings,
      ...asShipped,
      ...options.settings,
    });
    const linked = createSession(path.join(root, login), folder, options);
    opened.push(linked.session);
    linked.session.start();
    return linked;
  };
  return {
    server,
    root,
    open,
    async link(login, options) {
      const linked = await open(login, options);
      await linked.inPhase('ready');
      return linked;
    },
    async close() {
      await Promise.all(opened.map((session) => session.stop()));
      await server.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function createSession(loginFolder: string, pageFolder: string, options: SessionOptions): LinkedSession {
  const asks: GateAsk[] = [];
  const acks: AckNews[] = [];
  const links: LinkState[] = [];
  const incoming: IncomingMessage[] = [];
  const leavings: Leaving[] = [];
  const caughtUp: (boolean | null)[] = [];
  const Session = options.Session ?? WhatsAppSession;
  const linked: LinkedSession = {
    session: new Session({
      browser:
        options.browser ?? ((onProgress) => findOrFetchBrowser(null, path.join(loginFolder, 'browser'), onProgress)),
      loginFolder,
      page: pageIn(pageFolder),
      onGate: (ask) => {
        asks.push(ask);
        return linked.judge(ask);
      },
      onAck: (news) => {
        acks.push(news);
        linked.tell?.ack(news);
      },
      isSending: () => linked.isSending,
      onLink: (state) => {
        links.push(state);
        if (state.phase === 'ready') caughtUp.push(linked.session.isCaughtUp());
        linked.tell?.link();
      },
      onIncoming: (message) => incoming.push(message),
      onLeaving: (leaving) => {
        leavings.push(leaving);
        linked.tell?.leaving(leaving);
      },
      onCaughtUp: () => {
        caughtUp.push(linked.session.isCaughtUp());
        linked.tell?.link();
      },
      onOwn: () => undefined,
      accepts: options.accepts ?? (() => true),
      identity: options.identity ?? identity,
      clock: systemClock,
      log: options.log ?? silent,
      limits: { ...limits, readyWatchdogMs: 200, reconnectDelayMs: [100], pageHeartbeatMs: 500, ...options.limits },
    }),
    asks,
    acks,
    links,
    incoming,
    leavings,
    caughtUp,
    loginFolder,
    judge: () => ({ go: true }),
    isSending: false,
    inPhase: async (phase, from = 0) => {
      const found = await until(() => links.slice(from).find((state) => state.phase === phase));
      return found as LinkState & { phase: typeof phase };
    },
    browserProcess: async () => {
      const owner = await readlink(path.join(loginFolder, 'session/SingletonLock'));
      return Number(owner.slice(owner.lastIndexOf('-') + 1));
    },
  };
  return linked;
}

function pageIn(folder: string): PracticePage | null {
  const page = practicePage([`--practice=${folder}`], '', false);
  if (!page.ok) throw new Error(page.failure.code);
  return page.value;
}

/** A text for the person with these digits, under a token of its own. */
export function textFor(digits: string, text = 'Hello'): OutgoingMessage {
  return { token: randomUUID(), chatId: `${digits}@c.us`, text, attachment: null };
}
