import { expect, it } from 'vitest';
import {
  countLinks,
  insertPlaceholder,
  makeList,
  type Replacement,
  withFallback,
  wrap,
} from '../../../renderer/campaign/message/template-edit.ts';

const apply = (text: string, { from, to, inserted }: Replacement) => text.slice(0, from) + inserted + text.slice(to);

it('hugs the selected words with the mark, leaving blanks outside', () => {
  const text = 'come on Saturday please';
  const change = wrap({ text, start: 7, end: 17 }, '*');
  expect(apply(text, change)).toBe('come on *Saturday* please');
  expect(apply(text, change).slice(change.start, change.end)).toBe('Saturday');
});

it('makes each selected line an item, once', () => {
  const text = 'Bring:\nwater\n- shoes\nBye';
  expect(apply(text, makeList({ text, start: 9, end: 18 }))).toBe('Bring:\n- water\n- shoes\nBye');
});

it('puts a placeholder in place of the selection', () => {
  expect(apply('Hello you', insertPlaceholder({ text: 'Hello you', start: 6, end: 9 }, 'name'))).toBe('Hello {{name}}');
});

it('sets, changes and takes away a fall-back, and keeps it from breaking the placeholder', () => {
  expect(withFallback('{{ Name }} {{name|x}}', 'name', 'a|b}')).toBe('{{Name|ab}} {{name|ab}}');
  expect(withFallback('{{name|x}}', 'name', '')).toBe('{{name}}');
});

it('counts links', () => {
  expect(countLinks('see https://a.example/x and www.b.example, not c.example')).toBe(2);
});
