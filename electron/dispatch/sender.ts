import { setImmediate as othersTurn } from 'node:timers/promises';
import type { ClaimRequest, ClaimResult } from '../../db/messages/claims.ts';
import type { Noted } from '../../db/messages/messages.ts';
import type { NextMessage } from '../../db/messages/queue.ts';
import type { Stores } from '../../db/stores.ts';
import type { CampaignPauseReason } from '../../domain/campaign.ts';
import { gateReachMs, limits } from '../../domain/limits.ts';
import type { NotSentReason } from '../../domain/messages/message.ts';
import { campaignScope } from '../../domain/messages/scope.ts';
import { assert } from '../../domain/result.ts';
import { type Restriction, restrictionDetail } from '../../domain/state/restriction.ts';
import type { Account } from '../../domain/state/state.ts';
import { personalText, textSource } from '../../domain/template/personal-text.ts';
import type { GateRefusal, Given, LookUp, PauseSending, Team, TestOutcome } from '../ports.ts';
import { HandOver, type HandOverParts } from './hand-over.ts';
import { type AckWait, type GateReach, InFlight } from './in-flight.ts';
import type { Look, Looks, LookVerdict } from './looks.ts';
import { type ChosenFile, type PreparationParts, type Prepared, prepare, readAttachment } from './preparation.ts';
import type { StopRules } from './stop-rules.ts';
import { type OfTeam, reserveInTeam } from './team-reservation.ts';
import { MessageScopes } from './text-scope.ts';
import type { Together } from './together.ts';

export type SenderParts = PreparationParts &
  HandOverParts &
  Pick<Stores, 'claims' | 'messages' | 'moves' | 'campaigns' | 'texts'> &
  Given<'ledger' | 'settings' | 'changes' | 'newToken'> & {
    readonly together: Together;
    readonly team?: OfTeam;
  };

/** What the sender needs from the loop around it. */
type SenderHooks = {
  readonly looks: Looks;
  readonly stopRules: StopRules;
  readonly pause: PauseSending;
  /** Whether a new claim may still be made: not paused, not quitting. */
  readonly mayClaim: () => boolean;
};

/** `not_yet`: WhatsApp's page is not ready. `restriction_ends`: WhatsApp's restriction ends in a moment. */
type NotYet = 'not_yet' | 'restriction_ends';
/** `team`: the team does not answer, or is held. With this and with `NotYet` nothing was claimed. */
type SendEnd = 'ended' | 'team' | NotYet;

