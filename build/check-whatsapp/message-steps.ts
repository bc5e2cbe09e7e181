import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MessageKey } from '../../domain/messages/message-key.ts';
import type { GateAnswer, GateAsk, HandOverEnd, OutgoingAttachment, OutgoingMessage } from '../../electron/ports.ts';
import type { Found, FoundValues, Why } from '../../electron/whatsapp/check/found.ts';
import { refuse } from './checked-session.ts';
import type { Checked, CheckParts } from './types.ts';
import { stopwatch, within } from './within.ts';

const chatLines = 50;
const picture = join(import.meta.dirname, '../icons/64x64.png');
/** The smallest PDF that a viewer opens. */
const smallPdf = Buffer.from(
  '%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

function toOneself({ session }: Checked, text: string, attachment: OutgoingAttachment | null = null): OutgoingMessage {
  return { token: randomUUID(), chatId: session.account()?.id ?? '', text, attachment };
}

function fileOf(kind: 'image' | 'document', mimeType: string, fileName: string, bytes: Buffer): OutgoingAttachment {
  return { kind, mimeType, fileName, base64: bytes.toString('base64'), bytes: bytes.length };
}

type HandedOver = { readonly end: HandOverEnd; readonly key: MessageKey | null; readonly gateMs: number | null };

/** Hands one message over. The gate lets this message through where it should, and no other. */
async function handOver(
  { checked }: CheckParts,
  outgoing: OutgoingMessage,
  judge: (ask: GateAsk) => GateAnswer = () => ({ go: true }),
): Promise<HandedOver> {
  const passedMs = stopwatch();
  let key: MessageKey | null = null;
  let gateMs: number | null = null;
  checked.judge = (ask) => {
    if (ask.token !== outgoing.token || key !== null) return refuse();
    const answer = judge(ask);
    if (!answer.go) return answer;
    key = ask.key;
    gateMs = passedMs();
    return answer;
  };
  const end = await checked.session.handOver(outgoing);
  checked.judge = refuse;
  return { end, key, gateMs };
}

/** How often the chat shows the message; null where the chat cannot be read. */
async function countInChat({ session }: Checked, chatId: string, random: string): Promise<number | null> {
  const lines = await session.readChat(chatId, chatLines, null);
  return lines?.filter((line) => line.random === random).length ?? null;
}

/** Sends one message to oneself and follows it: the gate, the tap below it, the acknowledgement, the page's record. */
async function followOne(parts: CheckParts, outgoing: OutgoingMessage): Promise<Found & { readonly why: '' | Why }> {
  const { checked, waits } = parts;
  const { session, acks, leavings } = checked;
  const passedMs = stopwatch();
  const { end, key, gateMs } = await handOver(parts, outgoing);
  // A message that did not reach the gate tells nothing about the gate, unless the call said that it had left.
  if (key === null)
    return {
      word: end.kind === 'threw' ? 'unknown' : 'fail',
      why: 'the gate was not asked',
      values: { end: end.kind },
    };
  const isOurs = ({ random }: { readonly random: string }) => random === key.random;
  const seenBelow = (await within(waits.settleMs * 3, () => leavings.some(isOurs))) === true;
  const ack = await within(waits.ackMs, () => acks.find((news) => isOurs(news) && news.ack !== 0));
  const ackMs = passedMs();
  const record = await session.readRecord(key);
  const inChat = await countInChat(checked, outgoing.chatId, key.random);
  const values = { end: end.kind, gateMs, seenBelow, ack: ack?.ack ?? null, ackMs, record: record.kind, inChat };
  if (ack === undefined || ack.ack < 1) return { word: 'fail', why: 'no acknowledgement came', values };
  if (inChat !== null && inChat !== 1) return { word: 'fail', why: 'the chat does not show it once', values };
  if (record.kind !== 'found') return { word: 'fail', why: 'its record is not found', values };
  return seenBelow
    ? { word: 'pass', why: '', values }
    : { word: 'unknown', why: 'nothing was seen below the gate', values };
}

/** 5. Real messages to oneself: a text, a picture, a document. One copy of each, on the phone as well. */
export async function checkMessages(parts: CheckParts): Promise<Found> {
  const { checked, person } = parts;
  const files = {
    text: null,
    picture: fileOf('image', 'image/png', 'sendonce.png', await readFile(picture)),
    document: fileOf('document', 'application/pdf', 'sendonce.pdf', smallPdf),
  };
  const seen = checked.leavings.length;
  const values: Record<string, FoundValues> = {};
  let unsure: Found['why'] = '';
  for (const kind of ['text', 'picture', 'document'] as const) {
    const file = files[kind];
    const one = await followOne(parts, toOneself(checked, `SendOnce check: ${kind}`, file));
    values[kind] = one.values ?? {};
    if (one.word === 'fail') return { word: 'fail', why: `${kind}: ${one.why}`, values };
    if (one.word === 'unknown') unsure = `${kind}: ${one.why}`;
  }
  const below = new Set(checked.leavings.slice(seen).map(({ random }) => random)).size;
  const copies = below > 3 ? null : await person.copies();
  const all = { ...values, below, copies };
  if (below > 3) return { word: 'fail', why: 'more left than went through the gate', values: all };
  if (copies !== null && copies !== 3)
    return { word: 'fail', why: 'the phone shows another number of messages', values: all };
  if (copies === null) return { word: 'unknown', why: 'nobody said what the phone shows', values: all };
  return { word: unsure === '' ? 'pass' : 'unknown', why: unsure, values: all };
}

/** 6. WhatsApp is restarted: the last message is found by its key, and nothing leaves by itself. */
export async function checkReload({ checked, waits }: CheckParts): Promise<Found> {
  const { session, leavings } = checked;
  const last = checked.asks.at(-1)?.key;
  if (!last) return { word: 'unknown', why: 'nothing was sent before' };
  await session.stop();
  const seen = leavings.length;
  session.start();
  if (!(await within(waits.linkMs, () => session.account() !== null)))
    return { word: 'unknown', why: 'it did not come back in time' };
  await delay(waits.quietMs);
  const record = await session.readRecord(last);
  const values = { record: record.kind, seenBelow: leavings.length - seen };
  if (values.seenBelow > 0) return { word: 'fail', why: 'something left by itself', values };
  return record.kind === 'found'
    ? { word: 'pass', why: '', values }
    : { word: 'fail', why: 'the record is gone', values };
}

/** Whether the page says, in its question to the gate, that it has no connection. */
function isWithoutLine({ socketState, streamState }: GateAsk): boolean {
  return socketState !== 'CONNECTED' || (streamState !== '' && streamState !== 'CONNECTED');
}

/**
 * 7. A message is handed over, the connection is cut and restored: the message leaves once, under the id that passed
 * the gate. The gate answers "not yet" until the connection is gone, however long the person takes to cut it.
 */
export async function checkLine(parts: CheckParts): Promise<Found> {
  const { checked, person, waits } = parts;
  const { session } = checked;
  const seen = checked.leavings.length;
  const outgoing = toOneself(checked, 'SendOnce check: line');
  let wasAsked = false;
  const handingOver = handOver(parts, outgoing, (ask) => {
    wasAsked = true;
    return isWithoutLine(ask) ? { go: true } : { go: false, why: 'not_connected', isNotYet: true };
  });
  if (!(await within(waits.ackMs, () => wasAsked))) return { word: 'unknown', why: 'the gate was not asked in time' };
  await person.cutLine();
  const key = await within(waits.lineMs, () =>
    checked.asks.find((ask) => ask.token === outgoing.token && isWithoutLine(ask)),
  );
  if (key === undefined) {
    checked.judge = refuse;
    await person.restoreLine();
    return { word: 'unknown', why: 'the line was not cut' };
  }
  // The call may end only when the connection is back.
  await Promise.race([handingOver, delay(waits.settleMs)]);
  await person.restoreLine();
  if (!(await within(waits.lineMs, () => session.account() !== null)))
    return { word: 'unknown', why: 'the line did not come back' };
  const handedOver = await Promise.race([handingOver, delay(waits.ackMs, null)]);
  if (handedOver === null) return { word: 'unknown', why: 'the call did not end in time' };
  return followHeld(parts, outgoing, handedOver, seen);
}

/** Checks that a message which was held while there was no connection left once, and under its own id. */
async function followHeld(
  { checked, waits }: CheckParts,
  outgoing: OutgoingMessage,
  { end, key }: HandedOver,
  seen: number,
): Promise<Found> {
  const { acks, leavings } = checked;
  if (key === null) return { word: 'unknown', why: 'the gate said no in the end', values: { end: end.kind } };
  const ack = await within(waits.ackMs, () => acks.some((news) => news.random === key.random && news.ack >= 1));
  await delay(waits.settleMs);
  const below = new Set(leavings.slice(seen).map(({ random }) => random));
  const inChat = await countLines(checked, outgoing);
  const values = { end: end.kind, below: below.size, acknowledged: ack === true, inChat };
  if ([...below].some((random) => random !== key.random))
    return { word: 'fail', why: 'it left under another id', values };
  if (inChat !== null && inChat !== 1) return { word: 'fail', why: 'the chat does not show it once', values };
  return ack ? { word: 'pass', why: '', values } : { word: 'fail', why: 'no acknowledgement came', values };
}

/** How often the chat shows the text of the message, under any id. */
async function countLines({ session }: Checked, { chatId, text }: OutgoingMessage): Promise<number | null> {
  const lines = await session.readChat(chatId, chatLines, null);
  return lines?.filter((line) => line.text === text).length ?? null;
}
