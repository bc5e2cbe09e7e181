import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CommandInput, ListReport } from '../../../domain/contract.ts';
import { withChange } from '../../../domain/lists/list-choices.ts';
import { noFacts } from '../../../domain/lists/list-facts.ts';
import { fateOf } from '../../../domain/lists/row-cause.ts';
import { columnsByUse } from '../../../renderer/campaigns/recipients/file/segment-columns.ts';
import { campaignDetail } from '../support/fixtures.ts';
import { listOfAnotherCountry, listToDecide, listWithDefaults, peopleWithNo } from '../support/list-to-decide.ts';
import { draft, openDraft } from '../support/open-draft.tsx';

/** A main process that folds a group when it is decided, as the real one does. */
async function openList(first: ListReport = listToDecide()) {
  let list = first;
  const app = await openDraft(
    'recipients',
    { list },
    {
      'campaign:get': () => campaignDetail(draft, { list }),
      'list:rows': () => ({ rows: [...peopleWithNo], next: null }),
      'list:change': ({ change }: CommandInput<'list:change'>) => {
        const { mapping, country, choices } = list;
        if (mapping === null) return list;
        const decided = change.kind === 'decide' ? change.decisions.map(({ cause }) => cause) : [];
        const corrected = change.kind === 'edit' ? change.rowNumber : null;
        const groups = list.facts.groups
          .filter(({ cause }) => !decided.includes(cause))
          .map((one) => ({ ...one, rowNumbers: one.rowNumbers.filter((row) => row !== corrected) }))
          .filter(({ rowNumbers }) => rowNumbers.length > 0);
        list = { ...list, ...withChange({ mapping, country, choices }, change), facts: { ...list.facts, groups } };
        list = { ...list, id: list.id + 1, recipients: list.recipients + 40, cannotBeUsed: list.cannotBeUsed - 40 };
        return list;
      },
    },
  );
  await screen.findByRole('heading', { name: /rows need a decision/ });
  return { ...app, changes: () => app.inputs('list:change') as CommandInput<'list:change'>[] };
}

const group = (heading: RegExp) => within(screen.getByRole('region', { name: heading }));

