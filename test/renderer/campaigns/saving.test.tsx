import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CampaignDetail, CommandInput } from '../../../domain/contract.ts';
import type { CampaignStep } from '../../../renderer/store/route.ts';
import { refuse } from '../support/fake-api.ts';
import { campaignCheck, campaignDetail, campaignSummary, listReport } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });

/** A main process whose saving takes as long as the test wants: `save` completes the next one. */
async function openSlowly(step: CampaignStep, change: Partial<CampaignDetail> = {}) {
  let detail = campaignDetail(draft, change);
  const waiting: (() => void)[] = [];
  const app = await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => detail,
        'campaign:update': ({ id: _id, repeat, ...patch }) => {
          detail = { ...detail, ...(patch as Partial<CampaignDetail>), ...(repeat ? { repeat: 1 } : {}) };
          return detail;
        },
        'campaign:check': () => campaignCheck({ willSend: detail.repeat === 0 ? 312 : 400, alreadyHasText: 88 }),
      },
    },
    { screen: 'campaign', id: draft.id, step },
  );
  const update = window.sendonce.commands['campaign:update'];
  Object.assign(window.sendonce.commands, {
    'campaign:update': async (input: CommandInput<'campaign:update'>) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return update(input);
    },
  });
  const begun = () => waitFor(() => expect(waiting.length).toBeGreaterThan(0));
  const save = async () => {
    await begun();
    await act(async () => waiting.shift()?.());
  };
  return { ...app, begun, save, names: () => app.calls.map((call) => call.name) };
}

const write = async (value: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name: 'Message' }), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }), { detail: 1 });

it('leaves a step only when what was written there is saved', async () => {
  const app = await openSlowly('message');
  await write('Hello');
  press('Next: when');
  await act(async () => undefined);
  expect(app.route()).toMatchObject({ step: 'message' });
  await app.save();
  await waitFor(() => expect(app.route()).toMatchObject({ step: 'when' }));
});

it('does not call a text saved while some of it was typed since', async () => {
  const app = await openSlowly('message');
  await write('Hello');
  await app.begun();
  await write('Hello all of you');
  await app.save();
  expect(screen.queryByText(/^Saved/)).toBeNull();
  expect(screen.getByText('Saving…')).toBeTruthy();
  await app.save();
  expect(await screen.findByText(/^Saved/)).toBeTruthy();
});

it('sends a test only of what is saved', async () => {
  const app = await openSlowly('message');
  await waitFor(() => expect(app.names()).toContain('campaign:check'));
  await write('Hello');
  app.open({ screen: 'campaign', id: draft.id, step: 'check' });
  await screen.findByText('See it on your own phone first.');
  press('Send a test to myself');
  await act(async () => undefined);
  expect(app.names()).not.toContain('campaign:testToSelf');
  await app.save();
  await screen.findByText(/^WhatsApp confirmed your test/);
  expect(app.names().filter((name) => name === 'campaign:update' || name === 'campaign:testToSelf')).toEqual([
    'campaign:update',
    'campaign:testToSelf',
  ]);
});

it('bars Send with the number of an older check until the draft as it is now has been checked', async () => {
  const app = await openSlowly('check');
  const send = (await screen.findByRole('button', { name: 'Send 312 messages' })) as HTMLButtonElement;
  await waitFor(() => expect(send.disabled).toBe(false));
  const check = window.sendonce.commands['campaign:check'];
  const isChecked = Promise.withResolvers<void>();
  Object.assign(window.sendonce.commands, {
    'campaign:check': (input: CommandInput<'campaign:check'>) => isChecked.promise.then(() => check(input)),
  });
  fireEvent.click(screen.getByText('Send it to them again anyway'));
  await app.save();
  // Saved, and not checked yet: the number on the button is not the number that would be sent to.
  expect(screen.queryByRole('button', { name: 'Send 400 messages' })).toBeNull();
  expect(send.disabled).toBe(true);
  isChecked.resolve();
  await waitFor(() =>
    expect((screen.getByRole('button', { name: 'Send 400 messages' }) as HTMLButtonElement).disabled).toBe(false),
  );
});

it('asks before a draft is left whose text could not be saved, and not while it can be', async () => {
  let isFull = true;
  const app = await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: {
        'campaign:get': () => campaignDetail(draft),
        'campaign:update': () => (isFull ? refuse('disk_full') : campaignDetail(draft, { text: 'Hello' })),
      },
    },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  await write('Hello');
  expect(await screen.findByText('Not saved')).toBeTruthy();
  await act(async () => app.open({ screen: 'campaigns' }));
  await screen.findByRole('alertdialog', { name: 'Leave without saving?' });
  press('Keep editing');
  expect(app.route()).toMatchObject({ screen: 'campaign', step: 'message' });
  isFull = false;
  await write('Hello all');
  expect(await screen.findByText(/^Saved/)).toBeTruthy();
  await act(async () => app.open({ screen: 'campaigns' }));
  expect(app.route()).toEqual({ screen: 'campaigns' });
});

describe('an answer that could not be saved', () => {
  const mapping = { phone: 0, further: [], area: null, name: 1, country: null, fields: [{ index: 2, key: 'town' }] };
  const list = listReport({ headers: ['Phone', 'Name', 'Town'], samples: [['1', 'Ana', 'Leith']], mapping });

  /** A full disk prevents the confirmation of a repeat from being saved. */
  async function answerOnFullDisk() {
    let detail = campaignDetail(draft, { text: 'Hello', list });
    const disk = { isFull: true };
    const app = await openApp(
      {
        rows: 0,
        overview: { campaigns: [draft] },
        handlers: {
          'campaign:get': () => detail,
          'campaign:update': ({ text = detail.text }) => {
            if (disk.isFull) return refuse('disk_full');
            detail = { ...detail, text };
            return detail;
          },
          'campaign:check': () => campaignCheck({ alreadyHasText: 88 }),
          'list:change': () => {
            detail = { ...detail, list: { ...list, id: list.id + 1 } };
            return list;
          },
        },
      },
      { screen: 'campaign', id: draft.id, step: 'check' },
    );
    fireEvent.click(await screen.findByText('Send it to them again anyway'));
    expect(await screen.findByText('Not saved')).toBeTruthy();
    const saved = () => app.calls.filter(({ name }) => name === 'campaign:update').map(({ input }) => input);
    return { disk, saved };
  }
  const goTo = (step: string) =>
    fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${step}`) }), { detail: 1 });

  it('is none about another text that is written then', async () => {
    const { disk, saved } = await answerOnFullDisk();
    goTo('Message');
    await screen.findByRole('textbox', { name: 'Message' });
    disk.isFull = false;
    await write('Hello all');
    expect(await screen.findByText(/^Saved/)).toBeTruthy();
    expect(saved().at(-1)).toEqual({ id: draft.id, text: 'Hello all' });
  });

  it('is none about the people of another list', async () => {
    const { disk, saved } = await answerOnFullDisk();
    goTo('Recipients');
    const field = await screen.findByRole('textbox', { name: /Town/ });
    const tried = saved().length;
    disk.isFull = false;
    fireEvent.change(field, { target: { value: 'place' } });
    fireEvent.blur(field);
    await act(async () => undefined);
    press('Next: message');
    await screen.findByRole('textbox', { name: 'Message' });
    expect(saved().slice(tried)).toEqual([]);
    expect(screen.queryByText('Not saved')).toBeNull();
  });
});
