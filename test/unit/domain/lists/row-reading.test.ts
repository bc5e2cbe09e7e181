import { describe, expect, test } from 'vitest';
import type { Mapping } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { type ListChoices, noChoices } from '../../../../domain/lists/list-choices.ts';
import { noEvidence } from '../../../../domain/lists/list-evidence.ts';
import { RowReader } from '../../../../domain/lists/row-reading.ts';
import type { CountryCode } from '../../../../domain/phone/phone.ts';
import { brazilianCrm } from '../../../support/lists/brazilian-crm.ts';

const headers = ['Name', 'Mobile', 'Other phone', 'Country', 'Town'];
const mapping: Mapping = {
  phone: 1,
  further: [2],
  area: null,
  name: 0,
  country: 3,
  fields: [{ index: 4, key: 'town' }],
};

function reader(choices: Partial<ListChoices> = {}, given: Partial<Mapping> = {}, evidence = noEvidence) {
  const by = {
    mapping: { ...mapping, ...given },
    headers,
    country: 'GB',
    choices: { ...noChoices, ...choices },
    evidence,
    rowCount: 10,
    letBackIn: new Set<string>(),
  } as const;
  const rows = new RowReader(by);
  let rowNumber = 6;
  return (...cells: string[]) => {
    rowNumber += 1;
    return rows.read({ rowNumber, cells, broken: false });
  };
}
const read = (...cells: string[]) => reader()(...cells);

describe('a row', () => {
  test('with a number of its country is a recipient', () => {
    expect(read('Ana', '07700 900123')).toEqual({
      kind: 'recipient',
      phone: '+447700900123',
      country: 'GB',
      zones: '',
      isLandline: false,
      countryFrom: 'list',
      decision: '',
    });
  });

  test('with a number that no known network uses is of no landline either, once it is used unchanged', () => {
    const out = reader({ decisions: [{ cause: 'not_valid', as: 'as_is' }] });
    expect(out('Ana', '+44 7700 920000')).toMatchObject({ phone: '+447700920000', isLandline: false });
    expect(reader({ decisions: [{ cause: 'landline', as: 'as_is' }] })('Ben', '020 7946 0018')).toMatchObject({
      isLandline: true,
    });
  });

  test('whose Country column says so is read for that country', () => {
    expect(read('Zé', '(11) 99999-0185', '', 'Brasil')).toMatchObject({ phone: '+5511999990185', country: 'BR' });
    expect(read('Zé', '+44 7700 900123', '', 'Brasil')).toMatchObject({ phone: '+447700900123', country: 'GB' });
    expect(read('Ana', '07700 900123', '', 'the moon')).toMatchObject({ phone: '+447700900123' });
  });

  test('that fits no country of its own may be of one that other rows name', () => {
    expect(read('Ali', '01000000038')).toMatchObject({ kind: 'undecided', readings: [{ as: 'as_is' }] });
    const rows = reader({}, {}, { ...noEvidence, seen: [{ country: 'EG', count: 2 }] });
    expect(rows('Ali', '01000000038')).toMatchObject({
      kind: 'undecided',
      cause: 'other_country',
      readings: [{ as: 'in:EG', phone: '+201000000038' }],
    });
  });

  test('with a number in its second column alone waits for the decision to take that', () => {
    const inSecond = { kind: 'undecided', readings: [{ as: 'second_column', phone: '+447700900124' }] };
    expect(read('Ana', '', '7700900124')).toMatchObject({ ...inSecond, cause: 'other_column' });
    expect(read('Ana', ' - ', '07700 900124')).toMatchObject({ ...inSecond, cause: 'other_column' });
    expect(read('Ana', 'see there', '07700 900124')).toMatchObject({ ...inSecond, cause: 'other_column' });
    expect(read('Ana', '07700 900123', '07700 900124')).toMatchObject({ phone: '+447700900123' });
  });

  test('with several numbers in its second column alone waits for the decision which of them it is', () => {
    const from = { index: 2, cell: '07700 900124 ::: 07700 900125' };
    expect(read('Ana', '', from.cell)).toEqual({
      kind: 'undecided',
      cause: 'several_numbers',
      readings: [
        { as: 'first', phone: '+447700900124', from },
        { as: 'second', phone: '+447700900125', from },
      ],
    });
  });

  test('without a number is nobody where it is a total, a note or the header again', () => {
    const nobody = { kind: 'undecided', cause: 'not_a_person', readings: [] };
    expect(read('Total', '', '', '', '300')).toMatchObject(nobody);
    expect(read('Sum of all:', '')).toMatchObject(nobody);
    expect(read(...headers)).toMatchObject(nobody);
    expect(read('Printed on 12 March 2026')).toMatchObject(nobody);
    expect(read('', '', '', '', 'office use only')).toMatchObject(nobody);
    expect(read('الإجمالي', '', '', '', '300')).toMatchObject(nobody);
    expect(read('Ana Silva')).toMatchObject({ cause: 'empty' });
    expect(read('Summer Jones', '', '', '', 'Leith')).toMatchObject({ cause: 'empty' });
    expect(read('Total', '07700 900123')).toMatchObject({ kind: 'recipient' });
    // A sum in the phone column is too short for a number; a person's number that is too short stays theirs.
    expect(read('', 'TOTAL')).toMatchObject(nobody);
    expect(read('TOTAL GERAL:', '60')).toMatchObject(nobody);
    expect(read('الإجمالي', '60')).toMatchObject(nobody);
    expect(read('Suma Rao', '60')).toMatchObject({ cause: 'too_short' });
    expect(read('Total', '60', '07700 900124')).toMatchObject({ cause: 'other_column' });
  });

  test('that may have run into the next one, or holds more than a cell may, waits for a decision', () => {
    const rows = new RowReader({
      mapping,
      headers,
      country: 'GB',
      choices: noChoices,
      rowCount: 1,
      letBackIn: new Set(),
      evidence: noEvidence,
    });
    const broken = rows.read({ rowNumber: 7, cells: ['Ana', '07700 900123'], broken: true });
    expect(broken).toMatchObject({ kind: 'undecided', cause: 'broken_quotes', readings: [] });
    expect(read('Ana', '07700 900123', '', '', 'x'.repeat(limits.importCellCharacters + 1))).toMatchObject({
      cause: 'cell_too_long',
    });
  });
});

