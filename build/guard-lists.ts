import {
  attachmentKinds,
  campaignPauseReasons,
  campaignStates,
  campaignTransitions,
  contactAnswers,
  endedStates,
  originsOfReturned,
  skipReasons,
  teamParts,
} from '../domain/campaign.ts';
import { leftOutReasons } from '../domain/lists/left-out.ts';
import {
  attemptKinds,
  failureReasons,
  neverRequeuedReasons,
  notConfirmedReasons,
  outcomes,
  type Status,
  sentEvidences,
  setAsideReasons,
  settlements,
  statuses,
} from '../domain/messages/message.ts';
import { answerEnds } from '../domain/people/answer.ts';
import { blockedReasons } from '../domain/people/blocked.ts';
import { followedGroups, stepGroups } from '../domain/people/follow-up.ts';
import { replyEnds, stopAnswers } from '../domain/people/stop-words.ts';
import { alarmKinds } from '../domain/state/alarm.ts';
import { noticeKinds } from '../domain/state/notice.ts';

const settledStatuses: readonly Status[] = ['sent', 'failed'];
const statusesWithoutSending: readonly Status[] = ['failed', 'cancelled', 'pending'];
const campaignSteps = campaignStates.flatMap((from) => campaignTransitions[from].map((to) => `${from}>${to}`));

/**
 * The words of each `IN (…)`, and of each `… = 'this' OR … = 'that' OR …`, by the name of the table or trigger and the
 * column. Several lists of one column stand in the order of the SQL; the last one also holds for all that follow.
 */
const lists: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'left_out.reason': [leftOutReasons],
  'attachment.kind': [attachmentKinds],
  'campaign.state': [campaignStates, endedStates],
  'campaign.pause_reason': [campaignPauseReasons],
  'campaign.came_back': [originsOfReturned],
  'campaign.team': [teamParts],
  'campaign_transition_is_legal.state': [campaignSteps],
  'list_is_erased_when_over.state': [endedStates],
  'campaign.contacts_answer': [contactAnswers],
  'campaign.later_contacts_answer': [contactAnswers],
  'skip.reason': [skipReasons],
  'message.status': [statuses, settledStatuses],
  'message.reason': [failureReasons],
  'message.evidence': [sentEvidences],
  'message.settlement': [settlements],
  'message_not_sent_needs_proof.status': [statusesWithoutSending],
  'message_not_sent_needs_proof.reason': [notConfirmedReasons],
  'message_not_confirmed_needs_passed.reason': [notConfirmedReasons],
  'message_queue_again_needs_reason.reason': [neverRequeuedReasons],
  'message_settled_from_doubt.reason': [notConfirmedReasons],
  'message_is_recounted.reason': [notConfirmedReasons],
  'person_heard.reason': [notConfirmedReasons],
  'do_not_contact.why': [blockedReasons],
  'attempt.kind': [attemptKinds],
  'attempt.outcome': [outcomes],
  'message.set_aside': [setAsideReasons],
  'alarm.kind': [alarmKinds],
  'notice.kind': [noticeKinds],
  'campaign.follows_group': [followedGroups],
  'second_step.whom': [stepGroups],
  'answer.why': [answerEnds],
  'stop.answer': [stopAnswers],
  'conversation.settled_how': [replyEnds],
};

const made = /CREATE (?:TABLE|TRIGGER) `(\w+)`[\s\S]*?(?=--> statement-breakpoint|$(?![\s\S]))/g;
/** Matches a column with its words, in a list or joined by OR. */
const listed = /((?:\w+\.)?`(\w+)`)(?: ((?:NOT )?IN) \(\s*'[^)]*\)| = '[^']*'(?:\s+OR \1 = '[^']*'){2,})/g;

/** Returns the SQL with the domain's words in each of its lists. Throws at a list that `lists` does not name. */
export function withDomainLists(sql: string): string {
  return sql.replace(made, (statement: string, name: string) => {
    const seen = new Map<string, number>();
    return statement.replace(listed, (found: string, column: string, bare: string, operator?: string) => {
      const key = `${name}.${bare}`;
      const known = lists[key];
      if (!known) throw new Error(`no list of the domain is known for ${key}`);
      const place = seen.get(key) ?? 0;
      seen.set(key, place + 1);
      const wanted = (known[place] ?? known.at(-1) ?? []).map((word) => `'${word}'`);
      // A list that holds the right words already keeps its line breaks.
      if (found.match(/'[^']*'/g)?.join() === wanted.join()) return found;
      return operator === undefined
        ? wanted.map((word) => `${column} = ${word}`).join(' OR ')
        : `${column} ${operator} (${wanted.join(', ')})`;
    });
  });
}
