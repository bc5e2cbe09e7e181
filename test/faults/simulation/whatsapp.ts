import { limits } from '../../../domain/limits.ts';
import type { ChatMessage } from '../../../domain/messages/message-copy.ts';
import type { MessageKey } from '../../../domain/messages/message-key.ts';
import { variantKey } from '../../../domain/phone/digit-variants.ts';
import type { Account } from '../../../domain/state/state.ts';
import type {
  AckNews,
  GateAsk,
  HandOverEnd,
  Leaving,
  LookUp,
  Messenger,
  OutgoingAttachment,
  OutgoingMessage,
  RecordReading,
  Standing,
} from '../../../electron/ports.ts';
import type { AppProcess } from './app-process.ts';
import { type AttemptFacts, factsOf, ofAnswer, ofTest } from './attempt-facts.ts';
import { book, type Entry, entryOf, familyOf, files, ownAccounts } from './people.ts';
import { importMeanwhile, type Reported } from './report.ts';
import type { Again } from './series.ts';
import { hearStop } from './stops.ts';
import { openAlarmSql, watchGo } from './watch-go.ts';

/** What WhatsApp and its page do with one message. */
export type Outcome = {
  readonly lookUp: 'answers' | 'says_absent' | 'is_out' | 'hangs';
  readonly copy: 'truth' | 'unknown' | 'absent';
  /** The page right before the claim. One whose gate was replaced is loaded anew, and then in this state. */
  readonly stands: 'stands' | 'blinks' | 'replaced';
  readonly before: 'reaches_gate' | 'throws' | 'hangs' | 'gate_missing';
  readonly file: 'reads' | 'unreadable' | 'hangs';
  /** What happens between the claim and the gate: a report is imported, or the person asks to stop. */
  readonly meanwhile: 'nothing' | 'report' | 'stop';
  /** How often the page finds at the gate that it is offline, or has not caught up, before it is ready. */
  readonly notYet: number;
  readonly asks: 'rightly' | 'twice' | 'other_text' | 'other_file' | 'not_connected' | 'not_from_me';
  readonly place: 'delivered' | 'outbox' | 'lost';
  readonly ack: 'at_once' | 'late' | 'rejected' | 'zero_first';
  readonly end: 'returns' | 'throws' | 'hangs';
  /** WhatsApp takes the message although the gate refused it. Nothing can prevent that; the app must report it. */
  readonly bypassesGate: boolean;
};

/** A message that WhatsApp took, and the truth about it. */
export type Taken = {
  readonly random: string;
  readonly token: string;
  /** The number that it was sent from. */
  readonly account: string;
  readonly remote: string;
  readonly chatId: string;
  readonly person: string;
  readonly text: string;
  readonly fileHash: string | null;
  /** The person's number under which a report would name it. */
  readonly spelling: string;
  readonly campaign: string;
  readonly row: number;
  readonly repeat: number;
  /** The date that it is for; empty where it is for none. */
  readonly occasion: string;
  /** WhatsApp's own time of the message, in whole seconds. */
  readonly atMs: number;
  readonly isThroughGate: boolean;
  /** An older folder was restored, so this computer's own record of the message is gone. */
  isForgotten: boolean;
  place: Outcome['place'];
  ack: number;
  /** The database recorded an acknowledgement of a message that its gate had refused. */
  isAlarmed: boolean;
};

const secondMs = 1_000;

export type Hanging = {
  readonly page: Page;
  readonly outgoing: OutgoingMessage;
  readonly entry: Entry | undefined;
  readonly facts: AttemptFacts;
  readonly outcome: Outcome;
};

const beforeGateSql = `SELECT count(*) FROM attempt WHERE kind = 'campaign' AND outcome = 'unknown' AND wa_random IS NULL`;
const never = <Value>() => new Promise<Value>(() => undefined);

export type LookUpsSay = 'truth' | 'all_absent' | 'some_absent';

/** The page of one account: its login, and its calls. */
export type Page = {
  readonly id: number;
  linked: Account | null;
  isRestricted: boolean;
  current: Outcome;
  standingLooks: number;
};