it('of a list with only a header nothing is decided: it has no rows', async () => {
  const none = {
    rows: 0,
    recipients: 0,
    sameNumber: 0,
    doNotContact: 0,
    cannotBeUsed: 0,
    leftOut: 0,
    assumedCountry: 0,
  };
  await openDraft('recipients', { list: listToDecide({ ...none, facts: noFacts }) });
  expect(await screen.findByRole('heading', { name: 'The list has no rows' })).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Every row is decided' })).toBeNull();
});

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
    expect(group(/^3 with a number rounded/).getAllByText('not known')).toHaveLength(3);
  });

  it('leave no heading empty: where nothing is to be told of those that are ready, that is said', async () => {
    const list = listToDecide();
    await openList({ ...list, assumedCountry: 0, facts: { ...list.facts, countryByRow: 0, decided: [] } });
    const ready = within(screen.getByRole('region', { name: 'Ready' }));
    expect(ready.getByText('Nothing to look at here.')).toBeTruthy();
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
    expect(group(/^3 with a number rounded/).queryByRole('button', { name: /Use/ })).toBeNull();
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

  it.each([
    ['a Latin', { key: 'z' }],
    ['an Arabic', { key: 'ئ', code: 'KeyZ' }],
  ])('give the last decision back to Ctrl+Z on %s keyboard, and say which it was', async (_name, key) => {
    const app = await openList();
    fireEvent.keyDown(window, { ...key, ctrlKey: true });
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

/** Without the marks that keep words of another direction together. */
const plainText = ({ textContent }: Element) => (textContent ?? '').replaceAll(/[\u2066-\u2069]/g, '');
const partOf = (fate: string) => within(screen.getByRole('region', { name: fate }));
const standing = () =>
  within(screen.getByRole('navigation', { name: 'Where the rows stand' }))
    .getAllByRole('button')
    .map(({ textContent }) => textContent);

describe('where the rows stand', () => {
  it('is said in four counts that are the whole list, and each leads to its part', async () => {
    await openList();
    expect(standing()).toEqual(['Ready 207', 'One click away 76', 'Cannot be used 5', 'Left out 12']);
    fireEvent.click(screen.getByRole('button', { name: 'Cannot be used 5' }));
    expect(document.activeElement?.textContent).toBe('Cannot be used');
    expect(partOf('One click away').getAllByRole('heading', { level: 3 })).toHaveLength(3);
    expect(partOf('Cannot be used').getAllByRole('heading', { level: 3 })).toHaveLength(2);
    expect(partOf('Left out').getByRole('heading', { name: 'Same number twice (5)' })).toBeTruthy();
  });

  it('stays the part of a cause that is decided, with the way back in it', async () => {
    const list = listToDecide();
    const isUnusable = (group: Parameters<typeof fateOf>[0]) => fateOf(group) === 'cannot_be_used';
    let answer = list;
    await openDraft(
      'recipients',
      { list },
      {
        'campaign:get': () => campaignDetail(draft, { list: answer }),
        'list:change': () => {
          const { groups, decided } = list.facts;
          const done = { cause: 'words_around', as: 'digits', count: 40, repeats: 0, isDefault: false };
          answer = {
            ...list,
            id: list.id + 1,
            recipients: 247,
            cannotBeUsed: 41,
            facts: { ...list.facts, groups: groups.slice(1).filter(isUnusable), decided: [...decided, done] },
          };
          return answer;
        },
      },
    );
    await screen.findByRole('button', { name: 'Use the digits (40)' });
    expect(partOf('One click away').getByText('Left out until you decide.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Use the digits (40)' }), { detail: 1 });
    const undo = { name: 'Undo: with words around the number' };
    await waitFor(() => expect(partOf('One click away').getByRole('button', undo)).toBeTruthy());
    expect(partOf('One click away').queryByText('Left out until you decide.')).toBeNull();
    expect(standing()).toEqual(['Ready 247', 'One click away 0', 'Cannot be used 41', 'Left out 12']);
  });

  it('is summed up beside it, with where those are who would be written to', async () => {
    await openList(listWithDefaults());
    const card = screen.getByRole('heading', { name: 'Who gets the message' }).closest('section');
    const lines = [...(card?.querySelectorAll('.sum-row') ?? [])].map(({ textContent }) => textContent);
    expect(lines).toEqual([
      ...['Rows in the file1,200', 'Same number twice−7', 'On the do-not-contact list0', 'The list says no−11'],
      ...['Cannot be used−36', 'One click away−98', 'Recipients1,048'],
      ...['GermanyLandlines: 1041,033', 'Austria9', 'Switzerland6'],
    ]);
  });
});

describe('what needs no decision', () => {
  it('is said as what is done by itself, in its part, and can be turned', async () => {
    const app = await openList(listWithDefaults());
    const ready = partOf('Ready');
    expect(ready.getByText('with a landline:', { exact: false }).closest('p')?.textContent).toContain(
      '104 with a landline: used unchanged WhatsApp is rarely on a landline.',
    );
    expect(ready.getByText(/without the area code/).closest('p')?.textContent).toContain('the area code is added');
    expect(ready.getByText('Numbers without a country code, read by the country in their row: 15.')).toBeTruthy();
    expect(ready.getByText(/890 numbers have no country code/).closest('p')?.textContent).toContain('Germany, +49');
    expect(ready.queryByRole('button', { name: /Undo/ })).toBeNull();
    const saidNo = partOf('Left out').getAllByText(/to whom the list itself says no/);
    const [saysNo, used] = saidNo.map((words) => words.closest('p'));
    expect(used?.textContent).toBe('1 to whom the list itself says no: used unchanged');
    expect(saysNo?.textContent).toContain('Bemerkung: nicht anrufen (7) · Bemerkung: verstorben (4) A note');
    fireEvent.click(screen.getAllByRole('button', { name: 'Show: to whom the list itself says no' })[0] as Element);
    const row = (await screen.findByText('Heike Lohse')).closest('tr');
    expect(row?.textContent).toContain('left outBemerkung: verstorben (Mai)');
    fireEvent.click(screen.getByRole('button', { name: 'Use unchanged: Heike Lohse' }), { detail: 1 });
    // Its row goes, so the next one has the focus.
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Use unchanged: Uwe Brandt');
    fireEvent.click(ready.getByRole('button', { name: 'Leave out (104): with a landline' }), { detail: 1 });
    await waitFor(() =>
      expect(app.changes()).toMatchObject([
        { change: { kind: 'despiteNo', rowNumber: 12 } },
        { change: { kind: 'decide', decisions: [{ cause: 'landline', as: 'leave_out' }] } },
      ]),
    );
  });
});

describe('a group', () => {
  it('shows the cell under the name of its column, and the one that the number is read from', async () => {
    await openList(listWithDefaults());
    const read = group(/^98 with a number only in the second column$/);
    expect(read.getByRole('columnheader', { name: 'Cell under “Telefon”' })).toBeTruthy();
    const becomes = read.getByText('+49 171 3920045').closest('td');
    expect(becomes?.textContent).toContain('+49 171 3920045 mobile Festnetz: 0171 3920045');
  });

  it('marks the reading that leads and sets the others back; where none leads, none is marked', async () => {
    await openList(listWithDefaults());
    const read = group(/^98 with a number only in the second column$/);
    const names = () => read.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names().slice(0, 2)).toEqual(['Use the second column (98)', 'Leave out (98)']);
    expect(read.getByRole('button', { name: 'Use the second column (98)' }).classList).toContain('button-first');
    expect(names().indexOf('Use unchanged (12)')).toBeGreaterThan(names().lastIndexOf('Leave out (98)'));
    expect(document.querySelectorAll('.button-first')).toHaveLength(1);
  });
});

describe('the country of a list that fits another', () => {
  it('is asked alone, with what speaks for it, and is what the screen is for then', async () => {
    const app = await openList(listOfAnotherCountry());
    const card = group(/^1,051 of 1,142 numbers fit Germany$/);
    const rivals = card.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(rivals).toEqual(['Germany, +491,051', 'Austria, +43188', 'Netherlands, +3161', 'United Kingdom, +4417']);
    expect(screen.getByText(/Mobile numbers: 947. Landlines: 104/)).toBeTruthy();
    expect(plainText(screen.getByText(/Rows that name a country keep it/))).toContain('9 Austria, 6 Switzerland.');
    expect(screen.getByText('+49 40 66969131').closest('td')?.textContent).toContain('landline');
    expect(screen.queryByRole('navigation', { name: 'Where the rows stand' })).toBeNull();
    expect(screen.queryByRole('heading', { name: /with an empty cell/ })).toBeNull();
    const primary = [...document.querySelectorAll('.button-primary')].map(({ textContent }) => textContent);
    expect(primary).toEqual(['Use Germany for this list']);
    expect(card.getByRole('button', { name: 'Keep United Kingdom' })).toBeTruthy();
    fireEvent.click(card.getByRole('button', { name: 'Use Germany for this list' }), { detail: 1 });
    await waitFor(() => expect(app.changes()).toMatchObject([{ change: { kind: 'country', country: 'DE' } }]));
  });

  it('is suggested to nobody where two are as likely', async () => {
    const list = listOfAnotherCountry();
    const evidence = { ...list.facts.evidence, better: null };
    await openList({ ...list, facts: { ...list.facts, evidence } });
    expect(
      screen.getByRole('heading', { name: 'Two countries are equally likely. Choose the right one.' }),
    ).toBeTruthy();
    expect(document.querySelectorAll('.button-primary, .button-first')).toHaveLength(0);
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

  it('keeps Ctrl Z to itself while it is typed in: no decision is taken back by it', async () => {
    const app = await openList();
    fireEvent.click(screen.getByRole('button', { name: 'Edit the number in row 24' }), { detail: 1 });
    const isLeft = fireEvent.keyDown(screen.getByRole('textbox', { name: 'Number in row 24' }), {
      key: 'z',
      ctrlKey: true,
    });
    expect(isLeft).toBe(true);
    expect(app.changes()).toEqual([]);
  });

  it('stays as it is with Escape', async () => {
    const app = await openList();
    fireEvent.keyDown(screen.getByText('4.47701E+11', { selector: 'tr:first-child bdi' }), { key: 'F2' });
    const field = screen.getByRole('textbox', { name: 'Number in row 24' });
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(screen.queryByRole('textbox', { name: 'Number in row 24' })).toBeNull();
    expect(app.changes()).toEqual([]);
    // The focus stays where it was.
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit the number in row 24' }));
  });

  it('that was the last of its cause leads to the next cause, and one that was not to the others of its own', async () => {
    const list = listToDecide();
    const [first, ...others] = list.facts.groups;
    if (first === undefined) throw new Error('no group');
    const groups = [{ ...first, rowNumbers: first.rowNumbers.slice(0, 2) }, ...others];
    await openList({ ...list, facts: { ...list.facts, groups } });
    const correct = async (row: number | undefined) => {
      fireEvent.click(screen.getByRole('button', { name: `Edit the number in row ${row}` }), { detail: 1 });
      const field = screen.getByRole('textbox', { name: `Number in row ${row}` });
      fireEvent.change(field, { target: { value: '07700 900119' } });
      fireEvent.keyDown(field, { key: 'Enter' });
    };
    const [one, other] = first.rowNumbers;
    await correct(one);
    await waitFor(() => expect(document.activeElement?.getAttribute('data-cause')).toBe(first.cause));
    await correct(other);
    await waitFor(() => expect(document.activeElement?.getAttribute('data-cause')).toBe(others[0]?.cause));
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
  fireEvent.click(screen.getByRole('button', { name: 'All but these' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Use for 84 rows' }), { detail: 1 });
  const segment = [{ index: 4, values: ['Bristol'], isAllBut: true }];
  await waitFor(() => expect(app.changes()).toMatchObject([{ change: { kind: 'segment', segment } }]));
  expect(await screen.findByText('Town: all but Bristol')).toBeTruthy();
});

it('a part is chosen first by the column that has few values', () => {
  const list = {
    rows: 60,
    mapping: { phone: 1, further: [], area: null, name: 0, country: null, fields: [] },
    facts: { ...noFacts, numbers: { ...noFacts.numbers, values: [{ index: 6, forms: [] }] } },
  };
  // Name, mobile, an id, ward, club, town, amount.
  const { few, amounts, differs } = columnsByUse(list, [58, 60, 60, 3, 1, 2, 12]);
  expect(few.map(({ index }) => index)).toEqual([5, 3, 4]);
  expect(amounts.map(({ index }) => index)).toEqual([6]);
  expect(differs.map(({ index }) => index)).toEqual([0, 1, 2]);
});

it('the keys alone choose values of a column, and nobody is no part', async () => {
  const app = await openList();
  fireEvent.click(screen.getByRole('button', { name: 'Choose by column' }), { detail: 1 });
  const box = await screen.findByRole('checkbox', { name: /Leith/ });
  box.focus();
  fireEvent.keyDown(box, { key: 'ArrowDown', code: 'ArrowDown' });
  expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: /Bristol/ }));
  fireEvent.keyDown(box, { key: '/', code: 'Slash' });
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Find a value' }));
  fireEvent.keyDown(box, { key: 'a', code: 'KeyA' });
  expect(await screen.findByText('2 of 2 values')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'All but these' }));
  expect(await screen.findByText('2 of 2 values left out')).toBeTruthy();
  const use = await screen.findByRole('button', { name: 'Use for 0 rows' });
  expect(use.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(use, { detail: 1 });
  expect(app.changes()).toEqual([]);
});

it('a part of the list is chosen by a column, and everyone again', async () => {
  const app = await openList();
  fireEvent.click(screen.getByRole('button', { name: 'Choose by column' }), { detail: 1 });
  fireEvent.click(await screen.findByRole('checkbox', { name: /Leith/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Use for 84 rows' }), { detail: 1 });
  await waitFor(() =>
    expect(app.changes()).toMatchObject([{ change: { kind: 'segment', segment: [{ index: 4, values: ['Leith'] }] } }]),
  );
  expect(app.inputs('list:values')).toMatchObject([{ index: 4 }]);
  expect(await screen.findByText('Town: Leith')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Choose everyone' }), { detail: 1 });
  await waitFor(() => expect(app.changes().at(-1)).toMatchObject({ change: { kind: 'segment', segment: [] } }));
});
