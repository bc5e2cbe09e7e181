/** The real dispatcher on the machine's clock. Prints what leaves, and reads acknowledgements from its input. */
import { createInterface } from 'node:readline';
import { makeRig } from '../../support/dispatch-rig.ts';
import { RunningClock } from '../../support/running-clock.ts';
import { everyMs } from '../../support/schedules.ts';

const [count = '', gapMs = '', after = 'ack'] = process.argv.slice(2);
const phones = Array.from({ length: Number(count) }, (_, index) => `+44770090020${index}`);
const rig = makeRig({ clock: new RunningClock(), settings: { ackWaitMs: 1_000 } });
for (const phone of phones) rig.messenger.scripts.set(phone, { after: after === 'lost' ? 'lost' : 'ack' });

const tell = (...words: (string | number)[]) => process.stdout.write(`${words.join(' ')}\n`);
const answer = rig.judge.answer.bind(rig.judge);
rig.judge.answer = (ask) => {
  const answered = answer(ask);
  if (answered.go) tell('left', rig.clock.monotonicMs(), rig.clock.nowMs(), ask.key.remote, ask.key.random);
  return answered;
};
const schedule = everyMs(Number(gapMs));
const { messageIds, campaignId } = rig.start(phones, 'Hello', schedule);

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word = '', random = '', remote = ''] = line.split(' ');
  if (word === 'acknowledge') rig.ackReceipt.receive({ random, remote, fromMe: true, ack: 1 });
  if (word === 'status')
    tell('status', messageIds.map(rig.status).join(','), rig.stores.campaigns.get(campaignId)?.pauseReason ?? '-');
  if (word === 'end') process.exit(0);
});
