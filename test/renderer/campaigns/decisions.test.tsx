import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CommandInput, ListReport } from '../../../domain/contract.ts';
import { withChange } from '../../../domain/list-choices.ts';
import { columnOfGroups } from '../../../renderer/campaigns/recipients/segment-choice.tsx';
import { campaignDetail } from '../support/fixtures.ts';
import { listToDecide } from '../support/list-to-decide.ts';
import { draft, openDraft } from '../support/open-draft.tsx';

/** A main that folds a group when it is decided, as the real one does. */
async function openList(first: ListReport = listToDecide()) {
  let list = first;
  const app = await openDraft(
    'recipients',
    { list },
    {
      'campaign:get': () => campaignDetail(draft, { list }),
      'list:change': ({ change }: CommandInput<'list:change'>) => {
        const { mapping, country, choices } = list;
        if (mapping === null) return list;
        const decided = change.kind === 'decide' ? change.decisions.map(({ cause }) => cause) : [];
        const groups = list.facts.groups.filter(({ cause }) => !decided.includes(cause));
        list = { ...list, ...withChange({ mapping, country, choices }, change), facts: { ...list.facts, groups } };
        list = { ...list, id: list.id + 1, recipients: list.recipients + 40, cannotBeUsed: list.cannotBeUsed - 40 };
        return list;
      },
    },
  );
  await screen.findByRole('heading', { name: '81 rows need a decision' });
  return { ...app, changes: () => app.inputs('list:change') as CommandInput<'list:change'>[] };
}

const group = (heading: RegExp) => within(screen.getByRole('region', { name: heading }));

