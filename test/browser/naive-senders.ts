/**
 * Senders that trust too much, as campaign tools do. The tests show that the practice page misleads each of them;
 * otherwise a scenario would prove nothing about a sender that passes it.
 */
import type wweb from 'whatsapp-web.js';
import { patienceMs } from '../support/until.ts';
import { type Client, sleep } from './practice.ts';

export type Claim = 'sent' | 'not sent';
type Content = string | wweb.MessageMedia;

/** Two seconds in the campaign that went wrong; here the page's times are shorter in the same proportion. */
export const naiveWaitMs = 600;
const attempts = 3;
const options = { sendSeen: false, linkPreview: false, parseVCards: false };

type Sent = { readonly message?: wweb.Message | undefined; readonly failed: boolean };

/** Makes one call of the library. A call that does not return in time counts as failed, and the sender continues. */
async function send(client: Client, to: string, content: Content, waitMs: number): Promise<Sent> {
  const call = client.sendMessage(`${to}@c.us`, content, options).then(
    (message) => ({ message, failed: false }),
    () => ({ failed: true }),
  );
  return Promise.race([call, sleep(waitMs).then(() => ({ failed: true }))]);
}

/** Believes what `sendMessage` returns. */
export async function trustingSender(
  client: Client,
  to: string,
  content: Content,
  waitMs = patienceMs,
): Promise<Claim> {
  const { message } = await send(client, to, content, waitMs);
  return message ? 'sent' : 'not sent';
}

/** Calls every message sent, whatever happens. */
export async function assumingSender(
  client: Client,
  to: string,
  content: Content,
  waitMs = patienceMs,
): Promise<Claim> {
  await send(client, to, content, waitMs);
  return 'sent';
}

type Match = (acknowledged: wweb.Message, sent: wweb.Message | undefined, to: string) => boolean;

const byRandomPart: Match = (acknowledged, sent) => acknowledged.id.id === sent?.id.id;
const byTypedNumber: Match = (acknowledged, _sent, to) => acknowledged.to === `${to}@c.us`;

async function sendUntilAcknowledged(
  client: Client,
  to: string,
  content: Content,
  waitMs: number,
  match: Match,
): Promise<Claim> {
  const heard: wweb.Message[] = [];
  const rejected: wweb.Message[] = [];
  const listen = (message: wweb.Message, ack: number): void => {
    (ack >= 1 ? heard : rejected).push(message);
  };
  client.on('message_ack', listen);
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { message } = await send(client, to, content, waitMs);
      // What arrived while this process stood still arrived too late for this sender.
      for (const endMs = performance.now() + waitMs; performance.now() < endMs; ) {
        if (heard.some((acknowledged) => match(acknowledged, message, to))) return 'sent';
        if (rejected.some((acknowledged) => match(acknowledged, message, to))) break;
        await sleep(20);
      }
    }
    return 'not sent';
  } finally {
    client.off('message_ack', listen);
  }
}

/** Sends again when no acknowledgement for the message arrives in time, or when one with an error does. */
export function retryingSender(
  client: Client,
  to: string,
  content: Content,
  waitMs: number = naiveWaitMs,
): Promise<Claim> {
  return sendUntilAcknowledged(client, to, content, waitMs, byRandomPart);
}

/** The same, but looks for acknowledgements under the number that was typed. */
export function retryingByTypedNumber(
  client: Client,
  to: string,
  content: Content,
  waitMs: number = naiveWaitMs,
): Promise<Claim> {
  return sendUntilAcknowledged(client, to, content, waitMs, byTypedNumber);
}

interface SendModule {
  addAndSendMsgToChat(...values: unknown[]): [Promise<unknown>, Promise<{ readonly messageSendResult: string }>];
}

/** Believes the result of the send, which the library drops, so it is read at WhatsApp's own function. */
export async function resultSender(client: Client, to: string, content: Content): Promise<Claim> {
  await client.pupPage?.evaluate((number) => {
    const module = window.require('WAWebSendMsgChatAction') as unknown as SendModule;
    const original = module.addAndSendMsgToChat;
    module.addAndSendMsgToChat = (...values) => {
      const [chat] = values as [{ readonly id: unknown }];
      const promises = original(...values);
      if (String(chat.id).startsWith(number)) Object.assign(window, { [`result-${number}`]: promises[1] });
      return promises;
    };
  }, to);
  await send(client, to, content, naiveWaitMs);
  const result = client.pupPage?.evaluate(
    (number) => (window as unknown as Record<string, unknown>)[`result-${number}`] as Promise<unknown>,
    to,
  );
  return JSON.stringify(await result).includes('OK') ? 'sent' : 'not sent';
}

/** Stops everything at WhatsApp's own function, and calls it not sent. */
export async function stoppingSender(client: Client, to: string, content: Content): Promise<Claim> {
  await client.pupPage?.evaluate(() => {
    const module = window.require('WAWebSendMsgChatAction') as unknown as SendModule;
    const stopped = (): Promise<never> => {
      const promise = Promise.reject(new Error('stopped'));
      promise.catch(() => undefined);
      return promise;
    };
    module.addAndSendMsgToChat = () => [stopped(), stopped()];
  });
  await send(client, to, content, naiveWaitMs);
  return 'not sent';
}
