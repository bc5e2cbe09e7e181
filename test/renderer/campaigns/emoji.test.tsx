import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Emoji, emojiGroups } from '../../../domain/template/emoji.ts';
import { createText } from '../../../domain/text/index.ts';
import { difference } from '../../../renderer/campaigns/message/editor-field.ts';
import { toolFor } from '../../../renderer/campaigns/message/editor-tools.tsx';
import { findEmoji, step } from '../../../renderer/campaigns/message/emoji-search.ts';
import { wrap } from '../../../renderer/campaigns/message/template-edit.ts';
import { campaignDetail, campaignSummary } from '../support/fixtures.ts';
import { openApp } from '../support/open-app.tsx';

const signs = (search: string, language: Parameters<typeof createText>[0]) => {
  const { text } = createText(language);
  const nameOf = (sign: Emoji) => text(`emoji.names.${sign}`);
  return findEmoji(search, nameOf).flatMap(({ rows }) => rows.flat());
};

describe('the emoji', () => {
  it('are each there once', () => {
    const all = emojiGroups.flatMap((group) => group.signs);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    ['birth', 'en', '🎂'],
    ['cumpleanos', 'es', '🎂'],
    ['CORAÇÃO azul', 'pt-BR', '💙'],
    ['تقويم', 'ar', '📅'],
    ['التقويم', 'ar', '📅'],
  ] as const)('are found by %s in %s', (search, language, sign) => {
    expect(signs(search, language)[0]).toBe(sign);
  });

  it('are all there for an empty search, and none for a word that fits none', () => {
    expect(signs('  ', 'en')).toHaveLength(emojiGroups.flatMap((group) => group.signs).length);
    expect(signs('zzyzx', 'en')).toEqual([]);
  });
});

it('moves through rows of unlike length by arrow keys, and out at the top', () => {
  const rows = [['😀', '😊', '😄'], ['❤️'], ['⚽', '⭐']] as const;
  const from = { row: 0, column: 2 };
  expect(step(rows, from, 'ArrowDown')).toEqual({ row: 1, column: 0 });
  expect(step(rows, from, 'ArrowRight')).toEqual({ row: 1, column: 0 });
  expect(step(rows, { row: 1, column: 0 }, 'ArrowLeft')).toEqual(from);
  expect(step(rows, from, 'ArrowUp')).toBeNull();
  expect(step(rows, from, 'End')).toEqual({ row: 2, column: 1 });
  expect(step(rows, { row: 2, column: 1 }, 'ArrowRight')).toEqual({ row: 2, column: 1 });
});

it('knows a shortcut on a keyboard without Latin letters, and none that another key is held with', () => {
  const at = { text: 'word', start: 0, end: 4 };
  const key = (change: object) => ({ key: 'b', code: 'KeyB', shiftKey: false, altKey: false, ...change });
  expect(toolFor(key({}))?.(at)).toEqual(wrap(at, '*'));
  expect(toolFor(key({ key: 'لا' }))?.(at)).toEqual(wrap(at, '*'));
  expect(toolFor(key({ altKey: true }))).toBeNull();
  expect(toolFor(key({ shiftKey: true }))).toBeNull();
  expect(toolFor(key({ key: '(', code: 'Digit8', shiftKey: true }))).not.toBeNull();
});

it('replaces only what differs between two texts', () => {
  expect(difference('Hello {name}!', 'Hello {{name}}!')).toMatchObject({ from: 7, to: 11, inserted: '{name}' });
  expect(difference('aa', 'aaa')).toMatchObject({ from: 2, to: 2, inserted: 'a' });
});

it.each([
  ['👋 Hello', '📢 Hello', '👋', '📢'],
  ['Hello 😀', 'Hello 😁', '😀', '😁'],
  ['👍🏽 yes', '👍🏿 yes', '👍🏽', '👍🏿'],
  ['🇧🇷 Oi', '🇧🇴 Oi', '🇧🇷', '🇧🇴'],
  ['👨‍👩‍👧 all', '👨 all', '👨‍👩‍👧', '👨'],
  ['1️⃣ first', '2️⃣ first', '1️⃣', '2️⃣'],
  ['cafe\u0301', 'cafe', 'e\u0301', 'e'],
])('of %s and %s it replaces whole signs, which a field has no half of', (before, after, old, inserted) => {
  const { from, to, ...change } = difference(before, after);
  expect([before.slice(from, to), change.inserted]).toEqual([old, inserted]);
  expect(before.slice(0, from) + change.inserted + before.slice(to)).toBe(after);
});

it('puts the chosen emoji where the caret stands', async () => {
  const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });
  await openApp(
    {
      rows: 0,
      overview: { campaigns: [draft] },
      handlers: { 'campaign:get': () => campaignDetail(draft, { text: 'Good day all' }) },
    },
    { screen: 'campaign', id: draft.id, step: 'message' },
  );
  const area = (await screen.findByRole('textbox', { name: 'Message' })) as HTMLTextAreaElement;
  area.setSelectionRange(8, 8);
  fireEvent.click(screen.getByRole('button', { name: 'Emoji' }), { detail: 1 });
  const search = await screen.findByRole('textbox', { name: 'Search for an emoji' });
  fireEvent.change(search, { target: { value: 'birthd' } });
  fireEvent.keyDown(search, { key: 'Enter' });
  expect(area.value).toBe('Good day🎂 all');
});
