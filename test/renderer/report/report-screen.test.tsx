import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Report } from '../../../domain/contract.ts';
import { noCounts } from '../../../domain/message.ts';
import { verification } from '../support/answers.ts';
import { campaignSummary, failedRow, fixtureNowMs } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const campaign = campaignSummary({ id: 7, name: 'New Year', state: 'finished', counts: noCounts, total: 312 });
const report: Report = {
  verification: verification({ campaignId: 7, total: 310 }),
  campaign,
  totals: {
    imported: 326,
    skipped: 14,
    sent: 309,
    delivered: 297,
    read: 231,
    seenByOperator: 1,
    notSent: 2,
    notConfirmed: 1,
    cancelled: 0,
    open: 0,
  },
  skipped: { sameNumber: 6, doNotContact: 3, cannotBeUsed: 5, alreadyHadText: 0 },
  exceptions: [failedRow(1, 'no_confirmation'), failedRow(2, 'not_on_whatsapp')],
  timeline: [{ atMs: fixtureNowMs, sent: 309, read: 231 }],
};

const open = () =>
  openApp(
    { rows: 0, overview: { campaigns: [campaign] }, handlers: { 'report:get': () => report } },
    { screen: 'report', id: campaign.id },
  );

it('shows totals that add up, and says the same of the bar in words', async () => {
  await open();
  const bar = await screen.findByRole('img', { name: /^Of 312 messages/ });
  expect(bar.getAttribute('aria-label')).toBe(
    'Of 312 messages: 231 Read, 66 Delivered, 11 Sent, not delivered yet, 1 Sent on your word, 1 Not confirmed, 2 Not sent',
  );
  const numbers = [...document.querySelectorAll('.equation dd')].map((number) => Number(number.textContent));
  const [imported, ...parts] = numbers;
  expect(imported).toBe(326);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(imported);
});

it('keeps not sent and not confirmed apart, each with its reason', async () => {
  await open();
  const row = (await screen.findByText('No confirmation in time')).closest('tr');
  expect(row?.textContent).toContain('Not confirmed');
  expect(screen.getByText('Not on WhatsApp').closest('tr')?.textContent).toContain('Not sent');
});

it('exports, and shows the file where it was saved', async () => {
  const fake = await open();
  fireEvent.click(await screen.findByRole('button', { name: 'Export XLSX' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('button', { name: 'Show file' }));
  await waitFor(() =>
    expect(fake.calls.at(-1)).toEqual({ name: 'app:showFile', input: { path: '/exports/report.xlsx' } }),
  );
});
