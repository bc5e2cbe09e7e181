import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextHash } from '../../../db/campaigns/shown-texts.ts';
import { limits } from '../../../domain/limits.ts';
import { claimOf, scopesOf, tokenOf } from '../../support/attempts.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { everyMs } from '../../support/schedules.ts';
import { addList } from '../../support/temporary-database.ts';

const minuteMs = 60_000;
const gapMs = 10 * minuteMs;

let rig: Rig;
let campaign: CampaignActions;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

const phonesOf = (count: number) => Array.from({ length: count }, (_, index) => `+4477009${10_000 + index}`);

/** A campaign that was checked and started, and whose first message has been sent. */
async function started(count: number, text = 'Hello {{first}}'): Promise<{ id: number; phones: string[] }> {
  const { campaigns } = rig.stores;
  const phones = phonesOf(count);
  const id = campaigns.create('Volunteer Day', everyMs(gapMs), rig.clock.nowMs());
  campaigns.update(id, { text, listId: addList(rig.stores, phones) });
  granted(await campaign.start(id));
  await rig.clock.pass(minuteMs);
  return { id, phones };
}

/** The list now has another value for a person. */
function correct(phone: string | undefined, first: string): void {
  const cells = JSON.stringify(['Somebody', phone, first]);
  rig.stores.db.sqlite.prepare(`UPDATE recipient SET cells = ? WHERE phone = ?`).run(cells, phone);
}

const messageOf = (phone: string | undefined) =>
  rig.stores.db.value<number>(
    `SELECT m.id FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE r.phone = ?`,
    phone ?? '',
  ) ?? 0;
const statusOf = (phone: string | undefined) => rig.status(messageOf(phone));
const gotBy = (phone: string | undefined) =>
  rig.messenger.delivered.filter((delivery) => delivery.phone === phone).map(({ text }) => text);
const summary = (id: number) => granted(campaign.get(id));

describe('a text that is another by now than the one that was checked', () => {
  it('is asked about with all others of a long list, and between some of them everything else has its turn', async () => {
    const { id, phones } = await started(1 + 2 * limits.campaignBatchRows);
    rig.stores.db.sqlite.exec(`UPDATE recipient SET cells = json_set(cells, '$[2]', 'Robert')`);
    const asked = () => summary(id).setAside.textChanged;
    const seen: number[] = [];
    const look = () => {
      seen.push(asked());
      if (asked() < phones.length - 1) setImmediate(look);
    };
    setImmediate(look);
    await rig.clock.pass(gapMs);
    expect([...new Set(seen)]).toEqual([0, limits.campaignBatchRows, 2 * limits.campaignBatchRows]);
    expect(rig.told.messages).toEqual(expect.arrayContaining(phones.slice(1).map(messageOf)));
  });

  it('does not leave: its message is set aside before anybody is asked for, and the next goes', async () => {
    const { id, phones } = await started(3);
    correct(phones[1], 'Robert');
    await rig.clock.pass(2 * gapMs);
    expect(phones.map(statusOf)).toEqual(['sent', 'pending', 'sent']);
    expect(rig.messenger.lookedUp).not.toContain(phones[1]);
    expect(summary(id)).toMatchObject({ state: 'running', setAside: { textChanged: 1 } });
    const { history } = rig.stores.queries.message(messageOf(phones[1])) ?? {};
    expect(history?.at(-1)).toMatchObject({ what: 'set_aside', detail: 'text_changed' });
  });

  it('leaves once the operator says so, as it is now, for everybody of whom that is so', async () => {
    const { id, phones } = await started(6);
    correct(phones[1], 'Robert');
    correct(phones[5], 'Zoe');
    await rig.clock.pass(2 * gapMs);
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'send' }));
    expect(summary(id).setAside.textChanged).toBe(0);
    await rig.clock.pass(5 * gapMs);
    expect([gotBy(phones[1]), gotBy(phones[5])]).toEqual([['Hello Robert'], ['Hello Zoe']]);
    expect(summary(id)).toMatchObject({ state: 'finished', counts: { sent: 6 } });
    const { history } = rig.stores.queries.message(messageOf(phones[5])) ?? {};
    expect(history?.map(({ what }) => what).slice(0, 3)).toEqual(['created', 'set_aside', 'text_changed']);
  });

  it('is left out once the operator says so, also where its turn has not come', async () => {
    const { id, phones } = await started(6);
    correct(phones[1], 'Robert');
    correct(phones[5], 'Zoe');
    await rig.clock.pass(2 * gapMs);
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'leave_out' }));
    expect([statusOf(phones[1]), statusOf(phones[5])]).toEqual(['failed:text_changed', 'failed:text_changed']);
    await rig.clock.pass(5 * gapMs);
    expect(summary(id)).toMatchObject({ state: 'finished', counts: { sent: 4, notSent: 2 } });
  });

  it('is asked about again where the list changes once more after the answer', async () => {
    const { id, phones } = await started(3);
    correct(phones[1], 'Robert');
    await rig.clock.pass(gapMs);
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'send' }));
    correct(phones[1], 'Bob');
    await rig.clock.pass(3 * gapMs);
    expect(gotBy(phones[1])).toEqual([]);
    expect(summary(id).setAside.textChanged).toBe(1);
  });

  it('goes on its way by itself where the list says again what it said, once the question is answered', async () => {
    const { id, phones } = await started(2);
    correct(phones[1], 'Robert');
    await rig.clock.pass(gapMs);
    correct(phones[1], 'First2');
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'leave_out' }));
    await rig.clock.pass(2 * gapMs);
    expect(gotBy(phones[1])).toEqual(['Hello First2']);
  });

  it('is asked about when it is queued again after it was left out', async () => {
    const { id, phones } = await started(2);
    correct(phones[1], 'Robert');
    await rig.clock.pass(gapMs);
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'leave_out' }));
    rig.stores.messages.requeue([messageOf(phones[1])], 'operator', rig.clock.nowMs());
    rig.dispatcher.nudge();
    await rig.clock.pass(2 * gapMs);
    expect(summary(id).setAside.textChanged).toBe(1);
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'send' }));
    await rig.clock.pass(2 * gapMs);
    expect(gotBy(phones[1])).toEqual(['Hello Robert']);
  });

  it('is nothing to answer for a campaign that is over', async () => {
    const { id } = await started(1);
    expect(summary(id).state).toBe('finished');
    expect(await campaign.answer({ id, about: 'text_changed', answer: 'send' })).toMatchObject({
      failure: { code: 'not_allowed_now' },
    });
  });

  it('goes out where another text is written for all that wait: that one was checked', async () => {
    const { id, phones } = await started(3);
    correct(phones[1], 'Robert');
    await rig.clock.pass(gapMs);
    granted(campaign.pause(id));
    granted(await campaign.update({ id, text: 'Good day {{first}}' }));
    granted(campaign.resume(id));
    await rig.clock.pass(2 * gapMs);
    expect(phones.flatMap(gotBy)).toEqual(['Hello First1', 'Good day Robert', 'Hello First3']);
  });
});

