import { campaignScope, textScope } from '../../domain/messages/scope.ts';
import { chatOf, claimOf, tokenOf } from './attempts.ts';
import type { Stores } from './temporary-database.ts';
import { startCampaign, startMs } from './temporary-database.ts';

export const livedPhones = ['+447700900101', '+447700900102', '+447700900103', '+447700900104'] as const;

/** Adds a campaign whose messages are sent, in doubt, closed before the gate, and waiting. Returns them by name. */
export function live(stores: Stores) {
  const { campaignId, messageIds } = startCampaign(stores, livedPhones);
  const [sent = 0, doubt = 0, unsent = 0, pending = 0] = messageIds;
  const claim = (messageId: number, phone: string) => {
    const token = tokenOf(`token-${messageId}`);
    const scopes = { campaign: campaignScope(`${campaignId}`), text: textScope('one') };
    stores.claims.claim(claimOf(stores, { messageId, phone, token, body: `Hello ${phone}`, scopes }));
    return { token, ids: [chatOf(phone)] };
  };
  const pass = (messageId: number, phone: string, random: string) => {
    const { token, ids } = claim(messageId, phone);
    const waKey = JSON.stringify({ serialized: `true_${ids[0]}_${random}`, remote: ids[0] });
    stores.attempts.pass(token, { waKey, waRandom: random, ids }, { number: 1, checksum: 'c', endByte: 0 }, startMs);
  };
  pass(sent, livedPhones[0], 'R1');
  stores.acks.recordAck({ random: 'R1', remote: chatOf(livedPhones[0]), ack: 1 }, startMs + 5);
  pass(doubt, livedPhones[1], 'R2');
  stores.messages.failNotConfirmed(doubt, 'no_confirmation', startMs, startMs + 10);
  stores.messages.giveUp(unsent, claim(unsent, livedPhones[2]).token, 'not_handed_over', startMs);
  return { campaignId, sent, doubt, unsent, pending };
}
