import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Channel } from '../../../domain/contract.ts';
import { noCounts } from '../../../domain/messages/message.ts';
import type { Route } from '../../../renderer/store/route.ts';
import { createFakeApi, type FakeOptions } from '../support/fake-api.ts';
import { campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const press = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toHaveProperty('disabled', false));
  fireEvent.click(button, { detail: 1 });
};
const paused = campaignSummary({ id: 4, state: 'paused', pauseReason: 'operator' });
const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const finished = campaignSummary({ id: 7, state: 'finished', counts: { ...noCounts, sent: 9 }, total: 9 });
const write = async (words: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name: 'Message' }), { target: { value: words } });

const ways: readonly (readonly [string, Route, Channel, () => Promise<unknown>])[] = [
  [
    'a new campaign is made',
    { screen: 'campaigns' },
    'campaign:create',
    async () => fireEvent.keyDown(document.body, { key: 'n', ctrlKey: true }),
  ],
  [
    'a draft is saved before its next step',
    { screen: 'campaign', id: 2, step: 'message' },
    'campaign:update',
    async () => {
      await write('Good day');
      await press('Next: when');
    },
  ],
  [
    'what waits is changed',
    { screen: 'campaignEdit', id: 4, part: 'message', back: 'outbox' },
    'campaign:update',
    async () => {
      await write('Good day');
      await press('Save changes');
    },
  ],
  ['people are followed up', { screen: 'report', id: 7 }, 'campaign:followUp', () => press(/no read receipt$/)],
];

it.each(ways)('whoever goes elsewhere while %s stays there', async (_what, route, channel, begin) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const campaigns = [paused, draft, finished];
  const { api } = createFakeApi({ rows: 0, overview: { campaigns } });
  const later = async (input: never) => {
    await promise;
    const answer = await (api.commands[channel] as (input: never) => Promise<{ value: unknown }>)(input);
    return answer.value;
  };
  const handlers = {
    'campaign:get': () => campaignDetail(campaigns.find(({ id }) => 'id' in route && id === route.id) ?? draft),
    [channel]: later,
  };
  const app = await openApp(
    { rows: 0, overview: { campaigns }, handlers: (handlers as FakeOptions['handlers']) ?? {} },
    route,
  );
  await begin();
  await waitFor(() => expect(app.calls.some(({ name }) => name === channel)).toBe(true));
  act(() => app.open({ screen: 'settings' }));
  const question = screen.queryByRole('alertdialog', { name: 'Leave without saving?' });
  if (question !== null) await press('Leave without saving');
  await screen.findByRole('heading', { name: 'Settings' });
  await act(async () => resolve());
  await new Promise((goOn) => setTimeout(goOn, 50));
  expect(app.route()).toEqual({ screen: 'settings' });
});