describe('a text that cannot be made any more', () => {
  it('keeps nobody else from theirs, and whoever it is for gets none', async () => {
    const { id, phones } = await started(51);
    correct(phones[1], '-');
    await rig.clock.pass(51 * gapMs);
    expect(summary(id)).toMatchObject({ counts: { sent: 50, pending: 1 }, setAside: { textChanged: 1 } });
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
    expect(rig.stores.alarms.open()).toEqual([]);
    granted(await campaign.answer({ id, about: 'text_changed', answer: 'send' }));
    expect(statusOf(phones[1])).toBe('failed:text_not_made');
    expect(summary(id).state).toBe('finished');
  });

  it('is made again with a fall-back', async () => {
    const { id, phones } = await started(3);
    correct(phones[1], '???');
    await rig.clock.pass(2 * gapMs);
    granted(campaign.pause(id));
    granted(await campaign.update({ id, text: 'Hello {{first|friend}}' }));
    granted(campaign.resume(id));
    await rig.clock.pass(2 * gapMs);
    expect(gotBy(phones[1])).toEqual(['Hello friend']);
  });
});

describe('the text of a long list', () => {
  it('is shown anew some messages at a time, and none of them goes meanwhile', async () => {
    const { id, phones } = await started(2 * limits.campaignBatchRows + 10);
    granted(campaign.pause(id));
    const { texts } = rig.stores;
    const renew = texts.renew.bind(texts);
    const tries: unknown[] = [];
    texts.renew = (...which) => {
      // No message is sent before the first batch is done.
      if (which[1] > 0) tries.push(campaign.resume(id));
      return renew(...which);
    };
    granted(await campaign.update({ id, text: 'Good day {{first}}' }));
    expect(tries).toMatchObject([1, 2].map(() => ({ ok: false, failure: { code: 'not_allowed_now' } })));
    granted(campaign.resume(id));
    await rig.clock.pass(gapMs);
    expect(gotBy(phones[1])).toEqual(['Good day First2']);
    expect(summary(id).setAside.textChanged).toBe(0);
  });
});

describe('what was shown for a person', () => {
  it('is kept as a hash under the ledger’s key, and goes when they are erased', async () => {
    const { phones } = await started(2);
    const hashOf = (phone: string | undefined) =>
      rig.stores.db.value<string>(`SELECT text_hash FROM message WHERE id = ?`, messageOf(phone));
    expect(hashOf(phones[1])).toBe(rig.stores.texts.hashOf('Hello First2'));
    expect(hashOf(phones[1])).not.toMatch(/hello|first/i);
    const id = messageOf(phones[1]);
    const blank = `UPDATE recipient SET name = '', folded_apart = NULL, extra = '', cells = '[]', phone = '+999' || printf('%011d', id)
      WHERE phone = ?`;
    rig.stores.messages.cancel([id], 'operator', rig.clock.nowMs());
    rig.stores.db.run(blank, phones[1] ?? '');
    expect(rig.stores.db.value(`SELECT text_hash FROM message WHERE id = ?`, id)).toBeNull();
  });

  it('is looked at once more by the claim', async () => {
    const { id, phones } = await started(2);
    const messageId = messageOf(phones[1]);
    const { uid } = rig.stores.campaigns.get(id) ?? { uid: '' };
    const claim = (textHash: TextHash) =>
      rig.stores.claims.claim({
        ...claimOf(rig.stores, { messageId, phone: phones[1] ?? '', token: tokenOf('late'), scopes: scopesOf(uid) }),
        textHash,
        nowMs: rig.clock.nowMs(),
      });
    expect(claim(rig.stores.texts.hashOf('Hello Robert'))).toBe('not_as_shown');
    expect(statusOf(phones[1])).toBe('pending');
    expect(claim(rig.stores.texts.hashOf('Hello First2'))).toBe('claimed');
  });
});
