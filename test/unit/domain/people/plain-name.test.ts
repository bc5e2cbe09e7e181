import { expect, test } from 'vitest';
import { commands } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { nameWithRoom, plainName } from '../../../../domain/people/plain-name.ts';
import { languages } from '../../../../domain/settings.ts';
import { cleanValue } from '../../../../domain/template/template.ts';
import { createText } from '../../../../domain/text/index.ts';

const turned = '\u202e';

test('a file name has no mark that turns it about, and no line break', () => {
  expect(plainName(`list${turned}xslx.exe`)).toBe('listxslx.exe');
  expect(plainName('Spring\r\nappeal\u2028now\0')).toBe('Spring appeal now ');
});

test('a person’s name has none either, and keeps what joins letters', () => {
  expect(cleanValue(`Ana${turned} \u2066Bo\u2069`)).toBe('Ana Bo');
  expect(cleanValue('علی\u200cرضا')).toBe('علی\u200cرضا');
});

test('a name to keep is none where nothing is left of it', () => {
  for (const name of ['', ' ', turned, ` ${turned}\u2066 `])
    expect(commands['campaign:saveText'].input.safeParse({ name, text: 'Hi', replaces: false }).success).toBe(false);
  expect(commands['campaign:update'].input.safeParse({ id: 1, name: turned }).success).toBe(false);
});

test('the longest name of emoji fits with the words of a second message, in each language, and no emoji is cut', () => {
  const longest = `a${'🎉'.repeat(limits.nameCharacters)}`.slice(0, limits.nameCharacters - 1);
  for (const language of languages) {
    const name = createText(language).text('campaign.step.name', { campaign: nameWithRoom(longest, 40) });
    expect(name.length).toBeLessThanOrEqual(limits.nameCharacters);
    expect(name.isWellFormed()).toBe(true);
  }
});
