import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import { campaignCheck, listReport } from '../support/fixtures.ts';

import { chooseFile, openDraft } from '../support/open-draft.tsx';

describe('the Message step', () => {
  it('saves what is typed a moment later', async () => {
    const app = await openDraft('message', { text: '' });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Message' }), { target: { value: 'Hello' } });
    expect(await screen.findByText('Saving…')).toBeTruthy();
    expect(await screen.findByText(/^Saved \d\d:\d\d$/)).toBeTruthy();
    expect(app.detail().text).toBe('Hello');
  });

  it('reads an empty field in the direction of the page, as its hint, and words in their own', async () => {
    await openDraft('message', { text: '' });
    const field = await screen.findByRole('textbox', { name: 'Message' });
    expect(field.getAttribute('dir')).toBeNull();
    fireEvent.change(field, { target: { value: 'مرحبا' } });
    expect(field.getAttribute('dir')).toBe('auto');
  });

  it('saves what is typed when the draft is closed at once', async () => {
    const app = await openDraft('message', { text: '' });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Message' }), { target: { value: 'Hello' } });
    fireEvent.click(screen.getByRole('button', { name: 'Close' }), { detail: 1 });
    await waitFor(() => expect(app.detail().text).toBe('Hello'));
    expect(app.route()).toEqual({ screen: 'campaigns' });
  });

  it('marks only placeholders that nothing fills, and none that is another language’s name for one', async () => {
    await openDraft('message', { text: 'Hi {{name}}, {{nome}}, {{surname}}' });
    await screen.findByRole('textbox', { name: 'Message' });
    const marked = [...document.querySelectorAll('.editor-grounds [data-blank]')].map(({ textContent }) => textContent);
    expect(marked).toEqual(['{{surname}}']);
  });

  it('writes a fall-back into every use of a placeholder', async () => {
    const app = await openDraft('message', { text: 'Hi {{meeting_point}}, {{meeting_point}}' });
    fireEvent.change(await screen.findByLabelText('If meeting_point is blank, use'), {
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

  it('says of a picture that names a place that this stays here, and lets the operator keep it', async () => {
    const attachment = {
      hash: 'a'.repeat(64),
      fileName: 'map.jpg',
      mimeType: 'image/jpeg',
      kind: 'image' as const,
      bytes: 9,
    };
    const picture = { url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', hasPlace: true };
    const app = await openDraft('message', { text: 'Hi', attachment }, { 'campaign:picture': () => picture });
    expect(await screen.findByText(/That is taken out before it is sent/)).toBeTruthy();
    fireEvent.click(screen.getByText('Keep the place'));
    expect(await screen.findByText(/Everyone who gets it can see that place/)).toBeTruthy();
    await waitFor(() => expect(app.detail().keepsPlace).toBe(true));
  });

  it('says of another file that names a place that this goes out', async () => {
    const attachment = {
      hash: 'a'.repeat(64),
      fileName: 'walk.mp4',
      mimeType: 'video/mp4',
      kind: 'video' as const,
      bytes: 9,
    };
    const film = { url: null, hasPlace: true };
    await openDraft('message', { text: 'Hi', attachment }, { 'campaign:picture': () => film });
    expect(await screen.findByText(/SendOnce cannot take that out/)).toBeTruthy();
    expect(screen.queryByText('Keep the place')).toBeNull();
  });

  it.each(['message', 'check'] as const)('says of a spreadsheet at %s that everybody gets all of it', async (step) => {
    const about = {
      fileName: 'Members.XLSX',
      mimeType: 'application/octet-stream',
      kind: 'document',
      bytes: 9,
    } as const;
    await openDraft(step, { text: 'Hi', attachment: { ...about, hash: 'a'.repeat(64) } });
    expect(await screen.findByText(/Everyone on the list gets all of it/)).toBeTruthy();
  });

  it('says nothing of a place where the picture has none', async () => {
    const app = await openDraft('message', { text: 'Hi' });
    await screen.findByRole('textbox', { name: 'Message' });
    expect(app.detail().keepsPlace).toBe(false);
    expect(screen.queryByRole('switch', { name: 'Keep the place' })).toBeNull();
  });

  it('takes no second file in while one is on its way: which of them came last would be chance', async () => {
    const about = { fileName: 'a.pdf', mimeType: 'application/pdf', bytes: 9, kind: 'document' } as const;
    const attachment = { ...about, hash: 'a'.repeat(64) };
    const unanswered = new Promise<never>(() => undefined);
    await openDraft('message', { text: 'Hi', attachment }, { 'file:beginUpload': () => unanswered });
    const replace = await screen.findByRole('button', { name: 'Replace' });
    expect(replace).toHaveProperty('disabled', false);
    act(() => chooseFile(new File(['x'], 'large.pdf', { type: 'application/pdf' })));
    await screen.findByText(/large\.pdf/);
    expect(replace).toHaveProperty('disabled', true);
    expect(screen.getByRole('button', { name: 'Remove attachment' })).toHaveProperty('disabled', true);
  });

  it('refuses an attachment that WhatsApp would refuse, before any byte is handed over', async () => {
    const app = await openDraft('message', {});
    await screen.findByText('Attach a file');
    const picture = new File(['x'], 'huge.png', { type: 'image/png' });
    Object.defineProperty(picture, 'size', { value: limits.attachmentImageBytes + 1 });
    act(() => chooseFile(picture));
    expect(await screen.findByText(/huge\.png is too large/)).toBeTruthy();
    expect(app.inputs('file:beginUpload')).toEqual([]);
  });

  it('names the attachment that could not be taken in, with the reason', async () => {
    await openDraft('message', {}, { 'file:beginUpload': () => ({ refusal: 'disk_full' }) });
    await screen.findByText('Attach a file');
    act(() => chooseFile(new File(['x'], 'map.pdf', { type: 'application/pdf' })));
    const said = await screen.findByText('map.pdf');
    expect(said.closest('[role="alert"]')?.textContent).toContain('The disk is full');
  });
});

it.each([
  ['en', ['name', 'first name', 'meeting_point']],
  ['pt-BR', ['nome', 'primeiro nome', 'meeting_point']],
] as const)('a list with names offers the name and first name in the language %s', async (language, offered) => {
  const list = listReport({
    fields: [
      { key: 'name', header: 'Nome', filled: 312 },
      { key: 'meeting_point', header: 'Meeting point', filled: 305 },
    ],
  });
  const settings = { ...defaultSettings(false), language };
  await openDraft('message', { text: '{{primeiro nome}}', list }, {}, { overview: { settings } });
  await screen.findByRole('table');
  // A known column, filled for everybody who has a name.
  expect(within(screen.getByRole('table')).getByText(/312/).closest('tr')?.textContent).toMatch(/^primeiro nome312/);
  const menu = [...document.querySelectorAll('.editor-tools button')].find((one) =>
    /Placeholder|Variável/.test(one.textContent ?? ''),
  );
  fireEvent.click(menu ?? document.body);
  expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).toEqual(offered);
});

it('a list with a column of first names, in whichever language, is offered none that is made of the names', async () => {
  const list = listReport({
    fields: [
      { key: 'name', header: 'الاسم الكامل', filled: 312 },
      { key: 'الاسم الأول', header: 'الاسم الأول', filled: 305 },
    ],
  });
  await openDraft('message', { text: 'Hello', list }, {}, {});
  await screen.findByText('Attach a file');
  const isMenu = (button: Element) => /Placeholder/.test(button.textContent ?? '');
  const menu = [...document.querySelectorAll('.editor-tools button')].find(isMenu);
  fireEvent.click(menu ?? document.body);
  const items = await screen.findAllByRole('menuitem');
  expect(items.map((item) => item.textContent)).toEqual(['name', 'الاسم الأول']);
});
