import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { campaignCheck, campaignDetail, campaignSummary } from '../support/fixtures.ts';
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
  await screen.findByText('Person 1 of 40', {}, { timeout: 8_000 });
  return app;
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
  fireEvent.click(await screen.findByRole('button', { name: 'Longest text' }));
  expect(await screen.findByText('Person 5 of 40')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'First blank' }));
  expect(await screen.findByText('Person 18 of 40')).toBeTruthy();
});

it('steps by keyboard, also while the text is written, and stays at the ends', async () => {
  await openPreview();
  const field = screen.getByRole('textbox', { name: 'Message' });
  fireEvent.keyDown(field, { key: 'PageUp', altKey: true });
  fireEvent.keyDown(field, { key: 'PageDown', altKey: true });
  expect(await screen.findByText('Person 2 of 40')).toBeTruthy();
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
