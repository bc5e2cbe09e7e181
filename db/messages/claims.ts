import type { CampaignState, ContactAnswer } from '../../domain/campaign.ts';
import { limits } from '../../domain/limits.ts';
import type { SetAsideReason, Status } from '../../domain/messages/message.ts';
import type { Scope } from '../../domain/messages/scope.ts';
import { type AliasHash, personAliases, phoneAlias, phonesOf } from '../../domain/people/alias.ts';
import { heldAfterMs, recentAfterMs } from '../../domain/people/contact-memory.ts';
import { isWithinHours } from '../../domain/schedule/hours.ts';
import { isPilotOut } from '../../domain/schedule/pacing.ts';
import { leftGroupSql } from '../campaigns/follow-ups.ts';
import type { TextHash } from '../campaigns/shown-texts.ts';
import type { Db } from '../database.ts';
import { blocksSql, type Fences, isOfTextSql, standsBeforeSql, textValues } from '../ledger/fences.ts';
import { otherNumbersOf } from '../people/audiences.ts';
import { heardAfter, isTheirsSql } from '../people/contact-memory.ts';
import type { Stops } from '../people/stops.ts';
import { readSchedule } from '../stored-json.ts';
import type { Attempts, NewAttempt } from './attempts.ts';
import { move, noteHistory, setAside } from './message-status.ts';
import type { AskedAbout } from './messages.ts';
import { accountsIn, forgetOldChats } from './moves.ts';

export type ClaimRequest = NewAttempt & {
  readonly messageId: number;
  readonly phone: string;
  /** Every id WhatsApp resolved for the person. */
  readonly ids: readonly string[];
  readonly scopes: Scopes;
  /** Whether the person's chat shows the text already. */
  readonly isInChat: boolean;
  /** The hash of the text that was shown, as it stood when `body` was compared with it. */
  readonly textHash: TextHash | null;
  /** The accounts whose chats with the person were read too. */
  readonly chatsRead: readonly string[];
  /** What reading the chat showed, for the history. */
  readonly look?: string;
  /** The rule of the settings: nobody hears from two campaigns within this many days. */
  readonly quietDays: number | null;
};
/** The person that a message goes to, and the scopes of its fences. */
type Addressee = Pick<ClaimRequest, 'messageId' | 'phone' | 'ids' | 'scopes'>;
/** The two scopes of a fence: this campaign, and this text in any campaign. */
export type Scopes = { readonly campaign: Scope; readonly text: Scope };

export type ClaimResult =
  | 'claimed'
  | 'not_pending'
  | 'not_running'
  | 'pilot_out'
  | 'other_account'
  | 'outside_hours'
  | 'not_due'
  | 'missed'
  | 'not_as_shown'
  | 'moved_meanwhile'
  | 'do_not_contact'
  | 'duplicate'
  | 'in_chat'
  | 'got_meanwhile'
  | 'asked_to_stop'
  | 'left_group'
  | 'contacted'
  | 'contacted_recently';

/** The state of a message and its campaign at the moment of the claim. */
type ClaimedNow = {
  readonly campaignId: number;
  readonly status: Status;
  readonly setAside: SetAsideReason | null;
  readonly state: CampaignState;
  readonly account: string;
  readonly schedule: string;
  readonly isApproved: 0 | 1;
  /** Including messages on their way from other accounts. */
  readonly handedOver: number;
  readonly country: string;
  readonly textHash: TextHash | null;
  readonly zones: string;
  readonly leavesOut: 0 | 1;
  readonly startedAtMs: number;
  readonly contactsAllowedAtMs: number | null;
  readonly laterContactsAnswer: ContactAnswer | null;
  readonly hasLeftGroup: 0 | 1;
  readonly repeat: number;
  readonly repeatAfter: number;
  readonly occasion: string;
  readonly dueAtMs: number;
  readonly latestAtMs: number | null;
  readonly movedFrom: string | null;
};

export type ClaimParts = {
  readonly attempts: Attempts;
  readonly fences: Fences;
  readonly stops: Stops;
  /** Whether a number, in any of its digit variants, is on the do-not-contact list. */
  readonly isBlocked: (phone: string) => boolean;
};

