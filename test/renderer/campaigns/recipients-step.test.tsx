import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { refuse } from '../support/fake-api.ts';
import { aSheet, campaignDetail, fixtureNowMs, listReport } from '../support/fixtures.ts';

import { chooseFile, draft, openDraft } from '../support/open-draft.tsx';

/**
 * A tap: a mouse would first move through the open list. The option is found by its text, which is quick among all
 * countries.
 */
async function choose(option: string): Promise<void> {
  const item = (await screen.findByText(option)).closest('[role=option]') as HTMLElement;
  fireEvent.pointerDown(item, { pointerType: 'touch' });
  fireEvent.click(item, { detail: 1 });
}

describe('the Recipients step', () => {
  it('hands a file over in chunks and reads it with the guessed columns', async () => {
    const app = await openDraft(
      'recipients',
      { list: null },
      {
        'list:inspect': () => ({
          fileName: 'list.csv',
          sheets: [aSheet({ mapping: { phone: 1, further: [], area: null, name: 0, country: null, fields: [] } })],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File([new Uint8Array(limits.importChunkBytes + 5)], 'list.csv'));
    expect(await screen.findByText('5 rows need a decision')).toBeTruthy();
    const chunks = app.inputs('file:addChunk') as CommandInput<'file:addChunk'>[];
    expect(chunks.map((chunk) => chunk.bytes.byteLength)).toEqual([limits.importChunkBytes, 5]);
    expect(app.inputs('list:import')).toMatchObject([
      { mapping: { phone: 1, further: [], area: null, name: 0, country: null }, country: 'GB', sheet: 'List' },
    ]);
  });

  it('reads nothing until the phone column is known, then asks which it is', async () => {
    const app = await openDraft('recipients', { list: null });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    expect(await screen.findByText('Choose the column with the phone numbers.')).toBeTruthy();
    expect(app.inputs('list:import')).toEqual([]);
  });

  it('shows the list of a file that was still read when the draft was left, once it is there', async () => {
    let detail = campaignDetail(draft, { list: null });
    const app = await openDraft('recipients', {}, { 'campaign:get': () => detail });
    await screen.findByText('Who gets the message?');
    detail = campaignDetail(draft, { list: listReport() });
    act(() => app.emit('campaigns:changed', { changed: [{ ...draft, name: 'Members' }], removed: [] }));
    expect(await screen.findByText('5 rows need a decision')).toBeTruthy();
  });

  it('shows how far a file is that was still read when the draft was left, and stops it', async () => {
    const uploadId = crypto.randomUUID();
    let workId: string | null = uploadId;
    const app = await openDraft('recipients', { list: null }, { 'list:underWay': () => ({ workId }) });
    await screen.findByRole('progressbar');
    expect(screen.queryByText('Drop a file here')).toBeNull();
    act(() => app.emit('list:progress', { uploadId, rows: 1_200, totalRows: 4_800 }));
    expect(screen.getByText(/1,200/).closest('p')?.textContent).toMatch(/4,800/);
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }), { detail: 1 });
    await waitFor(() => expect(app.inputs('list:cancelImport')).toEqual([{ uploadId }]));
    workId = null;
    act(() => app.emit('campaigns:changed', { changed: [{ ...draft }], removed: [] }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    // Its file cannot be asked for any more.
    expect(app.inputs('file:dropUpload')).toEqual([{ uploadId }]);
  });

  it('lets go of a file that nothing was read of when the draft is left', async () => {
    const app = await openDraft('recipients', { list: null });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    await screen.findByText('Choose the column with the phone numbers.');
    expect(app.inputs('file:dropUpload')).toEqual([]);
    const [inspected] = app.inputs('list:inspect') as CommandInput<'list:inspect'>[];
    fireEvent.click(screen.getByRole('button', { name: 'Close' }), { detail: 1 });
    await waitFor(() => expect(app.inputs('file:dropUpload')).toEqual([{ uploadId: inspected?.uploadId }]));
  });

  it('shows which row the columns were taken from, and reads the file again with another one', async () => {
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
    const app = await openDraft(
      'recipients',
      { list: null },
      {
        'list:inspect': ({ header }) => ({
          fileName: 'list.csv',
          sheets: [aSheet({ mapping, headerRow: header === null ? 3 : header.row })],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    const chosen = await screen.findByRole('combobox', { name: 'Column names are in' });
    expect(chosen.textContent).toContain('Row 3: Name, Mobile, Meeting point');
    expect(screen.getByText('1 row above it is ignored.')).toBeTruthy();
    fireEvent.click(chosen);
    await choose('No row: the first row is a person');
    await waitFor(() =>
      expect(app.inputs('list:import')).toMatchObject([{ headerRow: 3 }, { headerRow: null, mapping }]),
    );
  });

  it('says what is hidden in the spreadsheet or not used of it, and how letters and dates are read that the file does not tell', async () => {
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
    const hidden = { hiddenRows: 12, hiddenColumns: [2], phoneColumns: [1, 2], ambiguousDate: '2019-04-03' };
    const sheet = aSheet({ mapping, ...hidden, guessedWords: ['João', 'Conceição'] });
    await openDraft(
      'recipients',
      { list: null },
      { 'list:inspect': () => ({ fileName: 'list.xlsx', sheets: [sheet] }) },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.xlsx'));
    expect(await screen.findByText('Hidden in the spreadsheet, but part of this list: 12 rows.')).toBeTruthy();
    expect(screen.getByText('Hidden in the spreadsheet, but read: Meeting point.')).toBeTruthy();
    expect(screen.getByText(/^Nobody is written to at the numbers in Meeting point \(C\)\. If/)).toBeTruthy();
    expect(screen.getByText(/Check how these were read: “João”, “Conceição”\. If they look wrong/)).toBeTruthy();
    expect(screen.getByText(/this country \(United Kingdom\): 03\/04\/2019 means 3 April 2019\.$/)).toBeTruthy();
  });

  it('says that the columns are as last time, reads their country, and keeps a country that is chosen', async () => {
    const app = await openDraft(
      'recipients',
      { list: null },
      {
        'list:inspect': () => ({
          fileName: 'list.csv',
          sheets: [
            aSheet({
              mapping: { phone: 1, further: [], area: null, name: 0, country: null, fields: [] },
              lastCountry: 'BR',
            }),
          ],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    expect(await screen.findByText(/^As you set them last time/)).toBeTruthy();
    expect(app.inputs('list:import')).toMatchObject([{ country: 'BR' }]);
    fireEvent.click(screen.getByRole('combobox', { name: 'Country' }));
    await choose('Portugal, +351');
    await waitFor(() => expect(app.inputs('settings:set')).toEqual([{ country: 'PT' }]));
    await waitFor(() =>
      expect(app.inputs('list:change')).toMatchObject([{ change: { kind: 'country', country: 'PT' } }]),
    );
    // The list of all countries takes happy-dom long to draw.
  });

  it('reads nothing of a file whose columns were still being looked at when it was stopped', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await openDraft('recipients', { list: null });
    const inspect = window.sendonce.commands['list:inspect'];
    Object.assign(window.sendonce.commands, {
      'list:inspect': async (input: CommandInput<'list:inspect'>) => {
        await promise;
        return inspect(input);
      },
    });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    await screen.findByText('Reading the columns…');
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }), { detail: 1 });
    expect(await screen.findByText('Who gets the message?')).toBeTruthy();
    expect(app.inputs('list:cancelImport')).toHaveLength(1);
    await act(async () => resolve());
    await waitFor(() => expect(app.inputs('file:dropUpload')).toHaveLength(1));
    expect(screen.queryByText('Choose the column with the phone numbers.')).toBeNull();
  });

  it('takes the longest sheet with phone numbers by itself, and adds the rows of another', async () => {
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
    const app = await openDraft(
      'recipients',
      { list: null },
      {
        'list:inspect': () => ({
          fileName: 'list.xlsx',
          sheets: [
            aSheet({ name: 'Read me', rowCount: 900 }),
            aSheet({ name: 'Late', rowCount: 42, mapping }),
            aSheet({ name: 'Main', rowCount: 300, mapping }),
          ],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.xlsx'));
    expect(await screen.findByText(/^The sheet “Late” also has phone numbers \(42 rows\)/)).toBeTruthy();
    expect(app.inputs('list:import')).toMatchObject([{ sheet: 'Main' }]);
    fireEvent.click(screen.getByRole('button', { name: 'Add its rows' }));
    await waitFor(() => expect(app.inputs('list:addSheet')).toMatchObject([{ sheet: 'Late', from: 'Main' }]));
    expect(
      await screen.findByText(/^The rows of “Late” were added \(42 rows\)\. The column “From sheet”/),
    ).toBeTruthy();
    // A column of the list that the file does not have.
    expect(screen.getByRole('combobox', { name: /Team/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add its rows' })).toBeNull();
  });

  it('adds the rows of another sheet once, however often that is pressed before they are there', async () => {
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
    const sheets = [aSheet({ name: 'Main', rowCount: 300, mapping }), aSheet({ name: 'Late', rowCount: 42, mapping })];
    const unanswered = new Promise<never>(() => undefined);
    const handlers = {
      'list:inspect': () => ({ fileName: 'list.xlsx', sheets }),
      'list:addSheet': () => unanswered,
    };
    const app = await openDraft('recipients', {}, handlers);
    await screen.findByText('Who gets the message');
    chooseFile(new File(['x'], 'list.xlsx'));
    const add = await screen.findByRole('button', { name: 'Add its rows' });
    fireEvent.click(add, { detail: 1 });
    await waitFor(() => expect(app.inputs('list:addSheet')).toHaveLength(1));
    fireEvent.click(add, { detail: 1 });
    fireEvent.click(add, { detail: 2 });
    expect(add.getAttribute('aria-busy')).toBe('true');
  });

  it('adds the rows of another sheet to what a change before it made of the list, not beside it', async () => {
    const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [] };
    const sheets = [aSheet({ name: 'Main', rowCount: 300, mapping }), aSheet({ name: 'Late', rowCount: 42, mapping })];
    const app = await openDraft('recipients', {}, { 'list:inspect': () => ({ fileName: 'list.xlsx', sheets }) });
    await screen.findByText('Who gets the message');
    chooseFile(new File(['x'], 'list.xlsx'));
    const add = await screen.findByRole('button', { name: 'Add its rows' });
    const [leaveOut] = screen.getAllByRole('button', { name: /^Leave out/ });
    if (leaveOut) fireEvent.click(leaveOut, { detail: 1 });
    fireEvent.click(add, { detail: 1 });
    await waitFor(() => expect(app.inputs('list:addSheet')).toHaveLength(1));
    const made = app.calls
      .map(({ name }) => name)
      .filter((name) => /^list:(change|addSheet)|^campaign:get$/.test(name));
    // The draft is read again in between, with the changed list.
    expect(made.slice(made.indexOf('list:change')).slice(0, 3)).toEqual([
      'list:change',
      'campaign:get',
      'list:addSheet',
    ]);
  });

  it('says why a file cannot be read and takes another', async () => {
    await openDraft('recipients', { list: null }, { 'list:inspect': () => refuse('password_protected') });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.xlsx'));
    expect(await screen.findByText('The file is password-protected. Save a copy without a password.')).toBeTruthy();
    expect(screen.getByText('Who gets the message?')).toBeTruthy();
  });

  it('names the file that cannot be read, where the list of another one stays', async () => {
    await openDraft('recipients', {}, { 'list:inspect': () => refuse('not_a_table') });
    await screen.findByRole('button', { name: 'Change file' });
    chooseFile(new File(['x'], 'photo.png'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^photo\.pngSendOnce cannot read this file/);
  });

  it('adds corrected rows to the list and says how many people came with them', async () => {
    const app = await openDraft('recipients', { list: listReport() });
    const section = (await screen.findByRole('heading', { name: '5 rows need a decision' })).closest('section');
    const input = section?.querySelector('input[type=file]') as HTMLInputElement;
    fireEvent.change(input, { target: { files: [new File(['x'], 'corrected.csv')] } });
    expect(await screen.findByText('4 recipients were added.')).toBeTruthy();
    expect(app.inputs('list:addCorrected')).toMatchObject([{ campaignId: draft.id }]);
    expect(app.inputs('list:import')).toEqual([]);
  });

  it('offers the lists that were kept, takes one, renames and deletes them', async () => {
    const savedLists = [
      { id: 7, name: 'Helpers', recipients: 120, savedAtMs: fixtureNowMs },
      { id: 8, name: 'Old', recipients: 1, savedAtMs: fixtureNowMs },
    ];
    const app = await openDraft('recipients', { list: null }, {}, { savedLists });
    expect(await screen.findByText('120 people, saved 14 March 2026')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'More for Old' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(await screen.findByText(/^The names and numbers on it are deleted/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Delete list' }), { detail: 1 });
    await waitFor(() => expect(screen.queryByText('Old')).toBeNull());
    expect(app.inputs('list:deleteSaved')).toEqual([{ id: 8 }]);
    fireEvent.click(screen.getByRole('button', { name: 'Use Helpers' }), { detail: 1 });
    await waitFor(() => expect(app.inputs('list:useSaved')).toMatchObject([{ campaignId: draft.id, id: 7 }]));
  });

  it('keeps the list under a name, and says when another has it', async () => {
    let taken = true;
    const app = await openDraft(
      'recipients',
      { list: listReport() },
      { 'list:save': () => (taken ? refuse('name_taken') : []) },
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Save this list' }), { detail: 1 });
    const name = await screen.findByRole('textbox', { name: 'List name' });
    expect((name as HTMLInputElement).value).toBe('Volunteers 2026');
    const save = () => screen.getAllByRole('button', { name: 'Save this list' }).at(-1) as HTMLElement;
    fireEvent.click(save(), { detail: 1 });
    expect(await screen.findByText('This name is already in use. Choose another one.')).toBeTruthy();
    taken = false;
    fireEvent.change(name, { target: { value: ' Helpers ' } });
    fireEvent.click(save(), { detail: 1 });
    expect(await screen.findByText(/^Saved\. You can choose it/)).toBeTruthy();
    expect(app.inputs('list:save').at(-1)).toEqual({ listId: 1, name: 'Helpers' });
  });
});