/** How much had happened when a folder was copied. */
export type WhatAFolderKnows = { readonly taken: number; readonly reported: number };

/** What WhatsApp said about a number, and when by the computer's clock. */
export type Said = {
  readonly phone: string;
  readonly said: LookUp['kind'];
  readonly atMs: number;
  /** The account that WhatsApp said it to; other accounts look for their own people at the same time. */
  readonly account: string | null;
};

/** Knows the truth: what was taken, and what was delivered to whom. It outlives every process of the app. */
export class SimulatedWhatsApp {
  readonly taken: Taken[] = [];
  readonly hanging: Hanging[] = [];
  /** Everything that WhatsApp said about numbers, in order. */
  readonly said: Said[] = [];
  /** What other computers have sent, as far as this one was told. */
  readonly reported: Reported[] = [];
  /** How many messages had been taken when a repeat was declared, for a campaign or for one row of it. */
  readonly declared = new Map<string, number>();
  /** What must never happen, recorded at the moment when it happened. */
  readonly violations: string[] = [];
  /** The same, where it is the harm itself and not only a sign of it. */
  readonly harms: string[] = [];
  /** The ids under which people asked to stop, while nobody has decided. */
  readonly stopped = new Set<string>();
  /** The ids of the messages that people wrote back, by chat. */
  readonly heard = new Map<string, string[]>();
  /** When each answer was given, and in which life of the app, by token. */
  readonly pressed = new Map<string, { readonly process: AppProcess; readonly atMs: number; readonly heard: number }>();
  /** The people whom the operator saw to have a campaign's message, by campaign and row. */
  readonly seen = new Set<string>();
  /** Every date that a campaign's files ever gave for a person, by campaign and number. */
  readonly dates = new Map<string, Set<string>>();
  /** Series, and the people whom the operator has seen drawn for a date: by campaign, number and date. */
  readonly again = new Map<string, Again>();
  readonly lookedAt = new Set<string>();
  /** The people who were handed over to be sent to, and for which date. */
  readonly handed = new Set<string>();
  /** The latest time that the computer's clock ever showed. */
  latestClockMs = 0;
  /** The text that each person of a campaign was shown, by campaign, number and date. */
  readonly shown = new Map<string, string>();
  lookUpsSay: LookUpsSay = 'truth';
  /** Whether an older folder was restored and nobody was asked about it yet. */
  isUnasked = false;
  process: AppProcess | null = null;
  readonly #outcomes: readonly Outcome[];
  readonly #takesBeforeTheAnswer: boolean;
  readonly #pages = new Map<number, Page>();
  /** How many accounts the computer has. */
  readonly accounts: number;
  #drawn = 0;
  #randoms = 0;
  /** The looks during which the page was away before the claim. */
  readonly #blinked = new Set<number>();

  constructor(outcomes: readonly [Outcome, ...Outcome[]], accounts: number, takesBeforeTheAnswer: boolean) {
    this.accounts = accounts;
    this.#takesBeforeTheAnswer = takesBeforeTheAnswer;
    this.#outcomes = outcomes;
  }

  pageOf(id: number): Page {
    const linked = id <= this.accounts ? (ownAccounts[id - 1] ?? null) : null;
    const current = this.#outcomes[0] as Outcome;
    const page = this.#pages.get(id) ?? { id, linked, isRestricted: false, current, standingLooks: 0 };
    this.#pages.set(id, page);
    return page;
  }

