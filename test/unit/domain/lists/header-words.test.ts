import { describe, expect, test } from 'vitest';
import { guessMapping, phoneColumns } from '../../../../domain/lists/guess-mapping.ts';
import {
  nameRank,
  namesArea,
  namesOtherNumbers,
  namesSomebodyElse,
  phoneRank,
} from '../../../../domain/lists/header-words.ts';

describe('headers, in the languages of the field', () => {
  test.each([
    ['Phone', 'Mobile phone', 'WhatsApp'],
    ['Teléfono', 'Celular', 'Nº de WhatsApp'],
    ['Telefone fixo', 'Celular 1', 'Whats'],
    ['Festnetz', 'Handynummer', 'WhatsApp-Nummer'],
    ['Téléphone', 'Portable', 'WhatsApp'],
    ['Telefono', 'Cellulare', 'WhatsApp'],
    ['Telefoonnummer', 'Mobiel', 'WhatsApp'],
    ['Numer telefonu', 'Telefon komórkowy', 'WhatsApp'],
    ['Ev telefonu', 'Cep telefonu', 'WhatsApp'],
    ['Телефон', 'Мобильный', 'WhatsApp'],
    ['تليفون المنزل', 'رقم الموبايل', 'واتساب'],
    ['الهاتف', 'الجوال', 'رقم الواتساب'],
    ['Phone 1 - Value', 'mobilePhone', 'whatsapp_number'],
  ])('a phone, a mobile and WhatsApp: %s, %s, %s', (phone, mobile, whatsApp) => {
    expect([phone, mobile, whatsApp].map(phoneRank)).toEqual([2, 3, 4]);
  });

  test.each([
    'CPF',
    'CNPJ',
    'Código',
    'Nº do pedido',
    'Matrícula',
    'CEP',
    'DNI',
    'Ref',
    'Member number',
    'Order no.',
    'Steuer-ID',
    'Mitglieds-Nr.',
    'PLZ',
    'IBAN',
    'TC Kimlik No',
    'PESEL',
    'BSN',
    'Kundennummer',
    'رقم الملف',
    'الرقم القومي',
    'رقم الهوية',
    'تاريخ الموعد',
    'Phone 1 - Label',
    'Valor',
    'Betrag',
    'Vencimento',
    'Geburtsdatum',
  ])('%s names numbers that are no phones', (header) => {
    expect([phoneRank(header), namesOtherNumbers(header)]).toEqual([0, true]);
  });

  test.each([
    'Telefone recado',
    'Contato da mãe',
    'Emergency contact phone',
    'Notfallkontakt Telefon',
    'Teléfono de la madre',
    'هاتف المرافق',
    'هاتف الطوارئ',
    'Assistant’s Phone',
    'Teléfono del ayudante',
    'Celular da irmã',
    'Fax',
    'Telefax',
  ])('%s is of somebody else', (header) => {
    expect(namesSomebodyElse(header)).toBe(true);
  });

  test.each(['DDD', 'Vorwahl', 'STD', 'Area code', 'Código de área', 'Lada', 'Indicatif', 'رمز المنطقة'])(
    '%s is an area code',
    (header) => {
      expect(namesArea(header)).toBe(true);
    },
  );

  test('a name is told from a label and a microphone from a phone', () => {
    expect(nameRank('Nome completo')).toBe(0);
    expect(nameRank('اسم المريض')).toBe(0);
    expect(['Ad Soyad', 'Imię i nazwisko', 'ФИО'].map(nameRank)).toEqual([0, 0, 0]);
    expect(['Naam', 'First names', 'Voornaam'].map(nameRank)).toEqual([1, 2, 2]);
    expect(nameRank('Filename')).toBeNull();
    expect([phoneRank('Microphone'), phoneRank('Telefonica plan'), phoneRank('Town')]).toEqual([0, 0, 0]);
  });
});

describe('the second number', () => {
  const rows = [
    ['219.765.432-10', '11 98765-4321', '10234567', '(11) 3344-5566', '21 98888-7777'],
    ['111.444.777-35', '21 98765-4322', '10234568', '(21) 3344-5566', ''],
    ['529.982.247-25', '31 98765-4323', '10234569', '', '11 97777-6666'],
  ];

  test('is a column that says so, and neither a tax number nor a reference nor somebody else', () => {
    const headers = ['CPF', 'Celular', 'Ref', 'Telefone fixo', 'Recado'];
    expect(guessMapping(headers, rows)).toMatchObject({ phone: 1, further: [3] });
  });

  test('is one without a header where nearly every cell is written as only phones are', () => {
    expect(guessMapping(['A', 'Celular', 'C', 'D', 'Recado'], rows)).toMatchObject({ phone: 1, further: [3] });
  });

  test('is none of a second table of people that stands beside the first, which is known of', () => {
    const side = [
      ['Ana', '11 98765', '', 'Rui', '11 98765-4321'],
      ['Bia', '11 98765-4322', '', 'Eva', '11 98765-4323'],
    ];
    expect(guessMapping(['Nome', 'Celular', '', 'Nome', 'Celular'], side)).toMatchObject({ phone: 1, further: [] });
    expect(phoneColumns(['Nome', 'Celular', '', 'Nome', 'Celular'], side)).toEqual([1, 4]);
    expect(guessMapping(['Nome', 'Nome', 'Celular'], [['Ana', 'Eva', '11 98765-4321']])).toMatchObject({ phone: 2 });
    // Nor is it that of a mother: her name stands before it.
    const ofMother = side.map(([name = '', phone = '', , mother = '', hers = '']) => [name, phone, mother, hers]);
    expect(guessMapping(['Aluno', 'Celular', 'Mãe', 'Celular'], ofMother)).toMatchObject({ phone: 1, further: [] });
    expect(phoneColumns(['Aluno', 'Celular', 'Mãe', 'Celular'], ofMother)).toEqual([1]);
  });

  test('somebody else is written to only where a list has no other numbers', () => {
    expect(guessMapping(['Aluno', 'Telefone da mãe'], [['Ana', '11 98765-4321']])).toMatchObject({ phone: 1 });
  });

  test('an area code beside the number is one, and a region is none', () => {
    const cells = [
      ['11', '98765-4321'],
      ['(21)', '98765-4322'],
    ];
    expect(guessMapping(['DDD', 'Celular'], cells)).toMatchObject({ phone: 1, area: 0 });
    expect(guessMapping(['Area', 'Mobile'], [['North', '07700 900101']])).toMatchObject({ phone: 1, area: null });
  });
});
