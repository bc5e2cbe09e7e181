import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { readNumbers } from '../../../electron/lists/number-list.ts';
import { inspectTable, readTable } from '../../../electron/lists/read-table.ts';
import { granted } from '../../support/granted.ts';
import { type TemporaryStores, temporaryStores } from '../../support/temporary-stores.ts';
import { importText } from '../formats/fixtures.ts';

let stores: TemporaryStores;
beforeEach(() => {
  stores = temporaryStores();
});

const file = (content: string | Buffer) => {
  const path = `${stores.folder}/contacts.vcf`;
  writeFileSync(path, content);
  return path;
};
const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');

/** The columns of each contact, by the names that the window shows. */
async function tableOf(content: string | Buffer): Promise<Record<string, string>[]> {
  const path = file(content);
  const headers = granted(await inspectTable(path)).sheets[0]?.headers ?? [];
  const rows: Record<string, string>[] = [];
  for await (const row of readTable(path, { sheet: '', headerRow: null })) {
    const { cells } = granted(row);
    rows.push(Object.fromEntries(headers.map((header, index) => [header, cells[index] ?? ''])));
  }
  return rows;
}
const phoneOf = async (...lines: string[]) => {
  const [row] = await tableOf(card('FN:Ada', ...lines));
  return [row?.Phone, row?.['Other numbers']].filter((cell) => cell);
};

describe('contacts of each version', () => {
  it('4.0: a number written as a link, with a group before it and quoted kinds', async () => {
    const text = card(
      'VERSION:4.0',
      'FN;LANGUAGE=en:Ada Lovelace',
      'N:Lovelace;Ada;;Ms.;',
      'item1.TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+44-7700-900142;ext=5',
      'ORG:Open Harbour\\, Leeds;Boats',
    );
    expect(await tableOf(text)).toEqual([
      {
        Name: 'Ada Lovelace',
        Phone: '+44-7700-900142',
        'First name': 'Ada',
        'Last name': 'Lovelace',
        Organisation: 'Open Harbour, Leeds, Boats',
      },
    ]);
  });

  it('3.0: folded lines, cut through a letter too', async () => {
    const name = Buffer.from('FN:Siobhán Ní Bhriain', 'utf8');
    const inTheLetter = name.indexOf(0xc3) + 1;
    const content = Buffer.concat([
      Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\n'),
      name.subarray(0, inTheLetter),
      Buffer.from('\r\n '),
      name.subarray(inTheLetter),
      Buffer.from('\r\nTEL;TYPE=CELL:+353 20 910\r\n  0135\r\nNOTE:Two\\nlines\\; and more\r\nEND:VCARD\r\n'),
    ]);
    expect(await tableOf(content)).toEqual([
      { Name: 'Siobhán Ní Bhriain', Phone: '+353 20 910 0135', Note: 'Two\nlines; and more' },
    ]);
  });

  it('2.1: quoted-printable over several lines, in the character set that it names', async () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=AD=D8=AF=D8=A7=D8=AF;=D8=B3=',
      '=D9=85=D9=8A=D8=B1;;;',
      'TEL;CELL:+96170555014',
      'NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9',
      'PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ=',
      ' AAAA=',
      '',
    );
    expect(await tableOf(text)).toMatchObject([
      { Name: 'سمير حداد', 'Last name': 'حداد', 'First name': 'سمير', Phone: '+96170555014', Note: 'café' },
    ]);
  });

  it('written in two-byte characters, or in those of an old Windows program', async () => {
    const text = card('VERSION:3.0', 'FN:Amélie Garnier', 'TEL:+33639980041');
    const shown = [{ Name: 'Amélie Garnier', Phone: '+33639980041' }];
    expect(await tableOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(shown);
    expect(await tableOf(Buffer.from(text, 'latin1'))).toEqual(shown);
    expect(await tableOf(Buffer.from(`\ufeff${text}`, 'utf8'))).toEqual(shown);
  });

  it('with a contact inside a contact, whose number is not that of the person', async () => {
    const agent = ['AGENT:', 'BEGIN:VCARD', 'FN:Assistant', 'TEL;CELL:+447700900199', 'END:VCARD'];
    expect(await tableOf(card('VERSION:2.1', 'FN:Ada', ...agent, 'TEL:+447700900142'))).toEqual([
      { Name: 'Ada', Phone: '+447700900142' },
    ]);
  });

  it('without a full name: by its parts, else by the nickname or the organisation', async () => {
    const text =
      card('N:Brandt;Lukas;;;', 'TEL:1') + card('NICKNAME:Ngo', 'TEL:2') + card('ORG:Boathouse', 'TEL:3', 'FN:');
    expect((await tableOf(text)).map((row) => row.Name)).toEqual(['Lukas Brandt', 'Ngo', 'Boathouse']);
  });
});

