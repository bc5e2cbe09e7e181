import type { Sheet } from '../../../domain/contract.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import { aSheet, campaignDetail, fixtureNowMs, listReport } from '../../renderer/support/fixtures.ts';
import { draft, type Scene, wizard } from './scene.ts';

const mapping = { phone: 1, name: 0, fields: [{ index: 2, key: 'meeting_point' }] };

/** A draft whose list has just been read from a sheet. */
const fromSheet = (sheet: Partial<Sheet>, name = 'Volunteers 2026.xlsx', others: readonly Sheet[] = []): Scene => {
  let hasList = false;
  const handlers: FakeOptions['handlers'] = {
    'campaign:get': () => campaignDetail(draft, hasList ? {} : { list: null, text: '' }),
    'list:inspect': () => ({ fileName: 'Volunteers 2026.xlsx', sheets: [aSheet({ mapping, ...sheet }), ...others] }),
    'list:import': () => {
      hasList = true;
      return listReport();
    },
  };
  return wizard('recipients', handlers, {}, { choose: name });
};

/** The first step while a file is open, and what it says of single rows. */
export const recipientsScenes = {
  recipientsHold: wizard('recipients', {}, {}, { hold: true }),
  recipientsSheets: fromSheet({ name: 'Ward' }, undefined, [aSheet({ name: 'Thank you' })]),
  messageHold: wizard('message', {}, {}, { hold: true }),
  whenHold: wizard('when', {}, {}, { hold: true }),
  recipientsOther: wizard(
    'recipients',
    {},
    { savedLists: [] },
    { click: ['.source-tools > .button:last-child', '[role="menuitem"]'] },
  ),
  recipientsReplace: wizard(
    'recipients',
    {},
    { savedLists: [{ id: 7, name: 'Helpers of the spring appeal', recipients: 1_204, savedAtMs: fixtureNowMs }] },
    { click: ['.source-tools > .button:last-child', '[role="menuitem"]', '.dialog .saved-lists .button'] },
  ),
  recipientsDownload: wizard('recipients', {}, {}, { click: '.part-header .button' }),
  recipientsNoPhone: fromSheet({ mapping: null }),
  /** Two lines of title stand above the names of the columns. */
  recipientsTitles: fromSheet({}),
  recipientsLastTime: fromSheet({ lastCountry: 'GB' }),
  recipientsContacts: fromSheet({ headerRow: null, firstRows: [] }, 'contacts.vcf'),
  recipientsLookAt: wizard('recipients', {
    'campaign:get': () =>
      campaignDetail(draft, {
        list: listReport({
          cannotBeUsed: 0,
          warnings: [
            { rowNumber: 3, cell: '+44 7700 900142, +44 7700 900143', problem: 'one_of_several' },
            { rowNumber: 9, cell: '+966 57 912 0000', problem: 'not_valid' },
          ],
        }),
      }),
  }),
  recipientsAllProblems: wizard(
    'recipients',
    {
      'campaign:get': () =>
        campaignDetail(draft, {
          list: listReport({
            cannotBeUsed: 2_430,
            problems: Array.from({ length: 60 }, (_, index) => ({
              rowNumber: 17 + index * 23,
              cell: index % 2 === 0 ? '4.47E+11' : '07700 900 1',
              problem: index % 2 === 0 ? 'rounded' : 'too_short',
            })),
          }),
        }),
    },
    {},
    { click: '.problems + .button' },
  ),
} satisfies Record<string, Scene>;
