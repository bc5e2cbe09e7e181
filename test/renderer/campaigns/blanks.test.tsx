import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CampaignStep } from '../../../renderer/store/route.ts';
import { campaignCheck, campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
const blankColumns = [{ name: 'meeting_point', count: 7 }];

/** A main process in which seven of 312 people would get a blank, until they are left out. */
async function openWithBlanks(step: CampaignStep, willSend = 312) {
  let detail = campaignDetail(draft, { text: 'Meet at {{meeting_point}}' });
  const app = await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => detail,
        'campaign:update': ({ leaveBlanksOut }) => {
          detail = { ...detail, leaveBlanksOut: leaveBlanksOut ?? detail.leaveBlanksOut };
          return detail;
        },
        'campaign:check': () =>
          detail.leaveBlanksOut
            ? campaignCheck({ willSend: willSend - 7, blanksLeftOut: 7, blankColumns })
            : campaignCheck({ willSend, blanks: 7, blankColumns, failures: ['blank_placeholders'] }),
      },
    },
    { screen: 'campaign', id: draft.id, step },
  );
  const updates = () => app.calls.filter((call) => call.name === 'campaign:update').map((call) => call.input);
  return { ...app, updates };
}

const sendButton = (name: string) => screen.findByRole('button', { name }) as Promise<HTMLButtonElement>;

describe('people who would get a blank', () => {
  it('bar Send until they are left out; the button then counts the others', async () => {
    const app = await openWithBlanks('check');
    expect((await sendButton('Send 312 messages')).disabled).toBe(true);
    expect(screen.getByText('7 people would get a message with a blank.')).toBeTruthy();
    expect(screen.getByText(/“meeting_point” is empty for 7 people\./)).toBeTruthy();
    fireEvent.click(screen.getByText('Leave these 7 people out'));
    const send = await sendButton('Send 305 messages');
    await waitFor(() => expect(send.disabled).toBe(false));
    expect(screen.getByText('7 people are left out because a placeholder would be blank.')).toBeTruthy();
    expect(app.updates()).toEqual([{ id: draft.id, leaveBlanksOut: true }]);
  });

  it('can be taken in again', async () => {
    const app = await openWithBlanks('message');
    await screen.findByRole('switch', { name: 'Leave these 7 people out' });
    const leaveOut = screen.getByText('Leave these 7 people out');
    fireEvent.click(leaveOut);
    await screen.findByText('7 people are left out because a placeholder would be blank.');
    fireEvent.click(leaveOut);
    expect(await screen.findByText('7 people would get a message with a blank.')).toBeTruthy();
    expect(app.updates()).toEqual([
      { id: draft.id, leaveBlanksOut: true },
      { id: draft.id, leaveBlanksOut: false },
    ]);
  });

  it('lead from the check to the place where their fall-back is written', async () => {
    const app = await openWithBlanks('check');
    fireEvent.click(await screen.findByRole('button', { name: 'Add a fallback' }));
    const field = await screen.findByLabelText('If meeting_point is blank, use');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(app.route()).toEqual({ screen: 'campaign', id: draft.id, step: 'message' });
  });

  it('lead to the list, to be corrected there', async () => {
    const app = await openWithBlanks('message');
    fireEvent.click(await screen.findByRole('button', { name: 'Go to recipients' }));
    await waitFor(() => expect(app.route()).toEqual({ screen: 'campaign', id: draft.id, step: 'recipients' }));
  });

  it('are not offered to be left out where that would leave nobody', async () => {
    await openWithBlanks('check', 7);
    await screen.findByText('7 people would get a message with a blank.');
    expect(screen.queryByRole('switch')).toBeNull();
  });
});
