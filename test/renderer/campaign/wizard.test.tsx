import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Channel, CommandInput, ListReport } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { CampaignStep } from '../../../renderer/route.ts';
import { type FakeOptions, refuse } from '../support/fake-api.ts';
import { aSheet, campaignCheck, campaignDetail, campaignSummary, listReport } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });

/** A main that keeps one draft, as the real one does. */
async function openDraft(
  step: CampaignStep,
  change: Parameters<typeof campaignDetail>[1],
  more: FakeOptions['handlers'] = {},
) {
  let detail = campaignDetail(draft, change);
  const handlers: FakeOptions['handlers'] = {
    'campaign:get': () => detail,
    'campaign:update': ({ id: _id, repeat: _repeat, ...patch }) => {
      detail = { ...detail, ...(patch as Partial<typeof detail>) };
      return detail;
    },
    'import:apply': () => {
      detail = { ...detail, list: listReport() };
      return detail.list as ListReport;
    },
    ...more,
  };
  const fake = await openApp(
    { rows: 0, overview: { campaigns: [draft] }, handlers },
    { screen: 'campaign', id: draft.id, step },
  );
  const inputs = (name: Channel) => fake.calls.filter((call) => call.name === name).map((call) => call.input);
  return { ...fake, inputs, detail: () => detail };
}

const chooseFile = (file: File) =>
  fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [file] } });

/** A tap: what a mouse does in an open list begins before it, on the way there. Found by its words, which is quick among all countries. */
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
        'import:inspect': () => ({
          fileName: 'list.csv',
          sheets: [aSheet({ mapping: { phone: 1, name: 0, fields: [] } })],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File([new Uint8Array(limits.importChunkBytes + 5)], 'list.csv'));
    expect(await screen.findByText('5 rows cannot be used')).toBeTruthy();
    const chunks = app.inputs('upload:chunk') as CommandInput<'upload:chunk'>[];
    expect(chunks.map((chunk) => chunk.bytes.byteLength)).toEqual([limits.importChunkBytes, 5]);
    expect(app.inputs('import:apply')).toMatchObject([
      { mapping: { phone: 1, name: 0 }, country: 'GB', sheet: 'List' },
    ]);
  });

  it('reads nothing until the phone column is known, then asks which it is', async () => {
    const app = await openDraft('recipients', { list: null });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    expect(await screen.findByText('Say which column holds the phone numbers.')).toBeTruthy();
    expect(app.inputs('import:apply')).toEqual([]);
  });

  it('shows which row the columns were taken from, and reads the file again with another one', async () => {
    const mapping = { phone: 1, name: 0, fields: [] };
    const app = await openDraft(
      'recipients',
      { list: null },
      {
        'import:inspect': ({ header }) => ({
          fileName: 'list.csv',
          sheets: [aSheet({ mapping, headerRow: header === null ? 3 : header.row })],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    const chosen = await screen.findByRole('combobox', { name: 'Columns from' });
    expect(chosen.textContent).toContain('Row 3: Name, Mobile, Meeting point');
    expect(screen.getByText('1 row above is not read.')).toBeTruthy();
    fireEvent.click(chosen);
    await choose('No row, the first is a person');
    await waitFor(() =>
      expect(app.inputs('import:apply')).toMatchObject([{ headerRow: 3 }, { headerRow: null, mapping }]),
    );
  });

  it('says that the columns are as last time, reads their country, and keeps a country that is chosen', async () => {
    const app = await openDraft(
      'recipients',
      { list: null },
      {
        'import:inspect': () => ({
          fileName: 'list.csv',
          sheets: [aSheet({ mapping: { phone: 1, name: 0, fields: [] }, lastCountry: 'BR' })],
        }),
      },
    );
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    expect(await screen.findByText(/^As last time/)).toBeTruthy();
    expect(app.inputs('import:apply')).toMatchObject([{ country: 'BR' }]);
    fireEvent.click(screen.getByRole('combobox', { name: 'Country' }));
    await choose('Portugal, +351');
    await waitFor(() => expect(app.inputs('settings:set')).toEqual([{ country: 'PT' }]));
    expect(app.inputs('import:apply').at(-1)).toMatchObject({ country: 'PT' });
  });

  it('reads nothing of a file whose columns were still being looked at when it was stopped', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = await openDraft('recipients', { list: null });
    const inspect = window.sendonce.commands['import:inspect'];
    Object.assign(window.sendonce.commands, {
      'import:inspect': async (input: CommandInput<'import:inspect'>) => {
        await promise;
        return inspect(input);
      },
    });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.csv'));
    await screen.findByText('Looking at the columns…');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }), { detail: 1 });
    expect(await screen.findByText('Who gets the message?')).toBeTruthy();
    await act(async () => resolve());
    await waitFor(() => expect(app.inputs('upload:drop')).toHaveLength(1));
    expect(screen.queryByText('Say which column holds the phone numbers.')).toBeNull();
  });

  it('says why a file cannot be read and takes another', async () => {
    await openDraft('recipients', { list: null }, { 'import:inspect': () => refuse('password_protected') });
    await screen.findByText('Who gets the message?');
    chooseFile(new File(['x'], 'list.xlsx'));
    expect(await screen.findByText('The file is protected by a password. Save it without one.')).toBeTruthy();
    expect(screen.getByText('Who gets the message?')).toBeTruthy();
  });

  it('names each problem in words, with the cell as it stands in the file', async () => {
    const list = listReport({
      cannotBeUsed: 2,
      problems: [
        { rowNumber: 17, cell: '4.47E+11', problem: 'rounded' },
        { rowNumber: 48, cell: '07700 9001', problem: 'too_short' },
      ],
    });
    await openDraft('recipients', { list });
    const row = (await screen.findByText('4.47E+11')).closest('tr');
    expect(row?.textContent).toContain('17');
    expect(row?.textContent).toContain('Rounded by the spreadsheet.');
    expect(screen.getByText('Too short for a phone number. Read as United Kingdom.')).toBeTruthy();
  });
});

