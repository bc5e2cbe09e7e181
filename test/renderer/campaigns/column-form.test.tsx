import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { noFacts } from '../../../domain/lists/list-facts.ts';
import { campaignDetail, listReport } from '../support/fixtures.ts';
import { draft, openDraft } from '../support/open-draft.tsx';

const numbers = { country: 'GB', columns: [{ index: 2, hasShortDates: false, hasUnclearTexts: false }], values: [] };
const list = listReport({
  country: 'BR',
  headers: ['Telefone', 'Nome', 'Valor', 'Bairro'],
  facts: { ...noFacts, numbers },
  samples: [
    ['+5511987654321', 'Ana', 'R$ 1,236.56', 'Centro'],
    ['+5511987654322', 'Rui', 'R$ 12.50', 'Rua 2, 5'],
    ['+5511987654323', 'Eva', '', 'Centro'],
  ],
  mapping: {
    phone: 0,
    further: [],
    area: null,
    name: 1,
    country: null,
    fields: [
      { index: 2, key: 'valor' },
      { index: 3, key: 'bairro' },
    ],
  },
});

it('a column of amounts says with examples how messages have them, and is set to the form of the file', async () => {
  const app = await openDraft('recipients', { list }, { 'list:change': () => list });
  expect(await screen.findByText('R$ 1.236,56 · R$ 12,50')).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: 'Amounts and dates in Bairro' })).toBeNull();
  fireEvent.click(screen.getByRole('combobox', { name: 'Amounts and dates in Valor' }));
  const option = await screen.findByRole('option', { name: 'As in the file' });
  fireEvent.pointerDown(option, { pointerType: 'mouse' });
  fireEvent.click(option, { detail: 1 });
  await waitFor(() =>
    expect(app.inputs('list:change')).toMatchObject([
      { change: { kind: 'mapping', mapping: { fields: [{ index: 2, key: 'valor', form: 'file' }, { index: 3 }] } } },
    ]),
  );
});

it('two changes of columns both hold, also where a long list is still being read again for the first', async () => {
  let isRead: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => {
    isRead = resolve;
  });
  const app = await openDraft('recipients', { list }, { 'list:change': () => reading.then(() => list) });
  for (const [column, key] of [
    ['Valor', 'amount'],
    ['Bairro', 'town'],
  ] as const) {
    const field = await screen.findByRole('textbox', { name: new RegExp(column) });
    fireEvent.change(field, { target: { value: key } });
    fireEvent.blur(field);
  }
  isRead();
  await waitFor(() => expect(app.inputs('list:change')).toHaveLength(2));
  expect(app.inputs('list:change').at(-1)).toMatchObject({
    change: { kind: 'mapping', mapping: { fields: [{ key: 'amount' }, { key: 'town' }] } },
  });
});

it('the name of a placeholder is taken also where a key leads elsewhere out of its field', async () => {
  const app = await openDraft('recipients', { list }, { 'list:change': () => list });
  const field = await screen.findByRole('textbox', { name: /Valor/ });
  field.focus();
  fireEvent.change(field, { target: { value: 'amount' } });
  fireEvent.keyDown(field, { key: '1', ctrlKey: true });
  await waitFor(() => expect(app.route()).toEqual({ screen: 'outbox' }));
  await waitFor(() => expect(app.inputs('list:change')).toHaveLength(1));
  expect(app.inputs('list:change')).toMatchObject([{ change: { mapping: { fields: [{ key: 'amount' }, {}] } } }]);
});

it('the name of a placeholder is taken once, and is no change where it stands as it was', async () => {
  let now = list;
  const app = await openDraft(
    'recipients',
    { list },
    {
      'list:change': ({ change }) => {
        if (change.kind === 'mapping') now = { ...list, mapping: change.mapping };
        return now;
      },
      'campaign:get': () => ({ ...campaignDetail(draft), list: now }),
    },
  );
  const field = await screen.findByRole('textbox', { name: /Valor/ });
  fireEvent.change(field, { target: { value: 'amount' } });
  fireEvent.blur(field);
  await waitFor(() => expect(app.inputs('list:change')).toHaveLength(1));
  const named = await screen.findByRole<HTMLInputElement>('textbox', { name: /Valor/ });
  expect(named.value).toBe('amount');
  fireEvent.focus(named);
  app.open({ screen: 'settings' });
  await screen.findByRole('heading', { name: 'Settings' });
  expect(app.inputs('list:change')).toHaveLength(1);
});
