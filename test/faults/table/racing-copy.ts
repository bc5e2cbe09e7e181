/** One of several processes that send from one database at once, as if the lock of the data folder did not hold. */
import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { errorCode } from '../../../db/open.ts';
import { campaignScope, textScope } from '../../../domain/messages/scope.ts';
import { chatOf, claimOf, tokenOf } from '../../support/attempts.ts';
import { firstWaiting } from '../../support/first-waiting.ts';
import { makeStores, openTestDatabase, startMs } from '../../support/temporary-database.ts';

const [database = '', name = '', world = ''] = process.argv.slice(2);
const db = openTestDatabase(database);
const { attempts, claims, messages, queue } = makeStores(db);
const copies = 3;
const senders = db.sqlite.prepare<[], number>('SELECT count(DISTINCT substr(token, 1, 3)) FROM attempt').pluck();
let count = 0;
let claimCount = 0;

/** Claims the next message, passes the gate with it, and prints that it left. Returns false when nothing is pending. */
function sendOne(): boolean {
  const campaign = queue.runningCampaigns(Date.now())[0];
  const messageId = campaign ? firstWaiting(queue, campaign.id, Date.now()) : null;
  if (messageId === null) return false;
  const message = queue.message(messageId);
  // Another copy was quicker.
  if (!message) return true;
  count += 1;
  const token = tokenOf(`${name}-${count}`);
  const scopes = { campaign: campaignScope(message.campaignUid), text: textScope('race') };
  const claimed = claims.claim(
    claimOf({ db }, { messageId: message.id, token, phone: message.phone, body: message.text, scopes }),
  );
  if (claimed !== 'claimed') return true;
  claimCount += 1;
  const id = { waKey: '{}', waRandom: `${name}-${count}`, ids: [chatOf(message.phone)] };
  if (attempts.pass(token, id, { number: 0, checksum: '', endByte: 0 }, startMs))
    appendFileSync(world, `${message.phone}\n`);
  messages.failNotConfirmed(message.id, 'no_confirmation', startMs, startMs);
  return true;
}

/**
 * SQLite is not fair: a copy that is ahead may take everything before the next one claims its first message. After its
 * first claim each copy waits for the first claims of the others, so that all of them race for the rest.
 */
async function waitForTheOthers(): Promise<void> {
  while (senders.get() !== copies) await setTimeout(2);
}

process.stdout.write('ready\n');
// All begin at once. SQLite refuses a claim that another copy has made, and this copy takes the next.
while (!existsSync(`${world}.begin`)) await setTimeout(2);
for (let more = true; more; ) {
  try {
    more = sendOne();
    if (claimCount === 1) await waitForTheOthers();
  } catch (error) {
    if (!/^SQLITE_(BUSY|CONSTRAINT)/.test(errorCode(error))) throw error;
    // Trying again at once would keep the copy that is sending from the database until its patience ends.
    await setTimeout(1);
  }
}