describe('a contact with several numbers', () => {
  it('is written to on its mobile, also where another number is preferred', async () => {
    const lines = ['TEL;TYPE=HOME,PREF:+442079460101', 'TEL;TYPE=CELL:+447700900142'];
    expect(await phoneOf(...lines)).toEqual(['+447700900142', '+442079460101']);
  });

  it('with two mobiles, or none, has all of them in the cell, the preferred one first', async () => {
    expect(await phoneOf('TEL;CELL:+447700900142', 'TEL;CELL;PREF:+447700900143')).toEqual([
      '+447700900143 / +447700900142',
      '+447700900142',
    ]);
    const lines = ['TEL;HOME:+442079460101', 'TEL;WORK;PREF:+442079460102'];
    expect((await phoneOf(...lines))[0]).toBe('+442079460102 / +442079460101');
  });

  it('knows a mobile by the name that its owner gave it', async () => {
    const lines = ['item1.TEL:+442079460101', 'item2.TEL:+447700900142', 'item2.X-ABLabel:WhatsApp'];
    expect((await phoneOf(...lines))[0]).toBe('+447700900142');
  });

  it('has a number that its owner named as somebody else’s last, with that name, also where it is the only one', async () => {
    const mother = ['item1.TEL;type=CELL:+447700900142', 'item1.X-ABLabel:Mum mobile'];
    expect(await phoneOf(...mother, 'TEL;CELL:+447700900143')).toEqual(['+447700900143', '+447700900142 (Mum mobile)']);
    expect((await phoneOf(...mother, 'TEL;HOME:+442079460101'))[0]).toBe('+442079460101 / +447700900142 (Mum mobile)');
    expect((await phoneOf(...mother))[0]).toBe('+447700900142 (Mum mobile)');
  });

  it('has none of its fax, and a number that stands there twice is one', async () => {
    const lines = ['TEL;TYPE=FAX:+442079460109', 'TEL:+44 7700 900142', 'TEL;CELL:+44-7700-900142'];
    expect(await phoneOf(...lines)).toEqual(['+44 7700 900142']);
  });

  it('gets one message, and waits for a decision where it was not plain which number to take', async () => {
    const text =
      card('FN:Ada', 'TEL;CELL:+447700900142', 'TEL;CELL:+447700900143') +
      card('FN:Ben', 'TEL;CELL:+447700900144', 'TEL;HOME:+442079460101') +
      card('FN:Carla', 'EMAIL:carla@example.org');
    const contacts = {
      fileName: 'contacts.vcf',
      headerRow: null,
      mapping: { phone: 1, further: [], area: null, name: 0, country: null, fields: [] },
    };
    const { listId } = granted(await importText(stores, text, contacts));
    const list = stores.queries.list(listId);
    expect(list).toMatchObject({ rows: 3, recipients: 1, cannotBeUsed: 2 });
    expect(list?.facts.groups.map(({ cause, rowNumbers }) => ({ cause, rowNumbers }))).toEqual([
      { cause: 'several_numbers', rowNumbers: [1] },
      { cause: 'empty', rowNumbers: [3] },
    ]);
    expect(list?.groupRows[0]).toMatchObject({
      cell: '+447700900142 / +447700900143',
      readings: [
        { as: 'first', phone: '+447700900142' },
        { as: 'second', phone: '+447700900143' },
      ],
    });
    expect(stores.lists.recipientAt(listId, 0)).toMatchObject({ name: 'Ben', phone: '+447700900144' });
  });
});

it('finds the phone and the name of contacts in every language', async () => {
  const path = file(card('FN:Ada Lovelace', 'N:Lovelace;Ada', 'TEL;CELL:+447700900142', 'TEL:+442079460101'));
  for (const language of ['en', 'es', 'pt-BR', 'ar'] as const) {
    const inspected = await inspectTable(path, { language });
    const sheet = inspected.ok ? inspected.value.sheets[0] : undefined;
    expect({ language, ...sheet?.mapping }).toMatchObject({ phone: 1, name: 0 });
    expect(sheet).toMatchObject({ headerRow: null, firstRows: [], rowCount: 1 });
  }
});

it('takes every number of contacts onto a list of numbers', async () => {
  const path = file(
    card('FN:Ada', 'TEL;CELL:+447700900142', 'TEL:+442079460101') + card('FN:Ben', 'TEL:+447700900143'),
  );
  const read = await readNumbers({ path, fileName: 'contacts.vcf', country: 'GB', timeZone: 'UTC' });
  expect(read.ok && read.value.numbers.map(({ phone }) => phone)).toEqual([
    '+447700900142',
    '+442079460101',
    '+447700900143',
  ]);
});

it('refuses a file that was cut off, instead of losing who came after', async () => {
  const path = file(`${card('FN:Ada', 'TEL:+447700900142')}BEGIN:VCARD\r\nFN:Ben\r\nTEL:+44`);
  expect(await inspectTable(path)).toMatchObject({ ok: false, failure: { code: 'corrupt_file' } });
});
