import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { campaignCheck, campaignDetail, campaignSummary, messageRows } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });

async function openPreview() {
  const app = await openApp(
    {
      rows: 40,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => campaignDetail(draft),
        'campaign:check': () =>
          campaignCheck({ blanks: 1, blankRows: [{ rowNumber: 19, index: 17, key: 'meeting_point' }] }),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  await screen.findByText('Person 1 of 40');
  const places = (name: string) =>
    messageRows(40).flatMap((row, index) => (row.name.startsWith(name) ? [index + 1] : []));
  return { ...app, people: { jens: places('Jens'), olivia: places('Olivia') } };
}

it('goes to a person by number, and to the last one where there are fewer', async () => {
  await openPreview();
  const place = screen.getByRole('textbox', { name: 'Go to person' });
  fireEvent.change(place, { target: { value: '12' } });
  expect(screen.getByText('Person 1 of 40')).toBeTruthy();
  fireEvent.keyDown(place, { key: 'Enter' });
  expect(await screen.findByText('Person 12 of 40')).toBeTruthy();
  fireEvent.change(place, { target: { value: '900' } });
  fireEvent.blur(place);
  expect(await screen.findByText('Person 40 of 40')).toBeTruthy();
  // A number beyond the last person leads to the last one, even when that one is shown already, and the field says so.
  fireEvent.change(place, { target: { value: '900' } });
  fireEvent.keyDown(place, { key: 'Enter' });
  expect(place).toHaveProperty('value', '40');
});

it('takes no number that is none', async () => {
  await openPreview();
  const place = screen.getByRole('textbox', { name: 'Go to person' }) as HTMLInputElement;
  fireEvent.change(place, { target: { value: 'x' } });
  fireEvent.blur(place);
  await waitFor(() => expect(place.value).toBe('1'));
  expect(screen.getByText('Person 1 of 40')).toBeTruthy();
});

it('goes to the longest text and to the first person with a blank', async () => {
  await openPreview();
  fireEvent.click(await screen.findByRole('button', { name: 'Longest message' }));
  expect(await screen.findByText('Person 5 of 40')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'First blank' }));
  expect(await screen.findByText('Person 18 of 40')).toBeTruthy();
});

it('draws a placeholder that nothing fills as one, and not as words that go out', async () => {
  const text = 'Thank you for {{pledge (£)}}, *{{name}}*';
  await openApp(
    {
      rows: 40,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => ({ ...campaignDetail(draft), text }),
        'campaign:preview': () => ({
          index: 0,
          total: 40,
          rowNumber: 2,
          name: 'Ada',
          phone: '+447700900101',
          text: 'Thank you for {{pledge (£)}}, *{{gift}}*',
          blanks: ['pledge (£)'],
        }),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  const bubble = () => document.querySelector('.bubble-text');
  // A value may look like a placeholder: it is sent unchanged.
  await waitFor(() => expect(bubble()?.textContent).toBe('Thank you for pledge (£), {{gift}}'));
  expect([...(bubble()?.querySelectorAll('.placeholder') ?? [])].map((one) => one.textContent)).toEqual(['pledge (£)']);
});

it('steps by keyboard, also while the text is written, and stays at the ends', async () => {
  await openPreview();
  const field = screen.getByRole('textbox', { name: 'Message' });
  fireEvent.keyDown(field, { key: 'PageUp', altKey: true });
  fireEvent.keyDown(field, { key: 'PageDown', altKey: true });
  expect(await screen.findByText('Person 2 of 40')).toBeTruthy();
});

it('finds people by name without accents or by number, and goes on to the next one', async () => {
  const app = await openPreview();
  const search = screen.getByRole('searchbox', { name: 'Find by name or number' });
  const { people } = app;
  fireEvent.change(search, { target: { value: 'jens' } });
  expect(await screen.findByText(`Person ${people.jens[0]} of 40`)).toBeTruthy();
  expect(screen.getByRole('search').textContent).toContain(`Match 1 of ${people.jens.length}`);
  fireEvent.keyDown(search, { key: 'Enter' });
  expect(await screen.findByText(`Person ${people.jens[1]} of 40`)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Previous match' }), { detail: 1 });
  expect(await screen.findByText(`Person ${people.jens[0]} of 40`)).toBeTruthy();
  fireEvent.keyDown(search, { key: 'Enter', shiftKey: true });
  expect(await screen.findByText(`Person ${people.jens.at(-1)} of 40`)).toBeTruthy();
  fireEvent.change(search, { target: { value: '+44 7700 900187' } });
  expect(await screen.findByText(`Person ${people.olivia[0]} of 40`)).toBeTruthy();
});

it('says when nobody is found, and stays where it is', async () => {
  await openPreview();
  const search = screen.getByRole('searchbox', { name: 'Find by name or number' });
  fireEvent.change(search, { target: { value: 'Zzyzx' } });
  expect(await screen.findByText('Nobody on this list has that name or number.')).toBeTruthy();
  expect(screen.getByText('Person 1 of 40')).toBeTruthy();
  fireEvent.change(search, { target: { value: '' } });
  await waitFor(() => expect(screen.getByRole('search').textContent).not.toContain('Nobody'));
});

const withPicture = () =>
  campaignDetail(draft, {
    attachment: { hash: 'b'.repeat(64), fileName: 'map.jpg', mimeType: 'image/jpeg', kind: 'image', bytes: 9 },
  });

it('shows the attached picture also in a draft that is opened again', async () => {
  await openApp(
    { rows: 40, overview: { campaigns: [draft] }, handlers: { 'campaign:get': withPicture } },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  const picture = await screen.findByRole('img', { name: 'map.jpg' });
  expect(picture.getAttribute('src')).toMatch(/^data:image/);
});

it('shows the name of a picture that cannot be read', async () => {
  const app = await openApp(
    {
      rows: 40,
      overview: { campaigns: [draft] },
      handlers: { 'campaign:get': withPicture, 'campaign:picture': () => null },
    },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  await waitFor(() => expect(app.calls.filter(({ name }) => name === 'campaign:picture')).toHaveLength(1));
  expect(screen.queryByRole('img', { name: 'map.jpg' })).toBeNull();
  await waitFor(() => expect(screen.getAllByText('map.jpg')).toHaveLength(2));
});
