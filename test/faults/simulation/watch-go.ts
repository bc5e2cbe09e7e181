import { limits } from '../../../domain/limits.ts';
import type { OutgoingMessage } from '../../../electron/ports.ts';
import type { AppProcess } from './app-process.ts';
import { type AttemptFacts, factsOf } from './attempt-facts.ts';
import { timesOf } from './people.ts';
import { idsOf } from './stops.ts';
import type { Hanging, SimulatedWhatsApp } from './whatsapp.ts';

const accountSql = `SELECT account FROM attempt WHERE token = ?`;
export const openAlarmSql = `SELECT 1 FROM alarm WHERE acknowledged_at_ms IS NULL`;

/** Checks what must hold at the very moment of a "go". */
export function watchGo(
  world: SimulatedWhatsApp,
  process: AppProcess,
  { page, outgoing, entry, outcome }: Hanging,
): void {
  const facts = factsOf(process, outgoing.token);
  const sender = process.stores.db.value<string>(accountSql, outgoing.token) ?? '';
  if (page.linked?.phone !== sender) world.harms.push('delivered from another account');
  if ((facts.messageAccount ?? sender) !== sender)
    world.harms.push('delivered from the account that it was moved away from');
  watchAnswer(world, process, outgoing);
  watchSecond(world, facts);
  watchTimes(world, facts, process.nowMs());
  if (outcome.asks !== 'rightly' && outcome.asks !== 'twice')
    world.violations.push(`"go" although it asked ${outcome.asks}`);
  if (facts.state === 'cancelled') world.violations.push('"go" for a cancelled campaign');
  if (entry && process.stores.doNotContact.isBlocked(entry.phone))
    world.violations.push('"go" for a person not to contact');
  if (world.isUnasked) world.harms.push('delivered from an older folder, before anybody was asked');
  if (process.stores.db.has(openAlarmSql)) world.harms.push('delivered while an alarm is open');
  if (entry && idsOf(entry).some((id) => world.stopped.has(id)))
    world.harms.push(`delivered to ${entry.person}, who has asked to stop`);
  const shown = world.shown.get(`${facts.campaign} ${facts.phone} ${facts.occasion}`);
  if (shown !== undefined && shown !== outgoing.text)
    world.harms.push(`delivered "${outgoing.text}" where "${shown}" was shown`);
}

/** A second message goes only to a person who is known to have the first. */
function watchSecond(world: SimulatedWhatsApp, { campaign, row }: AttemptFacts): void {
  const first = campaign.replace(/-2$/, '');
  if (first === campaign || world.seen.has(`${first} ${row}`)) return;
  const isKnown = world.taken.some((one) => one.campaign === first && one.row === row && one.ack >= 1);
  if (!isKnown) world.harms.push('a second message was delivered to somebody whose first is in doubt');
}

/** No message leaves for a date that the list never gave, before its moment, or after its latest one. */
function watchTimes(
  world: SimulatedWhatsApp,
  { campaign, phone, occasion, openedAtMs }: AttemptFacts,
  nowMs: number,
): void {
  const said = world.dates.get(`${campaign} ${phone}`);
  if (!said) return;
  const { dueAtMs, latestAtMs } = timesOf(occasion);
  if (!said.has(occasion)) world.harms.push(`delivered for a date that no list said: "${occasion}"`);
  if (openedAtMs < dueAtMs) world.harms.push('delivered before its moment');
  if (nowMs > latestAtMs) world.harms.push('delivered after its latest moment');
  const again = world.again.get(campaign);
  if (!again) return;
  if (openedAtMs < again.dueAtMs(occasion)) world.harms.push('delivered before its moment');
  const isSeen = again.isSeenAtStart(occasion) || world.lookedAt.has(`${campaign} ${phone} ${occasion}`);
  if (again.asks && !isSeen) world.harms.push('delivered for a date that nobody has looked at');
}

/** An answer goes within two minutes of its press, in the same life of the app, and after the person's last words. */
function watchAnswer(world: SimulatedWhatsApp, process: AppProcess, { token, chatId }: OutgoingMessage): void {
  const given = world.pressed.get(token);
  if (!given) return;
  if (given.process !== process) world.harms.push('an answer was delivered in a later life of the app');
  if (process.monotonicMs() - given.atMs > limits.answerWaitMs)
    world.harms.push('an answer was delivered after its two minutes');
  const later = (world.heard.get(chatId) ?? []).slice(given.heard);
  if (later.length > 0) world.harms.push('an answer was delivered behind words that its writer had not read');
}
