import { limits } from '../../domain/limits.ts';
import type { ChatMessage } from '../../domain/messages/message-copy.ts';
import type { MessageKey } from '../../domain/messages/message-key.ts';
import type { Restriction } from '../../domain/state/restriction.ts';
import type { Account } from '../../domain/state/state.ts';
import type { makeDispatch } from '../../electron/dispatch/dispatch.ts';
import { notYet } from '../../electron/dispatch/judge.ts';
import type {
  GateAnswer,
  GateAsk,
  HandOverEnd,
  LookUp,
  Messenger,
  OutgoingMessage,
  RecordReading,
  Standing,
} from '../../electron/ports.ts';

/** What the simulated WhatsApp does with one message. Each step has a default: the behaviour of a healthy WhatsApp. */
export type Script = {
  readonly lookUp?: LookUp | 'hang';
  /** What the look for our copy in the chat returns, whatever the chat shows. */
  readonly copy?: 'absent' | 'unknown';
  /**
   * Before the gate: throws, hangs, finds the person blocked, or finds the gate missing. `around`: the message leaves
   * without asking the gate, and the call returns; `replaced`: the call throws, because the gate was replaced.
   */
  readonly before?: 'throw' | 'hang' | 'blocked' | 'gate_missing' | 'around' | 'replaced';
  /** The page's question to the gate, or a function that returns it each time that the page asks again. */
  readonly ask?: Partial<GateAsk> | (() => Partial<GateAsk>);
  /** After the gate opened. `lost`: taken and never acknowledged; `throw`: taken, and then the call fails. */
  readonly after?: 'ack' | 'lost' | 'reject' | 'throw' | 'never_taken';
};

export type Delivery = { readonly phone: string; readonly text: string; readonly random: string };

/** A channel that records what it delivered, so that a test sees the truth and not what the app believes. */
export class FakeMessenger implements Messenger {
  account_: Account | null;
  isCaughtUp_: boolean | null = true;
  restriction_: Restriction | null = null;
  /** The only chat without a restriction on it. */
  openChat: string | null = null;
  /** What the page says about itself before a claim; null to derive it from the other fields. */
  standing_: (() => Standing) | null = null;
  readonly delivered: Delivery[] = [];
  readonly asked: { ask: GateAsk; answer: GateAnswer }[] = [];
  readonly scripts = new Map<string, Script>();
  readonly records = new Map<string, number | 'unavailable'>();
  /** Every number that was looked up, the account's own among them. */
  readonly lookedUp: string[] = [];
  /** WhatsApp answers no look-up, although the connection seems well. */
  isOut = false;
  readonly recordsRead: MessageKey[] = [];
  /** The messages that a person's chat shows; null where it cannot be read. */
  readonly chats = new Map<string, readonly ChatMessage[] | null>();
  dispatch: Pick<ReturnType<typeof makeDispatch>, 'judge' | 'ackReceipt' | 'bypass'> | undefined;
  /** Called when the page should be started anew. Returns whether it is. */
  startAnew: () => boolean = () => false;
  /** Called for each message that WhatsApp took through the gate. */
  onTaken: (delivery: Delivery) => void = () => undefined;
  /** The clock of the computer on which the page runs. */
  nowMs: () => number = Date.now;
  /** How the page waits before it asks the gate again. */
  wait: (ms: number) => Promise<void> = () => new Promise(() => undefined);
  #count: number;

  constructor(account: Account | null, countFrom = 0) {
    this.account_ = account;
    this.#count = countFrom;
  }

  account(): Account | null {
    return this.account_;
  }

  isCaughtUp(): boolean | null {
    return this.isCaughtUp_;
  }

  async standing(chatId?: string): Promise<Standing> {
    if (this.standing_) return this.standing_();
    if (this.restriction_ && chatId !== this.openChat) return { kind: 'restricted', restriction: this.restriction_ };
    return this.account_ && this.isCaughtUp_ !== false ? { kind: 'stands' } : { kind: 'not_yet' };
  }

  async lookUp(phone: string): Promise<LookUp> {
    this.lookedUp.push(phone);
    if (this.isOut) return { kind: 'unavailable', why: 'outage' };
    const scripted = this.scripts.get(phone)?.lookUp;
    if (scripted === 'hang') return new Promise(() => undefined);
    const chatId = `${phone.slice(1)}@c.us`;
    return scripted ?? { kind: 'registered', chatId, ids: [chatId] };
  }