describe('the rows that need a decision', () => {
  it('stand by cause, with the cell and what each would become', async () => {
    await openList();
    const words = group(/^40 with words around the number$/);
    const row = words.getByText('mob: 07700900010').closest('tr');
    expect(row?.textContent).toContain('+44 7700 900010');
    expect(group(/^14 with several numbers$/).getAllByText('or')).toHaveLength(2);
    expect(
      group(/^22 with a number that does not fit/)
        .getByText('+971 50 000 0067')
        .closest('td')?.textContent,
    ).toContain('United Arab Emirates');
    expect(group(/^3 rounded/).getAllByText('cannot be known')).toHaveLength(3);
  });

  it('are decided by one button, with its count in it, and the focus goes to the next cause', async () => {
    const app = await openList();
    fireEvent.click(screen.getByRole('button', { name: 'Use the digits (40)' }), { detail: 1 });
    expect(await screen.findByRole('heading', { name: '41 rows need a decision' })).toBeTruthy();
    expect(app.changes()).toMatchObject([
      { campaignId: draft.id, change: { kind: 'decide', decisions: [{ cause: 'words_around', as: 'digits' }] } },
    ]);
    await waitFor(() =>
      expect(document.activeElement?.textContent).toBe('22 with a number that does not fit its country'),
    );
    expect(screen.getByText('247 recipients, still to decide: 41')).toBeTruthy();
    expect(screen.getByText('+40')).toBeTruthy();
  });

  it('offer each reading to the rows that have it, and leaving out to all', async () => {
    await openList();
    const country = group(/^22 with a number that does not fit/);
    expect(country.getAllByRole('button').map((button) => button.textContent)).toEqual(
      expect.arrayContaining(['Read as Egypt (14)', 'Read as United Arab Emirates (8)', 'Leave out (22)']),
    );
    expect(group(/^3 rounded/).queryByRole('button', { name: /Use/ })).toBeNull();
  });

  it('fold to a line that shows them again and takes the decision back', async () => {
    const app = await openList();
    expect(screen.getByText('without the leading zero:', { exact: false }).closest('p')?.textContent).toContain('27');
    expect(screen.getByText('Already on the list: 2')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show: without the leading zero' }), { detail: 1 });
    await waitFor(() =>
      expect(app.inputs('list:rows')).toMatchObject([
        { part: { kind: 'decision', cause: 'lost_zero', as: 'zero' }, after: null },
      ]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Undo: without the leading zero' }), { detail: 1 });
    await waitFor(() =>
      expect(app.changes()).toMatchObject([{ change: { kind: 'undo', decision: { cause: 'lost_zero', as: 'zero' } } }]),
    );
  });

  it('give the last decision back to Ctrl+Z, and say which it was', async () => {
    const app = await openList();
    fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    expect(await screen.findByText('Undone: with an empty cell')).toBeTruthy();
    await waitFor(() => expect(app.changes()).toMatchObject([{ change: { kind: 'undo' } }]));
  });

  it('follow each other, however quickly they are decided', async () => {
    const app = await openList();
    fireEvent.click(screen.getByRole('button', { name: 'Use the digits (40)' }), { detail: 1 });
    fireEvent.click(screen.getByRole('button', { name: 'Use the first (14)' }), { detail: 1 });
    await waitFor(() => expect(app.changes()).toHaveLength(2));
    expect(await screen.findByRole('heading', { name: '1 row needs a decision' })).toBeTruthy();
  });
});

describe('a cell', () => {
  it('is corrected in its place, says what it is meanwhile, and goes on to the next with an arrow', async () => {
    const app = await openList();
    fireEvent.click(screen.getByRole('button', { name: 'Edit the number in row 24' }), { detail: 1 });
    const field = screen.getByRole('textbox', { name: 'Number in row 24' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '0770' } });
    expect(await screen.findByText('Too short for a phone number.')).toBeTruthy();
    fireEvent.change(field, { target: { value: '07700 900119' } });
    expect(await screen.findByText('Mobile number, United Kingdom')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    await waitFor(() =>
      expect(app.changes()).toMatchObject([{ change: { kind: 'edit', rowNumber: 24, cell: '07700 900119' } }]),
    );
    expect(screen.getByRole('textbox', { name: 'Number in row 86' })).toBeTruthy();
  });

  it('stays as it is with Escape', async () => {
    const app = await openList();
    fireEvent.keyDown(screen.getByText('4.47701E+11', { selector: 'tr:first-child bdi' }), { key: 'F2' });
    const field = screen.getByRole('textbox', { name: 'Number in row 24' });
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(screen.queryByRole('textbox', { name: 'Number in row 24' })).toBeNull();
    expect(app.changes()).toEqual([]);
  });
});

it('the other row of two with one number is kept instead', async () => {
  const app = await openList();
  expect(screen.getByRole('heading', { name: 'Same number twice (5)' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Keep this, row 55' }), { detail: 1 });
  await waitFor(() => expect(app.changes()).toMatchObject([{ change: { kind: 'keep', rowNumber: 55, insteadOf: 5 } }]));
});

it('what the Country column says is told beside it, and blank cells are shown', async () => {
  await openList();
  expect(screen.getByText('266 United Kingdom · 12 Brazil · 22 empty or unknown')).toBeTruthy();
  const title = screen.getByRole('heading', { name: 'Cells that count as blank' });
  expect(title.closest('section')?.textContent).toContain('4 in Town: ???, n/a');
});

it('a part of the list is all but some, found by their words', async () => {
  const app = await openList();
  fireEvent.click(screen.getByRole('button', { name: 'Choose by column' }), { detail: 1 });
  await screen.findByRole('checkbox', { name: /Leith/ });
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find a value' }), { target: { value: 'brís' } });
  expect(screen.queryByRole('checkbox', { name: /Leith/ })).toBeNull();
  fireEvent.click(screen.getByRole('checkbox', { name: /Bristol/ }));
  fireEvent.click(screen.getByRole('radio', { name: 'All but those with these' }));
  fireEvent.click(screen.getByRole('button', { name: 'Use these' }), { detail: 1 });
  const segment = [{ index: 4, values: ['Bristol'], isAllBut: true }];
  await waitFor(() => expect(app.changes()).toMatchObject([{ change: { kind: 'segment', segment } }]));
  expect(await screen.findByText('Town: all but Bristol')).toBeTruthy();
});

it('a part is chosen first by the column that has few values', () => {
  const columns = {
    headers: ['Name', 'Mobile', 'Id', 'Ward', 'Club', 'Town'],
    mapping: {
      ...{ phone: 1, further: [], area: null, name: 0, country: null },
      fields: [2, 3, 4, 5].map((index) => ({ index, key: `${index}` })),
    },
    samples: ['a', 'b', 'c', 'd', 'e', 'f'].map((one, place) => [
      ...[one, one, `id ${one}`, `Ward ${place % 3}`, 'One club', place % 2 === 0 ? 'Leith' : 'Bath'],
    ]),
  };
  expect(columnOfGroups(columns)).toBe(5);
  expect(columnOfGroups({ ...columns, samples: [] })).toBe(2);
});

it('a part of the list is chosen by a column, and everyone again', async () => {
  const app = await openList();
  fireEvent.click(screen.getByRole('button', { name: 'Choose by column' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('checkbox', { name: /Leith/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Use these' }), { detail: 1 });
  await waitFor(() =>
    expect(app.changes()).toMatchObject([{ change: { kind: 'segment', segment: [{ index: 4, values: ['Leith'] }] } }]),
  );
  expect(app.inputs('list:values')).toMatchObject([{ index: 4 }]);
  expect(await screen.findByText('Town: Leith')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Choose everyone' }), { detail: 1 });
  await waitFor(() => expect(app.changes().at(-1)).toMatchObject({ change: { kind: 'segment', segment: [] } }));
});
