import type { Attempts } from '../../db/attempts.ts';
import type { Campaigns } from '../../db/campaigns.ts';
import type { Db } from '../../db/database.ts';
import type { Ledger } from '../../db/ledger.ts';
import type { ClaimResult, Messages, Noted } from '../../db/messages.ts';
import type { NextMessage } from '../../db/queue.ts';
import type { ShownTexts } from '../../db/shown-texts.ts';
import type { CampaignPauseReason } from '../../domain/campaign.ts';
import { gateReachMs, limits } from '../../domain/limits.ts';
import type { NotSentReason } from '../../domain/message.ts';
import { personalText, textSource } from '../../domain/personal-text.ts';
import { restrictionDetail } from '../../domain/restriction.ts';
import { assert } from '../../domain/result.ts';
import { campaignScope } from '../../domain/scope.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Account } from '../../domain/state.ts';
import type { Changes, HandOverEnd, LookUp, PauseSending } from '../ports.ts';
import type { Bypass } from './bypass.ts';
import { type AckWait, type FlightSlot, InFlight } from './in-flight.ts';
import type { Verdict } from './look-health.ts';
import type { Look, Looks } from './looks.ts';
import { type PreparationParts, prepare, readAttachment } from './preparation.ts';
import type { StopRules } from './stop-rules.ts';
import { MessageScopes } from './text-scope.ts';

export type SenderParts = PreparationParts & {
  readonly db: Db;
  readonly flight: FlightSlot;
  readonly attempts: Attempts;
  readonly messages: Messages;
  readonly campaigns: Campaigns;
  readonly texts: ShownTexts;
  readonly ledger: Ledger;
  readonly settings: () => Settings;
  readonly bypass: Bypass;
  readonly newToken: () => string;
  readonly changes: Changes;
};

/** What the sender asks of the loop around it. */
type SenderHooks = {
  readonly looks: Looks;
  readonly stopRules: StopRules;
  readonly pause: PauseSending;
  /** Whether a new claim may still be made: not paused, not quitting. */
  readonly mayClaim: () => boolean;
};

export type TestOutcome = 'sent' | 'not_confirmed' | 'not_sent';