  /** The channel of an account in one process. Once that process has ended, no call returns through it. */
  channelOf(process: () => AppProcess, id: number): Messenger {
    const page = this.pageOf(id);
    const guarded = async <Value>(answer: () => Value | Promise<Value>): Promise<Value> => {
      const asker = process();
      if (!asker.isAlive) return never();
      asker.faults.step('call');
      const value = await answer();
      if (!asker.isAlive) return never();
      asker.faults.step('call');
      return value;
    };
    return {
      account: () => page.linked,
      isCaughtUp: () => true,
      standing: () => guarded(() => this.#standing(page)),
      lookUp: (phone) =>
        guarded(async () => {
          const answer = await this.#lookUp(page, phone);
          this.said.push({ phone, said: answer.kind, atMs: process().nowMs(), account: page.linked?.phone ?? null });
          return answer;
        }),
      // The stores of these pages do not break.
      startAnew: () => false,
      handOver: (outgoing) => this.#handOver(process(), page, outgoing).catch(() => never<HandOverEnd>()),
      readRecord: (key) => guarded(() => this.#readRecord(page, key)),
      readChat: (chatId) => guarded(() => this.#readChat(page, chatId)),
    };
  }

  #standing(page: Page): Standing {
    if (page.isRestricted) return { kind: 'restricted', restriction: { kind: 'timelock', untilMs: null } };
    // The page is looked at before the number, and the look at the number draws what happens.
    page.standingLooks += 1;
    const isBad = page.standingLooks % 2 === 0 && page.current.stands !== 'stands' && !this.#blinked.has(this.#drawn);
    if (isBad) this.#blinked.add(this.#drawn);
    return { kind: isBad ? 'not_yet' : 'stands' };
  }

  /** A call of an earlier moment or an earlier process reaches the gate only now. */
  endHanging(which: number): void {
    const [late] = this.hanging.splice(which % Math.max(1, this.hanging.length), 1);
    if (late && this.process) this.#reachGate(this.process, late);
  }

  /** WhatsApp's acknowledgement reaches the app, if it is running. */
  tell(news: AckNews, through?: number): void {
    const { process } = this;
    if (!process?.isAlive) return;
    const taken = this.taken.find((one) => one.random === news.random);
    const by = through ?? this.#pageWith(taken?.account);
    if (by === undefined) return;
    process.receiveAck(news, by);
    if (news.ack < 1 || !process.isAlive) return;
    if (taken && !taken.isThroughGate) taken.isAlarmed = process.isContradicted(news.random);
  }

  /** The session of one account reports about another account's message, which it must not know. */
  speakAcross(what: 'word_across' | 'gate_across' | 'leave_across', which: number, through: number): void {
    const { process } = this;
    const page = this.pageOf(through);
    if (what === 'gate_across') {
      const late = this.hanging[which % Math.max(1, this.hanging.length)];
      if (late && late.page !== page && process) this.#reachGate(process, { ...late, page });
      return;
    }
    const taken = this.taken[which % Math.max(1, this.taken.length)];
    // A page without a login reports nothing.
    if (!taken || page.linked === null || taken.account === page.linked.phone) return;
    const { random, remote } = taken;
    if (what === 'word_across') this.tell({ random, remote, fromMe: true, ack: 1 }, through);
    else if (process?.isAlive) this.#leaveAcross(process, through, { random, remote });
  }

  /** A page sends a message under another account's id, around its own gate, which the app must notice. */
  #leaveAcross(process: AppProcess, through: number, leaving: Leaving): void {
    const at = process.atWork(through);
    if (!at) return;
    at.bypass.receiveLeaving(leaving);
    // A report that cannot be written down at once comes again later.
    const isUntold = process.isAlive && !at.bypass.tellUntold();
    if (process.isAlive && !isUntold && !process.stores.db.has(openAlarmSql))
      this.harms.push('what left around the gate of an account was not noticed');
  }

  tellTruth(taken: Taken, ack: number): void {
    // Only delivered messages are acknowledged; an acknowledgement of 0 means nothing.
    const said = taken.place === 'delivered' ? Math.max(taken.ack, ack) : Math.min(ack, 0);
    taken.ack = Math.max(taken.ack, said);
    this.tell({ random: taken.random, fromMe: true, remote: taken.remote, ack: said });
  }

  #lookUp(page: Page, phone: string): LookUp | Promise<LookUp> {
    page.current = this.#outcomes[this.#drawn % this.#outcomes.length] ?? page.current;
    this.#drawn += 1;
    const { lookUp } = page.current;
    const self = ownAccounts.find((one) => one.phone === phone);
    const entry = self ? { chatId: self.id } : bookOf(phone);
    if (lookUp === 'hangs') return never();
    const isAmongSome = Number(phone.at(-1)) % 2 === 1;
    if (this.lookUpsSay === 'all_absent' || (this.lookUpsSay === 'some_absent' && isAmongSome))
      return { kind: 'absent' };
    if (lookUp === 'is_out' || !entry) return { kind: 'unavailable', why: 'simulated' };
    return lookUp === 'says_absent'
      ? { kind: 'absent' }
      : { kind: 'registered', chatId: entry.chatId, ids: [entry.chatId] };
  }

