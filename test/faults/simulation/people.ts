import { personAliases } from '../../../domain/people/alias.ts';
import { variantKey } from '../../../domain/phone/digit-variants.ts';
import type { Account } from '../../../domain/state/state.ts';

/** The people of the simulation as they truly are: the person behind each number, and what WhatsApp says about it. */
export type Entry = {
  readonly phone: string;
  readonly person: string;
  /** The id that WhatsApp resolves the number to. */
  readonly chatId: string;
  /** An id that is known only when the message is at the gate. */
  readonly lid: string | null;
  readonly names: readonly [string, string];
};

export const book: readonly Entry[] = [
  { phone: '+447700900101', person: 'ana', chatId: '447700900101@c.us', lid: null, names: ['Ana', 'Anna'] },
  // Two numbers of one person, which only the LID at the gate reveals.
  {
    phone: '+447700900102',
    person: 'ben',
    chatId: '447700900102@c.us',
    lid: '20000000000002@lid',
    names: ['Ben', 'Benno'],
  },
  {
    phone: '+447700900103',
    person: 'ben',
    chatId: '447700900103@c.us',
    lid: '20000000000002@lid',
    names: ['Ben', 'Benjamin'],
  },
  // A number with and without the ninth digit, which WhatsApp resolves to one id.
  { phone: '+5511987654321', person: 'caio', chatId: '5511987654321@c.us', lid: null, names: ['Caio', 'Cayo'] },
  { phone: '+551187654321', person: 'caio', chatId: '5511987654321@c.us', lid: null, names: ['Caio', 'Caio B'] },
  {
    phone: '+447700900104',
    person: 'dora',
    chatId: '30000000000004@lid',
    lid: '447700900104@c.us',
    names: ['Dora', 'Dora'],
  },
];

/** Every alias by which any of them is known. */
export const aliasesOfAll = book.flatMap(({ phone, chatId, lid }) =>
  personAliases(phone, lid ? [chatId, lid] : [chatId]),
);

export const own = { id: '447700900118@c.us', phone: '+447700900118', name: 'Own' };
/** The accounts of a computer with several of them. Staff call each by a name. */
export const ownAccounts: readonly [Account, ...Account[]] = [
  own,
  { id: '447700900119@c.us', phone: '+447700900119', name: 'Clinic' },
  { id: '447700900120@c.us', phone: '+447700900120', name: 'South' },
];
export const other = { id: '447700900777@c.us', phone: '+447700900777', name: 'Other' };

/** For the app the first two are one text, and the last has no words of its own. */
export const texts = ['Hello {{first}}', 'Hello  {{First | friend}}', 'See you on Saturday', '{{first}}'] as const;

/** The text that is sent an hour before a date. */
export const datedTexts = [texts[0], texts[1], 'On {{date}} we meet'] as const;

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** A date of a person as a list has it, in UTC. */
export const occasionOf = (dateMs: number): string => new Date(dateMs).toISOString().slice(0, 16);
/** When a message of an hour before such a date may go. */
export function timesOf(occasion: string): { readonly dueAtMs: number; readonly latestAtMs: number } {
  // An occasion of a series lasts a whole day.
  if (!occasion.includes('T')) return { dueAtMs: Date.parse(occasion), latestAtMs: Date.parse(occasion) + dayMs - 1 };
  const dateMs = Date.parse(`${occasion}Z`);
  const dueAtMs = dateMs - hourMs;
  return { dueAtMs, latestAtMs: Math.min(dateMs, Math.floor(dueAtMs / dayMs + 1) * dayMs) - 1 };
}

/** The text as a person reads it: the family of a text by its rendered words alone, without the app's help. */
export function familyOf(rendered: string): string {
  if (/^hello\s/i.test(rendered)) return 'hello';
  return rendered.startsWith('See you') ? 'see you' : `only ${rendered}`;
}

/** Attachments. Their bytes stand for what is seen. */
export const files = [
  { hash: 'a'.repeat(64), fileName: 'map.png', mimeType: 'image/png', kind: 'image', bytes: 3 },
  { hash: 'b'.repeat(64), fileName: 'programme.pdf', mimeType: 'application/pdf', kind: 'document', bytes: 4 },
] as const;

/** A person's number in one of its spellings, as another computer's report may have it. */
export const spellingOf = ({ phone }: Entry) => variantKey(phone);

export function entryOf(chatId: string): Entry | undefined {
  return book.find((entry) => entry.chatId === chatId);
}
