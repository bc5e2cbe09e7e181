import { readFileSync } from 'node:fs';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../domain/settings.ts';
import type { Route } from '../../renderer/store/route.ts';
import { filesUnder } from '../support/checkout.ts';
import { exampleQr } from './support/answers.ts';
import type { FakeOptions } from './support/fake-api.ts';
import {
  campaignCheck,
  campaignSummary,
  failedRow,
  fixtureNowMs,
  listReport,
  messageRow,
  overview,
  replyRows,
} from './support/fixtures.ts';
import { listToDecide } from './support/list-to-decide.ts';
import { openApp, openBlocked } from './support/open-app.tsx';
import { draft, openDraft } from './support/open-draft.tsx';
import { blockedPerson, onePage } from './support/people-fixtures.ts';
import { renderApp } from './support/render-app.tsx';
import { teamView } from './support/team-fixtures.ts';
import { compose, paste, type TextBox, typeInto } from './support/type-into.ts';

/** Opens the window at the field. */
type Way = () => Promise<unknown>;
/**
 * One text field of the app, by its accessible name. `picks`: its value is picked with the browser's control, not
 * typed.
 */
type Field = { readonly name: string | RegExp; readonly way: Way; readonly picks?: 'date' | 'time' };

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }), { detail: 1 });
const choose = async (name: string) => fireEvent.click(await screen.findByRole('menuitem', { name }));
const finished = campaignSummary({ id: 4, name: 'Spring meeting', state: 'finished' });
const at = (route: Route, options: FakeOptions = {}) => openApp({ rows: 0, ...options }, route);
const campaigns = () => at({ screen: 'campaigns' }, { overview: { campaigns: [finished] } });
const settings = () => at({ screen: 'settings' });
const people = () => at({ screen: 'people' });
const condition = async (kind: string) => {
  await people();
  await press('Add a condition');
  await choose(kind);
};
const byAnswer = async () => {
  await people();
  await press('Tags by a reply');
};
const make = async () => {
  await at({ screen: 'team' });
  await press('Make a team');
};
const join = async () => {
  await at({ screen: 'team' });
  await press('Join with a code');
};
const doNotContact = () =>
  openBlocked({ rows: 0, handlers: { 'doNotContact:list': () => onePage([blockedPerson({})]) } });
const days = () => at({ screen: 'reportDays' });
const chat = async () => {
  await at({ screen: 'replies' }, { replies: replyRows() });
  await waitFor(() => expect(document.querySelector('.reply-open')).not.toBeNull());
  fireEvent.click(document.querySelector('.reply-open') ?? document.body);
  await screen.findByRole('textbox', { name: /^Answer to/ });
};
const message = (text = 'Hi {{meeting_point}}') => openDraft('message', { text });
const savedMessages = async (count: number) => {
  const savedTexts = Array.from({ length: count }, (_, place) => ({
    id: place + 1,
    name: `Ward ${place + 1}`,
    text: 'Tomorrow',
    savedAtMs: fixtureNowMs,
  }));
  await openDraft('message', { text: 'Good day' }, {}, { savedTexts });
  await press('Saved messages');
};
const when = () =>
  openDraft('when', {
    schedule: {
      ...draft.schedule,
      startAtMs: Date.UTC(2100, 0, 1, 12),
      window: { fromMinute: 540, toMinute: 1_140, days: [1, 2, 3, 4, 5, 6, 7] },
      dailyCap: 50,
      pilotCount: 10,
    },
  });
const whenStep = () =>
  openDraft('when', {
    step: { afterDays: 3, atMinute: 600, group: 'said_word', word: '', text: 'Where to meet', byItself: false },
  });
const everyWeek = () =>
  openDraft('when', {
    list: listReport(),
    schedule: {
      ...draft.schedule,
      weekly: { weekday: 4, atMinute: 1_020, fromDay: '2100-01-07', times: 8, leftOut: [] },
    },
  });
const ownTimes = () =>
  openDraft('when', {
    list: listReport(),
    schedule: {
      ...draft.schedule,
      own: {
        column: 2,
        count: 1,
        unit: 'days',
        side: 'before',
        atMinute: 1_080,
        clock: 'theirs',
        everyYear: false,
        decisions: [],
      },
    },
  });
