import { expect, test } from 'vitest';
import { hasSheetColumn } from '../../../../domain/lists/sheet-column.ts';

test.each(['From sheet', 'Da aba', 'Da planilha'])(
  'a list whose last column is “%s” has that of its sheets',
  (header) => {
    expect(hasSheetColumn(['Name', 'Phone', header])).toBe(true);
    expect(hasSheetColumn(['Name', header, 'Phone'])).toBe(false);
  },
);