describe('a row of a list that was looked at as a whole', () => {
  const brazilian = {
    headers: ['DDD', 'Celular', 'Telefone', 'Nome'],
    mapping: { phone: 1, further: [2], area: 0, name: 3, country: null, fields: [] },
    country: 'BR' as CountryCode,
    choices: noChoices,
    evidence: noEvidence,
    rowCount: 100,
    letBackIn: new Set<string>(),
  };
  const row = (...cells: string[]) => ({ rowNumber: 2, cells, broken: false });

  test('has its area code in a column of its own, or in the number, or nowhere', () => {
    const rows = new RowReader(brazilian);
    const withArea = { kind: 'recipient', phone: '+5511987654321', decision: 'area_column>area' };
    for (const area of ['11', '011', '(11)', '11.0'])
      expect(rows.read(row(area, '98765-4321'))).toMatchObject(withArea);
    expect(rows.read(row('11', '(21) 98765-4321'))).toMatchObject({ phone: '+5521987654321', decision: '' });
    expect(rows.read(row('11', '11 98765-4321'))).toMatchObject({ phone: '+5511987654321', decision: '' });
    // Without a country code it is complete only in its town, whichever small country's numbers it looks like.
    const seen = [{ country: 'PT', count: 50 }];
    const abroad = new RowReader({ ...brazilian, evidence: { ...noEvidence, seen } });
    expect(abroad.read(row('', '96123-4567'))).toMatchObject({ cause: 'no_area_code', readings: [] });
  });

  test('with a landline is read by the mobile of a further column, and else stays in as a landline', () => {
    const rows = new RowReader(brazilian);
    const beside = rows.read(row('', '(11) 3344-5566', '(11) 98765-4321'));
    expect(beside).toMatchObject({ phone: '+5511987654321', decision: 'mobile_beside>second_column' });
    const landline = rows.read(row('', '(11) 3344-5566', ''));
    expect(landline).toMatchObject({ phone: '+551133445566', isLandline: true, decision: 'landline>as_is' });
    const decisions = [{ cause: 'landline' as const, as: 'leave_out' }];
    const out = new RowReader({ ...brazilian, choices: { ...noChoices, decisions } });
    expect(out.read(row('', '(11) 3344-5566'))).toEqual({ kind: 'left_out', cause: 'landline' });
  });

  test('waits for the country of the list where that is open, unless it says itself what it is', () => {
    const open = { ...brazilian, country: 'GB' as const, evidence: { ...noEvidence, isCountryOpen: true } };
    const rows = new RowReader(open);
    expect(rows.read(row('', '07700 900123'))).toMatchObject({
      kind: 'undecided',
      cause: 'country_first',
      readings: [],
    });
    expect(rows.read(row('', '(11) 98765-4321'))).toMatchObject({ cause: 'country_first' });
    expect(rows.read(row('', '+55 11 98765-4321'))).toMatchObject({ kind: 'recipient', country: 'BR' });
    const chosen = new RowReader({ ...open, choices: { ...noChoices, isCountryChosen: true } });
    expect(chosen.read(row('', '07700 900123'))).toMatchObject({ kind: 'recipient', country: 'GB' });
  });

  test('is the same whatever rows come before it', () => {
    const { rows, headers: names } = brazilianCrm(5, 200);
    const mapping = { phone: 5, further: [6], area: 4, name: 1, country: null, fields: [] };
    const by = { ...brazilian, mapping, headers: names };
    const inOrder = rows.map(({ cells }, place) => ({ rowNumber: place + 2, cells, broken: false }));
    const [forwards, backwards] = [new RowReader(by), new RowReader(by)];
    const read = inOrder.map((one) => forwards.read(one));
    expect(inOrder.toReversed().map((one) => backwards.read(one))).toEqual(read.toReversed());
  });
});

