import { namesSomebodyElse } from '../../domain/lists/header-words.ts';
import type { Text } from '../../domain/text/index.ts';
import { type RawRow, TableError } from '../formats/table.ts';
import { type Card, type CardLine, partsOf, plain, readCards } from '../formats/vcard.ts';

const columns = ['name', 'phone', 'otherNumbers', 'firstName', 'lastName', 'organisation', 'group', 'note'] as const;
type Column = (typeof columns)[number];
type Contact = Readonly<Record<Column, string>> & { readonly numbers: Numbers };

type Numbers = {
  /** The most likely one; empty where the contact has none. */
  readonly taken: string;
  readonly others: readonly string[];
  /** Whether the choice is clear: it is the only number, or the only mobile one. */
  readonly isClear: boolean;
};

export type Contacts = { readonly columns: readonly Column[]; readonly rows: readonly RawRow[] };

/**
 * A file of vCards as a table with one row for each contact, so that a person with several numbers gets one message.
 * Columns without any content are left out. `eachNumber` gives every number a row of its own, for a list of numbers.
 */
export function readContacts(bytes: Buffer, options: { maxRows: number; eachNumber: boolean }): Contacts {
  const contacts: Contact[] = [];
  for (const card of readCards(bytes)) {
    contacts.push(contactOf(card));
    if (contacts.length > options.maxRows) throw new TableError('too_many_rows');
  }
  const used = columns.filter(
    (column) => column === 'name' || column === 'phone' || contacts.some((contact) => contact[column] !== ''),
  );
  const rows = contacts.flatMap((contact, index): RawRow[] => {
    const { taken, others } = contact.numbers;
    const rowWith = (phone: string): RawRow => ({
      rowNumber: index + 1,
      cells: used.map((column) => (column === 'phone' ? phone : contact[column])),
      broken: false,
    });
    return options.eachNumber ? [taken, ...others].map(rowWith) : [rowWith(contact.phone)];
  });
  return { columns: used, rows };
}

/** The headers for the columns of contacts: a file of vCards has no words for them. */
export function contactHeaders(used: Contacts['columns'], text: Text): string[] {
  return used.map((column) => text(`contacts.${column}`));
}

function contactOf(card: Card): Contact {
  const value = (name: string) =>
    plain(card.find((line) => line.name === name && line.value.trim() !== '')?.value ?? '');
  const [lastName = '', firstName = '', middle = ''] = partsOf(
    card.find((line) => line.name === 'N')?.value ?? '',
    ';',
  );
  const organisation = partsOf(card.find((line) => line.name === 'ORG')?.value ?? '', ';')
    .filter((part) => part !== '')
    .join(', ');
  const fullName = [firstName, middle, lastName].filter((part) => part !== '').join(' ');
  const numbers = numbersOf(card);
  return {
    name: value('FN') || fullName || value('NICKNAME') || organisation,
    // A person then chooses the number, as with several numbers in a cell.
    phone: numbers.isClear ? numbers.taken : [numbers.taken, ...numbers.others].join(' / '),
    otherNumbers: numbers.others.join(', '),
    firstName,
    lastName,
    organisation,
    group: partsOf(value('CATEGORIES'), ',').join(', '),
    note: value('NOTE'),
    numbers,
  };
}

/**
 * The number that is most likely on WhatsApp: mobiles before others, preferred ones before others of their kind, and last
 * those that are somebody else's by the name that the owner gave them, which then stands behind them.
 */
function numbersOf(card: Card): Numbers {
  const seen = new Set<string>();
  const phones = card
    .filter((line) => line.name === 'TEL' && !line.kinds.has('fax') && !line.kinds.has('pager'))
    .map((line) => {
      const label = labelOf(line, card);
      const isElses = namesSomebodyElse(label);
      const phone = isElses && phoneOf(line) !== '' ? `${phoneOf(line)} (${label})` : phoneOf(line);
      return { phone, isElses, isMobile: !isElses && isMobile(line, label), isPreferred: isPreferred(line) };
    })
    .filter(({ phone }) => {
      const digits = phone.replace(/[^\p{Nd}+]/gu, '').replace(/^00/, '+');
      if (digits === '' || seen.has(digits)) return false;
      seen.add(digits);
      return true;
    });
  const rank = (one: (typeof phones)[number]) =>
    one.isElses ? -1 : (one.isMobile ? 2 : 0) + (one.isPreferred ? 1 : 0);
  const best = phones.reduce<(typeof phones)[number] | undefined>(
    (known, next) => (known === undefined || rank(next) > rank(known) ? next : known),
    undefined,
  );
  const mobiles = phones.filter((one) => one.isMobile).length;
  return {
    taken: best?.phone ?? '',
    others: phones.filter((one) => one !== best).map(({ phone }) => phone),
    isClear: phones.length < 2 || mobiles === 1,
  };
}

/** The number of a line. Version 4.0 writes it as a link: `tel:+44-7700-900142;ext=5`. */
function phoneOf({ value }: CardLine): string {
  return plain(value).replace(/^tel:/i, '').replace(/;.*$/s, '').trim();
}

function isPreferred({ kinds, parameters }: CardLine): boolean {
  return kinds.has('pref') || parameters.get('pref') === '1';
}

/** The name that the phone's owner gave a number; empty where there is none. */
function labelOf({ group }: CardLine, card: Card): string {
  const label = card.find((line) => line.name === 'X-ABLABEL' && line.group === group && group !== '');
  return plain(label?.value ?? '').replace(/^_\$!<|>!\$_$/g, '');
}

/** Whether it is a mobile, by its kind or by its name. */
function isMobile({ kinds }: CardLine, label: string): boolean {
  if (kinds.has('cell') || kinds.has('iphone') || kinds.has('x-mobile')) return true;
  return /whats ?app|mobil|m[oó]vil|celular|cell|iphone|جوال|موبايل|واتس/iu.test(label);
}
