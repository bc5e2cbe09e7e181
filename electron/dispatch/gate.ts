import type { Attempts, GateView } from '../../db/attempts.ts';
import type { Fences } from '../../db/fences.ts';
import type { Ledger } from '../../db/ledger.ts';
import { errorCode } from '../../db/open.ts';
import { idAliases } from '../../domain/alias.ts';
import type { GateAnswer, GateAsk, GateRefusal } from '../ports.ts';

export type GateStores = {
  readonly attempts: Attempts;
  readonly fences: Fences;
  readonly ledger: Ledger;
  readonly isBlocked: (phone: string) => boolean;
  readonly attachmentKind: (hash: string) => string | undefined;
};

/** What the gate decided, and what must be known of it beyond the answer. */
type Verdict = {
  readonly answer: GateAnswer;
  /** The ledger holds this attempt although the answer is no: its message can never be called "not sent" any more. */
  readonly isInLedger: boolean;
  readonly failureCode: string;
};

/**
 * Decides in one synchronous block whether a message may leave: everything is looked at once more, then the ledger line
 * is on the disk, then the database has the id, and only then the answer is "go". Any doubt is a no, and nothing has left.
 */
export function judge(stores: GateStores, ask: GateAsk, nowMs: number): Verdict {
  const view = stores.attempts.viewForGate(ask.token);
  if (view === undefined) return refuse('unknown_attempt');
  const refusal = reasonToRefuse(stores, view, ask);
  if (refusal !== null) return refuse(refusal);
  const held = stores.fences.ofAttempt(view.attemptId);
  const aliases = [
    ...new Set([...held.aliases, ...ask.ids.flatMap(idAliases).map((alias) => stores.ledger.hash(alias))]),
  ];
  let position: ReturnType<Ledger['append']>;
  try {
    position = stores.ledger.append({
      token: ask.token,
      campaign: view.campaignUid ?? '',
      row: view.rowNumber ?? 0,
      account: view.account,
      scopes: held.scopes,
      aliases,
      random: ask.key.random,
      atMs: nowMs,
    });
  } catch (error) {
    return refuse('ledger_unwritable', errorCode(error));
  }
  try {
    const id = { waKey: JSON.stringify(ask.key), waRandom: ask.key.random, ids: ask.ids };
    if (stores.attempts.pass(ask.token, id, position, nowMs))
      return { answer: { go: true }, isInLedger: true, failureCode: '' };
    return { ...refuse('attempt_closed'), isInLedger: true };
  } catch (error) {
    return { ...refuse('database_failed', errorCode(error)), isInLedger: true };
  }
}

function refuse(why: GateRefusal, failureCode = ''): Verdict {
  return { answer: { go: false, why }, isInLedger: false, failureCode };
}

function reasonToRefuse(stores: GateStores, view: GateView, ask: GateAsk): GateRefusal | null {
  if (!view.isOpen) return 'attempt_closed';
  if (!ask.key.fromMe || ask.key.random === '') return 'not_from_me';
  if (ask.socketState !== 'CONNECTED') return 'not_connected';
  if (!ask.accountIds.flatMap(idAliases).includes(`phone:${view.account}`)) return 'other_account';
  const content = contentRefusal(stores, view, ask);
  if (content !== null) return content;
  return view.kind === 'test' ? testRefusal(view, ask) : campaignRefusal(stores, view, ask);
}

function contentRefusal(stores: GateStores, view: GateView, ask: GateAsk): GateRefusal | null {
  const expectedType = view.attachmentHash === null ? 'chat' : stores.attachmentKind(view.attachmentHash);
  const isSame = ask.type === expectedType && ask.text === view.body && ask.fileHash === view.attachmentHash;
  return isSame ? null : 'content_changed';
}

/** A test goes to the linked account itself and to nobody else. */
function testRefusal(view: GateView, ask: GateAsk): GateRefusal | null {
  const own = new Set(ask.accountIds);
  return own.has(ask.key.remote) && own.has(view.chatId) ? null : 'content_changed';
}

function campaignRefusal(stores: GateStores, view: GateView, ask: GateAsk): GateRefusal | null {
  if (view.status !== 'sending') return 'not_sending';
  if (view.campaignState === 'cancelled') return 'campaign_cancelled';
  if (view.campaignAccount !== view.account) return 'other_account';
  const phones = ask.ids
    .flatMap(idAliases)
    .flatMap((alias) => (alias.startsWith('phone:') ? alias.slice('phone:'.length) : []));
  if (view.phone === null || [view.phone, ...phones].some(stores.isBlocked)) return 'do_not_contact';
  const { scopes } = stores.fences.ofAttempt(view.attemptId);
  return stores.fences.isForAnother(view.attemptId, scopes, ask.ids) ? 'duplicate' : null;
}
