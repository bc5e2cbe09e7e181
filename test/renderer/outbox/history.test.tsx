import { describe, expect, test } from 'vitest';
import { createText } from '../../../domain/text/index.ts';
import { historyWords } from '../../../renderer/outbox/history.tsx';

describe('history in words', () => {
  const { text } = createText('en');
  const entry = (what: string, detail = '') => ({ what, detail, atMs: 0, from: null, to: null, who: '' });

  test('names an entry that this version does not know instead of hiding it', () => {
    expect(historyWords(text, entry('teleported'))).toBe('Recorded: teleported.');
  });

  test('tells apart whether a crash left a message in doubt', () => {
    expect(historyWords(text, entry('recovered', 'interrupted'))).toContain('Not confirmed');
    expect(historyWords(text, entry('recovered', 'not_handed_over'))).toContain('Not sent');
  });

  test('says what the operator saw, also where the line is the change to sent itself', () => {
    const seen = { ...entry('settled', 'operator'), from: 'failed', to: 'sent' } as const;
    expect(historyWords(text, seen)).toContain('Seen in the chat');
    expect(historyWords(text, entry('settled', 'not_there'))).toContain('not in the chat');
  });
});