const atOneTime = async () => {
  await ownTimes();
  await press(/^Send to them at one time/);
};
const list = () => openDraft('recipients', { list: listReport() });
const savedLists = () =>
  openDraft(
    'recipients',
    { list: null },
    {},
    { savedLists: [{ id: 8, name: 'Old', recipients: 1, savedAtMs: fixtureNowMs }] },
  );

/** Every text field of the app, by the file that draws it, in the order of the source. */
const fields: Readonly<Record<string, readonly Field[]>> = {
  'shared/campaign-list.tsx': [{ name: 'Search campaigns', way: campaigns }],
  'campaigns/message/editor.tsx': [{ name: 'Message', way: () => message('') }],
  'campaigns/message/emoji-picker.tsx': [
    {
      name: 'Search for an emoji',
      way: async () => {
        await message();
        await press('Emoji');
      },
    },
  ],
  'campaigns/message/fallback-table.tsx': [{ name: 'If meeting_point is blank, use', way: () => message() }],
  'campaigns/message/preview-jumps.tsx': [{ name: 'Go to person', way: () => message() }],
  'campaigns/message/message-preview.tsx': [{ name: 'Find by name or number', way: () => message() }],
  'campaigns/message/saved-texts.tsx': [
    {
      name: 'Search saved messages',
      way: async () => {
        await savedMessages(8);
        await choose('Use a saved message');
      },
    },
    {
      name: 'Name',
      way: async () => {
        await savedMessages(1);
        await choose('Use a saved message');
        await press('More for Ward 1');
        await choose('Rename');
      },
    },
    {
      name: 'Name',
      way: async () => {
        await savedMessages(0);
        await choose('Save this message');
      },
    },
  ],
  'campaigns/recipients/decisions/cell-edit.tsx': [
    {
      name: 'Number in row 24',
      way: async () => {
        await openDraft('recipients', { list: listToDecide() });
        await press('Edit the number in row 24');
      },
    },
  ],
  'campaigns/recipients/file/column-mapping.tsx': [{ name: /^Placeholder for /, way: list }],
  'campaigns/recipients/recipients-start.tsx': [
    {
      name: 'Paste or type your rows',
      way: async () => {
        await openDraft('recipients', { list: null });
        await press('Paste a list');
      },
    },
  ],
  'campaigns/recipients/saved-lists.tsx': [
    {
      name: 'List name',
      way: async () => {
        await list();
        await press('Save this list');
      },
    },
    {
      name: 'List name',
      way: async () => {
        await savedLists();
        await press('More for Old');
        await choose('Rename');
      },
    },
  ],
  'campaigns/recipients/file/segment-values.tsx': [
    {
      name: 'Find a value',
      way: async () => {
        await list();
        await press('Choose by column');
      },
    },
  ],
  'campaigns/review/name-fact.tsx': [{ name: 'Campaign name', way: () => openDraft('check', { text: 'Hello' }) }],
  'campaigns/review/who-list.tsx': [
    {
      name: 'Find a name or number',
      way: async () => {
        const check = { 'campaign:check': () => campaignCheck({ alreadyHasText: 4 }) };
        await openDraft('check', { text: 'Hello' }, check);
        await press('Already got this message, or may have');
      },
    },
  ],
  'campaigns/schedule/hours-fields.tsx': [
    { name: 'From', way: when, picks: 'time' },
    { name: 'To', way: when, picks: 'time' },
  ],
  'campaigns/schedule/pace-fields.tsx': [
    { name: /^Shortest gap/, way: when },
    { name: /^Longest gap/, way: when },
    { name: 'At most per day', way: when },
    { name: 'Messages in the pilot', way: when },
  ],
  'campaigns/schedule/own-times/own-times-fields.tsx': [
    { name: 'How many', way: ownTimes },
    { name: 'At', way: ownTimes, picks: 'time' },
  ],
  'campaigns/schedule/own-times/own-times-plan.tsx': [
    { name: 'Date', way: atOneTime, picks: 'date' },
    { name: 'Time', way: atOneTime, picks: 'time' },
  ],
  'campaigns/schedule/second-step.tsx': [
    { name: 'Days after the first message', way: whenStep },
    { name: 'Time of day', way: whenStep, picks: 'time' },
    { name: 'The word', way: whenStep },
  ],
  'campaigns/schedule/series/weekly-fields.tsx': [
    { name: 'At', way: everyWeek, picks: 'time' },
    { name: 'First day', way: everyWeek, picks: 'date' },
  ],
  'campaigns/schedule/when-fields.tsx': [
    { name: 'Date', way: when, picks: 'date' },
    { name: 'Time', way: when, picks: 'time' },
  ],
  'do-not-contact/blocked-people.tsx': [
    { name: 'Phone number', way: doNotContact },
    { name: /^Note/, way: doNotContact },
  ],
  'do-not-contact/entry-table.tsx': [{ name: 'Find a number or note', way: doNotContact }],
  'link/phone-code.tsx': [
    {
      name: 'Your WhatsApp number',
      way: async () => {
        const link = { phase: 'qr', qr: exampleQr } as const;
        await renderApp({ rows: 0, overview: { link, dispatcher: { kind: 'not_linked' } } });
        await press('Link with a phone number instead');
      },
    },
  ],
  'outbox/check/who-field.tsx': [
    {
      name: 'Your name',
      way: async () => {
        const rows = [failedRow(1, 'no_confirmation')];
        await renderApp({ rows, overview: { settings: { ...defaultSettings(false), operatorName: '' } } });
        fireEvent.click(screen.getByRole('tab', { name: /Failed/ }));
        await press('Check 1 chat');
      },
    },
  ],
  'outbox/list-toolbar.tsx': [{ name: /^Search|^Find/, way: () => renderApp({ rows: [messageRow(1)] }) }],
  'people/people-toolbar.tsx': [
    { name: 'Search name or number', way: people },
    {
      name: 'Name',
      way: async () => {
        await people();
        fireEvent.click(await screen.findByRole('tab', { name: /^Quiet for 90 days/ }));
        await press('Save filter');
      },
    },
  ],
  'people/tag-many.tsx': [
    { name: 'With this word (optional)', way: byAnswer },
    { name: 'Tag', way: byAnswer },
  ],
  'shared/people/tag-dialog.tsx': [
    {
      name: 'Find or make a tag',
      way: async () => {
        await people();
        fireEvent.keyDown(window, { key: 'a', ctrlKey: true });
        await press(/^Tags T/);
      },
    },
  ],
  'replies/composer.tsx': [{ name: /^Answer to/, way: chat }],
  'replies/replies-screen.tsx': [
    { name: /^Search|^Find/, way: () => at({ screen: 'replies' }, { replies: replyRows() }) },
  ],
  'replies/saved-answers.tsx': [
    {
      name: 'Name',
      way: async () => {
        await chat();
        fireEvent.change(await screen.findByRole('textbox', { name: /^Answer to/ }), { target: { value: 'Thanks' } });
        await press(/^Saved answers/);
        await choose('Save what is written');
      },
    },
  ],
  'report/days-screen.tsx': [
    { name: 'From', way: days, picks: 'date' },
    { name: 'To', way: days, picks: 'date' },
  ],
  'settings/account-settings.tsx': [
    {
      name: 'Name',
      way: async () => {
        const [one] = overview().accounts;
        if (one) await at({ screen: 'settings' }, { overview: { accounts: [one, { ...one, id: 2, name: 'Office' }] } });
        await press('More for Office');
        await choose('Rename…');
      },
    },
  ],
  'settings/general-settings.tsx': [{ name: 'Your name', way: settings }],
  'settings/sending-settings.tsx': [
    { name: /^Time to wait/, way: settings },
    { name: /^Shortest gap/, way: settings },
    { name: /^Longest gap/, way: settings },
    { name: /in a row/, way: settings },
    { name: /^Ask me before/, way: settings },
  ],
  'settings/stop-word-settings.tsx': [{ name: /no more messages/, way: settings }],
  'team/address-dialog.tsx': [
    {
      name: 'Address of the database',
      way: async () => {
        const state = { kind: 'waiting', why: 'not_secure', sinceMs: fixtureNowMs, againAtMs: fixtureNowMs } as const;
        await at({ screen: 'team' }, { overview: { team: teamView({ state }) } });
        await press('Address or certificate…');
      },
    },
  ],
  'team/invite-dialog.tsx': [
    {
      name: 'Name of the computer',
      way: async () => {
        await at({ screen: 'team' }, { overview: { team: teamView() } });
        await press('Invite a computer');
      },
    },
  ],
  'team/join-team.tsx': [
    { name: 'Code of the invitation', way: join },
    { name: 'Name of this computer', way: join },
  ],
  'team/make-team.tsx': [
    { name: 'Name of the team', way: make },
    { name: 'Address of the database', way: make },
    { name: 'Name of this computer', way: make },
  ],
  'team/members.tsx': [
    {
      name: 'Name of the computer',
      way: async () => {
        await at({ screen: 'team' }, { overview: { team: teamView() } });
        await press('More for Office PC');
        await choose('Rename…');
      },
    },
  ],
  'team/owner-login.tsx': [
    { name: 'User', way: make },
    { name: 'Password', way: make },
  ],
  'shared/people/condition-dialog.tsx': [
    { name: 'Days', way: () => condition('Heard nothing from you for … days') },
    { name: 'With this word (optional)', way: () => condition('Replied…') },
    { name: 'Value', way: () => condition('Have this in a column…') },
  ],
  'shared/duplicate-dialog.tsx': [
    {
      name: 'Campaign name',
      way: async () => {
        await campaigns();
        await press('More for Spring meeting');
        await choose('Duplicate…');
      },
    },
  ],
  'shared/rename-dialog.tsx': [
    {
      name: 'Campaign name',
      way: async () => {
        await campaigns();
        await press('More for Spring meeting');
        await choose('Rename…');
      },
    },
  ],
  'ui/fields/country-select.tsx': [
    {
      name: 'Search for a country',
      way: async () => {
        await settings();
        const country = await screen.findByRole('combobox', { name: /Country/ });
        fireEvent.click(country);
      },
    },
  ],
};

