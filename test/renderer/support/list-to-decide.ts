import type { ListReport, ListRow } from '../../../domain/contract.ts';
import { noFacts } from '../../../domain/lists/list-facts.ts';
import type { Reading } from '../../../domain/lists/row-cause.ts';
import { listReport } from './fixtures.ts';

const row = (rowNumber: number, name: string, cell: string, ...readings: Reading[]): ListRow => ({
  rowNumber,
  name,
  cell,
  phone: null,
  readings,
  kept: null,
});
const repeat = (rowNumber: number, name: string, cell: string, kept: ListRow['kept']): ListRow => ({
  rowNumber,
  name,
  cell,
  phone: '+447700900000',
  readings: [],
  kept,
});

/** A list with the usual faults: rows of many causes, two of them decided already. */
export function listToDecide(change: Partial<ListReport> = {}): ListReport {
  return listReport({
    fileName: 'spring-supporters.xlsx',
    rows: 300,
    recipients: 207,
    sameNumber: 5,
    doNotContact: 2,
    cannotBeUsed: 81,
    leftOut: 5,
    assumedCountry: 52,
    headers: ['Full name', 'Mobile / WhatsApp', 'Other phone', 'Country', 'Town'],
    samples: [
      ['Siân MacDonald', '07700 900000', '07700 900040', 'UK', 'Leith'],
      ['Mohammed Okafor', '+44 7700 900001', '01632 960054', 'Brasil', 'Bristol'],
    ],
    mapping: { phone: 1, further: [2], area: null, name: 0, country: 3, fields: [{ index: 4, key: 'town' }] },
    fields: [
      { key: 'name', header: 'Full name', filled: 207 },
      { key: 'town', header: 'Town', filled: 203 },
    ],
    facts: {
      ...noFacts,
      decided: [
        { cause: 'lost_zero', as: 'zero', count: 27, repeats: 2, isDefault: false },
        { cause: 'empty', as: 'leave_out', count: 5, repeats: 0, isDefault: false },
        { cause: 'edited', as: 'edited', count: 1, repeats: 0, isDefault: false },
      ],
      groups: [
        {
          cause: 'words_around',
          count: 40,
          readings: [{ as: 'digits', count: 40 }],
          rowNumbers: [15, 37, 64],
          best: 'digits',
        },
        {
          cause: 'other_country',
          count: 22,
          rowNumbers: [43, 48, 72],
          best: null,
          readings: [
            { as: 'in:EG', count: 14 },
            { as: 'in:AE', count: 8 },
          ],
        },
        {
          cause: 'several_numbers',
          count: 14,
          rowNumbers: [14, 54],
          best: null,
          readings: [
            { as: 'first', count: 14 },
            { as: 'second', count: 14 },
          ],
        },
        { cause: 'rounded', count: 3, readings: [], rowNumbers: [24, 86, 201], best: null },
        { cause: 'not_a_person', count: 2, readings: [], rowNumbers: [302], best: null },
      ],
      countries: [
        { country: 'GB', count: 186, landlines: 0 },
        { country: 'BR', count: 12, landlines: 0 },
        { country: 'EG', count: 9, landlines: 0 },
      ],
      named: [
        { country: 'GB', count: 266 },
        { country: 'BR', count: 12 },
      ],
      unnamed: 22,
      blankCells: [{ index: 4, count: 4, samples: ['???', 'n/a'] }],
    },
    groupRows: [
      row(14, 'Siân Smith-Jones', '07700900009 / 07700900409', first('+447700900009'), second('+447700900409')),
      row(15, 'Agnieszka Nowak', 'mob: 07700900010', { as: 'digits', phone: '+447700900010' }),
      row(24, 'Eilidh Kowalska', '4.47701E+11'),
      row(37, 'Eilidh Ross', '07700-900032 (WhatsApp)', { as: 'digits', phone: '+447700900032' }),
      row(43, 'محمد عبد الله', '٠١٠٠٠٠٠٠٠٣٨', { as: 'in:EG', phone: '+201000000038' }),
      row(48, 'Fatma El-Sayed', '01000000043', { as: 'in:EG', phone: '+201000000043' }),
      row(54, 'Priya O’Brien', '07700 900049 or 07700900449', first('+447700900049'), second('+447700900449')),
      row(64, 'Callum Reid', 'tel. 7700900059', { as: 'digits', phone: '+447700900059' }),
      row(72, 'Noura Hassan', '0500000067', { as: 'in:AE', phone: '+971500000067' }),
      row(86, 'Ahmed Farouk', '9.71501E+11'),
      row(201, 'Callum Reid', '4.47701E+11'),
      row(302, 'Total', ''),
    ],
    repeats: [
      repeat(55, 'Sian MacDonald', '+44 7700 900 000', { rowNumber: 5, name: 'Siân MacDonald', cell: '07700 900000' }),
      repeat(76, 'Mohammed Okafor', '447700900001', { rowNumber: 6, name: 'M. Okafor', cell: '+44 7700 900001' }),
    ],
    choices: {
      decisions: [
        { cause: 'lost_zero', as: 'zero' },
        { cause: 'empty', as: 'leave_out' },
      ],
      edits: [{ rowNumber: 130, cell: '07700 900130' }],
      kept: [],
      countries: [],
      segment: [],
      isCountryChosen: false,
    },
    ...change,
  });
}

