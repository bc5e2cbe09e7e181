import type { z } from 'zod';
import { type Limits, limits as usualLimits } from '../../domain/limits.ts';
import { serverAck } from '../../domain/messages/message.ts';
import type { GateAnswer, GateAsk, HandOverEnd, Leaving, OutgoingMessage } from '../ports.ts';
import { handOverInPage, type OutgoingMessageInPage, takeFilePart } from './page/calls-in-page.ts';
import { installGate } from './page/gate-in-page.ts';
import { codeOf, detailOf } from './page/page-codes.ts';
import type { PageDocument } from './page/page-document.ts';
import type { GuardedPage } from './page/page-guard.ts';
import {
  answers,
  News as NewsWords,
  type PageStanding,
  Question,
  rejectedAck,
  writtenTypes,
} from './page/page-words.ts';
import { installTap } from './page/tap-in-page.ts';
import { installTools } from './page/tools-in-page.ts';
import type { SessionParts } from './session-parts.ts';

/** WhatsApp's names for the failed results of a send. */
const sendResults = ['ERROR_UNKNOWN', 'ERROR_NETWORK'] as const;

/** The meanings of the codes by which WhatsApp's server refuses messages, as far as they are known. */
const nackMeanings: Readonly<Record<number, string>> = {
  463: 'this account may not write to new people now',
  475: 'the new chats of this account are used up',
};

type News = z.infer<typeof NewsWords>;

type SendGateParts = Pick<SessionParts, 'onGate' | 'onAck' | 'onLeaving' | 'log'> & {
  /** The page's present document. The gate is in it once it has been made ready to send. */
  readonly document: () => PageDocument;
  /** Called with the state of the page, which comes with each question. */
  readonly onStanding: (standing: PageStanding) => void;
  readonly limits: Pick<
    Limits,
    'gateGoMaxAgeMs' | 'gateAskAgainMs' | 'caughtUpBelievedAfterMs' | 'caughtUpBelievedAtMostMs'
  >;
};

/** Judges the messages by which the gate itself is tried, and hears of everything that is seen below it. */
export type TrialJudge = {
  readonly asks: (ask: GateAsk) => boolean;
  readonly judge: (ask: GateAsk) => GateAnswer | Promise<GateAnswer>;
  readonly seeLeaving: (leaving: Leaving) => void;
};

/** The main process's side of the send gate of one page. */
export class SendGate {
  readonly #parts: SendGateParts;
  /** The documents in which the gate was installed. News from anywhere else is ignored. */
  readonly #documentIds = new Set<string>();
  #trial: TrialJudge | null = null;
  /** The message that passed last, until the tap has seen it. */
  #unseen: string | null = null;

  constructor(parts: SendGateParts) {
    this.#parts = parts;
  }

  /** The document that is ready to send; null where none is. */
  get documentId(): string | null {
    return this.#parts.document().readyId;
  }

