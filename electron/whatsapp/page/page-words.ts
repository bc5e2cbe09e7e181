/** What the page may say. It is other people's program: all of it is checked and bounded before its use. */
import { z } from 'zod';
import { limits } from '../../../domain/limits.ts';
import { playedAck } from '../../../domain/messages/message.ts';
import { chatMessageKinds } from '../../../domain/messages/message-copy.ts';
import { plainName } from '../../../domain/people/plain-name.ts';

const { pageIdCharacters, pageIdsMax, pageWordCharacters, templateCharacters } = limits;

/** The last moment for which a date exists. */
const lastDateMs = 8.64e15;
const Id = z.string().max(pageIdCharacters);
/** The name of a state, a kind or a version, which is compared and not shown. */
const Word = z.string().max(pageWordCharacters);
const Text = z.string().transform((text) => text.slice(0, templateCharacters));
/** The ids are counted before any of them is parsed. */
const Ids = z.array(z.unknown()).max(pageIdsMax).pipe(z.array(Id));

/**
 * The state of the connection: `streamState` is '' in builds that have none, `isCaughtUp` null where the page does not
 * say. `asksCheck`: WhatsApp wants proof, in its own window, that the user is the account's owner.
 */
const Standing = z.object({
  socketState: Word,
  streamState: Word,
  isCaughtUp: z.boolean().nullable(),
  asksCheck: z.boolean(),
});
export type PageStanding = z.infer<typeof Standing>;

/** A ban of the account for a time. Its end in epoch milliseconds; null where the page does not say. */
const Ban = z.object({ endsMs: z.int().positive().max(lastDateMs).nullable().catch(null) });
export type Ban = z.infer<typeof Ban>;

/** WhatsApp's mark on the record of a message that its server refused. */
export const rejectedAck = -1;
/** WhatsApp has more numbers than the ticks people see, and one for refusals. Any other is no acknowledgement. */
export const AckNumber = z.int().min(rejectedAck).max(playedAck);

export const Question = z.object({
  documentId: Word,
  token: Word.min(1),
  key: z.object({ serialized: z.string().max(4 * pageIdCharacters), random: Id, fromMe: z.boolean(), remote: Id }),
  ids: Ids,
  type: Word,
  // None of our texts is longer. A longer one is another text, which the judge need not read.
  text: z.string().max(templateCharacters),
  fileHash: Word.nullable(),
  ...Standing.shape,
  askedAtMs: z.number(),
  accountIds: Ids,
});

const ofDocument = { documentId: Word };
const ofMessage = { ...ofDocument, random: Id.min(1), remote: Id };

/** The reports of the gate and the tap, besides the question. */
export const News = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not_ours'), ...ofDocument, type: z.string().max(templateCharacters) }),
  z.object({ kind: z.literal('failed'), ...ofDocument, why: Text }),
  // From the tap: a message that somebody wrote has reached encryption; and WhatsApp's server refused one, by its code.
  z.object({ kind: z.literal('leaving'), ...ofMessage }),
  z.object({ kind: z.literal('nack'), ...ofMessage, code: z.int() }),
  // How WhatsApp's own send ended, and the acknowledgement in its record then; null where there is none.
  z.object({ kind: z.literal('result'), ...ofMessage, result: Word, ack: z.number().nullable().catch(null) }),
]);
type WithoutDocument<One> = One extends unknown ? Omit<One, 'documentId'> : never;
export type GateNews = WithoutDocument<z.infer<typeof News>>;

/** The library's event for an acknowledgement. Its number is checked by the code that handles it. */
export const AckWords = z.object({ random: Id.min(1), fromMe: z.boolean(), remote: Id, ack: z.number() });

/** A message to us, from the library's event. */
export const IncomingWords = z.object({
  from: Id,
  type: Word,
  body: z.string().transform((body) => body.slice(0, limits.replyCharacters)),
  random: Id.nullable(),
  seconds: z.int().positive().optional().catch(undefined),
});

/** The contents of a QR code, a code to type, and the state of the connection. */
export const QrWords = z.string().min(1).max(limits.pageQrCharacters);
export const CodeWords = z.string().regex(/^[A-Z0-9-]{4,16}$/i);
export const StateWord = Word;

