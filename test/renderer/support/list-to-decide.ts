import type { ListReport, ListRow } from '../../../domain/contract.ts';
import { noFacts } from '../../../domain/list-facts.ts';
import type { Reading } from '../../../domain/row-cause.ts';
import { listReport } from './fixtures.ts';

const row = (rowNumber: number, name: string, cell: string, ...readings: Reading[]): ListRow => ({
  ...{ rowNumber, name, cell, phone: null, readings, kept: null },
});
const repeat = (rowNumber: number, name: string, cell: string, kept: ListRow['kept']): ListRow => ({
  ...{ rowNumber, name, cell, phone: '+447700900000', readings: [], kept },
});

/** A list of the usual mess: rows of many causes, two of them decided already. */
export function listToDecide(change: Partial<ListReport> = {}): ListReport {
  return listReport({
    ...{ fileName: 'spring-supporters.xlsx', rows: 300, recipients: 207, sameNumber: 5, doNotContact: 2 },
    ...{ cannotBeUsed: 81, leftOut: 5, assumedCountry: 52 },
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
          ...{ cause: 'other_country', count: 22, rowNumbers: [43, 48, 72], best: null },
          readings: [
            { as: 'in:EG', count: 14 },
            { as: 'in:AE', count: 8 },
          ],
        },
        {
          ...{ cause: 'several_numbers', count: 14, rowNumbers: [14, 54], best: null },
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
      ...{ kept: [], countries: [], segment: [] },
      isCountryChosen: false,
    },
    ...change,
  });
}

function first(phone: string): Reading {
  return { as: 'first', phone };
}

function second(phone: string): Reading {
  return { as: 'second', phone };
}
