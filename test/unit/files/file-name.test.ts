import { describe, expect, it } from 'vitest';
import { createText } from '../../../domain/text/index.ts';
import { safeFileName } from '../../../electron/files/file-name.ts';

describe('the name of a saved file', () => {
  it.each([
    ['Spring appeal: 14/03 "final"?', 'Spring appeal 14 03 final'],
    ['Volunteers...', 'Volunteers'],
    ['two\tlines\nof  it', 'two lines of it'],
    ['???', 'SendOnce'],
    // Windows opens a device for these names, with or without an extension.
    ['CON', 'SendOnce CON'],
    ['nul.report', 'SendOnce nul.report'],
    ['COM1 ', 'SendOnce COM1'],
    ['Con amore', 'Con amore'],
    ['Conny', 'Conny'],
  ])('is taken by every system: %j', (text, name) => {
    expect(safeFileName(text)).toBe(name);
  });

  it('has none of the signs that keep a name from turning an Arabic sentence about', () => {
    const words = createText('ar').text('campaign.recipients.fileToCorrect', { file: 'Volunteers' });
    expect(words).toContain('\u2068');
    expect(safeFileName(words)).toBe('Volunteers - للتصحيح');
  });
});
