import type { Account } from '../../../domain/state/state.ts';
import { account, makeRig } from '../../support/dispatch-rig.ts';
import { everyMs } from '../../support/schedules.ts';
import { startCampaign } from '../../support/temporary-database.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const others: readonly Account[] = [
  { id: '447700900121@c.us', phone: '+447700900121', name: 'Clinic' },
  { id: '447700900122@c.us', phone: '+447700900122', name: 'South' },
];

/**
 * A night over three accounts, on the fake clock: one of them goes offline, is restricted, is logged out, and comes
 * back after hours. Returns how many messages left each account, and everything that breaks a promise.
 */
export async function playAccountsNight(
  people: number,
): Promise<{ taken: readonly number[]; wrong: readonly string[] }> {
  const rig = makeRig({ others });
  try {
    const { stores, clock } = rig;
    for (const [place, { phone }] of [account, ...others].entries())
      stores.db.run(`INSERT INTO account (phone, folder) VALUES (?, ?)`, phone, `folder-${place}`);
    const from = { accounts: [account, ...others].map(({ phone }) => phone), column: null };
    const phones = Array.from({ length: people }, (_, place) => `+4477${String(10_000_000 + place)}`);
    const schedule = { ...everyMs(8_000), from };
    const { messageIds, campaignId } = startCampaign(stores, phones, 'Good night', schedule, account.phone);
    rig.together.nudge();
    const [clinic] = rig.others;
    if (!clinic?.dispatch) throw new Error('a second account');
    const { messenger, dispatch } = clinic;
    const comesBack = () => {
      messenger.account_ = clinic.account;
      dispatch.dispatcher.resume();
    };
    await clock.pass(10 * minuteMs);
    messenger.account_ = null;
    dispatch.dispatcher.nudge();
    await clock.pass(20 * minuteMs);
    comesBack();
    messenger.restriction_ = { kind: 'timelock', untilMs: null };
    await clock.pass(20 * minuteMs);
    messenger.restriction_ = null;
    messenger.account_ = null;
    dispatch.dispatcher.pause('logged_out');
    await clock.pass(people * 8_000);
    const wrong: string[] = [];
    // The others have sent theirs, and the people of the logged-out account wait.
    if (stores.campaigns.get(campaignId)?.state !== 'running') wrong.push('the campaign does not wait for who is away');
    comesBack();
    await clock.pass(people * 8_000 + hourMs);
    const all = [rig.messenger, ...rig.others.map((other) => other.messenger)].map(({ delivered }) => delivered);
    const got = all.flat().map(({ phone }) => phone);
    if (got.length > new Set(got).size) wrong.push(`${got.length - new Set(got).size} second copies`);
    if (new Set(got).size !== people) wrong.push(`${new Set(got).size} of ${people} have it`);
    const unsent = messageIds.filter((id) => rig.status(id) !== 'sent').length;
    if (unsent > 0) wrong.push(`${unsent} are not called sent`);
    if (stores.campaigns.get(campaignId)?.state !== 'finished') wrong.push('the campaign does not end');
    return { taken: all.map(({ length }) => length), wrong };
  } finally {
    rig.close();
  }
}
