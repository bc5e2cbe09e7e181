import type { Account } from '../../domain/state/state.ts';
import { makeRig, type Rig } from './dispatch-rig.ts';
import { quickSchedule } from './schedules.ts';
import { startCampaign } from './temporary-database.ts';

/** The second account, beside the first one. */
export const clinic: Account = { id: '447700900121@c.us', phone: '+447700900121', name: 'Clinic' };

/** This many numbers, one after the other. */
export const peopleFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => `+44770090${first + n}`);

export function makeTwoAccounts() {
  const rig = makeRig({ others: [clinic] });
  const [other] = rig.others;
  if (!other?.dispatch) throw new Error('a second account');
  return { rig, other: { ...other, dispatch: other.dispatch } };
}

/** Starts a campaign that is sent from an account. */
export function startFrom(
  rig: Rig,
  { phone }: Account,
  phones: readonly string[],
  text: string,
  schedule = quickSchedule,
) {
  const started = startCampaign(rig.stores, phones, text, schedule, phone);
  rig.dispatcher.nudge();
  for (const other of rig.others) other.dispatch?.dispatcher.nudge();
  return started;
}

/** Makes WhatsApp acknowledge these people's messages only after this many milliseconds. */
export function acknowledgesAfter(
  { clock }: Rig,
  messenger: Rig['messenger'],
  phones: readonly string[],
  ms: number,
): void {
  for (const phone of phones) messenger.scripts.set(phone, { after: 'lost' });
  messenger.onTaken = ({ random, phone }) =>
    void clock.after(ms, () => messenger.acknowledge(random, `${phone.slice(1)}@c.us`, 1));
}
