/** The send gate around the real library, without the session, either whole or with one of its rules changed. */
import { limits } from '../../domain/limits.ts';
import type { AckNews, GateAnswer, GateAsk, HandOverEnd, Leaving, Log, OutgoingMessage } from '../../electron/ports.ts';
import type { Page } from '../../electron/whatsapp/client.ts';
import { SendGate } from '../../electron/whatsapp/gate.ts';
import { handOverInPage, takeFilePart } from '../../electron/whatsapp/page/calls-in-page.ts';
import { installGate } from '../../electron/whatsapp/page/gate-in-page.ts';
import { PageDocument } from '../../electron/whatsapp/page/page-document.ts';
import type { PageWindow, Sender, SendJob } from '../../electron/whatsapp/page/page-types.ts';
import { installTap } from '../../electron/whatsapp/page/tap-in-page.ts';
import { installTools } from '../../electron/whatsapp/page/tools-in-page.ts';
import { until } from '../support/until.ts';
import { type Client, openPractice, type Practice, sleep } from './practice.ts';
import { textFor } from './session-rig.ts';

/** Longer than a busy machine takes for an answer; in the checks the clocks move further. */
export const maxAgeMs = 30_000;
/** Short, so that the page soon asks again. */
const askAgainMs = 20;
/** On an idle machine every message leaves within this time. Where none should leave, a longer wait tells no more. */
const settleMs = 150;
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The functions that run in the page for a send; each can be replaced by another text. */
export const inPage = {
  gate: installGate,
  tools: installTools,
  handOver: handOverInPage,
  filePart: takeFilePart,
  tap: installTap,
};
export type InPage = keyof typeof inPage;
type Call = (...values: never[]) => unknown;
type Exposed = (value: unknown) => unknown;
type TestWindow = PageWindow & {
  originalSend?: Sender['addAndSendMsgToChat'];
  originalEncrypt?: SendJob['encryptAndSendMsg'];
};

/**
 * Makes the properties deletable, so that gate and tools can be taken out of a document again. Nothing else changes.
 */
