import type { ReactNode } from 'react';
import type { CampaignState } from '../../domain/campaign.ts';
import type { CampaignSummary, MessageRow } from '../../domain/contract.ts';
import { deliveredAck, isNotSentReason, readAck } from '../../domain/messages/message.ts';
import { useText } from '../text.tsx';
import { Sign, type SignKind } from './sign.tsx';

/** The kinds of status, which have an icon and a tone. */
export type StatusKind = Exclude<SignKind, 'step'>;

/** An icon and a word, for rows. */
export function Status({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className="status" data-status={kind}>
      <Sign kind={kind} />
      <span>{children}</span>
    </span>
  );
}

/** An icon and a word on a tinted background, for headers and panels. */
export function Badge({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className="badge rigid medium" data-status={kind}>
      <Sign kind={kind} />
      {children}
    </span>
  );
}

/** The kinds for a message; a campaign has others. */
type MessageKind = Exclude<StatusKind, 'draft' | 'running' | 'paused' | 'finished'>;

/** What is true about a message as one kind, including its acknowledgement and the certainty of its failure. */
export function messageStatus(row: Pick<MessageRow, 'status' | 'reason' | 'evidence' | 'ack'>): MessageKind {
  switch (row.status) {
    case 'pending':
    case 'sending':
    case 'cancelled':
      return row.status;
    case 'failed':
      return row.reason !== null && isNotSentReason(row.reason) ? 'not-sent' : 'unconfirmed';
    case 'sent':
      if (row.evidence === 'operator') return 'word';
      if (row.ack !== null && row.ack >= readAck) return 'read';
      return row.ack !== null && row.ack >= deliveredAck ? 'delivered' : 'sent';
  }
}

/** The word for each status kind of a message. */
export function useStatusWord(): (kind: MessageKind) => string {
  const text = useText();
  return (kind) => {
    switch (kind) {
      case 'word':
        return text('status.seenByOperator');
      case 'not-sent':
        return text('status.notSent');
      case 'unconfirmed':
        return text('status.notConfirmed');
      case 'held':
        return text('status.held');
      default:
        return text(`status.${kind}`);
    }
  };
}

export function MessageStatus({ row }: { row: Parameters<typeof messageStatus>[0] }) {
  const kind = messageStatus(row);
  const word = useStatusWord();
  return <Status kind={kind}>{word(kind)}</Status>;
}

/**
 * A campaign in which all remaining people wait for the operator's decision. It counts as ended, unless it repeats, or
 * these are the people it was made for and nobody has looked at them yet.
 */
export function UndecidedBadge({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const { nextDay, setAside, waitForDecision: count } = campaign;
  const hasEnded = nextDay === null && setAside.secondStep === 0;
  return <Badge kind="held">{text(hasEnded ? 'campaigns.endedButFor' : 'campaigns.waitFor', { count })}</Badge>;
}

export function CampaignBadge({ state }: { state: CampaignState }) {
  const text = useText();
  return <Badge kind={state === 'starting' ? 'running' : state}>{text(`campaignState.${state}`)}</Badge>;
}
