import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../domain/settings.ts';
import { campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { renderApp } from '../support/render-app.tsx';

const practice = { gapMs: 200, ackWaitMs: 5_000 };
const inPractice = { rows: 0, overview: { practice, settings: defaultSettings(true) } };

describe('the tour', () => {
  it('says in practice mode what to do next, until it is ended', async () => {
    await renderApp(inPractice);
    expect(screen.getByRole('complementary', { name: 'Tour' }).textContent).toContain('Start a campaign.');
    fireEvent.click(screen.getByRole('button', { name: 'End the tour' }));
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Tour' })).toBeNull());
  });

  it('can be had again in the settings', async () => {
    const off = { ...defaultSettings(true), showTour: false };
    const { store } = await renderApp({ ...inPractice, overview: { practice, settings: off } });
    store.getState().open({ screen: 'settings' });
    fireEvent.click(await screen.findByRole('switch', { name: 'Show the tour in practice mode' }));
    expect((await screen.findByRole('complementary', { name: 'Tour' })).textContent).toContain('Start a campaign.');
  });

  it('is not there when messages are real, which can be tried in practice first', async () => {
    const { calls } = await renderApp({ rows: 0 });
    expect(screen.queryByRole('complementary', { name: 'Tour' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Try it in practice mode first' }));
    await waitFor(() => expect(calls.at(-1)).toEqual({ name: 'app:restart', input: { practice: true } }));
  });
});

describe('the example list', () => {
  it('stands beside the other ways to bring a list, in practice mode alone, and is taken in like a file', async () => {
    const withoutList = () => campaignDetail(campaignSummary({ state: 'draft' }), { list: null });
    const { calls } = await renderApp({ ...inPractice, handlers: { 'campaign:get': withoutList } });
    fireEvent.click(screen.getAllByRole('button', { name: 'New campaign' })[0] as HTMLElement);
    fireEvent.click(await screen.findByRole('button', { name: 'Use the example list' }));
    await waitFor(() => expect(calls.map(({ name }) => name)).toContain('file:beginUpload'));
    expect(calls.find(({ name }) => name === 'file:beginUpload')?.input).toMatchObject({
      fileName: 'example-list.csv',
    });
  });
});