const removable = [
  /(Object\.defineProperty\(window, ['"]sendOnce(?:Gate|Tools|Tap)['"], \{)/,
  '$1 configurable: true,',
] as const;

export class GateRig {
  readonly practice: Practice;
  readonly client: Client;
  readonly page: Page;
  readonly asks: GateAsk[] = [];
  readonly acks: AckNews[] = [];
  readonly leaving: Leaving[] = [];
  /** Every question from the page, as it arrived. */
  readonly questions: unknown[] = [];
  readonly #exposed = new Map<string, Exposed>();
  /** The page with the functions under test. */
  #seen: Page;
  #gate: SendGate;
  #document = new PageDocument();
  #digits = 447_700_900_300;
  judge: (ask: GateAsk) => GateAnswer = () => ({ go: true });
  /** Changes a question on its way to the main process. */
  onQuestion: (question: unknown) => unknown = (question) => question;
  /** Changes an answer on its way back into the page. */
  onAnswer: (answer: unknown) => unknown = (answer) => answer;

  constructor(practice: Practice, client: Client, page: Page) {
    this.practice = practice;
    this.client = client;
    this.page = page;
    this.#seen = this.#pageWith(new Map());
    this.#gate = this.#makeGate();
  }

  async expose(): Promise<void> {
    await this.page.exposeFunction('sendOnceAsk', async (question: unknown) => {
      this.questions.push(question);
      return this.onAnswer(await this.#exposed.get('sendOnceAsk')?.(this.onQuestion(question)));
    });
    await this.page.exposeFunction('sendOnceNews', (news: unknown) => this.#exposed.get('sendOnceNews')?.(news));
  }

  /** Replaces the document's gate by a new one. Returns why it cannot be installed, or null. */
  async stand(changes: ReadonlyMap<InPage, string> = new Map()): Promise<string | null> {
    await this.takeDown();
    this.#seen = this.#pageWith(changes);
    this.judge = () => ({ go: true });
    this.onQuestion = (question) => question;
    this.onAnswer = (answer) => answer;
    this.#gate = this.#makeGate();
    await this.#gate.expose(this.#seen);
    return this.install();
  }

  install(): Promise<string | null> {
    return this.#gate.install(this.#seen);
  }

  handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    return this.#gate.handOver(this.#seen, outgoing);
  }

  /** The document's identity, by which the gate tells documents apart. */
  documentId(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as PageWindow).sendOnceTools?.documentId ?? '');
  }

  /** Only the two calls into the page, without what the main process does around them. */
  takeFilePart(...values: Parameters<typeof takeFilePart>): Promise<boolean> {
    return this.#seen.evaluate(takeFilePart, ...values);
  }

  handOverInPage(...values: Parameters<typeof handOverInPage>): Promise<HandOverEnd> {
    return this.#seen.evaluate(handOverInPage, ...values);
  }

  leaveDocument(): void {
    this.#document = new PageDocument();
  }

  async takeDown(): Promise<void> {
    await this.page.evaluate(() => {
      const page = window as unknown as TestWindow;
      const sender = page.require('WAWebSendMsgChatAction');
      page.originalSend ??= sender.addAndSendMsgToChat;
      sender.addAndSendMsgToChat = page.originalSend;
      const job = page.require('WAWebSendMsgJob');
      page.originalEncrypt ??= job.encryptAndSendMsg;
      job.encryptAndSendMsg = page.originalEncrypt;
      Reflect.deleteProperty(page, 'sendOnceTap');
      Reflect.deleteProperty(page, 'sendOnceGate');
      Reflect.deleteProperty(page, 'sendOnceTools');
    });
  }

  /** A number that was not used before. */
  newDigits(): string {
    this.#digits += 1;
    return String(this.#digits);
  }

  newOutgoingMessage(): OutgoingMessage {
    return textFor(this.newDigits());
  }

  /** What WhatsApp took for the chat, once there are this many and every other message has had the time to leave. */
  async taken(chatId: string, atLeast = 0): Promise<number> {
    const count = () => this.practice.server.messages(chatId.replace('@c.us', '')).length;
    await until(() => count() >= atLeast);
    await sleep(settleMs);
    return count();
  }

  #makeGate(): SendGate {
    const onGate = (ask: GateAsk): GateAnswer => {
      this.asks.push(ask);
      return this.judge(ask);
    };
    this.#document = new PageDocument();
    const document = () => this.#document;
    return new SendGate({
      document,
      onGate,
      onAck: (news) => this.acks.push(news),
      onLeaving: (leaving) => this.leaving.push(leaving),
      onStanding: () => undefined,
      limits: { ...limits, gateGoMaxAgeMs: maxAgeMs, gateAskAgainMs: askAgainMs },
      log: silentLog,
    });
  }

  /** The page as the gate sees it, with the changed texts and with functions that can be exposed again. */
  #pageWith(changes: ReadonlyMap<InPage, string>): Page {
    const texts = new Map<unknown, string>(
      Object.entries(inPage).map(([name, call]) => [call, changes.get(name as InPage) ?? call.toString()]),
    );
    const changed = {
      evaluate: (call: Call, ...values: never[]) => {
        const text = texts.get(call);
        return this.page.evaluate(text === undefined ? call : functionOf(text.replace(...removable)), ...values);
      },
      exposeFunction: async (name: string, call: Exposed) => void this.#exposed.set(name, call),
    };
    return changed as unknown as Page;
  }
}

function functionOf(text: string): Call {
  return new Function(`return ${text}`)() as Call;
}

export async function openGateRig(): Promise<GateRig> {
  const practice = await openPractice();
  const client = await practice.start('gate');
  if (!client.pupPage) throw new Error('the client has no page');
  const rig = new GateRig(practice, client, client.pupPage);
  await rig.expose();
  return rig;
}
