import { randomBytes } from 'node:crypto';
import type { Emit } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { Settings } from '../../domain/settings.ts';
import type { LinkState } from '../../domain/state/state.ts';
import type { Broadcast } from '../broadcast.ts';
import { systemClock as clock } from '../clock.ts';
import { StayAwake } from '../desktop/power.ts';
import { makeDispatch } from '../dispatch/dispatch.ts';
import { PauseRecord } from '../dispatch/pause-record.ts';
import { Reconciliation } from '../dispatch/reconciliation.ts';
import { Together } from '../dispatch/together.ts';
import { Verification } from '../dispatch/verification.ts';
import type { Attachments } from '../files/attachments.ts';
import type { AckNews, Changes, IncomingMessage, Log, OwnMessage } from '../ports.ts';
import type { PracticePage } from '../practice.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newToken, type Stores } from '../storage/stores.ts';
import type { Browsers } from '../whatsapp/browser/browsers.ts';
import { WhatsAppSession } from '../whatsapp/session.ts';

type SendingParts = {
  readonly storage: Storage;
  readonly stores: Stores;
  readonly attachments: Attachments;
  readonly browsers: Browsers;
  readonly loginFolder: string;
  readonly practice: PracticePage | null;
  readonly broadcast: Broadcast;
  readonly emit: Emit;
  readonly settings: () => Settings;
  readonly onIncoming: (message: IncomingMessage) => void;
  readonly onOwn: (message: OwnMessage) => void;
  /** WhatsApp is ready, or has caught up after it was. */
  readonly onReady: () => void;
  readonly isCheckingData: () => boolean;
  readonly log: Log;
};

export type Sending = ReturnType<typeof makeSending>;

/** Wires what sends: the WhatsApp session, the dispatcher, and those who read WhatsApp's own record afterwards. */
export function makeSending(parts: SendingParts) {
  const { stores, broadcast, emit, settings, practice, log } = parts;
  const { attempts, queue, campaigns, doNotContact, pauses } = stores;
  let link: LinkState = { phase: 'starting' };
  const pauseRecord = new PauseRecord({ pauses, clock, log });
  const awake = new StayAwake();
  const changes: Changes = {
    campaign: (id) => {
      broadcast.campaign(id);
      pauseRecord.followCampaigns();
    },
    messages: (ids) => {
      broadcast.messages(ids);
      // A message that has just become not confirmed has a time at which WhatsApp's record is read.
      reconciliation.arm();
    },
    manyMessages: () => broadcast.manyMessages(),
    replies: () => {
      broadcast.replies();
      // So has an answer.
      reconciliation.arm();
    },
    notices: () => emit('notices:changed', { open: stores.notices.open() }),
  };

  const session: WhatsAppSession = new WhatsAppSession({
    browser: (onProgress) => parts.browsers.open(onProgress),
    loginFolder: parts.loginFolder,
    page: practice,
    onGate: (ask) => judge.answer(ask),
    onAck: receiveAck,
    isSending: () => dispatcher.isSending,
    onLink: followLink,
    onIncoming: parts.onIncoming,
    onOwn: parts.onOwn,
    onLeaving: (leaving) => bypass.receiveLeaving(leaving),
    onCaughtUp: () => {
      dispatcher.nudge();
      parts.onReady();
    },
    clock,
    log,
  });
  const { dispatcher, judge, ackReceipt, bypass, raise }: ReturnType<typeof makeDispatch> = makeDispatch({
    together: new Together({ db: parts.storage.db, log }),
    accountId: 1,
    phone: () => session.phone,
    isHere: (phone) => phone === session.phone,
    db: parts.storage.db,
    ledger: parts.storage.ledger,
    messages: stores.messages,
    attempts,
    answers: stores.answers,
    alarms: stores.alarms,
    fences: stores.fences,
    stops: stores.stops,
    acks: stores.acks,
    replay: stores.replay,
    campaigns,
    texts: stores.texts,
    queue,
    isBlocked: (phone) => doNotContact.isBlocked(phone),
    messenger: session,
    clock,
    log,
    settings,
    newToken,
    isCheckingData: parts.isCheckingData,
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    attachment: (hash) => {
      const file = campaigns.attachment(hash);
      return file && { file, read: (keepsPlace) => parts.attachments.read(file, keepsPlace) };
    },
    onState: (state) => {
      awake.follow(state, link);
      pauseRecord.followDispatcher(state);
      emit('dispatcher:changed', state);
    },
    onAlarms: tellAlarms,
    changes,
  });
  const reconciliation: Reconciliation = new Reconciliation({
    attempts,
    queue,
    messenger: session,
    clock,
    log,
    onAck: receiveAck,
    changes,
  });
  const verification: Verification = new Verification({
    store: stores.verifications,
    messenger: session,
    clock,
    log,
    gapMs: () => (practice ? limits.gapMinMs : limits.verifyGapMs),
    onProgress: (view) => emit('verification:changed', view),
    onSecondCopy: (messageId) => raise('second_copy', { messageId }),
  });

  function tellAlarms(): void {
    emit('alarms:changed', { open: stores.alarms.open() });
  }
  function receiveAck(news: AckNews): void {
    ackReceipt.receive(news);
    reconciliation.arm();
  }
  function followLink(state: LinkState): void {
    const wasReady = link.phase === 'ready';
    link = state;
    awake.follow(dispatcher.state, link);
    emit('link:changed', state);
    if (state.phase === 'logged_out') dispatcher.pause('logged_out');
    if (state.phase === 'ready' && !wasReady) {
      reconciliation.readAll();
      parts.onReady();
    }
    dispatcher.nudge();
  }
  return { session, dispatcher, raise, reconciliation, verification, changes, tellAlarms, link: () => link };
}
