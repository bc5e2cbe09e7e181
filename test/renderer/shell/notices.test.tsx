import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Notice } from '../../../domain/state/notice.ts';
import { renderApp } from '../support/render-app.tsx';

const notice = (id: number): Notice => ({
  id,
  kind: 'campaign_not_begun',
  raisedAtMs: Date.now(),
  messageId: null,
  campaignId: id,
  campaignName: `Campaign ${id}`,
  name: null,
  phone: null,
  detail: '',
});

test('a notice is said quietly, one at a time, and goes when it is dismissed', async () => {
  await renderApp({ rows: 10, overview: { notices: [notice(1), notice(2)] } });
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText('Campaign 1')).not.toBeNull();
  expect(screen.queryByText('Campaign 2')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Got it' }));
  await waitFor(() => expect(screen.queryByText('Campaign 1')).toBeNull());
  expect(screen.getByText('Campaign 2')).not.toBeNull();
});

test('of a date that nobody looked at it is said which one', async () => {
  await renderApp({ rows: 1, overview: { notices: [{ ...notice(1), kind: 'date_unseen', detail: '2026-03-05' }] } });
  await screen.findByText(/^Nobody decided in time about the messages for 5 Mar 2026/);
});