/** A list that was read for the United Kingdom, although its numbers are German. */
export function listOfAnotherCountry(): ListReport {
  const cell = (rowNumber: number, name: string, written: string, phone: string, kind: 'mobile' | 'landline') => ({
    ...row(rowNumber, name, written),
    readings: [{ as: 'as_is', phone, kind }],
  });
  return listToDecide({
    fileName: 'mitglieder-2026.xlsx',
    rows: 1_200,
    recipients: 58,
    sameNumber: 0,
    doNotContact: 0,
    cannotBeUsed: 1_142,
    leftOut: 0,
    assumedCountry: 0,
    repeats: [],
    country: 'GB',
    headers: ['Name', 'Telefon', 'Festnetz', 'Land', 'Ort'],
    facts: {
      ...noFacts,
      evidence: {
        unnamed: 1_142,
        rivals: [
          { country: 'DE', mobiles: 947, landlines: 104, named: 43 },
          { country: 'AT', mobiles: 120, landlines: 68, named: 9 },
          { country: 'NL', mobiles: 41, landlines: 20, named: 0 },
          { country: 'GB', mobiles: 12, landlines: 5, named: 0 },
        ],
        seen: [
          { country: 'AT', count: 9 },
          { country: 'CH', count: 6 },
        ],
        better: 'DE',
        isCountryOpen: true,
      },
      groups: [
        { cause: 'country_first', count: 1_139, readings: [], rowNumbers: [2, 3, 5], best: null },
        { cause: 'empty', count: 3, readings: [], rowNumbers: [9], best: null },
      ],
      countries: [
        { country: 'DE', count: 43, landlines: 0 },
        { country: 'AT', count: 9, landlines: 0 },
        { country: 'CH', count: 6, landlines: 0 },
      ],
    },
    groupRows: [
      cell(2, 'Wiebke Albers', '0171 3920018', '+491713920018', 'mobile'),
      cell(3, 'Hinrich Behrends', '0176-040690 22', '+4917604069022', 'mobile'),
      cell(5, 'Grete Cordes', '040/66969 131', '+494066969131', 'landline'),
      row(9, 'Enno Dirks', ''),
    ],
    choices: { ...listToDecide().choices, decisions: [], edits: [] },
  });
}

/** The default decisions, and numbers that are read from another cell than their own. */
export function listWithDefaults(): ListReport {
  const { facts } = listToDecide();
  return listToDecide({
    rows: 1_200,
    recipients: 1_048,
    sameNumber: 7,
    doNotContact: 0,
    cannotBeUsed: 134,
    leftOut: 11,
    repeats: [],
    country: 'DE',
    assumedCountry: 890,
    headers: ['Name', 'Telefon', 'Festnetz', 'Vorwahl', 'Bemerkung'],
    facts: {
      ...facts,
      decided: [
        { cause: 'area_column', as: 'area', count: 46, repeats: 0, isDefault: true },
        { cause: 'landline', as: 'as_is', count: 104, repeats: 0, isDefault: true },
        { cause: 'says_no', as: 'leave_out', count: 11, repeats: 0, isDefault: true },
        { cause: 'says_no', as: 'as_is', count: 1, repeats: 0, isDefault: false },
      ],
      refusals: [
        { index: 4, words: 'nicht anrufen', count: 7 },
        { index: 4, words: 'verstorben', count: 4 },
      ],
      countryByRow: 15,
      countries: [
        { country: 'DE', count: 1_033, landlines: 104 },
        { country: 'AT', count: 9, landlines: 0 },
        { country: 'CH', count: 6, landlines: 0 },
      ],
      groups: [
        {
          cause: 'other_column',
          count: 98,
          rowNumbers: [14, 87],
          best: 'second_column',
          readings: [
            { as: 'second_column', count: 98 },
            { as: 'as_is', count: 12 },
          ],
        },
        { cause: 'too_short', count: 36, readings: [], rowNumbers: [33], best: null },
      ],
      blankCells: [],
    },
    groupRows: [
      { ...row(14, 'Annegret Petersen', ''), readings: [beside('+491713920045', '0171 3920045')] },
      { ...row(87, 'Jürgen Behrends', 'privat'), readings: [beside('+4917604069012', '0176 04069012')] },
      row(33, 'Ole Harms', '0171 3920'),
    ],
    choices: { ...listToDecide().choices, decisions: [], edits: [] },
  });
}

/** People to whom the list of `listWithDefaults` says no. */
export const peopleWithNo: readonly ListRow[] = [
  { ...row(12, 'Heike Lohse', '0171 3920099'), refusal: { index: 4, cell: 'verstorben (Mai)' } },
  { ...row(19, 'Uwe Brandt', '0171 3920098'), refusal: { index: 4, cell: 'nicht anrufen' } },
];

function beside(phone: string, cell: string): ListRow['readings'][number] {
  return { as: 'second_column', phone, kind: 'mobile', from: { index: 2, cell } };
}

function first(phone: string): Reading {
  return { as: 'first', phone };
}

function second(phone: string): Reading {
  return { as: 'second', phone };
}