/** The properties of WhatsApp's page that we rely on. They contain no names and no texts. */
const Inspection = z.object({
  userAgent: z.string().max(limits.pageQrCharacters),
  /** The browser's name in the newer form. */
  brands: z.array(z.string().max(pageIdCharacters)).max(pageIdsMax),
  version: Word,
  missing: z.array(Word),
  /** The field in which a message's key, or a person's id, holds its text; '' where no field does. */
  keyField: Word,
  idField: Word,
  /** Whether keys and ids have a method that gives their text. */
  saysKey: z.boolean(),
  saysId: z.boolean(),
  /** Whether the functions that we wrap can be replaced. */
  canWrapSend: z.boolean(),
  canWrapEncryption: z.boolean(),
  hasLid: z.boolean(),
  /** Null before the page is ready. */
  standing: Standing.nullable(),
});
export type Inspection = z.infer<typeof Inspection>;

/** Whether a message could be handed over now, as far as the page says. */
const Readiness = Standing.extend({
  /** Whether WhatsApp's send function is our gate. */
  isGateInPlace: z.boolean(),
  restriction: z.object({ kind: z.enum(['timelock', 'cap']), untilMs: z.number().nullable() }).nullable(),
});
export type PageReadiness = z.infer<typeof Readiness>;

/** The page's state, whether it waits for a passkey before it links, and whether the account is banned for a time. */
const View = Standing.extend({ hasSynced: z.boolean(), asksPasskey: z.boolean(), ban: Ban.nullable() });
export type PageView = z.infer<typeof View>;

/** The answers of the functions that we run in the page. */
export const answers = {
  nothing: z.unknown(),
  isSo: z.boolean(),
  documentId: Word,
  problem: Text.nullable(),
  ids: Ids,
  logoutReason: Word.nullable(),
  account: z
    .object({
      id: Id.regex(/^\d+@/),
      phone: Id.regex(/^\+\d+$/),
      name: z
        .string()
        .catch('')
        .transform((name) => plainName(name).slice(0, limits.nameCharacters)),
    })
    .nullable(),
  view: View,
  inspection: Inspection,
  readiness: Readiness,
  lookUp: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('registered'), chatId: Id, ids: Ids }),
    z.object({ kind: z.literal('absent') }),
    z.object({ kind: z.literal('unavailable'), why: Text }),
  ]),
  record: z.object({ ack: AckNumber, remote: Id }).nullable(),
  acks: z.array(z.object({ random: Id.min(1), remote: Id, ack: AckNumber })).max(limits.missedTicksRead),
  activeChats: z.array(z.unknown()).max(limits.missedChatsRead).pipe(z.array(Id)).nullable(),
  // One message of an unknown shape must not make a person's chat unreadable.
  chat: z
    .array(
      z.object({
        random: Id.catch(''),
        fromMe: z.boolean(),
        kind: z.enum(chatMessageKinds).catch('other'),
        text: Text.catch(''),
        ack: AckNumber.catch(0),
        atMs: z.number().catch(0),
      }),
    )
    .max(limits.verifyMessagesRead)
    .nullable(),
  handOverEnd: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('returned') }),
    z.object({ kind: z.literal('bypassed'), why: Text }),
    z.object({ kind: z.literal('blocked') }),
    z.object({ kind: z.literal('threw'), why: Text }),
    z.object({ kind: z.literal('gate_missing'), why: Text }),
  ]),
} as const;

/**
 * WhatsApp's names for the messages that people write to each other. Notes, receipts and keys are among the messages
 * too, new and from the other side like a reply; only these kinds were written by somebody.
 */
export const writtenTypes: readonly string[] = [
  'chat',
  'image',
  'video',
  'ptv',
  'audio',
  'ptt',
  'document',
  'sticker',
  'sticker-pack',
  'location',
  'vcard',
  'multi_vcard',
  'poll_creation',
  'event_creation',
  'list_response',
  'buttons_response',
  'template_button_reply',
  'interactive_response',
  'product',
  'order',
  'payment',
  'groups_v4_invite',
];