const claimedNowSql = `SELECT m.campaign_id AS campaignId, m.status, m.set_aside AS setAside, c.state, m.account, c.schedule, m.country, m.zones, m.text_hash AS textHash, c.leave_copies_out AS leavesOut,
     coalesce((SELECT f.started_at_ms FROM campaign f WHERE f.id = c.follows_id AND c.step_word IS NOT NULL), c.started_at_ms) AS startedAtMs,
     m.contacts_allowed_at_ms AS contactsAllowedAtMs, c.later_contacts_answer AS laterContactsAnswer,
     coalesce(m.repeat, c.repeat) AS repeat, coalesce(m.repeat_after, c.repeat_after) AS repeatAfter, ${leftGroupSql} AS hasLeftGroup,
     c.pilot_approved AS isApproved, (SELECT t.sending + t.sent + t.not_confirmed FROM campaign_counts t WHERE t.campaign_id = c.id) AS handedOver,
     m.occasion, m.due_at_ms AS dueAtMs, m.latest_at_ms AS latestAtMs, m.moved_from AS movedFrom
   FROM message m JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id WHERE m.id = +?`;

/** The next waiting messages of a campaign whose person got the text by an attempt after its repeat was declared. */
const gotMeanwhileSql = `SELECT m.id FROM (
    SELECT id, recipient_id FROM message WHERE campaign_id = @campaignId AND status = 'pending' AND set_aside IS NULL
      AND repeat IS NULL AND occasion = @textOccasion AND id <> @messageId ORDER BY id LIMIT ${limits.campaignBatchRows}) m
  CROSS JOIN recipient r ON r.id = m.recipient_id
  WHERE EXISTS (SELECT 1 FROM fence f CROSS JOIN attempt a ON a.id = f.attempt_id
    WHERE ${isTheirsSql} AND ${isOfTextSql('f')} AND ${standsBeforeSql('@textRepeat', '@repeatAfter')} AND ${blocksSql})`;

/** Takes messages for sending, one at a time. */
export class Claims {
  readonly #db: Db;
  readonly #parts: ClaimParts;

  constructor(db: Db, parts: ClaimParts) {
    this.#db = db;
    this.#parts = parts;
  }