  /** The bytes of an attachment, as the app reads them from its disk. */
  readFile(hash: string, id: number): Promise<OutgoingAttachment> | undefined {
    const file = files.find((one) => one.hash === hash);
    const { current } = this.pageOf(id);
    if (!file || current.file === 'unreadable') return undefined;
    const { kind, mimeType, fileName, bytes } = file;
    const read = { kind, mimeType, fileName, bytes, base64: '' };
    return current.file === 'hangs' ? never() : Promise.resolve(read);
  }

  #readChat(page: Page, chatId: string): readonly ChatMessage[] | null {
    const said = page.current.copy;
    if (said !== 'truth') return said === 'unknown' ? null : [];
    return this.#linesOf(page, chatId);
  }

  #linesOf(page: Page, chatId: string): ChatMessage[] {
    const ours = this.taken
      .filter((one) => one.place === 'delivered' && one.chatId === chatId && this.#isOf(page, one))
      .map(({ random, text, fileHash, atMs }): ChatMessage => {
        const kind = files.find(({ hash }) => hash === fileHash)?.kind ?? 'text';
        // A delivered message has its tick in the chat, even where the app was not told.
        return { random, fromMe: true, text, kind, ack: 1, atMs };
      });
    const theirs = (this.heard.get(chatId) ?? []).map((random): ChatMessage => {
      return { random, fromMe: false, text: 'When?', kind: 'text', ack: 0, atMs: Number.MAX_SAFE_INTEGER };
    });
    return [...ours, ...theirs];
  }

  async #handOver(process: AppProcess, page: Page, outgoing: OutgoingMessage): Promise<HandOverEnd> {
    const outcome = page.current;
    const facts = factsOf(process, outgoing.token);
    const call: Hanging = { page, outgoing, entry: entryOf(outgoing.chatId), facts, outcome };
    if (facts.occasion !== '') this.handed.add(`${call.entry?.person} ${facts.occasion}`);
    if (facts.state !== 'running') this.violations.push(`handed over while the campaign is ${facts.state}`);
    // A test to oneself is the operator's own act, so it goes out during a pause too.
    const { state = { kind: 'idle' } } = process.atWork(page.id)?.dispatcher ?? {};
    if (process.stores.db.count(beforeGateSql) > 1) this.harms.push('two messages are before their gates at once');
    const mayDespite =
      facts === ofTest || (facts === ofAnswer && state.kind === 'paused' && state.reason === 'operator');
    if (!mayDespite && state.kind === 'paused') this.violations.push('handed over while the dispatcher is paused');
    process.faults.step('call');
    if (outcome.before === 'throws') return { kind: 'threw', why: 'before the gate' };
    if (outcome.before === 'gate_missing') return { kind: 'gate_missing', why: 'simulated' };
    if (outcome.before === 'hangs') {
      this.hanging.push(call);
      return never();
    }
    if (outcome.meanwhile === 'report') await importMeanwhile(process, this, call);
    if (outcome.meanwhile === 'stop' && call.entry) hearStop(process, this, [outgoing.chatId]);
    const key = this.#newKey(call);
    for (let times = 0; this.#reachGate(process, call, key, times < outcome.notYet) === 'not_yet'; times += 1)
      await process.wait(limits.gateAskAgainMs);
    if (outcome.asks === 'twice') this.#reachGate(process, call);
    if (!process.isAlive || outcome.end === 'hangs') return never();
    process.faults.step('call');
    return outcome.end === 'throws' ? { kind: 'threw', why: 'after the gate' } : { kind: 'returned' };
  }

  /** The last step before WhatsApp takes a message: the message leaves after a "go" and never otherwise. */
  #reachGate(process: AppProcess, call: Hanging, key = this.#newKey(call), isAway = false): 'not_yet' | 'ended' {
    if (!process.isAlive) return 'ended';
    const { page, outgoing, entry, facts, outcome } = call;
    const { random, remote } = key;
    const account = page.linked?.phone ?? facts.account ?? '';
    const take = (isThroughGate: boolean) => {
      this.taken.push({
        random,
        token: outgoing.token,
        account,
        remote,
        chatId: outgoing.chatId,
        person: entry?.person ?? outgoing.chatId,
        text: outgoing.text,
        fileHash: facts.fileHash,
        spelling: facts.phone === null ? '' : variantKey(facts.phone),
        campaign: facts.campaign,
        row: facts.row,
        repeat: facts.repeat,
        occasion: facts.occasion,
        isThroughGate,
        place: outcome.place,
        ack: 0,
        isAlarmed: false,
        isForgotten: false,
        atMs: Math.floor(process.nowMs() / secondMs) * secondMs,
      });
    };
    const isTaken = this.taken.some((one) => one.random === random);
    if (this.#takesBeforeTheAnswer && facts !== ofTest && !isTaken) take(true);
    const ask = this.#ask(call, random, remote, process.nowMs());
    const answer = process.judgeGate(isAway ? { ...ask, isCaughtUp: false } : ask, page.id);
    if (isAway && answer.go) this.harms.push('delivered from a page that has not caught up');
    // A process that ended in the middle of its answer gave none.
    if (process.isAlive && !answer.go && answer.isNotYet === true) return 'not_yet';
    if (!process.isAlive || facts === ofTest || (!answer.go && !outcome.bypassesGate)) return 'ended';
    if (answer.go) watchGo(this, process, call);
    if (!this.#takesBeforeTheAnswer) take(answer.go);
    this.#answerBySelf(random, outcome);
    return 'ended';
  }

  #newKey({ outgoing, entry }: Hanging): { readonly random: string; readonly remote: string } {
    this.#randoms += 1;
    const random = `3EB0${String(this.#randoms).padStart(8, '0')}`;
    return { random, remote: entry?.lid && this.#randoms % 2 === 0 ? entry.lid : outgoing.chatId };
  }

  #ask(
    { page, outgoing, entry, facts, outcome: { asks } }: Hanging,
    random: string,
    remote: string,
    askedAtMs: number,
  ): GateAsk {
    return {
      token: outgoing.token,
      key: { serialized: `true_${remote}_${random}`, random, fromMe: asks !== 'not_from_me', remote },
      ids: [outgoing.chatId, ...(entry?.lid ? [entry.lid] : [])],
      type: outgoing.attachment?.kind ?? 'chat',
      text: asks === 'other_text' ? `${outgoing.text}!` : outgoing.text,
      fileHash: asks === 'other_file' ? 'c'.repeat(64) : facts.fileHash,
      socketState: asks === 'not_connected' ? 'OPENING' : 'CONNECTED',
      streamState: 'CONNECTED',
      isCaughtUp: true,
      askedAtMs,
      accountIds: page.linked ? [page.linked.id] : [],
    };
  }

  /** The messages taken for a row. In a series each row has a message for each date. */
  takenOf({ campaign, row, occasion }: Pick<Taken, 'campaign' | 'row' | 'occasion'>): Taken[] {
    return this.taken.filter(
      (one) => one.campaign === campaign && one.row === row && (one.occasion === occasion || !this.again.has(campaign)),
    );
  }

  /** On a computer with one account, each login sees what that account did. */
  #isOf({ linked }: Page, { account }: Taken): boolean {
    return this.accounts === 1 || linked?.phone === account;
  }

  /** The account in which a number has its session; none while it has no session. */
  #pageWith(phone: string | undefined): number | undefined {
    if (this.accounts === 1) return 1;
    return [...this.#pages.values()].find(({ linked }) => linked?.phone === phone)?.id;
  }

  /** A person writes. Returns the random part of the id of their message. */
  hear(chatId: string): string {
    const said = this.heard.get(chatId) ?? [];
    this.heard.set(chatId, [...said, `theirs-${chatId}-${said.length}`]);
    return `theirs-${chatId}-${said.length}`;
  }

  /** The last message of a chat, as a person who opens it sees it. */
  lastIn(chatId: string, phone: string): string | null {
    return this.#linesOf(this.pageOf(this.#pageWith(phone) ?? 0), chatId).at(-1)?.random ?? null;
  }

  #answerBySelf(random: string, { ack }: Outcome): void {
    const taken = this.taken.find((one) => one.random === random);
    if (!taken || taken.place === 'lost' || ack === 'late') return;
    queueMicrotask(() => {
      if (ack === 'rejected') this.tell({ random, fromMe: true, remote: taken.remote, ack: -1 });
      else {
        if (ack === 'zero_first') this.tell({ random, fromMe: true, remote: taken.remote, ack: 0 });
        this.tellTruth(taken, 1);
      }
    });
  }

  #readRecord(page: Page, key: MessageKey): RecordReading {
    const taken = this.taken.find((one) => one.random === key.random);
    if (!page.linked) return { kind: 'unavailable' };
    if (!taken || taken.place === 'lost' || !this.#isOf(page, taken)) return { kind: 'absent' };
    if (taken.place === 'delivered') taken.ack = Math.max(1, taken.ack);
    return { kind: 'found', ack: taken.place === 'delivered' ? Math.max(1, taken.ack) : 0, remote: taken.remote };
  }

  /**
   * How often each person truly got each text through the gate, including what this computer was told of others.
   * Messages taken before a repeat was declared do not count beside it.
   */
  deliveries(): Map<string, number> {
    const counts = new Map<string, number>();
    const before = new Map<string, number[]>();
    for (const [index, one] of this.taken.entries()) {
      if (one.place !== 'delivered' || !one.isThroughGate || one.isForgotten) continue;
      const key = `${one.person} / ${familyOf(one.text)} / ${one.fileHash?.[0] ?? 'no file'}${one.occasion && ` / ${one.occasion}`}`;
      const isKnown = this.reported.some((told) => told.after <= index && isSame(told, one));
      const others = before.get(key) ?? [];
      const sinceDeclared = others.filter((other) => other >= this.#declaredFor(one));
      counts.set(`${key} / ${index}`, 1 + sinceDeclared.length + (isKnown ? 1 : 0));
      before.set(key, [...others, index]);
    }
    return counts;
  }

  /** A folder was restored with its ledger, so only WhatsApp knows what happened since its copy. */
  forgetSince(known: WhatAFolderKnows | undefined): void {
    const forgotten = this.taken.slice(known?.taken ?? 0);
    for (const one of forgotten) one.isForgotten = true;
    this.isUnasked ||= forgotten.some((one) => one.isThroughGate);
    this.reported.length = Math.min(this.reported.length, known?.reported ?? 0);
    this.stopped.clear();
  }

  #declaredFor({ campaign, row, repeat }: Taken): number {
    return repeat === 0 ? 0 : (this.declared.get(`${campaign} ${row}`) ?? this.declared.get(campaign) ?? 0);
  }
}

/** Reports are about texts without a date. */
function isSame(told: Reported, { spelling, text, fileHash, campaign, repeat, occasion }: Taken): boolean {
  if (occasion !== '') return false;
  const isThere = told.isRepeat ? told.campaign === campaign : told.campaign === campaign || repeat === 0;
  return isThere && told.spelling === spelling && told.family === familyOf(text) && told.fileHash === fileHash;
}

function bookOf(phone: string): Entry | undefined {
  return book.find((entry) => entry.phone === phone);
}
