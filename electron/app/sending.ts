import { randomBytes } from 'node:crypto';
import { newToken } from '../../db/stores.ts';
import type { Emit } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import type { Broadcast } from '../broadcast.ts';
import { systemClock as clock } from '../clock.ts';
import { StayAwake } from '../desktop/power.ts';
import { ClockDoubt } from '../dispatch/clock-doubt.ts';
import { PauseRecord } from '../dispatch/pause-record.ts';
import type { OfTeam } from '../dispatch/team-reservation.ts';
import { Together } from '../dispatch/together.ts';
import { Verification } from '../dispatch/verification.ts';
import type { Attachments } from '../files/attachments.ts';
import type { Changes, Given, RaiseAlarm } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { BrowserIdentity } from '../whatsapp/browser/browser-identity.ts';
import { AccountAtWork, type AccountParts } from './account-at-work.ts';
import { AccountsAtWork } from './accounts-at-work.ts';

/** What each account gets unchanged. */
type OfAccounts =
  | 'stores'
  | 'browsers'
  | 'loginFolder'
  | 'practice'
  | 'onIncoming'
  | 'onOwn'
  | 'isInboxWritten'
  | 'onReady';

export type SendingParts = Pick<AccountParts, OfAccounts> &
  Given<'settings' | 'log'> & {
    readonly storage: Storage;
    readonly attachments: Attachments;
    readonly broadcast: Broadcast;
    readonly emit: Emit;
    readonly isCheckingData: () => boolean;
    readonly team: OfTeam;
  };

export type Sending = ReturnType<typeof makeSending>;

/** Connects the parts that send: each account has its session, dispatcher and readers of WhatsApp's record. */
export function makeSending(parts: SendingParts) {
  const { stores, emit, settings, log } = parts;
  const pauseRecord = new PauseRecord({ pauses: stores.pauses, clock, log });
  const awake = new StayAwake();
  let told: Partial<Pick<AccountsAtWork, 'state' | 'link'>> = {};
  const changes = changesOf(parts, pauseRecord, arm);
  const together = new Together({ db: parts.storage.db, log });
  const clockDoubt = new ClockDoubt({ db: parts.storage.db, clock, log });
  const shared: AccountParts = {
    ...parts,
    ...stores,
    together,
    clock,
    clockDoubt,
    log,
    settings,
    newToken,
    changes,
    db: parts.storage.db,
    ledger: parts.storage.ledger,
    identity: new BrowserIdentity(),
    isBlocked: (phone) => stores.doNotContact.isBlocked(phone),
    isHere: (phone) => accounts.of(phone) !== undefined,
    readOldChat: (...of) => accounts.readOldChat(...of),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    attachment: (hash) => {
      const file = stores.campaigns.attachment(hash);
      return file && { file, read: (how) => parts.attachments.read(file, how) };
    },
    onAlarms: tellAlarms,
    onChange: tellChange,
  };
  const accounts: AccountsAtWork = new AccountsAtWork({
    accounts: stores.accounts,
    together,
    loginFolder: parts.loginFolder,
    onChange: tellAccounts,
    make: (row) => new AccountAtWork(shared, row),
  });
  const raise: RaiseAlarm = (kind, details) => accounts.first?.raise(kind, details);
  const verification = makeVerification(parts, accounts, raise);

  function tellAlarms(): void {
    emit('alarms:changed', { open: stores.alarms.open() });
  }
  function arm(): void {
    for (const { reconciliation } of accounts.all) reconciliation.arm();
  }
  /** The state of one account is part of the state of all, which is reported when it changes. */
  function tellChange(): void {
    const { state, link } = accounts;
    if (state !== told.state) pauseRecord.followDispatcher(state);
    if (state !== told.state) emit('dispatcher:changed', state);
    if (link !== told.link) emit('link:changed', link);
    tellAccounts();
    told = { state, link };
  }
  function tellAccounts(): void {
    const views = accounts.views();
    awake.follow(views);
    emit('accounts:changed', { accounts: views });
  }
  return { accounts, clockDoubt, raise, verification, changes, tellAlarms, tellAccounts };
}

/** The callbacks for changes. `arm` sets the timer for the next reading of WhatsApp's record. */
function changesOf({ broadcast, emit, stores }: SendingParts, pauseRecord: PauseRecord, arm: () => void): Changes {
  return {
    campaign: (id) => {
      broadcast.campaign(id);
      pauseRecord.followCampaigns();
    },
    messages: (ids) => {
      broadcast.messages(ids);
      // A message that has just become not confirmed has a time at which WhatsApp's record is read.
      arm();
    },
    manyMessages: () => broadcast.manyMessages(),
    replies: () => {
      broadcast.replies();
      // An answer has such a time too.
      arm();
    },
    notices: () => emit('notices:changed', { open: stores.notices.open() }),
  };
}

/** Makes the part that reads the chats of a campaign afterwards. */
function makeVerification(
  { stores, practice, emit, log }: SendingParts,
  accounts: AccountsAtWork,
  raise: RaiseAlarm,
): Verification {
  return new Verification({
    store: stores.verifications,
    clock,
    log,
    linked: () => accounts.linked(),
    gapMs: () => (practice ? limits.gapMinMs : limits.verifyGapMs),
    onProgress: (view) => emit('verification:changed', view),
    onSecondCopy: (messageId) => raise('second_copy', { messageId }),
  });
}