  /** Gives the page the two functions by which the gate reaches us. They are there in each new document of the page. */
  async expose(page: GuardedPage): Promise<void> {
    await page.exposeFunction('sendOnceAsk', (question: unknown) => this.#answer(question));
    await page.exposeFunction('sendOnceNews', (news: unknown) => this.#receive(news));
  }

  /** Installs the gate in the present document, or finds it there. Returns null, or why that is not possible. */
  async install(page: GuardedPage): Promise<string | null> {
    const document = this.#parts.document();
    document.readyId = null;
    // A trial of the former document hears nothing more, and the gate in this document must be tried by itself.
    this.#trial = null;
    const { limits } = this.#parts;
    const believe = { afterMs: limits.caughtUpBelievedAfterMs, atMostMs: limits.caughtUpBelievedAtMostMs };
    const id = answers.documentId.parse(await page.evaluate(installTools, believe));
    const { gateGoMaxAgeMs, gateAskAgainMs } = limits;
    const problem = answers.problem.parse(await page.evaluate(installGate, gateGoMaxAgeMs, gateAskAgainMs));
    if (problem !== null) return problem;
    document.readyId = id;
    this.#documentIds.add(id);
    const missing = await page.evaluate(installTap, writtenTypes).then(answers.problem.parse).catch(String);
    // The gate alone decides what may leave. Without the tap, messages that go around the gate are only noticed later.
    if (missing !== null) this.#parts.log.warn('no tap below the send gate', { why: codeOf(missing) });
    return null;
  }

  /** Takes a file to the page; then one call checks the ready document's gate, and calls the library's send once. */
  async handOver(page: GuardedPage, { attachment, ...outgoing }: OutgoingMessage): Promise<HandOverEnd> {
    const documentId = this.#parts.document().readyId;
    if (documentId === null) return { kind: 'threw', why: 'the page is not ready' };
    try {
      const { base64 = '', ...file } = attachment ?? {};
      for (let start = 0; start < base64.length; start += usualLimits.attachmentPartCharacters) {
        const part = base64.slice(start, start + usualLimits.attachmentPartCharacters);
        if (!(await page.evaluate(takeFilePart, outgoing.token, documentId, part))) break;
      }
      const inPage = { ...outgoing, attachment: attachment ? (file as OutgoingMessageInPage['attachment']) : null };
      const end = answers.handOverEnd.parse(await page.evaluate(handOverInPage, inPage, documentId));
      return 'why' in end ? { ...end, why: detailOf(end.why) } : end;
    } catch (error) {
      return { kind: 'threw', why: detailOf(error) };
    }
  }

  /** Lets a trial judge its own messages while it runs; others are judged as usual. Null while another trial runs. */
  async judgedBy<End>(trial: TrialJudge, run: () => Promise<End>): Promise<End | null> {
    if (this.#trial) return null;
    this.#trial = trial;
    try {
      return await run();
    } finally {
      if (this.#trial === trial) this.#trial = null;
    }
  }

  #answer(raw: unknown): GateAnswer | Promise<GateAnswer> {
    const question = Question.safeParse(raw);
    if (!question.success) return { go: false, why: 'unknown_attempt' };
    const { documentId, asksCheck, ...ask } = question.data;
    if (documentId !== this.#parts.document().readyId) return { go: false, why: 'not_connected' };
    if (this.#trial?.asks(ask)) return this.#trial.judge(ask);
    this.#parts.onStanding({ ...ask, asksCheck });
    try {
      const answer = this.#parts.onGate(ask);
      if (answer.go) this.#unseen = ask.key.random;
      return answer;
    } catch (error) {
      // A judge that fails is a doubt, and any doubt is a no.
      this.#parts.log.error('send gate', error);
      return { go: false, why: 'database_failed' };
    }
  }

  #receive(raw: unknown): void {
    const { log, onAck, onLeaving } = this.#parts;
    const read = NewsWords.safeParse(raw);
    if (!read.success || !this.#documentIds.has(read.data.documentId)) {
      log.warn('news of the send gate that are none', { isRead: read.success });
      return;
    }
    const news = read.data;
    switch (news.kind) {
      case 'not_ours':
        log.warn('send gate turned away what is not ours', { isKnown: writtenTypes.includes(news.type) });
        break;
      case 'failed':
        log.info('send gate', { ended: codeOf(news.why) });
        break;
      case 'leaving':
        if (this.#unseen === news.random) this.#unseen = null;
        this.#trial?.seeLeaving(news);
        onLeaving({ random: news.random, remote: news.remote });
        break;
      case 'nack':
        log.warn('WhatsApp refused a message', { code: news.code, meaning: nackMeanings[news.code] ?? 'unknown' });
        onAck({ random: news.random, fromMe: true, remote: news.remote, ack: rejectedAck, nack: news.code });
        break;
      case 'result':
        this.#receiveResult(news);
    }
  }

  /** WhatsApp gives all errors one name, even after its server took the message. Only the record says "refused". */
  #receiveResult({ random, remote, result, ack }: Extract<News, { kind: 'result' }>): void {
    const { log, onAck } = this.#parts;
    if (result !== 'OK')
      log.warn('a send ended with an error', { result: sendResults.find((one) => one === result) ?? 'other', ack });
    // The message left, and the tap did not see it: it would not see a message that goes around the gate either.
    if (result === 'OK' && this.#unseen === random) log.warn('the tap saw nothing of a message that left');
    if (result === 'OK') onAck({ random, fromMe: true, remote, ack: serverAck });
    else if (ack === rejectedAck) onAck({ random, fromMe: true, remote, ack: rejectedAck });
  }
}
