import { beforeEach, describe, expect, it } from 'vitest';
import { campaignScope, textScope } from '../../../../domain/messages/scope.ts';
import { chatOf, claimOf, tokenOf } from '../../../support/attempts.ts';
import { startCampaign, startMs } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

const phone = '+447700900101';
const dayMs = 86_400_000;
let stores: TemporaryStores;
let claimed: number;
let messageId: number;
let campaignId: number;

const claim = (
  of: ReturnType<typeof startCampaign>,
  text: string,
  nowMs: number,
  quietDays: number | null,
  repeat = 0,
) => {
  claimed += 1;
  return stores.claims.claim(
    claimOf(stores, {
      messageId: of.messageIds[0] ?? 0,
      phone,
      token: tokenOf(`token-${claimed}`),
      quietDays,
      nowMs,
      scopes: {
        campaign: campaignScope(stores.campaigns.get(of.campaignId)?.uid ?? ''),
        text: textScope(text, repeat),
      },
    }),
  );
};
/** The campaign's only person hears from another campaign, this long after the start of both. */
function heardAfter(ms: number, text = 'other') {
  const other = startCampaign(stores, [phone], 'Other');
  expect(claim(other, text, startMs + ms, null)).toBe('claimed');
  const id = { waKey: JSON.stringify({ remote: chatOf(phone), random: '3EB0' }), waRandom: '3EB0', ids: [] };
  stores.attempts.pass(tokenOf(`token-${claimed}`), id, { number: 1, checksum: 'x', endByte: 0 }, startMs + ms);
  stores.messages.failNotConfirmed(other.messageIds[0] ?? 0, 'no_confirmation', startMs + ms, startMs + ms);
}
const claimIt = (nowMs: number, quietDays: number | null = null, repeat = 0) =>
  claim({ campaignId, messageIds: [messageId] }, 'this', nowMs, quietDays, repeat);
const told = () => [stores.queries.message(messageId)?.status, stores.queue.setAside(campaignId).contacted];

beforeEach(() => {
  stores = temporaryStores();
  claimed = 0;
  const started = startCampaign(stores, [phone], 'This');
  campaignId = started.campaignId;
  messageId = started.messageIds[0] ?? 0;
});

describe('the claim of a message whose person heard from another campaign since this one’s start', () => {
  it('is put off until the operator was asked', () => {
    heardAfter(1);
    expect(claimIt(startMs + 2)).toBe('contacted');
    expect(told()).toEqual(['pending', 1]);
  });

  it('is refused where the operator leaves such people out', () => {
    heardAfter(1);
    stores.campaigns.questions.answerLaterContacts(campaignId, 'leave_out', startMs);
    expect(claimIt(startMs + 2)).toBe('contacted_recently');
    expect(told()).toEqual(['failed', 0]);
  });

  it('is made where the operator sends to them all the same', () => {
    heardAfter(1);
    stores.campaigns.questions.answerLaterContacts(campaignId, 'send', startMs);
    expect(claimIt(startMs + 2)).toBe('claimed');
  });

  it('is refused by the rule of the settings, whatever the operator answered', () => {
    heardAfter(1);
    stores.campaigns.questions.answerLaterContacts(campaignId, 'send', startMs);
    expect(claimIt(startMs + 7 * dayMs, 7)).toBe('contacted_recently');
    expect(told()).toEqual(['failed', 0]);
  });

  it('is made once the days of the rule are over', () => {
    heardAfter(1);
    expect(claimIt(startMs + 7 * dayMs + 1, 7)).toBe('claimed');
  });

  it.each([
    [7, 'contacted_recently'],
    [null, 'claimed'],
  ] as const)(
    'is asked about no more for a text that is to go again; the rule holds for it too: %s days',
    (days, as) => {
      stores.db.run(`UPDATE message SET set_aside = 'got_meanwhile' WHERE id = ?`, messageId);
      heardAfter(1, 'this');
      stores.campaigns.questions.sendAgain(campaignId, 'got_meanwhile', startMs);
      expect(claimIt(startMs + 2, days, 1)).toBe(as);
    },
  );
});