  async handOver(outgoing: OutgoingMessage): Promise<HandOverEnd> {
    const script = this.scripts.get(phoneOf(outgoing.chatId)) ?? {};
    if (script.before === 'throw') return { kind: 'threw', why: 'before the gate' };
    if (script.before === 'blocked') return { kind: 'blocked' };
    if (script.before === 'gate_missing') return { kind: 'gate_missing', why: 'not there' };
    if (script.before === 'hang') return new Promise(() => undefined);
    if (script.before === 'around' || script.before === 'replaced') {
      this.leaveAround(outgoing);
      return script.before === 'around' ? { kind: 'returned' } : { kind: 'bypassed', why: 'the gate was replaced' };
    }
    const key = this.#newKey(outgoing);
    for (;;) {
      const end = this.reachGate(outgoing, script, key);
      if (end.kind !== 'threw' || !notYet.some((why) => why === end.why)) return end;
      await this.wait(limits.gateAskAgainMs);
    }
  }

  /** The last step before WhatsApp takes a message; a test may call it itself, to come late. */
  reachGate(outgoing: OutgoingMessage, script: Script = {}, key = this.#newKey(outgoing)): HandOverEnd {
    const { random } = key;
    const ask: GateAsk = {
      token: outgoing.token,
      key,
      ids: [outgoing.chatId],
      type: outgoing.attachment?.kind ?? 'chat',
      text: outgoing.text,
      fileHash: null,
      socketState: 'CONNECTED',
      streamState: 'CONNECTED',
      isCaughtUp: true,
      askedAtMs: this.nowMs(),
      accountIds: this.account_ ? [this.account_.id] : [],
      ...(typeof script.ask === 'function' ? script.ask() : script.ask),
    };
    const answer = this.dispatch?.judge.answer(ask) ?? { go: false, why: 'unknown_attempt' as const };
    this.asked.push({ ask, answer });
    if (!answer.go) return { kind: 'threw', why: answer.why };
    const after = script.after ?? 'ack';
    const delivery = { phone: phoneOf(outgoing.chatId), text: outgoing.text, random };
    if (after !== 'never_taken') {
      this.delivered.push(delivery);
      this.onTaken(delivery);
    }
    if (after === 'ack') this.acknowledge(random, outgoing.chatId, 1);
    if (after === 'reject') this.acknowledge(random, outgoing.chatId, -1);
    return after === 'throw' ? { kind: 'threw', why: 'after the gate' } : { kind: 'returned' };
  }

  #newKey({ chatId }: OutgoingMessage): GateAsk['key'] {
    this.#count += 1;
    const random = `3EB0${String(this.#count).padStart(8, '0')}`;
    return { serialized: `true_${chatId}_${random}`, random, fromMe: true, remote: chatId };
  }

  /** Lets a message leave without asking the gate. Returns the random part of its id. */
  leaveAround(outgoing: OutgoingMessage): string {
    const { random } = this.#newKey(outgoing);
    this.delivered.push({ phone: phoneOf(outgoing.chatId), text: outgoing.text, random });
    return random;
  }

  async readChat(chatId: string, most: number, _sinceMs: number | null): Promise<readonly ChatMessage[] | null> {
    if (this.scripts.get(phoneOf(chatId))?.copy === 'unknown') return null;
    const shown = this.chats.get(phoneOf(chatId));
    return shown === undefined ? [] : (shown?.slice(-most) ?? null);
  }

  acknowledge(random: string, remote: string, ack: number): void {
    queueMicrotask(() => this.dispatch?.ackReceipt.receive({ random, remote, fromMe: true, ack }));
  }

  async readRecord(key: MessageKey): Promise<RecordReading> {
    this.recordsRead.push(key);
    const ack = this.records.get(key.random);
    if (ack === 'unavailable') return { kind: 'unavailable' };
    return ack === undefined ? { kind: 'absent' } : { kind: 'found', ack, remote: key.remote };
  }
}

function phoneOf(chatId: string): string {
  return `+${chatId.split('@')[0]}`;
}

/** One of our messages as a chat shows it, with one tick by default. */
export function copyInChat(text: string, change: Partial<ChatMessage> = {}): ChatMessage {
  return { random: 'by hand', fromMe: true, text, kind: 'text', ack: 1, atMs: 0, ...change };
}