describe('a decision', () => {
  test('takes the rows with its cause that have its reading, and no others', () => {
    const rows = reader({ decisions: [{ cause: 'lost_zero', as: 'zero' }] });
    expect(rows('Ana', '7700900123')).toMatchObject({ phone: '+447700900123', decision: 'lost_zero>zero' });
    expect(rows('Ana', 'mob 7700900123')).toMatchObject({ kind: 'undecided', cause: 'words_around' });
  });

  test('for a country takes those that fit it and leaves the rest to the next', () => {
    const rows = reader({
      decisions: [
        { cause: 'other_country', as: 'in:EG' },
        { cause: 'other_country', as: 'leave_out' },
      ],
      countries: ['AE'],
    });
    expect(rows('Ali', '01000000038')).toMatchObject({ phone: '+201000000038', decision: 'other_country>in:EG' });
    expect(rows('Noura', '0500000067')).toEqual({ kind: 'left_out', cause: 'other_country' });
  });

  test('of one cell counts for that row alone, and a wrong number is not taken', () => {
    const rows = reader({
      edits: [
        { rowNumber: 7, cell: '07700 900123' },
        { rowNumber: 8, cell: '0770' },
      ],
    });
    expect(rows('Ana', '4.47701E+11')).toMatchObject({ phone: '+447700900123', decision: 'edited>edited' });
    expect(rows('Ben', '4.47701E+11')).toMatchObject({ kind: 'undecided', cause: 'too_short' });
    expect(rows('Cat', '4.47701E+11')).toMatchObject({ kind: 'undecided', cause: 'rounded' });
  });

  test('who gets it is made by the columns, however their cells are written', () => {
    const rows = reader({ segment: [{ index: 4, values: ['Leith', ''] }] });
    expect(rows('Ana', '07700 900123', '', '', ' LEITH ')).toMatchObject({ kind: 'recipient' });
    expect(rows('Ben', '07700 900124', '', '', 'n/a')).toMatchObject({ kind: 'recipient' });
    expect(rows('Cat', '07700 900125', '', '', 'Bath')).toEqual({ kind: 'not_chosen' });
    expect(rows('Dan', 'nonsense', '', '', 'Bath')).toEqual({ kind: 'not_chosen' });
  });
});