/** These components draw fields that others name and place; their users are in the table above. */
const made = [
  ...['ui/fields/field.tsx', 'ui/fields/search-field.tsx', 'ui/name-dialog.tsx', 'settings/number-setting.tsx'],
  ...['shared/find-field.tsx', 'shared/saved-rows.tsx', 'campaigns/schedule/schedule-field.tsx'],
];
const element =
  /<(TextField|TextArea|ScheduleField|SearchField|FindField|NameDialog|SavedRows|NumberSetting|Combobox\.Input|textarea|input)\b([^<]*)/g;

/** The text fields of the source, counted by file. */
function fieldsInSource(): Readonly<Record<string, number>> {
  const counted = filesUnder('renderer').map((place) => {
    const uses = [...readFileSync(place, 'utf8').matchAll(element)].filter(
      ([, , rest = '']) => /[a-zA-Z]=/.test(rest) && !/type="(?:file|checkbox|radio)"/.test(rest),
    );
    const file = place.replace('renderer/', '');
    return [file, made.includes(file) ? 0 : uses.length] as const;
  });
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

it('no text field of the app is missing here', () => {
  const known = Object.fromEntries(Object.entries(fields).map(([file, here]) => [file, here.length]));
  expect(fieldsInSource()).toEqual(known);
});

describe.each(Object.entries(fields))('%s', (_file, here) => {
  it.each(here)('$name takes what is typed, composed and pasted as it is', async ({ name, way, picks }) => {
    await way();
    const field = await found(name);
    if (picks !== undefined) {
      const value = picks === 'date' ? '2100-03-04' : '11:30';
      fireEvent.input(field(), { target: { value } });
      expect(field().value).toBe(value);
      return;
    }
    for (const { wanted, shown } of [
      typeInto(field, ' in your  town '),
      compose(field, ['n', 'ni', 'に', 'にほ', '日本']),
      paste(field, ' of the sea '),
      typeInto(field, ' 2,5 é '),
    ])
      expect(shown).toBe(wanted);
    const before = field().value;
    // A value that is saved a moment later must not come back in another form.
    await waitFor(() => expect(screen.queryByText('Saving…')).toBeNull());
    expect(field().value).toBe(before);
  });
});

/** The field's element at this moment. */
async function found(name: string | RegExp): Promise<() => TextBox> {
  const all = () => {
    const dialog = screen.queryAllByRole('dialog').at(-1);
    const inside = dialog === undefined ? screen : within(dialog);
    return [...inside.queryAllByLabelText(name), ...inside.queryAllByPlaceholderText(name)].find(
      (one): one is TextBox => one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement,
    );
  };
  await waitFor(() => expect(all()).toBeDefined());
  let field = all();
  return () => {
    // An element that was drawn anew is another one.
    if (!field?.isConnected) field = all();
    if (field === undefined) throw new Error(`no field ${name}`);
    return field;
  };
}