/** Takes one message through look, claim, gate and acknowledgement. While it does, the message is in the flight's place. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #hooks: SenderHooks;
  readonly #textScopes = new MessageScopes();

  constructor(parts: SenderParts, hooks: SenderHooks) {
    this.#parts = parts;
    this.#hooks = hooks;
  }

  /** One send, from the look to the outcome. */
  async send(account: Account, message: NextMessage): Promise<void> {
    try {
      await this.#sendOne(account, message);
    } finally {
      this.#parts.flight.current = null;
    }
  }

  async #sendOne(account: Account, message: NextMessage): Promise<void> {
    const { messenger, clock, changes } = this.#parts;
    const text = this.#textAsShown(message);
    if (text === null) return this.#setTextAside(message);
    const restriction = await messenger.restriction();
    if (restriction) return this.#hooks.pause('restricted', restrictionDetail(restriction));
    const prepared = await prepare(this.#parts, this.#hooks.looks, account, message, text);
    // Without a connection the dispatcher waits by itself.
    if (prepared.kind === 'not_found') return messenger.account() ? this.#notFound(message, prepared) : undefined;
    this.#answered(message);
    if (message.firstAbsentMs !== null) this.#parts.messages.forgetAbsent(message.id);
    // The operator may have changed the text meanwhile; the message then takes its turn again, with the new one. A copy
    // of the old one in the chat says nothing of it.
    if (!this.#isAsRead(message)) return;
    // A fault on our side uses nobody up: the message stays pending. The file is this campaign's alone.
    if (prepared.kind === 'attachment_unreadable') return this.#hold(message, 'attachment_unreadable');
    const { found, copy, attachment } = prepared;
    if (messenger.account()?.phone !== account.phone || !this.#hooks.mayClaim()) return;
    // It may have connected anew during the look. The gate would refuse, and the person would be used up.
    if (messenger.isCaughtUp() === false) return;
    const token = this.#parts.newToken();
    const flight = new InFlight({ token, chatId: found.chatId, text, attachment }, clock);
    const claimed = this.#claim(message, account, found, { text, token, copy });
    if (claimed !== 'claimed') return this.#afterRefusedClaim(message, claimed);
    changes.messages([message.id]);
    await this.#fly(flight, message);
  }

  /** Sends a text to the linked account itself: through attempt and gate like any other, outside campaigns and fences. */
  async sendTest(account: Account, text: string, attachmentHash: string | null): Promise<TestOutcome> {
    const { attempts, clock, newToken } = this.#parts;
    const attachment = await readAttachment(this.#parts, attachmentHash);
    if (attachment === 'unreadable') return 'not_sent';
    const token = newToken();
    const opened = {
      token,
      account: account.phone,
      chatId: account.id,
      body: text,
      attachmentHash,
      nowMs: clock.nowMs(),
    };
    attempts.open('test', null, opened);
    try {
      return await this.#flyTest(new InFlight({ token, chatId: account.id, text, attachment }, clock));
    } finally {
      this.#parts.flight.current = null;
    }
  }

  async #flyTest(flight: InFlight): Promise<TestOutcome> {
    const { attempts, clock, settings } = this.#parts;
    await this.#toGate(flight);
    if (attempts.close(flight.outgoing.token, clock.nowMs()) === 'not_sent') return 'not_sent';
    return (await flight.waitForAck(settings().ackWaitMs)) === 'acknowledged' ? 'sent' : 'not_confirmed';
  }

  /** Hands over and waits: from here on only the gate and WhatsApp's acknowledgement decide what is said. */
  async #fly(flight: InFlight, message: NextMessage): Promise<void> {
    const { settings, log } = this.#parts;
    const reach = await this.#toGate(flight);
    if (reach !== 'passed') {
      if (this.#endUnpassed(flight, message) !== 'passed') {
        if (reach === 'gate_missing') this.#hooks.pause('gate_missing');
        return;
      }
    }
    const answer = await flight.waitForAck(settings().ackWaitMs);
    log.info('answered', { messageId: message.id, answer });
    this.#endPassed(message, answer);
  }

  async #toGate(flight: InFlight) {
    const { messenger, settings } = this.#parts;
    this.#parts.flight.current = flight;
    void messenger.handOver(flight.outgoing).then((end) => this.#callEnded(flight, end));
    const bytes = flight.outgoing.attachment?.bytes ?? 0;
    return flight.reachGate(settings().gateReachMs + gateReachMs(bytes) - limits.gateReachTextMs);
  }

  /** Also of a call that ends long after its message was given up: what went around the gate is never called unsent. */
  #callEnded(flight: InFlight, end: HandOverEnd): void {
    if (end.kind === 'bypassed' || (end.kind === 'returned' && !flight.wasAsked))
      this.#parts.bypass.callWentAround(flight.outgoing.token);
    flight.callEnded(end);
  }

  /** The gate did not open in time: the attempt is closed first, so that a late call is refused, and only then judged. */
  #endUnpassed(flight: InFlight, message: NextMessage): 'passed' | 'ended' {
    const { messages, clock, changes } = this.#parts;
    if (flight.line !== null) {
      // The ledger says it left, the database could not be told. The doubt stays, as after a crash at this place.
      this.#parts.attempts.passFromLedger(flight.line, clock.nowMs());
      messages.failNotConfirmed(message.id, 'interrupted', clock.nowMs(), clock.nowMs());
      changes.messages([message.id]);
      return 'ended';
    }
    const outcome = messages.giveUp(message.id, flight.outgoing.token, reasonFor(flight), clock.nowMs());
    if (outcome === 'passed') return 'passed';
    this.#hooks.stopRules.notHandedOver();
    changes.messages([message.id]);
    this.#finishDone();
    return 'ended';
  }

  #endPassed(message: NextMessage, answer: AckWait): void {
    const { messages, clock, changes } = this.#parts;
    this.#hooks.stopRules.handedOver();
    if (answer === 'acknowledged') this.#hooks.stopRules.confirmed();
    else {
      const reason = answer === 'rejected' ? 'rejected' : 'no_confirmation';
      const again = clock.nowMs() + limits.reconcileAfterMs[0];
      const isInDoubt = messages.failNotConfirmed(message.id, reason, clock.nowMs(), again);
      // A rejection is that person's.
      if (isInDoubt && answer === 'too_late') this.#hooks.stopRules.notConfirmed(message.id);
    }
    changes.messages([message.id]);
    this.#finishDone();
  }

  #claim(
    message: NextMessage,
    account: Account,
    found: LookUp & { kind: 'registered' },
    { text, token, copy }: { readonly text: string; readonly token: string; readonly copy: string },
  ): ClaimResult {
    const { messages, clock, settings } = this.#parts;
    return messages.claim({
      messageId: message.id,
      token,
      account: account.phone,
      chatId: found.chatId,
      phone: message.phone,
      ids: [...new Set([found.chatId, ...found.ids])],
      body: text,
      attachmentHash: message.attachmentHash,
      scopes: { campaign: campaignScope(message.campaignUid), text: this.#textScopes.of(message, text) },
      textHash: message.textHash,
      isInChat: copy === 'present',
      look: copy,
      quietDays: settings().quietDays,
      nowMs: clock.nowMs(),
    });
  }

  #afterRefusedClaim(message: NextMessage, claimed: Exclude<ClaimResult, 'claimed'>): void {
    this.#parts.log.info('claim refused', { messageId: message.id, claimed });
    if (!staysAsItWas.includes(claimed)) {
      this.#parts.changes.messages([message.id]);
      this.#finishDone();
    }
  }

  /** The text, where it is the one that was shown for this person; null where it is not, and where none can be made. */
  #textAsShown(message: NextMessage): string | null {
    const { made } = personalText(textSource(message, message), message.cells);
    return made.ok && this.#parts.texts.hashOf(made.value) === message.textHash ? made.value : null;
  }

  /** Lets the campaign of a message stand still until the operator does something about it; the others go on. */
  #hold({ campaignId }: NextMessage, why: CampaignPauseReason): void {
    const { campaigns, clock, changes } = this.#parts;
    campaigns.move(campaignId, 'running', 'paused', clock.nowMs(), why);
    changes.campaign(campaignId);
  }

  #setTextAside({ id }: NextMessage): void {
    const { texts, clock, changes, log } = this.#parts;
    log.info('text changed', { messageId: id });
    texts.setAside(id, clock.nowMs());
    changes.messages([id]);
  }

  /**
   * WhatsApp did not find the number. That touched nobody, so it is asked for again, and the next goes. What counts against
   * the number and what against WhatsApp is judged by how it answered for others.
   */
  #notFound(message: NextMessage, look: Look & { kind: 'not_found' }): void {
    const { campaigns, clock, changes, log } = this.#parts;
    const verdict = this.#hooks.looks.judge(message.id, look);
    log.info('not found', { messageId: message.id, said: look.said, witness: look.witness, counts: verdict.counts });
    const nowMs = clock.nowMs();
    const noted = this.#note(message.id, verdict, nowMs);
    if (noted === 'not_pending') return;
    if (verdict.counts !== 'nothing') this.#answered(message);
    const isHeld =
      verdict.counts === 'nothing'
        ? campaigns.noteUnanswered(message.campaignId, nowMs)
        : campaigns.askAboutAbsent(message.campaignId);
    if (isHeld) changes.campaign(message.campaignId);
    changes.messages([message.id]);
    if (noted === 'failed') this.#finishDone();
  }

  #note(messageId: number, verdict: Verdict, nowMs: number): Noted {
    const { messages, settings } = this.#parts;
    if (verdict.counts === 'nothing') return messages.setAsideUntil(messageId, nowMs + verdict.againInMs);
    if (verdict.counts === 'absent')
      return messages.noteAbsent(messageId, { againMs: settings().absentAgainMs, nowMs });
    return messages.noteSilent(messageId, { untilMs: nowMs + limits.lookAgainMs, nowMs });
  }

  #answered({ campaignId, unansweredSinceMs }: NextMessage): void {
    if (unansweredSinceMs !== null) this.#parts.campaigns.forgetUnanswered(campaignId);
  }

  #isAsRead(message: NextMessage): boolean {
    const campaign = this.#parts.campaigns.get(message.campaignId);
    assert(campaign, 'a message belongs to a campaign');
    return campaign.text === message.text && campaign.attachmentHash === message.attachmentHash;
  }

  #finishDone(): void {
    const { campaigns, clock, changes } = this.#parts;
    for (const id of campaigns.finishDone(clock.nowMs())) changes.campaign(id);
  }
}

/** Claims that are refused without a word on the message: it is somebody else's turn, or nobody's, or not yet its own. */
const staysAsItWas: readonly ClaimResult[] = [
  'not_pending',
  'not_running',
  'other_account',
  'outside_hours',
  'not_as_shown',
];

/** The reason recorded for a message whose gate never opened. */
function reasonFor(flight: InFlight): NotSentReason {
  if (flight.refusal === 'do_not_contact') return 'do_not_contact';
  if (flight.refusal === 'duplicate') return 'duplicate';
  return flight.outgoing.attachment !== null && flight.refusal === null ? 'attachment_failed' : 'not_handed_over';
}
