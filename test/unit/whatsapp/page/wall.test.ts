import { afterEach, expect, test, vi } from 'vitest';
import { isWalled } from '../../../../electron/whatsapp/page/link-in-page.ts';

afterEach(() => vi.unstubAllGlobals());

function showing(innerText: string, page: object = {}): boolean {
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', { body: { innerText } });
  return isWalled();
}

test.for([
  'WhatsApp works with Google Chrome 100+',
  'WhatsApp funciona con Google Chrome 100 o versiones posteriores',
  'يعمل واتساب على \u200fGoogle Chrome\u200f ١٠٠ أو أحدث',
])('the wall is told in the language of the computer: %s', (words) => {
  expect(showing(words)).toBe(true);
});

test('a page that only loads, or offers its parts, is no wall', () => {
  expect(showing('WhatsApp')).toBe(false);
  expect(showing('WhatsApp works with Google Chrome 100+', { require: () => undefined })).toBe(false);
});
