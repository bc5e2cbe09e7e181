/** What WhatsApp's page may say, through the very functions by which it is heard. */
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { receiveReply } from '../../electron/do-not-contact/stop-proposals.ts';
import { receiveOwn } from '../../electron/replies/receive.ts';
import type { Page, WhatsAppClient } from '../../electron/whatsapp/client.ts';
import { SendGate } from '../../electron/whatsapp/gate.ts';
import { MessageNews } from '../../electron/whatsapp/message-news.ts';
import { installGate } from '../../electron/whatsapp/page/gate-in-page.ts';
import { takeCalls } from '../../electron/whatsapp/page/page-calls.ts';
import { codeOf, detailOf } from '../../electron/whatsapp/page/page-codes.ts';
import { PageDocument } from '../../electron/whatsapp/page/page-document.ts';
import type { Protocol } from '../../electron/whatsapp/page/page-guard.ts';
import * as words from '../../electron/whatsapp/page/page-words.ts';
import { installTap } from '../../electron/whatsapp/page/tap-in-page.ts';
import { installTools } from '../../electron/whatsapp/page/tools-in-page.ts';
import { silentChanges } from './changes.ts';
import { makeRig, silentLog } from './dispatch-rig.ts';
import { chooser, type Random, valueFor, withinTime } from './fuzz-values.ts';

const documentId = 'the-document';
const person = '447700900123@c.us';
const known = { ids: [documentId, person, '447700900118@c.us', 'CONNECTED', 'chat', 'text', '3EB000000001'] };

/** A message as the library hands it over. */
const Message = z.object({
  id: z.union([
    z.object({ id: z.string(), fromMe: z.boolean(), remote: z.string(), _serialized: z.string() }),
    z.string(),
  ]),
  ack: z.number(),
  type: z.enum(['chat', 'image', 'e2e_notification']),
  body: z.string(),
  from: z.union([z.string(), z.object({ _serialized: z.string() })]),
  to: z.string(),
  fromMe: z.boolean(),
  hasMedia: z.boolean(),
});

type Heard = { readonly params: { readonly name: string; readonly payload: string } };

/** The main process's side of one page, on a real database in which no message is being sent. */
export class FuzzedBridge {
  readonly #rig = makeRig();
  readonly #client = new EventEmitter();
  readonly #protocol = new EventEmitter();
  readonly #answers: unknown[] = [];
  #isOpen = false;

  async open(): Promise<void> {
    const rig = this.#rig;
    rig.dispatcher.pause('operator');
    rig.start(['+447700900123'], 'Hello {{first}}');
    const document = new PageDocument();
    const news = new MessageNews({
      onAck: (ack) => rig.ackReceipt.receive(ack),
      onIncoming: (message) => receiveReply(this.#doNotContact(), message),
      onOwn: (message) => receiveOwn({ ...rig.stores, clock: rig.clock, changes: silentChanges }, message),
      idsOf: async (id) => words.answers.ids.parse([id]),
      log: silentLog,
    });
    news.listenTo(this.#client as unknown as WhatsAppClient);
    const gate = new SendGate({
      document: () => document,
      onGate: (ask) => rig.judge.answer(ask),
      onAck: (ack) => news.receiveAck(ack),
      onLeaving: (leaving) => rig.bypass.receiveLeaving(leaving),
      onStanding: () => undefined,
      limits,
      log: silentLog,
    });
    const page = this.#page();
    const protocol = Object.assign(this.#protocol, { send: async () => ({}) }) as unknown as Protocol;
    await takeCalls(page, protocol, rig.clock, () => undefined);
    await gate.expose(page);
    const problem = await gate.install(page);
    if (problem !== null) throw new Error(problem);
    this.#isOpen = true;
  }

  /** Lets the page say one random thing. Throws when it is accepted, breaks something or takes too long. */
  async try(number: number): Promise<void> {
    if (!this.#isOpen) await this.open();
    const random = chooser(number);
    await withinTime(`word ${number} of the page`, async () => {
      this.#say(random);
      // Answers and errors arrive in a later turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    });
    const isThrough = this.#answers.some((answer) => (answer as { go?: unknown } | null)?.go !== false);
    if (isThrough || this.#rig.messenger.delivered.length > 0) throw new Error(`word ${number} got through`);
    this.#answers.length = 0;
  }

  close(): void {
    this.#rig.close();
  }

  #say(random: Random): void {
    const made = (schema: z.ZodType) => valueFor(schema, random, known);
    const kind = random.below(8);
    if (kind < 2) this.#call('sendOnceAskAnswered', random, made(words.Question));
    else if (kind < 4) this.#call('sendOnceNewsTold', random, made(words.News));
    else if (kind === 4) this.#client.emit('message', jsonOf(made(Message)));
    else if (kind === 5) this.#client.emit('message_create', jsonOf(made(Message)));
    else if (kind === 6) this.#client.emit('message_ack', jsonOf(made(Message)), jsonOf(made(z.number())));
    else {
      const schema = random.of([...Object.values(words.answers), words.QrWords, words.CodeWords, words.StateWord]);
      const value = made(schema);
      schema.safeParse(value);
      codeOf(value);
      detailOf(value);
    }
  }

  /** Mostly calls as our own functions in the page do; sometimes as a page that calls the binding itself. */
  #call(name: string, random: Random, value: unknown): void {
    const whole = JSON.stringify({ id: 'one', values: [value] }) ?? '';
    const at = random.below(whole.length + 1);
    const broken = [whole.slice(0, at), `${whole.slice(0, at)}\0"}${whole.slice(at)}`, JSON.stringify(value) ?? 'x'];
    const payload = random.below(10) === 0 ? random.of(broken) : whole;
    const heard: Heard['params'] = { name, payload };
    this.#protocol.emit('Runtime.bindingCalled', heard);
  }

  #page(): Page {
    return {
      evaluate: async (call: unknown, ...values: unknown[]) => {
        if (call === installTools) return documentId;
        if (call === installGate || call === installTap) return null;
        // Remembers the answer to a question, by the id of its call.
        if (values[0] === 'one') this.#answers.push(values[1]);
        return undefined;
      },
    } as unknown as Page;
  }

  #doNotContact() {
    const { doNotContact, replies, stops, campaigns, messages } = this.#rig.stores;
    return {
      doNotContact,
      replies,
      stops,
      campaigns,
      messages,
      clock: this.#rig.clock,
      changes: silentChanges,
      settings: () => this.#rig.settings,
      nudge: () => this.#rig.dispatcher.nudge(),
    };
  }
}

/** The value as it arrives from the page, which sends it as JSON. */
function jsonOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
