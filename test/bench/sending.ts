import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { NextMessage } from '../../db/messages/queue.ts';
import { campaignScope } from '../../domain/messages/scope.ts';
import { toChatUser } from '../../domain/phone/phone.ts';
import { assert } from '../../domain/result.ts';
import { verdictOn } from '../../electron/dispatch/judge.ts';
import { MessageScopes } from '../../electron/dispatch/text-scope.ts';
import { claimOf, tokenOf } from '../support/attempts.ts';
import { account, type Rig } from '../support/dispatch-rig.ts';
import { firstWaiting } from '../support/first-waiting.ts';
import { granted } from '../support/granted.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { makeDraft, withDesk } from './desk.ts';
import { inWords, quantile, spread, timesOf } from './measure.ts';

/**
 * The least that a disk must do for one message: the claim, the ledger's line, the gate and the acknowledgement, one
 * after the other.
 */
const writesOfOneMessage = 4;
/** About as much as SQLite writes for one of these: some pages of its log. */
const writeBytes = 16_384;

/**
 * The cost of sending on this computer, compared with the disk's limit. WhatsApp and the pace take seconds a message.
 */
export const sendingBenchmark: Benchmark = {
  name: 'One message, from the claim to the acknowledgement, all of it on the disk',
  beside: `× ${writesOfOneMessage} plain writes with fsync`,
  run: ({ recipients, sends }) =>
    withDesk(recipients, async (desk) => {
      granted(await desk.campaigns.start(await makeDraft(desk)));
      const plain = plainWrites(`${desk.rig.folder}/plain`, sends);
      const whole = timesOf(sends, sendingOf(desk.rig));
      const times = quantile(whole, 0.5) / quantile(plain, 0.5);
      const rows: Row[] = [
        { what: `${writesOfOneMessage} plain writes with fsync`, took: spread(plain), beside: '1' },
        { what: `one message of ${recipients}`, took: spread(whole), beside: times.toFixed(1) },
        { what: 'messages a second', took: (1_000 / quantile(whole, 0.5)).toFixed(0), beside: '' },
        reading(desk.rig, sends),
      ];
      return rows;
    }),
};

function plainWrites(file: string, count: number): number[] {
  const handle = openSync(file, 'w');
  const bytes = Buffer.alloc(writeBytes, 7);
  try {
    return timesOf(count, () => {
      for (let write = 0; write < writesOfOneMessage; write += 1) {
        writeSync(handle, bytes, 0, writeBytes, 0);
        fsyncSync(handle);
      }
    });
  } finally {
    closeSync(handle);
  }
}

/** Sends the next message as the dispatcher does; only WhatsApp's answers are simulated. */
export function sendingOf(rig: Rig): (index: number) => void {
  const textScopes = new MessageScopes();
  return (index) => sendOne(rig, textScopes, index);
}

function sendOne({ stores, ledger, clock }: Rig, textScopes: MessageScopes, index: number): void {
  const { claims, acks, queue } = stores;
  const message = nextOf(queue.runningCampaigns(clock.nowMs())[0]?.id, (id) =>
    queue.message(firstWaiting(queue, id, clock.nowMs()) ?? 0),
  );
  const chatId = `${toChatUser(message.phone)}@c.us`;
  const token = tokenOf(`bench-${index}`);
  const body = `Dear ${message.cells[0]}, see you in ${message.cells[2]}`;
  const scopes = { campaign: campaignScope(message.campaignUid), text: textScopes.of(message, body) };
  const ids = [chatId, `${index}@lid`];
  const claimed = claims.claim(
    claimOf(stores, {
      messageId: message.id,
      token,
      phone: message.phone,
      chatId,
      ids,
      body,
      scopes,
      nowMs: clock.nowMs(),
    }),
  );
  assert(claimed === 'claimed', 'nobody got this before');
  const random = `3EB0${String(index).padStart(16, '0')}`;
  const key = { serialized: `true_${chatId}_${random}`, random, fromMe: true, remote: chatId };
  const connected = { socketState: 'CONNECTED', streamState: 'CONNECTED', isCaughtUp: true, askedAtMs: clock.nowMs() };
  const sees = { type: 'chat', text: body, fileHash: null, ...connected, accountIds: [account.id] };
  const parts = {
    ...stores,
    ledger,
    isBlocked: () => false,
    attachmentKind: () => undefined,
    sentHash: (hash: string) => hash,
    teamAtGate: () => null,
  };
  assert(verdictOn(parts, { token, key, ids, ...sees }, clock.nowMs()).answer.go, 'the gate opens');
  acks.recordAck({ random, remote: chatId, ack: 1 }, clock.nowMs());
}

function nextOf(campaignId: number | undefined, read: (id: number) => NextMessage | undefined): NextMessage {
  const message = campaignId === undefined ? undefined : read(campaignId);
  assert(message, 'there are more recipients than sends');
  return message;
}

/** The dispatcher's reads before each message. */
function reading({ stores }: Rig, count: number): Row {
  const times = timesOf(count, () => {
    const [campaign] = stores.queue.runningCampaigns(Date.now());
    if (campaign) stores.queue.message(firstWaiting(stores.queue, campaign.id, Date.now()) ?? 0);
    stores.queue.lastHandOverMs(account.phone, Date.now());
  });
  return { what: 'what is next is read', took: inWords(quantile(times, 0.5)), beside: '' };
}