  /**
   * Checks every condition, opens the attempt and takes every fence in one immediate transaction: `claimed` is on the
   * disk. A duplicate is marked; where only the chat shows the text, the operator is asked.
   */
  claim(request: ClaimRequest): ClaimResult {
    return this.#db.immediate(() => {
      const now = this.#db.get<ClaimedNow>(claimedNowSql, request.messageId);
      if (now === undefined) return 'not_pending';
      const why = whyNotNow(request, now);
      if (why !== null) return why === 'missed' ? this.#refuse(request, why) : why;
      return this.#refusal(request, now) ?? this.#take(request, now);
    });
  }

  /**
   * Whether fences make a message a duplicate. Of a repeat, only its campaign's count: those of its text are asked
   * about.
   */
  isFenced(request: Addressee): boolean {
    const { fences } = this.#parts;
    const hashes = this.#known(request).flatMap(fences.hashes);
    const { campaign, text } = request.scopes;
    return fences.isBlocked(text.repeat === 0 ? [campaign, text] : [campaign], hashes);
  }

  #known({ messageId, phone, ids }: Addressee): string[] {
    return [...personAliases(phone, ids), ...otherNumbersOf(this.#db, messageId, phone).map(phoneAlias)];
  }

  /** Why the message may not go to the person now, which is said of it or asked about; null where it may. */
  #refusal(request: ClaimRequest, now: ClaimedNow): ClaimResult | null {
    const { fences, stops, isBlocked } = this.#parts;
    const known = this.#known(request);
    if (phonesOf(known).some(isBlocked)) return this.#refuse(request, 'do_not_contact');
    const hashes = known.flatMap(fences.hashes);
    const stop = stops.standing(hashes);
    if (stop === 'blocked') return this.#refuse(request, 'do_not_contact');
    if (fences.isBlocked([request.scopes.campaign], hashes)) return this.#refuse(request, 'duplicate');
    const hasText = this.#hasText(request, now, hashes);
    if (hasText === 'duplicate') return this.#refuse(request, 'duplicate');
    if (now.hasLeftGroup === 1) return this.#refuse(request, 'left_group');
    if (stop === 'open') return this.#askLater(request, 'asked_to_stop');
    if (hasText === 'got_meanwhile') return this.#askAboutAll(request, now);
    if (hasText === 'in_chat') return this.#askLater(request, 'in_chat');
    const contacted = this.#contacted(request, now, hashes);
    if (contacted === 'contacted') return this.#askLater(request, 'contacted');
    return contacted === 'contacted_recently' ? this.#refuse(request, 'contacted_recently') : null;
  }

  #take(request: ClaimRequest, { movedFrom }: ClaimedNow): 'claimed' {
    const { attempts, fences } = this.#parts;
    const { messageId, phone, ids, scopes, look, nowMs } = request;
    const attemptId = attempts.open('campaign', messageId, request);
    const aliases = personAliases(phone, ids).flatMap(fences.hashes);
    for (const scope of [scopes.campaign, scopes.text])
      for (const alias of aliases) fences.take(scope, alias, attemptId);
    if (movedFrom !== null) forgetOldChats(this.#db, messageId);
    move(this.#db, messageId, ['pending', 'sending'], { change: 'claimed', who: 'app', nowMs });
    if (look !== undefined) noteHistory(this.#db, messageId, { what: 'looked', detail: look, who: 'app', nowMs });
    return 'claimed';
  }

  /** Whether the person has the text, by the fences or by their chat, and what the operator decided about that. */
  #hasText(
    { scopes, isInChat }: ClaimRequest,
    { repeat, repeatAfter, leavesOut }: ClaimedNow,
    hashes: readonly AliasHash[],
  ): 'duplicate' | 'got_meanwhile' | 'in_chat' | null {
    const isFenced = this.#parts.fences.isBlocked([scopes.text], hashes, repeatAfter);
    if (!isFenced && !isInChat) return null;
    if (leavesOut === 1 || (isFenced && repeat === 0)) return 'duplicate';
    return isFenced ? 'got_meanwhile' : 'in_chat';
  }

  /** Whether the person heard from another campaign since this one started, and what the operator decided about it. */
  #contacted(
    { scopes, quietDays, nowMs }: ClaimRequest,
    { campaignId, startedAtMs, contactsAllowedAtMs, laterContactsAnswer }: ClaimedNow,
    aliases: readonly AliasHash[],
  ): 'contacted' | 'contacted_recently' | null {
    if (quietDays === null && laterContactsAnswer === 'send') return null;
    const afterMs = heldAfterMs({ quietDays, startedAtMs, allowedAtMs: contactsAllowedAtMs }, nowMs);
    // The fences ask about the same text already. The rule of the settings counts it too.
    const exceptText = quietDays === null ? scopes.text : null;
    const recentMs = recentAfterMs({ quietDays }, nowMs);
    if (!heardAfter(this.#db, { campaignId, aliases, exceptText, afterMs, recentMs })) return null;
    return quietDays === null && laterContactsAnswer === null ? 'contacted' : 'contacted_recently';
  }

  #refuse<Reason extends 'do_not_contact' | 'duplicate' | 'left_group' | 'contacted_recently' | 'missed'>(
    { messageId, nowMs }: ClaimRequest,
    reason: Reason,
  ): Reason {
    move(this.#db, messageId, ['pending', 'failed'], { change: 'failed', who: 'app', nowMs, reason });
    return reason;
  }

  #askLater<Why extends AskedAbout | 'asked_to_stop'>(
    { messageId, nowMs }: Pick<ClaimRequest, 'messageId' | 'nowMs'>,
    why: Why,
  ): Why {
    setAside(this.#db, messageId, why, nowMs);
    return why;
  }

  /** A person got the text meanwhile: the next who got it too are set aside with them, so one answer covers all. */
  #askAboutAll(request: ClaimRequest, { campaignId, repeatAfter }: ClaimedNow): 'got_meanwhile' {
    const { messageId, scopes, nowMs } = request;
    const others = this.#db.values<number>(gotMeanwhileSql, {
      campaignId,
      messageId,
      repeatAfter,
      ...textValues(scopes.text),
    });
    for (const id of [messageId, ...others]) this.#askLater({ messageId: id, nowMs }, 'got_meanwhile');
    return 'got_meanwhile';
  }
}

/** Why a message no longer is as it was when the chat was read, or may not go at this moment; null where it may go. */
function whyNotNow(request: ClaimRequest, now: ClaimedNow): Exclude<ClaimResult, 'claimed'> | null {
  // A message that the operator is asked about by now waits; one that was answered for or moved to another date takes
  // its turn again.
  if (now.status !== 'pending' || (now.setAside !== null && now.setAside !== 'no_answer')) return 'not_pending';
  const { repeat, occasion } = request.scopes.text;
  if (now.repeat !== repeat || now.occasion !== occasion) return 'not_pending';
  if (now.state !== 'running') return 'not_running';
  if (now.account !== request.account) return 'other_account';
  if (!accountsIn(now.movedFrom).every((one) => request.chatsRead.includes(one))) return 'moved_meanwhile';
  // Reading the chat took a while: the last message of the pilot may have gone from another account, or the person's
  // hours may be over.
  const schedule = readSchedule(now.schedule);
  if (isPilotOut(schedule, { isApproved: now.isApproved === 1, handedOver: now.handedOver })) return 'pilot_out';
  if (!isWithinHours(schedule, now, request.nowMs)) return 'outside_hours';
  if (request.nowMs < now.dueAtMs) return 'not_due';
  if (now.latestAtMs !== null && request.nowMs > now.latestAtMs) return 'missed';
  return request.textHash === now.textHash ? null : 'not_as_shown';
}