/** Takes one message through look-up, claim, gate and acknowledgement. Meanwhile it is in the flight slot. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #hooks: SenderHooks;
  readonly #handOver: HandOver;
  readonly #textScopes = new MessageScopes();

  constructor(parts: SenderParts, hooks: SenderHooks) {
    this.#parts = parts;
    this.#handOver = new HandOver(parts);
    this.#hooks = hooks;
  }

  async send(account: Account, message: NextMessage): Promise<SendEnd> {
    try {
      const text = this.#textAsShown(message);
      if (text !== null) return await this.#sendText(account, message, text);
      this.#setTextsAside(message);
      // For a whole list some are found at a time, and others have their turn between these.
      await othersTurn();
      return 'ended';
    } finally {
      this.#parts.flight.current = null;
    }
  }

  async #sendText(account: Account, message: NextMessage, text: string): Promise<SendEnd> {
    const before = await this.#stands();
    if (before !== 'stands') return before;
    const prepared = await prepare(this.#parts, this.#hooks.looks, account, message, text);
    if (prepared.kind !== 'not_found') this.#noteFound(message);
    // The look-up took a while. A hand-over to a page that is no longer ready would use the person up.
    const after = prepared.kind === 'ready' ? await this.#stands() : 'stands';
    if (after !== 'stands') return after;
    return this.#sendPrepared(account, message, text, prepared);
  }

  #noteFound(message: NextMessage): void {
    this.#answered(message);
    if (message.firstAbsentMs !== null) this.#parts.messages.forgetAbsent(message.id);
  }

  async #stands(): Promise<'stands' | NotYet> {
    const standing = await this.#parts.messenger.standing();
    if (standing.kind !== 'restricted') return standing.kind;
    if (this.#endsShortly(standing.restriction)) return 'restriction_ends';
    this.#hooks.pause('restricted', restrictionDetail(standing.restriction));
    return 'not_yet';
  }

  /** A restriction that is over in a moment is waited for: nobody may be there to let sending go on. */
  #endsShortly({ untilMs }: Restriction): boolean {
    return untilMs !== null && untilMs - this.#parts.clock.nowMs() <= limits.restrictionWaitedMs;
  }

  async #sendPrepared(account: Account, message: NextMessage, text: string, prepared: Prepared): Promise<SendEnd> {
    const { messenger, together } = this.#parts;
    // Without a connection the dispatcher waits anyway.
    if (prepared.kind === 'not_found') {
      if (messenger.account()) await this.#notFound(message, prepared);
      return 'ended';
    }
    if (prepared.kind === 'old_chat_unread') {
      this.#askAboutOldChat(message);
      return 'ended';
    }
    const reached = await together.beforeGate(async (hasWaited) => {
      const team = this.#parts.team?.() ?? null;
      if (team === null || prepared.kind !== 'ready') {
        const stands = hasWaited ? await this.#stands() : 'stands';
        if (stands !== 'stands') return stands;
        return this.#toItsGate(account, message, text, prepared, null);
      }
      return this.#throughTeam(team, account, message, text, prepared);
    });
    // Waiting for the acknowledgement holds up only this account.
    if (reached instanceof InFlight) await this.#waitForWord(reached, message);
    return typeof reached === 'string' ? reached : 'ended';
  }

  /** Reserves the person in the team, and goes on from there. The team is asked again before its answer is too old. */
  async #throughTeam(
    team: Team,
    account: Account,
    message: NextMessage,
    text: string,
    prepared: Prepared & { kind: 'ready' },
  ): Promise<InFlight | NotYet | 'team' | undefined> {
    if (this.#parts.messenger.account()?.phone !== account.phone || !this.#hooks.mayClaim()) return undefined;
    const { found } = prepared;
    const addressee = this.#addresseeOf(message, found, text);
    // The claim refuses this person and says why. The team may not have heard yet that they have it from here.
    if (this.#parts.claims.isFenced(addressee)) return this.#toItsGate(account, message, text, prepared, null);
    const { campaign, text: textScope } = addressee.scopes;
    const reserved = await reserveInTeam(this.#parts, team, message, { found, scopes: [campaign, textScope] });
    if (reserved === 'waits') return 'team';
    if (reserved === 'not_granted') {
      await this.#wasSettled(message);
      return undefined;
    }
    const stands = await this.#stands();
    if (stands !== 'stands') return stands;
    team.setInFlight(true);
    try {
      return await this.#toItsGate(account, message, text, prepared, reserved.token);
    } finally {
      team.setInFlight(false);
    }
  }

  /** Goes from the claim to the gate. Returns the message in flight if it has passed. */
  async #toItsGate(
    account: Account,
    message: NextMessage,
    text: string,
    prepared: Exclude<Prepared, { kind: 'not_found' | 'old_chat_unread' }>,
    teamToken: string | null,
  ): Promise<InFlight | undefined> {
    const { messenger, clock, changes } = this.#parts;
    // The operator may have changed the text meanwhile: then the message takes its turn again with the new text. A copy
    // of the old one in the chat says nothing about it.
    if (!this.#isAsRead(message)) return undefined;
    // A fault on our side uses nobody up: the message stays pending. The file belongs to this campaign alone.
    if (prepared.kind === 'attachment_unreadable') {
      this.#hold(message, 'attachment_unreadable');
      return undefined;
    }
    const { found, copy, attachment } = prepared;
    if (messenger.account()?.phone !== account.phone || !this.#hooks.mayClaim()) return undefined;
    const token = this.#parts.newToken();
    const flight = new InFlight({ token, chatId: found.chatId, text, attachment }, clock, teamToken);
    const claimed = this.#claim(message, account, found, { text, token, copy });
    if (claimed !== 'claimed') {
      await this.#afterRefusedClaim(message, claimed);
      return undefined;
    }
    changes.messages([message.id]);
    const reach = await this.#toGate(flight);
    if (reach === 'passed') return flight;
    return (await this.#endUnpassed(flight, message, reach)) === 'passed' ? flight : undefined;
  }

  /** Sends a text to the linked account itself: by attempt and gate as any other, but outside campaigns and fences. */
  async sendTest(account: Account, text: string, file: ChosenFile | null): Promise<TestOutcome> {
    const { attempts, clock, newToken, together } = this.#parts;
    const attachment = file && (await readAttachment(this.#parts, file));
    if (attachment === 'unreadable') return 'not_sent';
    const token = newToken();
    const opened = { token, account: account.phone, chatId: account.id, body: text };
    const flight = new InFlight({ token, chatId: account.id, text, attachment }, clock);
    try {
      const closed = await together.beforeGate(async () => {
        attempts.open('test', null, { ...opened, attachmentHash: file?.attachmentHash ?? null, nowMs: clock.nowMs() });
        await this.#toGate(flight);
        return this.#handOver.close(flight, () => attempts.close(token, clock.nowMs()));
      });
      if (closed === 'not_sent') return 'not_sent';
      return (await flight.waitForAck(this.#parts.settings().ackWaitMs)) === 'acknowledged' ? 'sent' : 'not_confirmed';
    } finally {
      this.#parts.flight.current = null;
    }
  }

  /** Waits for WhatsApp's answer. After the gate, only WhatsApp's acknowledgement decides the status. */
  async #waitForWord(flight: InFlight, message: NextMessage): Promise<void> {
    const { settings, log } = this.#parts;
    const answer = await flight.waitForAck(settings().ackWaitMs);
    log.info('answered', { messageId: message.id, answer });
    await this.#endPassed(message, answer);
  }

  #toGate(flight: InFlight): Promise<GateReach> {
    const bytes = flight.outgoing.attachment?.bytes ?? 0;
    return this.#handOver.toGate(
      flight,
      this.#parts.settings().gateReachMs + gateReachMs(bytes) - limits.gateReachTextMs,
    );
  }

  async #endUnpassed(flight: InFlight, message: NextMessage, reach: GateReach): Promise<'passed' | 'ended'> {
    const { messages, clock } = this.#parts;
    const outcome = await this.#handOver.close(
      flight,
      () => messages.giveUp(message.id, flight.outgoing.token, reasonFor(flight, reach), clock.nowMs()),
      () => messages.failNotConfirmed(message.id, 'interrupted', clock.nowMs(), clock.nowMs()),
    );
    if (outcome === 'passed') return 'passed';
    // If the page or the disk kept the message from the gate, that does not count towards several in a row: sending
    // waits until it has passed. Neither does a message whose own time was over.
    if (outcome !== 'in_doubt' && flight.putOff === null && !nobodysFault.includes(flight.refusal))
      this.#hooks.stopRules.notHandedOver(reach === 'gate_missing' ? 'gate_missing' : 'not_handed_over_in_a_row');
    await this.#wasSettled(message);
    return 'ended';
  }

  async #endPassed(message: NextMessage, answer: AckWait): Promise<void> {
    const { messages, clock } = this.#parts;
    this.#hooks.stopRules.handedOver();
    if (answer === 'acknowledged') this.#hooks.stopRules.unconfirmed.confirmed();
    else {
      const reason = answer === 'rejected' ? 'rejected' : 'no_confirmation';
      const again = clock.nowMs() + limits.reconcileAfterMs[0];
      const isInDoubt = await this.#handOver.whenFree(() =>
        messages.failNotConfirmed(message.id, reason, clock.nowMs(), again),
      );
      // A rejection is about this one message. Only silence is about the line, and counts towards several in a row.
      if (isInDoubt && answer === 'too_late') this.#hooks.stopRules.unconfirmed.notConfirmed(message.id);
    }
    await this.#wasSettled(message);
  }

  #claim(
    message: NextMessage,
    account: Account,
    found: LookUp & { kind: 'registered' },
    { text, token, copy }: { readonly text: string; readonly token: string; readonly copy: string },
  ): ClaimResult {
    const { db, claims, clock, settings } = this.#parts;
    const request: ClaimRequest = {
      ...this.#addresseeOf(message, found, text),
      token,
      account: account.phone,
      chatId: found.chatId,
      body: text,
      attachmentHash: message.attachmentHash,
      textHash: message.textHash,
      isInChat: copy === 'present',
      chatsRead: message.movedFrom,
      look: copy,
      quietDays: settings().quietDays,
      nowMs: clock.nowMs(),
    };
    return db.immediateSoon(() => claims.claim(request));
  }

  #addresseeOf(message: NextMessage, { chatId, ids }: LookUp & { kind: 'registered' }, text: string) {
    const campaign = campaignScope(message.campaignUid, message.occasion);
    const scopes = { campaign, text: this.#textScopes.of(message, text) };
    return { messageId: message.id, phone: message.phone, ids: [...new Set([chatId, ...ids])], scopes };
  }

  async #afterRefusedClaim(message: NextMessage, claimed: Exclude<ClaimResult, 'claimed'>): Promise<void> {
    this.#parts.log.info('claim refused', { messageId: message.id, claimed });
    if (!staysAsItWas.includes(claimed)) await this.#wasSettled(message);
  }

  /** The text, if it is the one that was shown for this person; null where it is not, or none can be made. */
  #textAsShown(message: NextMessage): string | null {
    const { made } = personalText(textSource(message, message), message.cells);
    return made.ok && this.#parts.texts.hashOf(made.value) === message.textHash ? made.value : null;
  }

  /** Pauses the campaign of a message until the operator acts; the other campaigns go on. */
  #hold({ campaignId }: NextMessage, why: CampaignPauseReason): void {
    const { campaigns, clock, changes } = this.#parts;
    campaigns.move(campaignId, 'running', 'paused', clock.nowMs(), why);
    changes.campaign(campaignId);
  }

  #setTextsAside({ id }: NextMessage): void {
    const { texts, clock, changes, log } = this.#parts;
    log.info('text changed', { messageId: id });
    changes.messages(texts.setAside(id, clock.nowMs()));
  }

  #askAboutOldChat({ id }: NextMessage): void {
    const { moves, clock, changes, log } = this.#parts;
    log.info('old chat not read', { messageId: id });
    moves.askAbout(id, clock.nowMs());
    changes.messages([id]);
  }

  /**
   * WhatsApp did not find the number. Nothing was sent, so it is asked for again, and the next message goes. How
   * WhatsApp answered for others decides whether this counts against the number or against WhatsApp.
   */
  async #notFound(message: NextMessage, look: Look & { kind: 'not_found' }): Promise<void> {
    const { campaigns, clock, changes, log } = this.#parts;
    const verdict = this.#hooks.looks.judge(message.id, look);
    log.info('not found', { messageId: message.id, said: look.said, witness: look.witness, counts: verdict.counts });
    const nowMs = clock.nowMs();
    const noted = this.#note(message.id, verdict, nowMs);
    if (noted === 'not_pending') return;
    if (verdict.counts !== 'nothing') this.#answered(message);
    const isHeld =
      verdict.counts === 'nothing'
        ? campaigns.questions.noteUnanswered(message.campaignId, nowMs)
        : campaigns.questions.askAboutAbsent(message.campaignId);
    if (isHeld) changes.campaign(message.campaignId);
    changes.messages([message.id]);
    if (noted === 'failed') await this.#finishDone();
  }

  #note(messageId: number, verdict: LookVerdict, nowMs: number): Noted {
    const { messages, settings } = this.#parts;
    if (verdict.counts === 'nothing') return messages.setAsideUntil(messageId, nowMs + verdict.againInMs);
    if (verdict.counts === 'absent')
      return messages.noteAbsent(messageId, { againMs: settings().absentAgainMs, nowMs });
    return messages.noteSilent(messageId, { untilMs: nowMs + limits.lookAgainMs, nowMs });
  }

  #answered({ campaignId, unansweredSinceMs }: NextMessage): void {
    if (unansweredSinceMs !== null) this.#parts.campaigns.questions.forgetUnanswered(campaignId);
  }

  #isAsRead(message: NextMessage): boolean {
    const campaign = this.#parts.campaigns.get(message.campaignId);
    assert(campaign, 'a message belongs to a campaign');
    return campaign.text === message.text && campaign.attachmentHash === message.attachmentHash;
  }

  /** The message has a new status, with which its campaign may be finished. */
  async #wasSettled({ id }: NextMessage): Promise<void> {
    this.#parts.changes.messages([id]);
    await this.#finishDone();
  }

  async #finishDone(): Promise<void> {
    const { campaigns, clock, changes } = this.#parts;
    for (const id of await this.#handOver.whenFree(() => campaigns.finishDone(clock.nowMs()))) changes.campaign(id);
  }
}

/** Refusals for a time that was over, or for the team: they say nothing about WhatsApp's page. */
const nobodysFault: readonly (GateRefusal | null)[] = ['too_late', 'outside_hours', 'team_closed', 'not_reserved'];

/** Claims that are refused without changing the message: it is another message's turn, nobody's, or not its own yet. */
const staysAsItWas: readonly ClaimResult[] = [
  'not_pending',
  'not_running',
  'pilot_out',
  'other_account',
  'outside_hours',
  'not_due',
  'not_as_shown',
  'moved_meanwhile',
];

function reasonFor(flight: InFlight, reach: GateReach): NotSentReason {
  // Counts towards several in a row too: a page that calls everybody blocked would use all of them up.
  if (reach === 'blocked') return 'blocked_in_whatsapp';
  if (flight.refusal === 'do_not_contact') return 'do_not_contact';
  if (flight.refusal === 'duplicate') return 'duplicate';
  if (flight.refusal === 'too_late' || flight.refusal === 'outside_hours') return 'missed';
  const wasAsked = flight.refusal !== null || flight.putOff !== null;
  return flight.outgoing.attachment !== null && !wasAsked ? 'attachment_failed' : 'not_handed_over';
}