describe('the Message step', () => {
  it('saves what is typed a moment later', async () => {
    const app = await openDraft('message', { text: '' });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Message' }), { target: { value: 'Hello' } });
    expect(await screen.findByText('Saving…')).toBeTruthy();
    expect(await screen.findByText(/^Saved \d\d:\d\d$/)).toBeTruthy();
    expect(app.detail().text).toBe('Hello');
  });

  it('saves what is typed when the draft is closed at once', async () => {
    const app = await openDraft('message', { text: '' });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Message' }), { target: { value: 'Hello' } });
    fireEvent.click(screen.getByRole('button', { name: 'Close' }), { detail: 1 });
    await waitFor(() => expect(app.detail().text).toBe('Hello'));
    expect(app.route()).toEqual({ screen: 'campaigns' });
  });

  it('writes a fall-back into every use of a placeholder', async () => {
    const app = await openDraft('message', { text: 'Hi {{meeting_point}}, {{meeting_point}}' });
    fireEvent.change(await screen.findByLabelText('If meeting_point is blank, write'), {
      target: { value: 'the quay' },
    });
    await waitFor(() => expect(app.detail().text).toBe('Hi {{meeting_point|the quay}}, {{meeting_point|the quay}}'));
  });

  it('says of each placeholder how many people have something there', async () => {
    await openDraft('message', { text: 'Meet at {{meeting_point}}, {{surname}}' });
    const rows = (await screen.findAllByRole('row')).slice(1).map((row) => row.textContent);
    expect(rows[0]).toContain('305 of 312');
    expect(rows[1]).toContain('There is no column “surname” in this list.');
  });

  it('names the first rows that would get a blank, and steps the preview to them', async () => {
    const app = await openDraft(
      'message',
      { text: 'Meet at {{meeting_point}}' },
      {
        'campaign:check': () =>
          campaignCheck({
            blanks: 3,
            blankColumns: [{ name: 'meeting_point', count: 3 }],
            blankRows: [
              { rowNumber: 88, index: 86, key: 'meeting_point' },
              { rowNumber: 140, index: 138, key: 'meeting_point' },
            ],
            failures: ['blank_placeholders'],
          }),
      },
    );
    expect(await screen.findByText('and 1 more')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Row 140' }));
    await waitFor(() => expect(app.inputs('campaign:preview').at(-1)).toMatchObject({ index: 138 }));
  });

  it('refuses an attachment that WhatsApp would refuse, before any byte is handed over', async () => {
    const app = await openDraft('message', {});
    await screen.findByText('Attach a file');
    const picture = new File(['x'], 'huge.png', { type: 'image/png' });
    Object.defineProperty(picture, 'size', { value: limits.attachmentImageBytes + 1 });
    act(() => chooseFile(picture));
    expect(await screen.findByText(/huge\.png is too large/)).toBeTruthy();
    expect(app.inputs('upload:begin')).toEqual([]);
  });
});

it('keeps the way on barred while a field of the When step does not hold', async () => {
  await openDraft('when', {});
  fireEvent.change(await screen.findByLabelText('Shortest gap, seconds'), { target: { value: '0' } });
  expect(await screen.findByText('Mend the marked fields to go on')).toBeTruthy();
  expect((screen.getByRole('button', { name: 'Next: check' }) as HTMLButtonElement).disabled).toBe(true);
});
