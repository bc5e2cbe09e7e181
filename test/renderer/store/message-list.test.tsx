import { describe, expect, test } from 'vitest';
import type { MessageFilter, MessageRow } from '../../../domain/contract.ts';
import { markStale, newList, pageToRead, patchList, putPage, rowsOf } from '../../../renderer/store/message-list.ts';
import { wholeTab } from '../../support/whole-tab.ts';
import { failedRow, messageRow, sentRow } from '../support/fixtures.ts';

const pending = wholeTab('pending', 1);
const cursor = (id: number) => ({ at: 0, id });
const range = (from: number, to: number): MessageRow[] =>
  Array.from({ length: to - from + 1 }, (_, index) => messageRow(from + index));
const ids = (rows: readonly MessageRow[]) => rows.map((row) => row.id);

/** Rows 1–200 of a longer list, in two pages. */
function twoPages() {
  const first = putPage(newList(pending), 0, null, { rows: range(1, 100), next: cursor(100) });
  return putPage(first, 1, cursor(100), { rows: range(101, 200), next: cursor(200) });
}

describe('which page is read next', () => {
  test('the first page of a new list', () => {
    expect(pageToRead(newList(pending), 0, 0)).toEqual({ index: 0, after: null });
  });

  test('nothing while the rows in sight are far from the end', () => {
    expect(pageToRead(twoPages(), 0, 30)).toBeNull();
  });

  test('the page after the last, by its cursor, when the end comes near', () => {
    expect(pageToRead(twoPages(), 150, 180)).toEqual({ index: 2, after: cursor(200) });
  });

  test('nothing beyond the end of the list', () => {
    const whole = putPage(newList(pending), 0, null, { rows: range(1, 3), next: null });
    expect(pageToRead(whole, 0, 3)).toBeNull();
  });

  test('after everything may have changed, the page in sight and not the one far above it', () => {
    expect(pageToRead(markStale(twoPages()), 150, 170)).toEqual({ index: 1, after: cursor(100) });
  });
});

describe('a page that is read again', () => {
  test('pulls rows up from the page after it, which is then read from where this one ends', () => {
    const list = putPage(markStale(twoPages()), 0, null, { rows: range(11, 110), next: cursor(110) });
    expect(ids(rowsOf(list))).toEqual(ids(range(11, 200)));
    expect(pageToRead(list, 90, 120)).toEqual({ index: 1, after: cursor(110) });
  });

  test('ends the list when nothing comes after it any more', () => {
    const list = putPage(markStale(twoPages()), 0, null, { rows: range(150, 160), next: null });
    expect(ids(rowsOf(list))).toEqual(ids(range(150, 160)));
  });
});

describe('rows that change', () => {
  test('replace themselves where they stand', () => {
    const list = patchList(twoPages(), [messageRow(5, { name: 'Renamed' })]);
    expect(rowsOf(list)[4]?.name).toBe('Renamed');
  });

  test('leave when they belong under another tab', () => {
    const list = patchList(twoPages(), [sentRow(5), failedRow(6, 'missed'), messageRow(7, { status: 'cancelled' })]);
    expect(ids(rowsOf(list)).slice(0, 6)).toEqual([1, 2, 3, 4, 8, 9]);
  });

  test('go to the top when they are being sent', () => {
    expect(ids(rowsOf(patchList(twoPages(), [messageRow(120, { status: 'sending' })]))).slice(0, 2)).toEqual([120, 1]);
  });

  test('come back into their place by id when they are requeued', () => {
    const without = patchList(twoPages(), [failedRow(50, 'missed')]);
    const again = patchList(without, [messageRow(50)]);
    expect(ids(rowsOf(again))).toEqual(ids(range(1, 200)));
  });

  test('are left for their own page when they belong beyond what has been read', () => {
    expect(patchList(twoPages(), [messageRow(5000)])).toEqual(twoPages());
  });

  test('of another campaign stay out, and come in where all campaigns are shown', () => {
    const foreign = messageRow(0, { id: 999, campaignId: 2 });
    const one = putPage(newList(pending), 0, null, { rows: range(1, 2), next: null });
    const all = putPage(newList({ ...pending, campaignId: null }), 0, null, { rows: range(1, 2), next: null });
    expect(ids(rowsOf(patchList(one, [foreign])))).toEqual([1, 2]);
    expect(ids(rowsOf(patchList(all, [foreign])))).toEqual([1, 2, 999]);
  });

  test('stand newest first under Sent', () => {
    const filter: MessageFilter = { ...pending, tab: 'sent' };
    const list = putPage(newList(filter), 0, null, {
      rows: [sentRow(3, 2, { changedAtMs: 300 }), sentRow(1, 2, { changedAtMs: 100 })],
      next: null,
    });
    const more = [sentRow(2, 1, { changedAtMs: 200 }), sentRow(4, 1, { changedAtMs: 400 })];
    expect(ids(rowsOf(patchList(list, more)))).toEqual([4, 3, 2, 1]);
  });

  test('are parted by certainty under Failed', () => {
    const filter: MessageFilter = { ...pending, tab: 'failed', certainty: 'not_confirmed' };
    const list = putPage(newList(filter), 0, null, { rows: [], next: null });
    const rows = [failedRow(1, 'no_confirmation'), failedRow(2, 'not_on_whatsapp')];
    expect(ids(rowsOf(patchList(list, rows)))).toEqual([1]);
  });

  test('make a searched list stale instead of guessing whether they match', () => {
    const list = putPage(newList({ ...pending, search: 'far' }), 0, null, { rows: range(1, 1), next: null });
    const patched = patchList(list, [messageRow(40)]);
    expect(ids(rowsOf(patched))).toEqual([1]);
    expect(pageToRead(patched, 0, 0)).toEqual({ index: 0, after: null });
  });
});
