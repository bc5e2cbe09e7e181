import type { Sheet } from '../../../domain/contract.ts';
import type { FakeOptions } from '../../renderer/support/fake-api.ts';
import { aSheet, campaignDetail, fixtureNowMs, listReport, overview } from '../../renderer/support/fixtures.ts';
import { listOfAnotherCountry, listToDecide, listWithDefaults } from '../../renderer/support/list-to-decide.ts';
import { draft, type Scene, scene, wizard } from './scene.ts';

const mapping = {
  phone: 1,
  further: [],
  area: null,
  name: 0,
  country: null,
  fields: [{ index: 2, key: 'meeting_point' }],
};

const toDecide: FakeOptions['handlers'] = { 'campaign:get': () => campaignDetail(draft, { list: listToDecide() }) };

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

/** The first step while a file is open, and its notes about single rows. */
export const recipientsScenes = {
  recipientsHold: wizard('recipients', {}, {}, { hold: true }),
  recipientsSheets: fromSheet({ name: 'Ward' }, undefined, [aSheet({ name: 'Thank you', mapping })]),
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
  /** Three dates as messages show them, below the choice of their form. */
  recipientsDates: wizard('recipients', {
    'campaign:get': () =>
      campaignDetail(draft, {
        list: listReport({
          samples: ['2026-03-14', '2026-11-24', '2026-12-29'].map((date) => [
            'Farida Rahimi',
            '07700 900142',
            date,
            'Blue',
          ]),
        }),
      }),
  }),
  recipientsDownload: wizard('recipients', {}, {}, { click: '.fate-header .button' }),
  recipientsNoPhone: fromSheet({ mapping: null }),
  /** Two title lines stand above the names of the columns. */
  recipientsTitles: fromSheet({}),
  recipientsLastTime: fromSheet({ lastCountry: 'GB' }),
  recipientsContacts: fromSheet({ headerRow: null, firstRows: [] }, 'contacts.vcf'),
  /** Problems by cause, some of them decided. */
  recipientsDecide: wizard('recipients', toDecide),
  /** Most numbers fit another country: this question comes first and alone. */
  recipientsCountry: wizard('recipients', {
    'campaign:get': () => campaignDetail(draft, { list: listOfAnotherCountry() }),
  }),
  /** Everything that may stand around the list, at once. */
  recipientsPractice: scene(
    (store) => store.open({ screen: 'campaign', id: draft.id, step: 'recipients' }),
    {
      campaigns: [draft],
      practice: { gapMs: 200, ackWaitMs: 5_000 },
      settings: { ...overview().settings, showTour: true },
    },
    { handlers: toDecide },
  ),
  /** Readings that need no click but may be changed. */
  recipientsDefaults: wizard('recipients', {
    'campaign:get': () => campaignDetail(draft, { list: listWithDefaults() }),
  }),
  recipientsDecideRows: wizard('recipients', toDecide, {}, { click: '.group-done .button' }),
  recipientsDecideEdit: wizard('recipients', toDecide, {}, { click: '.samples .button-icon' }),
  recipientsDecideCountry: wizard('recipients', toDecide, {}, { click: '.group-country summary' }),
  recipientsTwice: wizard('recipients', toDecide, {}, { scrollTo: '.samples-pairs' }),
  recipientsBlankCells: wizard('recipients', toDecide, {}, { scrollTo: '.blank-cells' }),
  recipientsSegment: wizard('recipients', toDecide, {}, { click: '.list-part .button' }),
  recipientsDecided: wizard('recipients', {
    'campaign:get': () =>
      campaignDetail(draft, {
        list: listToDecide({ cannotBeUsed: 0, facts: { ...listToDecide().facts, groups: [] }, groupRows: [] }),
      }),
  }),
  recipientsDecideAsBefore: fromSheet({ lastDecisions: [{ cause: 'empty', as: 'leave_out' }] }),
} satisfies Record<string, Scene>;
