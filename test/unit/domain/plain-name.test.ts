import { expect, test } from 'vitest';
import { plainName } from '../../../domain/plain-name.ts';
import { cleanValue } from '../../../domain/template.ts';

const turned = '\u202e';

test('a file name has no mark that turns it about, and no line break', () => {
  expect(plainName(`list${turned}xslx.exe`)).toBe('listxslx.exe');
  expect(plainName('Spring\r\nappeal\u2028now\0')).toBe('Spring appeal now ');
});

test('a person’s name has none either, and keeps what joins letters', () => {
  expect(cleanValue(`Ana${turned} \u2066Bo\u2069`)).toBe('Ana Bo');
  expect(cleanValue('علی\u200cرضا')).toBe('علی\u200cرضا');
});
